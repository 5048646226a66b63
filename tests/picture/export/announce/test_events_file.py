"""Calendars read entries of the register."""

from dataclasses import replace
from datetime import date

import icalendar

from contract.codes import Language
from picture.export.announce.events_file import events_file
from picture.export.announce.site import Site
from picture.query.choices import read_choices
from picture.query.register.entries import ask_entry
from picture.query.register.happenings import ask_events
from picture.query.register.near import rings_around
from picture.query.register.told import Told
from tests.picture.small import small_database

SITE = Site("https://example.fi/lage", "en")


def events(entries, con):
    calendar = events_file(entries, read_choices(con, "en"), SITE, "Events")
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(calendar).walk("VEVENT")}


def around(area, con):
    return ask_events(con, rings_around(area, read_choices(con, "en")).keys, "en")


def test_an_event_has_its_days_its_place_and_its_page():
    con = small_database()
    event = events([ask_entry(con, "walk", "en")], con)["entry-walk@example.fi"]
    assert (event.start, event.end) == (date(2027, 5, 4), date(2027, 5, 6))
    assert event["summary"] == "Walk en (example)"
    assert event["location"] == "North town, South en"
    assert event["url"] == "https://example.fi/lage/entry?id=walk&lang=en"
    assert event["status"] == "CONFIRMED"


def test_a_month_is_all_its_days_and_tentative():
    con = small_database()
    event = events([ask_entry(con, "forum-2026", "en")], con)["entry-forum-2026@example.fi"]
    assert (event.start, event.end, event["status"]) == (date(2026, 5, 1), date(2026, 6, 1), "TENTATIVE")


def test_the_calendar_of_an_area_has_its_own_events_and_those_of_the_country():
    con = small_database()
    assert [one.id for one in around("MK02", con)] == ["forum-2025", "forum-2026", "walk"]
    assert [one.id for one in around("MK01", con)] == ["forum-2025", "forum-2026"]
    assert [one.id for one in around("SSS", con)] == ["forum-2025", "forum-2026", "walk"]


def test_what_has_no_date_is_in_no_calendar_and_the_same_build_makes_the_same_bytes():
    con = small_database()
    choices = read_choices(con, "en")
    assert events([ask_entry(con, "council", "en")], con) == {}
    made = [events_file(around("SSS", con), choices, SITE, "Events") for _ in range(2)]
    assert made[0] == made[1]


HOSTILE = "Tea, cake; \\n talk\r\nBEGIN:VALARM\nX:1 \N{PARTY POPPER}\N{FAMILY} åäö " + "ž" * 300 + "\x07\u2028end"


def written(con, **changes):
    """The bytes of a calendar with one entry that was changed so."""
    entry = replace(ask_entry(con, "walk", "en"), **changes)
    return events_file([entry], read_choices(con, "en"), SITE, HOSTILE)


def test_lines_end_as_calendars_want_are_short_and_cut_no_letter():
    content = written(small_database(), name=Told(HOSTILE, Language.EN), about=Told(HOSTILE, Language.EN))
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line or b"\x07" in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # a letter of several bytes stays whole


def test_text_that_would_be_a_property_stays_text_and_is_read_again_as_it_was():
    con = small_database()
    content = written(con, name=Told(HOSTILE, Language.EN), about=Told(HOSTILE, Language.EN), place="A, B; C\\D")
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.walk("VALARM")
    assert "Tea, cake; \\n talk" in event["summary"]
    assert "ž" * 300 in event["summary"]
    assert str(event["summary"]).endswith("end (example)")
    assert str(event["location"]).startswith("A, B; C\\D")
    assert not calendar.errors
    assert not event.errors


def test_whole_days_have_no_time_and_end_on_the_day_after():
    lines = written(small_database()).decode().split("\r\n")
    assert {"DTSTART;VALUE=DATE:20270504", "DTEND;VALUE=DATE:20270506"} <= set(lines)
    assert not any(line.startswith(("DTSTART;TZID", "BEGIN:VTIMEZONE")) for line in lines)


def test_what_was_moved_or_called_off_in_a_later_build_replaces_what_it_was():
    con = small_database()
    before = events([ask_entry(con, "walk", "en")], con)["entry-walk@example.fi"]
    con.execute("UPDATE build SET built_at = built_at + INTERVAL 2 DAY")
    con.execute(
        "UPDATE register_entry SET first_day = DATE '2027-06-01', last_day = NULL, status = 'dropped' WHERE id = 'walk'"
    )
    after = events([ask_entry(con, "walk", "en")], con)["entry-walk@example.fi"]
    assert (after.start, after.end, after["status"]) == (date(2027, 6, 1), date(2027, 6, 2), "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt > before["dtstamp"].dt
    assert after["dtstamp"].to_ical().endswith(b"Z")
