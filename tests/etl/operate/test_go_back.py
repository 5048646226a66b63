"""`etl publish BUILD` serves a kept build, and nothing that was not served before or is not allowed any more."""

import errno
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import tomli_w

from contract.errors import UserError
from contract.pointer import build_of, served_database
from etl.__main__ import main
from etl.config.toml import read_toml
from etl.operate.go_back import publish_kept
from etl.publish.served.record import MANIFEST, Manifest
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build, two_builds


def test_the_build_before_is_served_again_and_forward_again(tmp_path: Path) -> None:
    one, two = two_builds(tmp_path)
    assert main(["--data", str(tmp_path), "publish", build_of(one)]) == 0
    assert served_database(tmp_path) == one
    assert (tmp_path / "PREVIOUS").read_text(encoding="utf-8") == f"{two.name}\n"
    assert publish_kept(tmp_path, build_of(two)) == served_database(tmp_path) == two
    assert (tmp_path / "PREVIOUS").read_text(encoding="utf-8") == f"{one.name}\n"


def test_the_next_build_goes_on_after_going_back(tmp_path: Path) -> None:
    one, two = two_builds(tmp_path)
    publish_kept(tmp_path, build_of(one))
    assert build(tmp_path) == two == served_database(tmp_path)
    publish_kept(tmp_path, build_of(one))
    add_wave(tmp_path, "2024")
    three = build(tmp_path)
    assert served_database(tmp_path) == three
    assert set(tmp_path.glob("*.duckdb")) == {one, three}


def test_from_a_damaged_picture_the_one_before_is_served_without_naming_the_damaged_one(tmp_path: Path) -> None:
    one, two = two_builds(tmp_path)
    two.write_bytes(b"damaged")
    assert publish_kept(tmp_path, build_of(one)) == served_database(tmp_path) == one


def test_what_is_served_is_not_told_as_refused_when_the_disk_fails_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two_builds(tmp_path)

    def fails(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("etl.operate.go_back.sync", fails)
    assert main(["--data", str(tmp_path), "publish", build_of(one)]) == 0
    assert served_database(tmp_path) == one


@pytest.mark.parametrize("name", ["", "nowhere", "../x", "x" * 300])
def test_a_build_that_is_not_kept_is_refused_with_those_that_are(tmp_path: Path, name: str) -> None:
    one, two = two_builds(tmp_path)
    with raises("build_not_kept", kept=sorted(map(build_of, (one, two)))):
        publish_kept(tmp_path, name)


def damage(path: Path) -> None:
    path.write_bytes(b"damaged")


def renumber(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE build SET schema = 0")


def loosen(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE policy SET value = value - 1 WHERE rule = 'min_respondents'")


def forget(path: Path) -> None:
    """A database that came from elsewhere, or from before there was a record."""
    manifest = path.parent / "served" / MANIFEST
    known = read_toml(manifest, Manifest)
    plain = tomli_w.dumps({"builds": [name for name in known.builds if name != build_of(path)]})
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(plain + text[text.index("inputs = ") :], encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (damage, "database_not_whole"),
        (renumber, "database_older"),
        (loosen, "build_by_looser_rule"),
        (forget, "served_record_lost"),
        (lambda path: (path.parent / "served" / MANIFEST).unlink(), "served_record_lost"),
    ],
    ids=["damaged", "another schema", "looser rule", "not in the record", "no record"],
)
def test_what_may_not_be_served_is_refused_and_nothing_changes(
    tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    one, two = two_builds(tmp_path)
    spoil(one)
    with pytest.raises(UserError) as refused:
        publish_kept(tmp_path, build_of(one))
    assert refused.value.code == code
    assert served_database(tmp_path) == two


def test_a_picture_from_before_there_was_a_record_does_not_come_back(tmp_path: Path) -> None:
    one, _ = two_builds(tmp_path)
    forget(one)
    with duckdb.connect(str(one)) as con:
        con.execute("DROP TABLE revision; DELETE FROM contents WHERE table_name = 'revision'")
    with raises("build_not_recorded", path=one):
        publish_kept(tmp_path, build_of(one))
