"""What comes next, and whether releases came when they were announced: in words, from the release calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime

from picture.query.choices import read_choices
from picture.query.corrections import CalendarEntry, CalendarMove
from picture.text.editions.releases import next_words, punctuality_words
from picture.text.words import word
from tests.picture.corrected import corrected_database

NOON = datetime(2026, 11, 3, 10, tzinfo=UTC)


def told(*entries):
    with corrected_database() as con:
        choices = read_choices(con, "en")
    return replace(choices, editions=replace(choices.editions, calendar=entries))


def released(*moves):
    """An entry of the first version of 2026, which came on 3 November."""
    version = told().editions.versions[0]
    due = datetime.combine(version.released, NOON.timetz())
    return CalendarEntry(
        version.edition, version.version, "published", version.released, version.released, due, None, moves
    )


def test_without_a_calendar_nothing_is_announced_and_punctuality_is_not_measured():
    assert next_words(told()) == word("answer_next", "en")
    assert punctuality_words(told()) == word("quality_punctuality_none", "en")


def test_what_comes_next_is_named_with_its_day_and_how_firm_it_is():
    entry = CalendarEntry("2027", 1, "provisional", date(2027, 11, 1), date(2027, 11, 30), None, None, ())
    assert next_words(told(entry)) == "Next comes edition 2027: November 2027 (provisional)."


def test_a_release_on_its_confirmed_day_is_punctual_and_one_that_moved_is_not():
    move = CalendarMove(NOON, date(2026, 10, 1), "The data came late.")
    assert punctuality_words(told(released())).endswith("Of these, 1 came on the day that was announced first.")
    assert punctuality_words(told(released(move))).endswith("Of these, 0 came on the day that was announced first.")
