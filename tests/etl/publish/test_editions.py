"""The folder of editions loses nothing unnoticed; a release that dies at any moment leaves the next one a way."""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from contract.errors import UserError
from etl.__main__ import main
from etl.config.card import SourceCard
from etl.edition.release import release
from etl.publish.build_id import build_id, inputs_id
from etl.publish.editions import editions_table, read_released, refuse_lost, version_and_status
from etl.publish.load import load
from etl.publish.whole import current
from tests.errors import raises
from tests.etl.publish.noted import note_build
from tests.etl.read.helpers import card
from tests.etl.small_tables import cell, small

QUIET = Console(quiet=True)
RESTORE = "Restore data/editions from the backup"


def build(data: Path, cards: list[SourceCard], value: float = 60.0, edition: str = "2026") -> Path:
    """Do what `python -m etl` does with editions, around a picture of two figures."""
    folder = data / "editions"
    known = read_released(folder)
    refuse_lost(data, known)
    name = build_id(cards, data / "boundaries", folder)
    version, status = version_and_status(folder, edition, inputs_id(cards, data / "boundaries"))
    tables = small(name, cell("01", value, edition), cell("02", value + 1, edition))
    tables["build"] = tables["build"].with_columns(edition=pl.lit(edition), version=version, status=pl.lit(status))
    return load(tables | {"edition": editions_table(known)}, data, name, before=lambda: note_build(data, name))


