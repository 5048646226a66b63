"""Everything that was told of editions is announced once, the newest first, in three languages."""

from datetime import date

import pytest

from contract.codes import Language
from picture.query.choices import read_choices
from picture.text.announcements.announced import AnnouncedKind, Topic, announced
from picture.text.announcements.corrected import corrected_line
from tests.picture.corrected import CELL, KEY, corrected_database
from tests.picture.small import count_anew, small_database, three

MOVED_AWAY = "2027-12-01T08:00:00+02:00"
DUE = "2027-12-08T08:00:00+02:00"


def with_calendar(con):
    """Put a release that was moved and one that was cancelled into the calendar."""
    con.execute("DELETE FROM calendar_move; DELETE FROM calendar_entry")
    entry = "INSERT INTO calendar_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    con.execute(entry, ["2027", 1, 0, "confirmed", date(2027, 12, 8), date(2027, 12, 8), DUE, None, None, None])
    con.execute(entry, ["2027", 2, 1, "cancelled", date(2028, 2, 1), date(2028, 2, 29), None, *three("Not ready")])
    move = ["2027", 1, 0, MOVED_AWAY, date(2026, 12, 4), *three("Late data")]
    con.execute("INSERT INTO calendar_move VALUES (?, ?, ?, ?, ?, ?, ?, ?)", move)
    count_anew(con)
    return con


@pytest.fixture(scope="module")
def con():
    return with_calendar(corrected_database())


def found(con, language=Language.EN, **topic):
    return announced(read_choices(con, language), Topic(**topic))


def test_a_picture_that_was_never_released_announces_nothing():
    assert found(small_database()) == ()


def test_the_newest_announcement_comes_first(con):
    told = found(con)
    assert [one.day for one in told] == sorted((one.day for one in told), reverse=True)
    assert [(one.kind, one.name) for one in told] == [
        (AnnouncedKind.CANCELLED, "2027-2"),
        (AnnouncedKind.MOVED, "2027-1-0"),
        (AnnouncedKind.NOTICE, "2026-0"),
        (AnnouncedKind.CORRECTED, "2026-2"),
        (AnnouncedKind.PUBLISHED, "2026-2"),
        (AnnouncedKind.PUBLISHED, "2026-1"),
    ]


@pytest.mark.parametrize("language", Language)
def test_every_announcement_has_words_in_every_language(con, language):
    for one in found(con, language):
        assert one.title
        assert one.text
        assert "{" not in f"{one.title}{one.text}"


def test_a_moved_date_is_told_with_the_old_one_the_new_one_and_the_reason(con):
    moved = next(one for one in found(con, Language.FI) if one.kind is AnnouncedKind.MOVED)
    assert moved.text == "Aiemmin 1.12.2027 klo 8.00, nyt 8.12.2027 klo 8.00. Syy: Late data fi"


def test_a_date_that_was_moved_twice_is_told_as_it_was_each_time(con):
    move = ["2027", 1, 1, DUE, date(2026, 12, 5), *three("Still late")]
    con.execute("INSERT INTO calendar_move VALUES (?, ?, ?, ?, ?, ?, ?, ?)", move)
    con.execute("UPDATE calendar_entry SET due = '2027-12-15T12:00:00+02:00' WHERE version = 1")
    moved = [one.text for one in found(con) if one.kind is AnnouncedKind.MOVED]
    assert "8 December 2027 at 8:00, now 15 December 2027 at 12:00" in moved[0]
    assert "1 December 2027 at 8:00, now 8 December 2027 at 8:00" in moved[1]
    con.execute("DELETE FROM calendar_move WHERE position = 1")


@pytest.mark.parametrize(
    ("topic", "touched"),
    [
        ({}, True),
        ({"indicators": frozenset({"trust"})}, True),
        ({"indicators": frozenset({"people"})}, False),
        ({"areas": frozenset({"MK01"})}, True),
        ({"areas": frozenset({"MK02"})}, False),
        ({"indicators": frozenset({"trust"}), "areas": frozenset({"MK02"})}, False),
    ],
)
def test_a_topic_leaves_out_corrections_that_do_not_touch_it_and_nothing_else(con, topic, touched):
    kinds = [one.kind for one in found(con, **topic)]
    assert (AnnouncedKind.CORRECTED in kinds) is touched
    assert kinds.count(AnnouncedKind.PUBLISHED) == 2


def test_a_corrected_figure_is_told_as_it_was_and_as_it_is(con):
    choices = read_choices(con, Language.SV)
    line = corrected_line(choices.editions.cells[KEY][0], choices)
    assert line == "Trust sv, North sv, 2026: tidigare 58\u00a0% (56–60), nu 60\u00a0% (58–62)"


def test_what_is_hidden_since_does_not_tell_what_it_was():
    con = corrected_database()
    hidden = "new_value = NULL, new_ci_low = NULL, new_ci_high = NULL, new_n = NULL, new_conf_status = 'C'"
    con.execute(f"UPDATE correction_cell SET {hidden} WHERE indicator = ?", [CELL[0]])
    choices = read_choices(con, Language.EN)
    assert "58" not in corrected_line(choices.editions.cells[KEY][0], choices)


def test_a_withdrawn_version_is_announced_on_its_day():
    con = corrected_database()
    con.execute("UPDATE edition_version SET withdrawn = '2026-12-20' WHERE version = 1")
    first = found(con)[0]
    assert (first.kind, first.day) == (AnnouncedKind.WITHDRAWN, date(2026, 12, 20))
    assert first.title == "Withdrawn: Edition 2026, version 1"
