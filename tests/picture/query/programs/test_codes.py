"""The code lists tell every area with its validity and successors, every group and every edition."""

from datetime import date

import pytest

from picture.query.programs.codes import Edition, ask_area_codes, ask_editions, ask_group_codes
from tests.picture.small import small_database


@pytest.fixture
def con():
    return small_database()


def test_every_area_stands_once_for_each_name_with_its_days(con):
    found = ask_area_codes(con, "en")
    (count,) = con.execute("SELECT count(*) FROM area").fetchone()
    assert len(found) == count
    assert found[0].level == "country"
    ended = [area for area in found if area.valid_to]
    assert ended
    assert all(area.valid_from <= area.valid_to for area in ended)


def test_an_area_that_ended_names_who_took_over(con):
    (old,) = [area for area in ask_area_codes(con, "en") if area.level == "ely"]
    (kept,) = con.execute("SELECT list((new_level, new_code)) FROM area_successor WHERE level = 'ely'").fetchone()
    assert sorted(old.successors) == sorted(kept)
    assert old.successors


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_groups_are_named_in_the_language(con, language):
    found = ask_group_codes(con, language)
    assert all(group.name.endswith(language) for group in found)
    assert (found[0].dim, found[0].code) == ("all", "all")


def test_released_editions_are_listed(con):
    assert ask_editions(con, "en") == ()
    con.execute("INSERT INTO edition (edition, version, released) VALUES ('2025', 2, '2025-11-01')")
    con.execute("INSERT INTO edition VALUES ('2024', 1, '2024-11-01', '2024-12-01', 'virhe', 'fel', 'error')")
    assert ask_editions(con, "sv") == (
        Edition("2024", 1, date(2024, 11, 1), date(2024, 12, 1), "fel"),
        Edition("2025", 2, date(2025, 11, 1), None, None),
    )
