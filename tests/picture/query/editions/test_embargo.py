"""A picture that is read where it waits is marked; the same bytes where they are served are not."""

import shutil
from datetime import datetime

import duckdb
import pytest

from picture.query.choices import read_choices
from picture.query.database import open_database
from tests.picture.small import count_anew, small_database

DUE = "2026-12-08T08:00:00+02:00"
ENTRY = "INSERT INTO calendar_entry VALUES ('2026', 1, 0, 'confirmed', '2026-12-08', '2026-12-08', ?, NULL, NULL, NULL)"


@pytest.fixture
def waiting(tmp_path):
    """A database in the folder of an edition that waits, with an hour in its calendar."""
    path = tmp_path / "waiting" / "situation-one.duckdb"
    path.parent.mkdir()
    with small_database(path) as con:
        con.execute(ENTRY, [DUE])
        count_anew(con)
    return path


def stamp_at(path):
    with open_database(path).cursor() as con:
        return read_choices(con, "sv").stamp


def test_what_waits_for_its_hour_is_marked_with_it(waiting):
    stamp = stamp_at(waiting)
    assert (stamp.embargoed, stamp.due) == (True, datetime.fromisoformat(DUE))


def test_the_same_database_is_not_marked_where_it_is_served(waiting, tmp_path):
    stamp = stamp_at(shutil.copy(waiting, tmp_path / waiting.name))
    assert (stamp.embargoed, stamp.due) == (False, None)


def test_the_folder_is_known_by_whatever_path_it_is_named(waiting, monkeypatch):
    monkeypatch.chdir(waiting.parent)
    assert stamp_at(waiting.relative_to(waiting.parent)).embargoed
    with duckdb.connect(waiting.name, read_only=True) as con:
        assert read_choices(con, "sv").stamp.embargoed


def test_without_an_hour_it_is_marked_all_the_same(waiting):
    with duckdb.connect(str(waiting)) as con:
        con.execute("DELETE FROM calendar_entry")
        count_anew(con)
    stamp = stamp_at(waiting)
    assert (stamp.embargoed, stamp.due) == (True, None)
