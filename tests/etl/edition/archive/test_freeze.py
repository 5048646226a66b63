"""A released edition stands in the archive, read-only, with the hash of everything, and is never written again."""

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from contract.archive import FROZEN, frozen_edition, verified_database
from etl.config.card import read_cards
from etl.config.toml import read_toml
from etl.edition.archive.content import content_of
from etl.edition.archive.freeze import FrozenManifest, is_frozen, refuse_lost_frozen
from etl.edition.archive.made_of import InputKind
from etl.edition.release import release
from etl.operate.backup import back_up
from etl.operate.restore import restore
from etl.operate.state import Condition, read_state
from etl.publish.editions import read_released
from etl.publish.served.revisions import today
from etl.publish.whole import current
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build, with_edition
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an edition."""
    with_edition(tmp_path / "data")
    return tmp_path / "data"


def make_edition(data: Path) -> None:
    release(data, read_cards(data / "sources", LIMIT), QUIET)


def damage(path: Path) -> None:
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-1])


def test_the_frozen_database_is_the_one_that_readers_are_served(data: Path) -> None:
    served = current(data)
    assert served is not None
    frozen = verified_database(frozen_edition(data, "2026", 1))
    assert frozen.read_bytes() == served.read_bytes()
    assert frozen.stat().st_mode & 0o222 == 0


def test_the_manifest_names_every_input_with_its_hash(data: Path) -> None:
    told = read_toml(frozen_edition(data, "2026", 1).folder / FROZEN, FrozenManifest)
    assert {one.kind for one in told.made_of} == set(InputKind) - {InputKind.BOUNDARIES}
    card = next(one for one in read_cards(data / "sources", LIMIT) if one.period == "2026")
    assert card.sha256 in {one.sha256 for one in told.made_of if one.name == f"{card.id}/2026/{card.file}"}
    assert "duckdb" in told.packages
    assert told.content == content_of(frozen_edition(data, "2026", 1).path).sha256


def test_the_next_version_stands_beside_the_one_before_and_counts_on_from_it(data: Path) -> None:
    before = frozen_edition(data, "2026", 1).path.read_bytes()
    add_wave(data, "2024")
    build(data)
    make_edition(data)
    assert frozen_edition(data, "2026", 1).path.read_bytes() == before
    assert [(one.version, one.semantic) for one in read_released(data / "editions").editions[0].frozen] == [
        (1, "1.0.0"),
        (2, "1.1.0"),
    ]


@pytest.mark.parametrize("name", [FROZEN, "situation-*.duckdb"])
def test_a_damaged_edition_is_found_by_status_and_neither_served_nor_backed_up(
    data: Path, tmp_path: Path, name: str
) -> None:
    (path,) = (data / "archive" / "2026-1").glob(name)
    damage(path)
    with raises("frozen_edition_damaged", edition="2026", version=1):
        verified_database(frozen_edition(data, "2026", 1))
    assert not is_frozen(data, read_released(data / "editions").editions[0])
    state = read_state(data, today())
    assert (state.condition, [one.code for one in state.problems]) == (Condition.BROKEN, ["frozen_edition_damaged"])
    with raises("frozen_edition_damaged"):
        back_up(data, tmp_path / "kept", with_sources=False)


def test_a_lost_edition_comes_back_from_the_backup_and_readers_may_open_it(data: Path, tmp_path: Path) -> None:
    kept = back_up(data, tmp_path / "kept", with_sources=False)
    shutil.rmtree(data / "archive")
    with raises("edition_not_kept", edition="2026", version=1):
        refuse_lost_frozen(data, read_released(data / "editions"))
    restore(data, kept)
    refuse_lost_frozen(data, read_released(data / "editions"))
    assert (data / "archive").stat().st_mode & 0o055 == 0o055


def test_what_a_release_that_died_left_in_the_archive_is_replaced(tmp_path: Path) -> None:
    add_wave(tmp_path)
    build(tmp_path)
    left = tmp_path / "archive" / "2026-1"
    left.mkdir(parents=True)
    (left / "situation-0.duckdb").write_bytes(b"never released")
    make_edition(tmp_path)
    assert sorted(path.suffix for path in left.iterdir()) == [".duckdb", ".toml"]
    assert is_frozen(tmp_path, read_released(tmp_path / "editions").editions[0])
