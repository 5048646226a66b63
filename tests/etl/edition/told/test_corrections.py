"""A correction is declared in words and computed in figures; it is kept as it was told, and a notice moves nothing."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from contract.pointer import served_database
from etl.config.toml import Text
from etl.edition.notice import notify
from etl.edition.told.corrections import declare_correction, waiting_correction
from etl.publish.editions import read_released
from etl.publish.served.revisions import today
from tests.errors import raises
from tests.etl.edition.editions import changed, release_again, with_released
from tests.etl.operate.folder import build

WRONG = Text(fi="Painot olivat väärät.", sv="Vikterna var fel.", en="The weights were wrong.")
OTHER = Text(fi="Toinen.", sv="En annan.", en="Another.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an edition: waves 2025 and 2026, every figure 60."""
    with_released(tmp_path / "data")
    return tmp_path / "data"


def correct(data: Path, text: Text = WRONG, day: date | None = None) -> None:
    declare_correction(read_released(data / "editions"), "2026", text, day or today())


def asked(data: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(served_database(data)), read_only=True) as con:
        return con.execute(question).fetchall()


CELLS = "SELECT version, indicator, period, code, old_value, new_value FROM correction_cell ORDER BY ALL"
WHEN = "SELECT version, wrong_version, text_sv FROM correction ORDER BY version"


def test_the_figures_that_moved_are_found_and_what_is_new_is_none_of_them(data: Path) -> None:
    correct(data)
    changed(data, 61.0)
    release_again(data)
    assert asked(data, CELLS) == [(2, "trust", year, "01", 60.0, 61.0) for year in ("2025", "2026")]
    assert asked(data, WHEN) == [(2, 1, "Vikterna var fel.")]


def test_the_next_build_and_the_next_version_tell_of_it_again(data: Path) -> None:
    correct(data)
    changed(data, 61.0)
    known = release_again(data)
    assert waiting_correction(known, "2026") is None
    correct(data, OTHER)
    changed(data, 62.0, "2023")
    release_again(data)
    assert asked(data, WHEN) == [(2, 1, "Vikterna var fel."), (3, 2, "En annan.")]
    assert {version for version, *_ in asked(data, CELLS)} == {2, 3}


def test_a_figure_is_wrong_since_the_first_version_that_showed_it(data: Path) -> None:
    changed(data, 61.0)
    release_again(data)
    correct(data)
    changed(data, 62.0, "2023")
    release_again(data)
    assert asked(data, WHEN) == [(3, 2, "Vikterna var fel.")]


def test_a_correction_in_which_no_figure_moves_is_refused(data: Path) -> None:
    correct(data)
    changed(data, 60.0)
    with raises("release_correction_of_nothing", edition="2026"):
        release_again(data)


def test_more_figures_than_a_correction_can_list_are_refused_and_the_edition_is_withdrawn_instead(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.edition.told.corrections.MOST_CORRECTED", 1)
    correct(data)
    changed(data, 61.0)
    with raises("release_correction_too_large", edition="2026", cells=2, most=1):
        release_again(data)


def test_only_what_was_released_is_corrected_one_correction_at_a_time_and_never_back_in_time(data: Path) -> None:
    known = read_released(data / "editions")
    with raises("correction_of_unpublished", edition="2025"):
        declare_correction(known, "2025", WRONG, today())
    correct(data, day=today() - timedelta(days=1))
    waiting = waiting_correction(known, "2026")
    assert waiting is not None
    assert waiting.declared == today()
    correct(data, OTHER)
    waiting = waiting_correction(known, "2026")
    assert waiting is not None
    assert waiting.text == OTHER


def test_damaged_figures_of_a_correction_are_refused(data: Path) -> None:
    correct(data)
    changed(data, 61.0)
    release_again(data)
    (kept,) = (data / "editions").glob("cells-*.parquet")
    kept.write_bytes(kept.read_bytes()[:-1])
    with raises("correction_damaged", path=kept):
        read_released(data / "editions")


def test_a_notice_serves_the_same_figures_and_stays(data: Path) -> None:
    before = asked(data, "SELECT * FROM estimate ORDER BY ALL")
    served = served_database(data)
    notify(data, "2026", OTHER, today())
    assert served_database(data) != served
    assert asked(data, "SELECT * FROM estimate ORDER BY ALL") == before
    told = "SELECT edition, version, text_fi, (SELECT status FROM build) FROM notice"
    assert asked(data, told) == [("2026", 1, "Toinen.", "published")]
    assert served_database(data) == build(data)
    with raises("notice_told_already"):
        notify(data, "2026", OTHER, today())
    with raises("edition_unknown"):
        notify(data, "2025", OTHER, today())
