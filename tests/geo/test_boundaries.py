"""Shapes ready to draw: the manual of geo/boundaries.py."""

import json
import math
import shutil
from datetime import date
from itertools import pairwise

import pytest
import shapely

from contract.errors import UserError
from geo.boundaries import FOLDER, Shape, read_card, shapes
from geo.classification import read_classification
from geo.tables import read_tiles
from tests.errors import raises

LEVELS = [("maakunta", 2026), ("elinvoimakeskus", 2026), ("ely", 2025), ("suuralue", 2026)]


def polygon(shape: Shape) -> shapely.MultiPolygon:
    rings, ring = [], []
    for x, y in [*zip(shape.x, shape.y, strict=True), (None, None)]:
        if x is None:
            rings.append(shapely.Polygon(ring))
            ring = []
        else:
            ring.append((x, y))
    return shapely.MultiPolygon(rings)


@pytest.mark.parametrize(("level", "year"), LEVELS)
def test_every_area_of_a_level_made_of_regions_has_a_shape(level, year):
    areas = read_classification().areas(level, date(year, 1, 1))
    assert [(shape.level, shape.code, shape.geo_year) for shape in shapes(level, year)] == [
        (level, area.code, year) for area in areas
    ]


@pytest.mark.parametrize(("level", "year"), LEVELS)
def test_neighbours_share_their_edges_without_gap_or_overlap(level, year):
    drawn = [polygon(shape) for shape in shapes(level, year)]
    assert all(shape.is_valid for shape in drawn)
    assert shapely.coverage_is_valid(drawn)


@pytest.mark.parametrize(("level", "year"), LEVELS)
def test_no_sliver_is_left_inside_a_dissolved_area(level, year):
    whole = shapely.union_all([polygon(shape) for shape in shapes(level, year)])
    assert sum(len(part.interiors) for part in whole.geoms) == 0
    assert min(part.area for shape in shapes(level, year) for part in polygon(shape).geoms) >= 2.9  # km²


@pytest.mark.parametrize(("level", "year"), LEVELS)
def test_the_label_stands_well_inside_its_area(level, year):
    for shape in shapes(level, year):
        label = shapely.Point(shape.label_x, shape.label_y)
        assert polygon(shape).contains(label)
        assert polygon(shape).boundary.distance(label) > 4  # km


def test_all_levels_cover_the_same_ground():
    areas = [shapely.union_all([polygon(shape) for shape in shapes(level, year)]).area for level, year in LEVELS]
    assert areas == pytest.approx([areas[0]] * 4)
    assert areas[0] == pytest.approx(338_000, rel=0.02)  # km², Finland with inland waters: 338 472


def test_aland_stays_recognisable():
    aland = polygon(next(shape for shape in shapes("maakunta", 2026) if shape.code == "21"))
    assert len(aland.geoms) == 21
    assert max(part.area for part in aland.geoms) > 550  # km², Fasta Åland


def test_the_country_lies_where_finland_lies_in_km_of_etrs_tm35fin():
    xs = [x for shape in shapes("maakunta", 2026) for x in shape.x if x is not None]
    ys = [y for shape in shapes("maakunta", 2026) for y in shape.y if y is not None]
    assert (75 < min(xs) < 90, 725 < max(xs) < 740) == (True, True)
    assert (6630 < min(ys) < 6645, 7765 < max(ys) < 7780) == (True, True)


def test_coordinates_have_one_decimal_and_rings_are_closed():
    for shape in shapes("maakunta", 2026):
        assert all(x is None or math.isclose(x, round(x, 1)) for x in shape.x)
        corners = [(None, None), *zip(shape.x, shape.y, strict=True), (None, None)]
        ends = [
            b if a[0] is None else a for a, b in pairwise(corners) if (a[0] is None) != (b[0] is None)
        ]  # first and last corner of each ring in turn
        assert ends[::2] == ends[1::2]


def test_the_regions_are_light_enough_for_a_page():
    rings = json.dumps([[shape.x, shape.y] for shape in shapes("maakunta", 2026)], separators=(",", ":"))
    assert len(rings) < 45_000


def test_the_source_stands_with_every_shape():
    assert {shape.credit for shape in shapes("suuralue", 2026)} == {"Natural Earth"}


@pytest.mark.parametrize(
    ("level", "year", "code", "told"),
    [
        ("kunta", 2026, "boundaries_not_unions", {"level": "kunta", "number": 308}),
        ("hyvinvointialue", 2026, "boundaries_not_unions", {"number": 5}),
        ("ely", 2026, "level_ended", {"level": "ely", "last": date(2025, 12, 31)}),
        ("maakunta", 2020, "boundaries_other_division", {"since": 2021, "year": 2020}),
    ],
)
def test_a_level_or_year_that_cannot_be_drawn_is_refused_with_the_reason(level, year, code, told):
    with raises(code, **told):
        shapes(level, year)


def test_another_file_than_the_card_promises_is_refused(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "boundaries")
    with (folder / read_card().file).open("a") as file:
        file.write(" ")
    with raises("boundary_file_changed"):
        read_card(folder)


def test_a_misspelt_key_in_the_card_is_refused_with_its_name(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "boundaries")
    card = folder / "card.toml"
    card.write_text(card.read_text().replace("licence", "license"))
    with pytest.raises(UserError, match=r"boundaries/card\.toml: .*licen[cs]e"):
        read_card(folder)


def test_most_tiles_that_touch_are_neighbours_on_the_map():
    land = {shape.code: polygon(shape) for shape in shapes("maakunta", 2026)}
    place = {(tile.tile_row, tile.tile_column): tile.code for tile in read_tiles() if tile.level == "maakunta"}
    touching = [
        (code, place[beside])
        for (row, column), code in place.items()
        for beside in ((row, column + 1), (row + 1, column))
        if beside in place
    ]
    neighbours = [pair for pair in touching if land[pair[0]].touches(land[pair[1]])]
    assert len(neighbours) / len(touching) >= 0.75
