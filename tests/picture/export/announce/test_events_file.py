"""Calendars read entries of the register."""

from datetime import date

import icalendar

from picture.export.announce.events_file import events_file
from picture.export.announce.site import Site
from picture.query.choices import read_choices
from picture.query.register.entries import ask_entry
from picture.query.register.happenings import ask_events
from picture.query.register.near import rings_around
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
