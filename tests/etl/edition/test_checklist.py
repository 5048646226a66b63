"""The checklist: what stops a release, what must have been read, and that a picture in order passes."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from contract.pointer import build_of, served_database
from etl.edition.checklist import Check, checklist, refuse_unready
from etl.edition.notice import notify
from etl.edition.told.corrections import declare_correction
from etl.publish.audit.noted import note_audit
from etl.publish.editions import read_released
from etl.publish.load import load
from etl.publish.served.revisions import today
from tests.errors import assert_tells, raises
from tests.etl.edition.editions import changed, with_released
from tests.etl.edition.told.test_corrections import OTHER, WRONG
from tests.etl.operate.folder import add_wave, build
from tests.etl.publish.noted import note_build
from tests.etl.small_tables import cell, small


def found(data: Path, day: date | None = None) -> dict[str, Check]:
    known = read_released(data / "editions")
    return {one.name: one for one in checklist(data, served_database(data), known, day or today())}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a draft that was audited."""
    add_wave(tmp_path)
    note_audit_of(tmp_path, build(tmp_path))
    return tmp_path


def note_audit_of(data: Path, database: Path) -> None:
    note_audit(data, build_of(database))


def served(data: Path, **tables: pl.DataFrame) -> None:
    """Serve a small picture with other tables, audited."""
    country = cell("01", 60.0) | {"level": "country", "code": "SSS"}
    whole = small("b", cell("01", 60.0), country)
    area = pl.DataFrame([whole["area"].row(0, named=True) | {"level": "country", "code": "SSS", "position": 9}])
    whole["area"] = pl.concat([whole["area"], area])
    load(whole | tables, data, "b", before=lambda: note_build(data, "b"))
    note_audit(data, "b")


def test_a_build_that_was_not_audited_is_not_released(data: Path) -> None:
    assert "audit_missing" not in found(data)
    note_audit(data, "another build")
    with raises("release_audit_missing", build=build_of(served_database(data))):
        refuse_unready(found(data).values(), [])


def test_a_synthetic_source_and_a_missing_next_date_have_to_be_named(tmp_path: Path) -> None:
    served(tmp_path)
    checks = found(tmp_path)
    assert {name: one.stops for name, one in checks.items()} == {"synthetic_source": False, "no_next_date": False}
    with raises("warnings_not_read", warnings=("no_next_date",)):
        refuse_unready(checks.values(), ["synthetic_source"])
    refuse_unready(checks.values(), ["synthetic_source", "no_next_date"])


def test_an_announced_next_release_is_enough_unless_its_day_is_past(tmp_path: Path) -> None:
    served(tmp_path)
    (tmp_path / "calendar.toml").write_text('[[entries]]\nedition = "2027"\nplanned = "2027-12"\n', encoding="utf-8")
    assert set(found(tmp_path)) == {"synthetic_source"}
    assert found(tmp_path, date(2028, 1, 1))["next_date_past"].stops


def test_a_picture_without_a_headline_for_the_country_stops(data: Path) -> None:
    assert found(data)["no_headline"].stops


def test_a_text_that_is_blank_in_a_language_stops(tmp_path: Path) -> None:
    whole = small("b", cell("01", 60.0))
    served(tmp_path, indicator=whole["indicator"].with_columns(why_sv=pl.lit(" ")))
    told = found(tmp_path)["text_missing"].told
    assert_tells(told, "release_text_missing", table="indicator", text="why", rows=1)


def test_what_is_told_of_actions_may_be_written_in_one_language(tmp_path: Path) -> None:
    plan = {"id": "SSS-2026", "contribution": "SSS/2026", "level": "country", "code": "SSS", "example": False}
    years = {"first_year": 2026, "last_year": 2028, "title_sv": "Plan"}
    served(tmp_path, plan=pl.DataFrame([plan | years]))
    assert "text_missing" not in found(tmp_path)


def test_a_break_without_a_reason_stops(tmp_path: Path) -> None:
    row = {"indicator": "trust", "period": "2026"} | {f"reason_{one}": "" for one in ("fi", "sv", "en")}
    served(tmp_path, series_break=pl.DataFrame([row]))
    assert found(tmp_path)["break_without_reason"].stops


def test_an_unfinished_fetch_stops(data: Path) -> None:
    (data / "fetching").mkdir()
    assert "import_unfinished" not in found(data)
    (data / "fetching" / "statfin").mkdir()
    assert found(data)["import_unfinished"].stops


def test_a_stale_context_is_told(tmp_path: Path) -> None:
    whole = small("b", cell("01", 60.0))
    context = whole["indicator"].with_columns(domain=pl.lit("context"))
    old = pl.DataFrame([cell("01", 60.0, "2023")])
    served(tmp_path, indicator=context, estimate=old)
    assert_tells(found(tmp_path)["stale_context"].told, "release_stale_context", found=("trust",))


def test_an_amendment_says_what_it_is(tmp_path: Path) -> None:
    known = with_released(tmp_path)
    changed(tmp_path, 60.0)
    assert found(tmp_path)["amendment_without_note"].stops
    declare_correction(known, "2026", WRONG, today())
    assert found(tmp_path)["correction_of_nothing"].stops
    changed(tmp_path, 61.0, "2023")
    assert not {"amendment_without_correction", "correction_of_nothing", "amendment_without_note"} & set(
        found(tmp_path)
    )


def test_figures_that_move_without_a_correction_stop_and_a_notice_is_not_enough(tmp_path: Path) -> None:
    with_released(tmp_path)
    notify(tmp_path, "2026", OTHER, today())
    changed(tmp_path, 60.0)
    assert "amendment_without_note" not in found(tmp_path)
    changed(tmp_path, 61.0, "2023")
    told: UserError = found(tmp_path)["amendment_without_correction"].told
    assert_tells(told, "release_amendment_without_correction", edition="2026", cells=2)


def test_a_correction_that_nobody_could_read_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_released(tmp_path)
    changed(tmp_path, 61.0)
    monkeypatch.setattr("etl.edition.told.corrections.MOST_CORRECTED", 1)
    one = found(tmp_path)["correction_too_large"]
    assert one.stops
    assert_tells(one.told, "release_correction_too_large", edition="2026", cells=2, most=1)
