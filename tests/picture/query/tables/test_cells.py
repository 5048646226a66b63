"""Cells as the database holds them, with what the small tables say of them."""

import duckdb
import pytest

from picture.query.choices import read_choices
from picture.query.tables.cells import read_cells
from tests.picture.small import small_database

PEOPLE = "indicator = 'people' AND level = 'maakunta' AND period = '2022'"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return small_database()


def give(con: duckdb.DuckDBPyConnection, code: str, year: int, group: str = "all") -> None:
    con.execute(
        """INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
        VALUES ('people', '2022', 'maakunta', $code, $year, $group, $group, 5, 'register')""",
        {"code": code, "year": year, "group": group},
    )


def cells(con: duckdb.DuckDBPyConnection, **how) -> list[tuple[str, int | None]]:
    found = read_cells(con, PEOPLE, {}, read_choices(con, "en"), **how)
    return [(row.area.code, row.geo_year) for row in found]


def test_areas_come_in_the_order_of_their_publisher(con):
    con.execute("UPDATE area SET position = -1 WHERE level = 'maakunta' AND code = '21'")
    assert [code for code, _ in cells(con)] == ["21", "01", "02"]


def test_areas_and_groups_that_the_database_does_not_name_are_left_out(con):
    before = cells(con)
    give(con, "77", 2026)
    give(con, "01", 2026, "nobody")
    assert cells(con) == before


@pytest.mark.parametrize(
    ("division", "taken"),
    [(9999, [("02", 2030)]), (2029, [("01", 2026), ("02", 2026), ("21", 2026)]), (2020, [("02", 2018)])],
)
def test_one_division_is_taken_for_a_whole_level_the_newest_up_to_a_year(con, division, taken):
    """An area that is only on another division has no figure beside those that are on it."""
    give(con, "02", 2018)
    give(con, "02", 2030)
    assert cells(con, division=division) == taken


def test_the_oldest_division_is_taken_where_all_are_newer(con):
    give(con, "02", 2030)
    assert cells(con, division=1990) == [("01", 2026), ("02", 2026), ("21", 2026)]


def test_what_is_not_kept_has_a_say_in_which_division_is_taken(con):
    give(con, "02", 2030)
    assert cells(con, division=9999, keep=lambda cell: cell.code == "01") == []
