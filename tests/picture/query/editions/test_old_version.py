"""An old version is read with its own figures and with what is told of it since."""

from datetime import date

import pytest

from picture.query.choices import read_choices
from picture.query.editions.old_version import old_version, told_now
from tests.picture.corrected import FIRST_DAY, SECOND_DAY, add_version, corrected_database, wrong_database
from tests.picture.small import count_anew, three

WITHDRAWN = date(2026, 12, 24)


def choices(con):
    return read_choices(con, "en")


@pytest.fixture
def served():
    with corrected_database() as con:
        yield con


@pytest.fixture
def old():
    with wrong_database() as con:
        yield choices(con)


def test_what_is_served_now_is_no_old_version(served):
    assert old_version(choices(served)) is None


def test_a_version_is_told_with_the_one_after_it_and_its_corrections(old, served):
    found = old_version(told_now(old, choices(served)))
    assert (found.version.version, found.version.released) == (1, FIRST_DAY)
    assert (found.newer.version, found.newer.released, found.is_superseded) == (2, SECOND_DAY, True)
    assert [one.version for one in found.corrections] == [2]


def test_the_newest_version_of_an_edition_names_a_later_edition_and_is_not_superseded(served):
    served.execute("INSERT INTO edition_version VALUES ('2027', 1, '1.0.0', '2027-12-01', 'a hash', NULL)")
    now = choices(served)
    found = old_version(told_now(now, now))
    assert (found.newer.edition, found.is_superseded, found.corrections) == ("2027", False, ())


def test_of_several_newer_versions_the_newest_of_its_edition_is_named(old, served):
    add_version(served, 3, SECOND_DAY)
    served.execute("INSERT INTO edition_version VALUES ('2027', 1, '1.0.0', '2027-12-01', 'a hash', NULL)")
    told = told_now(old, choices(served))
    assert (old_version(told).newer.version, told.stamp.newer_version) == (3, 3)


def test_a_version_that_was_withdrawn_later_is_marked_so_with_the_reason(old, served):
    served.execute("UPDATE edition_version SET withdrawn = ? WHERE version = 1", [WITHDRAWN])
    served.execute("DELETE FROM edition")
    served.execute("INSERT INTO edition VALUES ('2026', 1, ?, ?, ?, ?, ?)", [FIRST_DAY, WITHDRAWN, *three("Wrong")])
    count_anew(served)
    stamp = told_now(old, choices(served)).stamp
    assert (stamp.status, stamp.withdrawn, stamp.reason) == ("withdrawn", WITHDRAWN, "Wrong en")
    assert old.stamp.status == "published"


def test_a_version_that_the_served_database_does_not_name_is_told_nothing(old, served):
    served.execute("DELETE FROM edition_version WHERE version = 1")
    told = told_now(old, choices(served))
    assert (old_version(told), told.stamp) == (None, old.stamp)
