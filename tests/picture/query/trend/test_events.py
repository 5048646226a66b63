"""What happened meanwhile: milestones of the country, and on wish what an area does to move the indicator."""

from dataclasses import replace
from datetime import date

from contract.actions.codes import DatePrecision
from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.model import Event
from picture.query.selection import check, view_of
from picture.query.trend.events import area_events, drawn_events, national_events, placed_events
from picture.text.register.marks import event_day, event_source, event_text
from tests.picture.factory import trend_dataset
from tests.picture.small import small_database


def view(con, area, language=Language.SV):
    choices = read_choices(con, language)
    return view_of(check({"area": area, "indicator": "trust", "lang": language}, {}, choices)[0], choices), choices


def test_the_country_has_its_milestones_with_their_source():
    con = small_database()
    found = national_events(con, view(con, "MK01")[0])
    assert [(one.text, event_day(one, "sv"), event_source(one)) for one in found] == [
        ("Law sv", "1.1.2025", " (example.org)")
    ]


def test_an_area_has_what_it_does_to_move_the_indicator_besides():
    con = small_database()
    found = area_events(con, *view(con, "MK01"))
    assert [one.entry for one in found] == ["law", "cafes"]
    assert event_text(found[1], "sv") == "Cafes sv (exempel)"
    assert event_day(found[1], "sv") == "3–11/2026"
    assert [one.entry for one in area_events(con, *view(con, "MK02"))] == ["law"]


def test_twelve_events_of_one_month_share_a_number_and_a_mark():
    days = [date(2025, 1, 1), *(date(2026, 3, day) for day in range(1, 13))]
    dataset = replace(trend_dataset(), events=tuple(Event(day, "x", "y", "z") for day in days))
    assert {one.number for one in placed_events(dataset)} <= {1, 2}
    assert len(drawn_events(dataset)) == len({one.number for one in placed_events(dataset)})


def test_of_a_year_of_which_no_more_is_known_the_mark_stands_in_its_middle():
    event = Event(date(2025, 1, 1), "x", "y", "z", precision=DatePrecision.YEAR)
    assert [one.place for one in placed_events(replace(trend_dataset(), events=(event,)))] == [2025.0]
