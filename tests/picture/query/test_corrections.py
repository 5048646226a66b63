"""What a database tells of versions, corrections, notices and releases to come."""

from datetime import UTC, date, datetime

import pytest

from contract.codes import Language
from picture.query.corrections import EditionsTold, read_editions
from tests.picture.corrected import FIRST_DAY, GONE, KEY, REASON, RIGHT, SECOND_DAY, correct, corrected_database
from tests.picture.small import small_database

THIRD_DAY = date(2026, 12, 8)


@pytest.fixture
def con():
    return corrected_database()


def of_figure(con, version, key=KEY, geo_year=2026, edition="2026"):
    return read_editions(con, Language.EN).of_figure(key, geo_year, edition, version)


def test_a_database_that_nobody_released_tells_nothing():
    assert read_editions(small_database(), Language.EN) == EditionsTold()


@pytest.mark.parametrize("language", Language)
def test_versions_corrections_and_notices_are_told_in_the_language(con, language):
    told = read_editions(con, language)
    assert [(one.version, one.semantic, one.released) for one in told.versions] == [
        (1, "1.0.0", FIRST_DAY),
        (2, "1.0.1", SECOND_DAY),
    ]
    assert [(one.version, one.wrong_since, one.text) for one in told.corrections] == [
        (2, FIRST_DAY, f"{REASON} {language}")
    ]
    assert [(one.version, one.text) for one in told.notices] == [(2, f"A notice {language}")]
    assert [str(cell.key) for cell in told.cells_of(told.corrections[0])] == [KEY]


def test_the_version_that_corrects_and_later_ones_tell_what_the_figure_was(con):
    for version in (2, 3):
        found = of_figure(con, version)
        assert not found.wrong
        assert (found.correction.day, found.other.value) == (SECOND_DAY, 58.0)


def test_a_version_that_shows_the_wrong_figure_tells_what_it_is(con):
    found = of_figure(con, 1)
    assert found.wrong
    assert (found.correction.day, found.other.value) == (SECOND_DAY, 60.0)


def test_versions_before_the_wrong_one_other_editions_divisions_and_cells_are_left_alone():
    con = small_database()
    correct(con, 3, THIRD_DAY, 2, SECOND_DAY)
    assert of_figure(con, 1) is None
    assert of_figure(con, 3, edition="2027") is None
    assert of_figure(con, 3, geo_year=2019) is None
    assert of_figure(con, 3, key="trust/2026/MK02/all.all") is None


@pytest.mark.parametrize(("version", "wrong", "other"), [(1, True, 61.0), (2, True, 61.0), (3, False, 60.0)])
def test_of_two_corrections_of_a_figure_the_last_one_tells(con, version, wrong, other):
    correct(con, 3, THIRD_DAY, 2, SECOND_DAY, RIGHT, (61.0, *RIGHT[1:]))
    found = of_figure(con, version)
    assert (found.wrong, found.other.value, found.correction.day) == (wrong, other, THIRD_DAY)


def test_a_figure_that_is_gone_has_no_figure_now(con):
    correct(con, 3, THIRD_DAY, 2, SECOND_DAY, RIGHT, GONE)
    assert of_figure(con, 2).other is None


def test_the_calendar_tells_the_hour_and_which_dates_did_not_hold(con):
    con.execute(
        """INSERT INTO calendar_entry VALUES ('2027', 1, 0, 'confirmed', DATE '2027-12-08', DATE '2027-12-08',
            '2027-12-08T08:00:00+02:00', NULL, NULL, NULL);
        INSERT INTO calendar_move VALUES
            ('2027', 1, 0, '2027-12-01T08:00:00+02:00', DATE '2027-11-20', 'a', 'b', 'c')"""
    )
    entry = read_editions(con, Language.EN).calendar[0]
    assert entry.due == datetime(2027, 12, 8, 6, tzinfo=UTC)
    assert [(move.previous.day, move.reason) for move in entry.moves] == [(1, "c")]
