"""The tables of the room: the manual of geo/tables.py."""

from datetime import date
from pathlib import Path

import pytest

from geo.classification import read_classification
from geo.tables import Validity, read_areas, read_changes, read_memberships, read_tiles
from tests.errors import raises

GEO = Path(__file__).parents[2] / "geo"


@pytest.fixture
def table(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "areas.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


HEADER = "level,code,name_fi,name_sv,name_en,valid_from,valid_to\n"


def test_a_row_becomes_an_area_and_an_empty_last_day_means_still_in_force(table):
    (area,) = read_areas(table(HEADER + "maakunta,01,Uusimaa,Nyland,Uusimaa,2010-01-01,\n"))
    assert (area.code, area.valid) == ("01", Validity(date(2010, 1, 1), None))


def test_an_area_is_in_force_from_its_first_to_its_last_day(table):
    (area,) = read_areas(table(HEADER + "ely,01,a,b,c,2010-01-01,2025-12-31\n"))
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [area.valid.on(day) for day in days] == [False, True, True, False]


def test_a_bad_date_is_refused_with_its_row(table):
    file = table(HEADER + "maakunta,01,Uusimaa,Nyland,Uusimaa,1.1.2010,\n")
    with raises("area_table_date", path=file, row=2, column="valid_from", found="1.1.2010"):
        read_areas(file)


@pytest.mark.parametrize("row", ["maakunta,01,Uusimaa", "maakunta,01,Uusimaa,Nyland,Uusimaa,2010-01-01,,surplus"])
def test_a_missing_or_surplus_comma_is_refused_with_its_row(table, row):
    with raises("area_table_cells", row=2):
        read_areas(table(HEADER + row + "\n"))


def test_an_unknown_kind_of_change_is_refused_with_its_row(table):
    header = "date,kind,level,from_code,to_code,municipality,name,persons,of_persons\n"
    with raises("area_change_kind", row=2, column="kind", found="split"):
        read_changes(table(header + "2027-01-01,split,kunta,001,002,,A,,\n"))


def test_the_tables_name_only_areas_that_exist():
    known = {(area.level, area.code) for area in read_areas(GEO / "areas.csv")}
    for row in read_memberships(GEO / "membership.csv"):
        assert {(row.level, row.code), (row.member_level, row.member_code)} <= known
    for change in read_changes(GEO / "changes.csv"):
        assert (change.level, change.to_code) in known
    assert {(tile.level, tile.code) for tile in read_tiles()} <= known


@pytest.mark.parametrize("level", ["maakunta", "elinvoimakeskus", "suuralue"])
def test_every_area_of_a_tile_grid_has_a_tile_of_its_own(level):
    tiles = [tile for tile in read_tiles() if tile.level == level]
    in_force = read_classification().areas(level, date(2026, 1, 1))
    assert sorted(tile.code for tile in tiles) == sorted(area.code for area in in_force)
    assert len({(tile.tile_row, tile.tile_column) for tile in tiles}) == len(tiles)
