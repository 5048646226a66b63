"""The archive is read by what its manifests say; what is damaged or out of place is never taken for an edition."""

import hashlib
from pathlib import Path

import pytest

from contract.archive import FROZEN, frozen_edition, frozen_editions, sealed, verified_database
from tests.errors import raises

MANIFEST = """edition = "{edition}"
version = {version}
semantic = "1.0.0"
build = "0a"
schema = 5
content = "c"
[database]
name = "{name}"
sha256 = "{sha256}"
size = 7
[[made_of]]
kind = "source"
name = "survey/2026/x.csv"
sha256 = "0123456789abcdef"
"""


def plant(data: Path, edition: str, version: int, name: str = "situation-0a.duckdb", folder: str = "") -> Path:
    """Freeze a database of seven letters."""
    place = data / "archive" / (folder or f"{edition}-{version}")
    place.mkdir(parents=True)
    (place / "situation-0a.duckdb").write_bytes(b"content")
    sha256 = hashlib.sha256(b"content").hexdigest()
    told = MANIFEST.format(edition=edition, version=version, name=name, sha256=sha256)
    (place / FROZEN).write_bytes(sealed(told.encode()))
    return place


def test_editions_are_listed_by_year_and_number_of_version(tmp_path: Path) -> None:
    for edition, version in (("2026", 10), ("2026", 2), ("2025", 1)):
        plant(tmp_path, edition, version)
    plant(tmp_path, "2027", 1, folder="2027-1.part77")
    assert [(one.edition, one.version) for one in frozen_editions(tmp_path)] == [
        ("2025", 1),
        ("2026", 2),
        ("2026", 10),
    ]


def test_a_database_is_compared_with_its_hash_before_it_is_given(tmp_path: Path) -> None:
    place = plant(tmp_path, "2026", 1)
    found = frozen_edition(tmp_path, "2026", 1)
    assert verified_database(found) == place / "situation-0a.duckdb"
    found.path.write_bytes(b"damaged")
    with raises("frozen_edition_damaged", edition="2026", version=1):
        verified_database(found)


@pytest.mark.parametrize(("edition", "version"), [("2026", 2), ("..", 1), ("2026/..", 1), ("", 1), ("2026", 0)])
def test_what_is_no_edition_is_not_kept(tmp_path: Path, edition: str, version: int) -> None:
    plant(tmp_path, "2026", 1)
    with raises("edition_not_kept"):
        frozen_edition(tmp_path, edition, version)


def test_a_manifest_that_was_changed_or_moved_or_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    changed = plant(tmp_path, "2026", 1) / FROZEN
    changed.write_bytes(changed.read_bytes().replace(b'"1.0.0"', b'"1.0.1"'))
    plant(tmp_path, "2025", 1, folder="2026-2")
    plant(tmp_path, "2026", 3, name="../2026-1/situation-0a.duckdb")
    for version in (1, 2, 3):
        with raises("frozen_edition_damaged", version=version):
            frozen_edition(tmp_path, "2026", version)


def test_what_an_edition_was_made_of_is_told_by_the_first_letters_of_each_hash(tmp_path: Path) -> None:
    plant(tmp_path, "2026", 1)
    found = frozen_edition(tmp_path, "2026", 1)
    assert found.made_of == (("source survey/2026/x.csv", "0123456789ab"),)
    assert hash(found)  # what is made of a version is kept by it
