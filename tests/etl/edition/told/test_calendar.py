"""What the calendar promised holds: a date moves with a reason, what was cancelled or published stays as it was."""

from datetime import date, datetime
from pathlib import Path

import pytest

from etl.edition.told.calendar import (
    WAITING,
    Calendar,
    calendar_tables,
    read_calendar,
    refuse_cancelled_content,
    refuse_changed_promises,
    span_of,
    told_time,
)
from etl.publish.editions import Released, read_released
from etl.publish.load import load
from tests.errors import raises
from tests.etl.edition.editions import with_released
from tests.etl.small_tables import cell, small

CONFIRMED = '[[entries]]\nedition = "2026"\ndue = 2026-12-08T08:00:00\n'
LATER = CONFIRMED.replace("12-08", "12-15")
MOVED = """[[entries.moved]]
previous = 2026-12-08T08:00:00
declared = 2026-12-01
reason = { fi = "Aineisto myöhästyi.", sv = "Materialet blev försenat.", en = "The data came late." }
"""
CANCELLED = '[entries.cancelled]\nfi = "Ei kyselyä."\nsv = "Ingen enkät."\nen = "No survey."\n'


def write(data: Path, text: str) -> Calendar:
    data.mkdir(exist_ok=True)
    (data / "calendar.toml").write_text(text, encoding="utf-8")
    return read_calendar(data)


def told(data: Path, text: str, known: Released | None = None) -> None:
    """Serve a picture that tells readers of a calendar."""
    known = known or read_released(data / "editions")
    load(small("a", cell("01", 60.0)) | calendar_tables(write(data, text), known), data, "a")


def rows(data: Path, text: str, known: Released | None = None) -> list[tuple[object, ...]]:
    tables = calendar_tables(write(data, text), known or read_released(data / "editions"))
    return tables["calendar_entry"].select("edition", "status", "first_day", "last_day", "due").rows()


def test_without_a_file_nothing_is_announced(tmp_path: Path) -> None:
    assert read_calendar(tmp_path) == Calendar()


def test_a_month_is_provisional_and_a_date_with_its_hour_is_confirmed_in_the_time_of_finland(tmp_path: Path) -> None:
    text = '[[entries]]\nedition = "2027"\nplanned = "2027-11/2027-12"\n' + CONFIRMED
    assert rows(tmp_path, text) == [
        ("2026", "confirmed", date(2026, 12, 8), date(2026, 12, 8), "2026-12-08T08:00:00+02:00"),
        ("2027", "provisional", date(2027, 11, 1), date(2027, 12, 31), None),
    ]


def test_the_hour_is_that_of_finland_in_summer_too() -> None:
    assert told_time(datetime(2026, 6, 9, 8)) == "2026-06-09T08:00:00+03:00"  # noqa: DTZ001 - as it is written
    assert told_time(datetime.fromisoformat("2026-12-08T06:00:00+00:00")) == "2026-12-08T08:00:00+02:00"


@pytest.mark.parametrize(
    ("planned", "first", "last"),
    [
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-12-08", date(2026, 12, 8), date(2026, 12, 8)),
        ("2026-02/2026-03-15", date(2026, 2, 1), date(2026, 3, 15)),
    ],
)
def test_a_span_has_a_first_and_a_last_day(planned: str, first: date, last: date) -> None:
    assert span_of(planned) == (first, last)


@pytest.mark.parametrize("planned", ["December", "2026-13", "2026-02-30", "2026-12/2026-11", "2026"])
def test_what_is_no_time_is_refused(planned: str) -> None:
    with raises("calendar_span_unknown"):
        span_of(planned)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[entries]]\nedition = "2026"\n', "calendar_without_date"),
        (CONFIRMED + 'planned = "2026-12"\n', "calendar_without_date"),
        (CONFIRMED.replace("12-08", "12-06"), "calendar_at_weekend"),
        (CONFIRMED + LATER, "calendar_entry_twice"),
    ],
)
def test_a_calendar_that_says_what_cannot_be_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with raises(code):
        write(tmp_path, text)


def test_what_is_released_is_published(tmp_path: Path) -> None:
    with_released(tmp_path)
    assert rows(tmp_path, CONFIRMED)[0][1] == "published"


def test_a_provisional_date_may_move_or_go(tmp_path: Path) -> None:
    told(tmp_path, '[[entries]]\nedition = "2026"\nplanned = "2026-12"\n')
    for text in (CONFIRMED, ""):
        refuse_changed_promises(tmp_path, write(tmp_path, text))


def test_a_confirmed_date_moves_only_with_its_reason(tmp_path: Path) -> None:
    told(tmp_path, CONFIRMED)
    refuse_changed_promises(tmp_path, write(tmp_path, CONFIRMED))
    with raises("calendar_moved_without_reason", release="2026, 1", previous="2026-12-08T08:00:00+02:00"):
        refuse_changed_promises(tmp_path, write(tmp_path, LATER))
    refuse_changed_promises(tmp_path, write(tmp_path, LATER + MOVED))


def test_a_confirmed_release_is_cancelled_with_a_notice_and_not_by_leaving_it_out(tmp_path: Path) -> None:
    told(tmp_path, CONFIRMED)
    with raises("calendar_entry_gone"):
        refuse_changed_promises(tmp_path, write(tmp_path, ""))
    refuse_changed_promises(tmp_path, write(tmp_path, CONFIRMED + CANCELLED))


def test_a_notice_that_was_told_stays_word_for_word(tmp_path: Path) -> None:
    told(tmp_path, CONFIRMED + CANCELLED)
    for text in (CONFIRMED, CONFIRMED + CANCELLED.replace("No survey", "No money")):
        with raises("calendar_notice_changed"):
            refuse_changed_promises(tmp_path, write(tmp_path, text))


def test_a_move_that_was_told_stays_word_for_word(tmp_path: Path) -> None:
    told(tmp_path, LATER + MOVED)
    for text in (LATER, LATER + MOVED.replace("came late", "were late")):
        with raises("calendar_move_changed"):
            refuse_changed_promises(tmp_path, write(tmp_path, text))


def test_the_date_of_a_published_edition_is_not_changed_even_with_a_reason(tmp_path: Path) -> None:
    known = with_released(tmp_path / "other")
    told(tmp_path, CONFIRMED, known)
    with raises("calendar_of_published_changed"):
        refuse_changed_promises(tmp_path, write(tmp_path, LATER + MOVED))


def test_nothing_is_cancelled_while_its_content_waits(tmp_path: Path) -> None:
    told(tmp_path / WAITING, CONFIRMED)
    cancelled = write(tmp_path, CONFIRMED + CANCELLED)
    with raises("calendar_cancelled_content", release="2026, 1"):
        refuse_cancelled_content(tmp_path, cancelled)
    refuse_cancelled_content(tmp_path, write(tmp_path, CONFIRMED))


def test_without_anything_that_waits_a_release_may_be_cancelled(tmp_path: Path) -> None:
    told(tmp_path, CONFIRMED)
    refuse_cancelled_content(tmp_path, write(tmp_path, CONFIRMED + CANCELLED))
