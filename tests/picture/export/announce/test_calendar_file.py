"""Calendars read the release calendar: the same event for the same release, moved and cancelled where it was."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from contract.codes import Language
from picture.export.announce.calendar_file import calendar_file
from picture.export.announce.site import Site
from picture.query.choices import read_choices
from tests.picture.corrected import FIRST_DAY, corrected_database
from tests.picture.small import count_anew, small_database
from tests.picture.text.announcements.test_announced import with_calendar

URL = "https://example.fi"


def made(con, language=Language.EN):
    return calendar_file(read_choices(con, language), Site(URL, language))


def events(con, language=Language.EN):
    found = icalendar.Calendar.from_ical(made(con, language)).walk("VEVENT")
    return {str(one["uid"]): one for one in found}


@pytest.fixture(scope="module")
def con():
    con = with_calendar(corrected_database())
    entry = "INSERT INTO calendar_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    con.execute(entry, ["2028", 1, 2, "provisional", date(2028, 11, 1), date(2028, 12, 31), *[None] * 4])
    con.execute(entry, ["2026", 1, 3, "published", date(2026, 11, 1), date(2026, 11, 30), *[None] * 4])
    count_anew(con)
    return con


def test_a_confirmed_release_stands_at_its_hour_in_finland(con):
    event = events(con)["edition-2027-1@example.fi"]
    assert event.start == datetime(2027, 12, 8, 8, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert event["dtstart"].params["TZID"] == "Europe/Helsinki"
    assert event["status"] == "CONFIRMED"
    assert b"BEGIN:VTIMEZONE" in made(con)


def test_a_provisional_release_spans_its_months_and_is_tentative(con):
    event = events(con)["edition-2028-1@example.fi"]
    assert (event.start, event.end) == (date(2028, 11, 1), date(2029, 1, 1))
    assert event["status"] == "TENTATIVE"
    assert "provisional" in event["summary"]


def test_a_cancelled_release_says_so_and_why(con):
    event = events(con)["edition-2027-2@example.fi"]
    assert event["status"] == "CANCELLED"
    assert event["description"] == "Not ready en"


def test_a_published_release_stands_on_its_day_and_not_on_the_month_that_was_planned(con):
    event = events(con)["edition-2026-1@example.fi"]
    assert (event.start, event.end) == (FIRST_DAY, date(2026, 11, 4))


def test_a_moved_release_keeps_its_name_and_has_a_higher_sequence():
    con = with_calendar(corrected_database())
    before = events(con)["edition-2027-1@example.fi"]
    con.execute("DELETE FROM calendar_move")
    unmoved = events(con)["edition-2027-1@example.fi"]
    assert before["sequence"] > unmoved["sequence"]
    assert "Late data en" in before["description"]
    con.execute("UPDATE calendar_entry SET status = 'provisional', due = NULL WHERE version = 1")
    assert events(con)["edition-2027-1@example.fi"]["sequence"] < unmoved["sequence"]


def test_the_stamp_is_the_build_and_not_now(con):
    assert {one.stamp for one in events(con).values()} == {datetime(2026, 11, 24, 9, 30, tzinfo=UTC)}
    assert made(con) == made(con)


@pytest.mark.parametrize("language", Language)
def test_every_language_has_its_own_words_and_the_same_events(con, language):
    calendar = icalendar.Calendar.from_ical(made(con, language))
    assert set(events(con, language)) == set(events(con))
    assert str(calendar["x-wr-calname"])
    assert all(str(one["summary"]) and f"lang={language}" in one["url"] for one in events(con, language).values())


def test_letters_that_mean_something_in_the_format_come_back_as_they_were():
    con = with_calendar(corrected_database())
    reason = "Förseningen; först, \\ sedan\nBEGIN:VEVENT"
    con.execute("UPDATE calendar_move SET reason_en = ?", [reason])
    found = events(con)
    assert len(found) == 2
    assert reason in found["edition-2027-1@example.fi"]["description"]


def test_a_calendar_of_nothing_is_one_too():
    con = small_database()
    con.execute("DELETE FROM calendar_entry")
    assert not icalendar.Calendar.from_ical(made(con)).walk("VEVENT")
