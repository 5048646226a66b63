"""Which area of a map answers on a spot, by Plotly's own rule; tests/browser/test_pointing.py asks Plotly itself."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import reduce

import numpy as np
import pytest
import shapely

from geo.boundaries import shapes
from geo.classification import read_classification
from picture.charts.maps.choropleth import MAP_COLUMN_WIDTH, region_map, tile_map
from picture.query.model import Area, Shape
from tests.geo.test_boundaries import LEVELS
from tests.geo.test_fetched_boundaries import STATFIN, lay
from tests.picture.factory import REGIONS, map_dataset

PHONE = 350  # pixels of a map on a phone


def ground(x, y):
    """Build the polygon of rings separated by None; a ring inside another one is a hole."""
    rings, ring = [], []
    for corner in [*zip(x, y, strict=True), (None, None)]:
        if corner[0] is None:
            rings.append(shapely.Polygon(ring))
            ring = []
        else:
            ring.append(corner)
    return reduce(shapely.symmetric_difference, rings)


def drawn(level, year, fetched=None):
    """The map of a level, with a number for every area, and its polygons by code."""
    base = map_dataset("sv")
    areas = read_classification().areas(level, date(year, 1, 1))
    rows = tuple(replace(base.rows[0], area=Area(level, area.code, area.name_sv)) for area in areas)
    made = shapes(level, year, fetched)
    outlines = tuple(Shape(s.code, s.x, s.y, s.label_x, s.label_y, s.touch_x, s.touch_y, s.touch_km) for s in made)
    view = replace(base.view, level=level, area_level=level)
    return region_map(replace(base, rows=rows, shapes=outlines, view=view)), {s.code: ground(s.x, s.y) for s in made}


def found(figure, spots, width):
    """Go through the traces as Plotly does: the code that each spot answers with, or an empty text."""
    layout = figure["layout"]
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    km = max((east - west) / width, (north - south) / layout["height"])  # of a pixel
    dataset, distance = np.full(len(spots), "", dtype="<U3"), np.full(len(spots), float(layout["hoverdistance"]))
    for trace in figure["data"]:
        if trace["hoverinfo" if "hoverinfo" in trace else "mode"] == "skip":
            continue
        if trace.get("hoveron") == "fills":
            inside = shapely.contains_xy(ground(trace["x"], trace["y"]), *spots.T)
            dataset[inside], distance[inside] = "?", layout["hoverdistance"]
        elif trace["mode"] == "markers":
            radius = trace["marker"]["size"] / 2
            places = np.stack([trace["x"], trace["y"]], axis=-1)
            apart = np.min(np.hypot(*(spots[:, None] - places).transpose(2, 0, 1)), axis=1) / km
            counted = np.maximum(apart - radius, 1 - 3 / radius)
            near = counted <= distance
            dataset[near], distance[near] = trace.get("customdata", ["?"])[0], counted[near]
    return dataset


def spots_inside(area, count):
    """Draw so many spots of an area, the same each time."""
    west, south, east, north = area.bounds
    tried = np.random.default_rng(7).uniform((west, south), (east, north), (60 * count, 2))
    return tried[shapely.contains_xy(area, *tried.T)][:count]


def wrong(figure, polygons, width):
    """Areas, and how many of their spots do not answer with them; every island is asked as well."""
    spots = [
        np.concatenate([[part.representative_point().coords[0] for part in shapely.get_parts(area)], inside])
        for area in polygons.values()
        for inside in [spots_inside(area, 40)]
    ]
    owners = np.repeat([*polygons], [len(own) for own in spots])
    missed = owners[found(figure, np.concatenate(spots), width) != owners]
    return dict(Counter(missed.tolist()))


@pytest.mark.parametrize("width", [PHONE, MAP_COLUMN_WIDTH, 2 * MAP_COLUMN_WIDTH])
@pytest.mark.parametrize(("level", "year"), LEVELS)
def test_every_spot_of_every_area_answers_with_that_area(level, year, width):
    assert wrong(*drawn(level, year), width) == {}


@pytest.mark.shared
@pytest.mark.parametrize("width", [PHONE, MAP_COLUMN_WIDTH])
@pytest.mark.parametrize("level", ["hyvinvointialue", "kunta"])
def test_every_spot_of_every_municipality_answers_with_it(level, width, tmp_path):
    if not STATFIN.exists():
        pytest.skip("../shared with Statistics Finland's municipalities is missing")
    assert wrong(*drawn(level, 2026, lay(tmp_path, STATFIN.read_text(encoding="utf-8"))), width) == {}


def test_the_sea_far_from_land_does_not_answer():
    figure, polygons = drawn("maakunta", 2026)
    land = shapely.union_all([*polygons.values()])
    sea = spots_inside(shapely.box(*land.bounds) - land.buffer(30), 100)
    assert {*found(figure, sea, MAP_COLUMN_WIDTH)} == {""}


def test_every_tile_answers_up_to_its_corners():
    tiles = {code: (place[1], place[0]) for code, (_, place) in REGIONS.items()}
    figure = tile_map(map_dataset(), tiles)
    corners = [(x, y) for x in (0.04, 0.96) for y in (0.04, 0.96)]
    for code, (line, column) in tiles.items():
        spots = np.array([(column + x, -line - y) for x, y in corners])
        assert {*found(figure, spots, MAP_COLUMN_WIDTH)} == {code}


def test_an_area_without_a_row_answers_nothing_and_its_neighbours_do_not_answer_for_it():
    dataset = map_dataset()
    figure = region_map(replace(dataset, rows=dataset.rows[1:]))
    first = next(s for s in dataset.shapes if s.code == dataset.rows[0].area.code)
    assert {*found(figure, np.array([(first.label_x + 45, first.label_y + 45)]), MAP_COLUMN_WIDTH)} == {"?"}