def source(data: Path, content: bytes = b"x") -> list[SourceCard]:
    return [card(data, content, "x.csv", "aggregates")]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders as releases find them, made once: a draft alone, and one beside the release that it corrects.

    And a folder with one release, and the picture served after it.
    """
    states = tmp_path_factory.mktemp("states")
    cards = source(states / "draft")
    build(states / "draft", cards)
    shutil.copytree(states / "draft", states / "released")
    release(states / "released", cards, QUIET)
    shutil.copytree(states / "released", states / "corrected")
    build(states / "corrected", source(states / "corrected", b"corrected"), 70.0)
    build(states / "released", cards)
    return states


@pytest.fixture
def data(states: Path, tmp_path: Path) -> Path:
    """A folder with one release, and the picture served after it."""
    return shutil.copytree(states / "released", tmp_path / "data")


@pytest.fixture
def draft(states: Path, tmp_path: Path) -> Path:
    """A folder with a draft."""
    return shutil.copytree(states / "draft", tmp_path / "data")


def ledger_of(data: Path) -> Path:
    (found,) = (data / "editions").glob("ledger-*.parquet")
    return found


def test_before_the_first_release_nothing_is_known(tmp_path: Path) -> None:
    known = read_released(tmp_path / "editions")
    assert (known.editions, known.history.height, known.waves) == ((), 0, ())


def test_a_manifest_names_its_ledger_with_hash_and_rows(data: Path) -> None:
    (edition,) = read_released(data / "editions").editions
    content = ledger_of(data).read_bytes()
    assert edition.ledger == ledger_of(data).name == f"ledger-{edition.ledger_sha256[:12]}.parquet"
    assert (edition.ledger_sha256, edition.ledger_rows) == (hashlib.sha256(content).hexdigest(), 2)


def cut(path: Path) -> None:
    pl.read_parquet(path).head(1).write_parquet(path)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_the_ledger_with_the_most_figures_is_in_force_and_the_one_before_in_its_place_is_refused(data: Path) -> None:
    before, cards = ledger_of(data), source(data, b"next year")
    build(data, cards, edition="2027")
    release(data, cards, QUIET)
    known = read_released(data / "editions")
    assert known.history.select("edition", "period", "code").rows() == [
        *(("2026", "2026", "01"), ("2026", "2026", "02"), ("2027", "2027", "01"), ("2027", "2027", "02"))
    ]
    shutil.copy(before, data / "editions" / known.editions[-1].ledger)
    with raises("ledger_changed", edition="2027"):
        read_released(data / "editions")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (Path.unlink, "ledger_missing"),
        (cut, "ledger_changed"),
        (damage, "ledger_changed"),
        (lambda path: path.write_bytes(b""), "ledger_changed"),
        (lambda path: path.write_bytes(b"PAR1"), "ledger_changed"),
        (lambda path: os.truncate(path, path.stat().st_size // 2), "ledger_changed"),
    ],
    ids=["gone", "fewer rows", "damaged", "empty", "something else", "cut"],
)
def test_a_ledger_that_is_not_what_was_released_stops_build_and_release(
    data: Path, harm: Callable[[Path], None], code: str
) -> None:
    ledger = ledger_of(data)
    harm(ledger)
    for step in (build, lambda data, cards: release(data, cards, QUIET)):
        with raises(code, path=ledger) as refused:
            step(data, source(data))
        assert RESTORE in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"edition = ", b"\xff\xfe", b'edition = "2026"\n', None])
def test_a_damaged_manifest_stops_build_and_release(data: Path, content: bytes | None) -> None:
    manifest = data / "editions" / "2026.toml"
    if content is None:
        content = manifest.read_bytes().replace(b'edition = "2026"', b'edition = "2025"')
    manifest.write_bytes(content)
    for step in (build, lambda data, cards: release(data, cards, QUIET)):
        with pytest.raises(UserError, match="manifest") as refused:
            step(data, source(data))
        assert RESTORE in str(refused.value)


def lose_folder(data: Path) -> None:
    shutil.rmtree(data / "editions")


def lose_manifest(data: Path) -> None:
    (data / "editions" / "2026.toml").unlink()


@pytest.mark.parametrize("lose", [lose_folder, lose_manifest])
@pytest.mark.parametrize("drafted", [False, True], ids=["published is served", "a draft of the next is served"])
def test_a_release_that_the_served_picture_tells_of_cannot_be_lost(
    data: Path,
    lose: Callable[[Path], None],
    drafted: bool,  # noqa: FBT001
) -> None:
    cards = source(data, b"y") if drafted else source(data)
    build(data, cards)
    lose(data)
    for step in (build, lambda data, cards: release(data, cards, QUIET)):
        with raises("edition_lost", edition="2026", version=1) as refused:
            step(data, cards)
        assert RESTORE in str(refused.value)


def test_an_older_backup_of_the_editions_is_noticed(data: Path) -> None:
    shutil.copytree(data / "editions", data / "backup")
    corrected = source(data, b"y")
    build(data, corrected)
    release(data, corrected, QUIET)
    build(data, corrected)
    shutil.rmtree(data / "editions")
    (data / "backup").rename(data / "editions")
    with raises("edition_lost", edition="2026", version=2):
        build(data, corrected)


def test_a_draft_of_the_next_edition_still_tells_of_the_one_before(data: Path) -> None:
    cards = source(data, b"next year")
    build(data, cards, edition="2027")
    lose_folder(data)
    with raises("edition_lost", edition="2026", version=1):
        build(data, cards, edition="2027")


@pytest.mark.parametrize("spoil", [Path.unlink, lambda pointer: pointer.write_bytes(b"\xff")])
def test_a_lost_pointer_does_not_hide_that_the_editions_are_lost_too(
    data: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(data / "CURRENT")
    lose_folder(data)
    with raises("edition_lost", edition="2026", version=1):
        refuse_lost(data, read_released(data / "editions"))


def test_a_manifest_that_lost_its_waves_is_refused(data: Path) -> None:
    manifest = data / "editions" / "2026.toml"
    text = manifest.read_text(encoding="utf-8")
    assert "waves_count = 0\n" in text
    manifest.write_text(text.replace("waves = []\n", ""), encoding="utf-8")
    with raises("manifest_damaged", path=manifest):
        read_released(data / "editions")
    manifest.write_text(text.replace("waves_count = 0", "waves_count = 2"), encoding="utf-8")
    with raises("manifest_cut_short", waves=0, released=2):
        read_released(data / "editions")


def test_a_damaged_served_picture_tells_nothing_and_does_not_stop_a_build(data: Path) -> None:
    served = current(data)
    assert served is not None
    served.write_bytes(b"damaged")
    refuse_lost(data, read_released(data / "editions"))


def test_the_ledger_of_a_first_release_that_died_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "ledger-0123456789ab.parquet").write_bytes(b"never released")
    assert read_released(tmp_path / "editions").history.is_empty()
    cards = source(tmp_path)
    build(tmp_path, cards)
    release(tmp_path, cards, QUIET)
    assert ledger_of(tmp_path).name == read_released(tmp_path / "editions").editions[0].ledger


def test_a_lost_ledger_is_one_message_of_the_command(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger_of(data).unlink()
    for command in ([], ["release"]):
        assert main(["--data", str(data), *command]) == 2
        told = capsys.readouterr().err
        assert told.startswith("Refused. ")
        assert "the release history that 2026.toml names is missing" in told


# --- a release that dies ---


class Killed(BaseException):
    """What no `except` of the product catches."""


@dataclass(slots=True)
class Death:
    """Everything that a release does to the disk, until it dies: from then on nothing is done any more."""

    at: int
    error: BaseException = field(default_factory=Killed)
    calls: int = 0
    stays: bool = True  # dead for good, or an error that is told

    def before(self, real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **more: object) -> object:
            self.calls += 1
            if self.calls - 1 == self.at or (self.stays and self.calls - 1 > self.at):
                raise self.error
            return real(*arguments, **more)

        return step


BEFORE = 7  # the stamped picture is synced; the record: folder synced, twice, written, synced, named, folder synced
FREEZING = 8  # the data folder synced; the copy synced, named; its manifest written, synced, named; both folders synced
# then the folder above is synced; the ledger written, synced, named, its folder synced; so the manifest
STEPS = BEFORE + FREEZING + 8 + 3  # the ledger of places' own surveys as that of the country


def dies(monkeypatch: pytest.MonkeyPatch, death: Death) -> None:
    monkeypatch.setattr(os, "replace", death.before(os.replace))
    monkeypatch.setattr(os, "fsync", death.before(os.fsync))
    monkeypatch.setattr(Path, "write_bytes", death.before(Path.write_bytes))
    if death.stays:
        real = Path.unlink

        def unlink(path: Path, *, missing_ok: bool = False) -> None:
            if death.calls > death.at:
                raise death.error
            real(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", unlink)


def test_a_release_takes_these_steps(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    death = Death(at=1000)
    cards = source(draft)
    dies(monkeypatch, death)
    release(draft, cards, QUIET)
    # The folder is synced; the picture named, its folder synced; PREVIOUS written, synced, named; so CURRENT
    assert death.calls == STEPS + 1 + 2 + 4 + 4


# every other one: python -m tests.faults
@pytest.mark.parametrize("at", [0, BEFORE, BEFORE + FREEZING - 1, STEPS - 1, STEPS])
@pytest.mark.parametrize("again", [False, True], ids=["first", "corrected"])
def test_a_release_that_dies_before_any_step_leaves_the_next_build_and_release_a_way(
    states: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    again: bool,  # noqa: FBT001
) -> None:
    shutil.copytree(states / ("corrected" if again else "draft"), tmp_path, dirs_exist_ok=True)
    cards, before = source(tmp_path, b"corrected" if again else b"x"), int(again)
    with monkeypatch.context() as patched:
        dies(patched, Death(at))
        with pytest.raises(Killed):
            release(tmp_path, cards, QUIET)
    known = read_released(tmp_path / "editions")
    committed = at >= STEPS  # the manifest stands; only its folder was not synced
    assert known.version("2026") == before + committed
    assert known.history.height == (2 if before or committed else 0)
    other = source(tmp_path, b"corrected once more")
    build(tmp_path, other, 80.0)
    release(tmp_path, other, QUIET)
    build(tmp_path, other, 80.0)
    known = read_released(tmp_path / "editions")
    assert known.version("2026") == before + committed + 1
    (edition,) = known.editions
    assert edition.local_ledger
    kept = {"2026.toml", edition.ledger, edition.local_ledger.name}
    assert {path.name for path in (tmp_path / "editions").iterdir()} == kept


@pytest.mark.parametrize("at", [0, BEFORE, BEFORE + 2, STEPS - 1])
def test_a_release_on_a_full_disk_is_refused_in_words_and_has_released_nothing(
    draft: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    cards = source(draft)
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with monkeypatch.context() as patched:
        dies(patched, Death(at, error, stays=False))
        with pytest.raises(
            UserError, match=r"cannot be written \(No space left on device\).*nothing was (released|published)"
        ):
            release(draft, cards, QUIET)
    assert read_released(draft / "editions").editions == ()
    release(draft, cards, QUIET)
    assert read_released(draft / "editions").version("2026") == 1


def test_a_served_picture_that_cannot_be_read_is_not_released(tmp_path: Path) -> None:
    cards = source(tmp_path)
    build(tmp_path, cards).write_bytes(b"damaged")
    with raises("served_picture_unreadable"):
        release(tmp_path, cards, QUIET)
