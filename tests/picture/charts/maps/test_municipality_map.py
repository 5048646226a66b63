"""The map of 308 municipalities: no labels, thin borders, the capital region enlarged, light enough for a page."""

import json
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from geo.boundaries import shapes
from geo.classification import read_classification
from picture.charts.maps.choropleth import MOST_LABELLED_AREAS, region_map
from picture.charts.maps.insets import CAPITAL, CAPITAL_ROOM, insets_of
from picture.charts.palette import ABSENCE
from picture.charts.svg.svg import draw_figure
from picture.html.maps.years import maps_by_year
from picture.query.model import Area, Shape
from tests.geo.test_fetched_boundaries import STATFIN, lay
from tests.picture.factory import coded, map_dataset

HIDDEN, CHOSEN = "005", "049"
AREAS = read_classification().areas("kunta", date(2026, 1, 1))


def square(at: int, code: str) -> Shape:
    x, y = 300.0 + 10 * (at % 20), 6700.0 + 10 * (at // 20)
    return Shape(code, (x, x + 10, x + 10, x, x), (y, y, y + 10, y + 10, y), x + 5, y + 5)


def dataset(outlines):
    """Invent a number for every municipality, one of them hidden."""
    base = map_dataset("sv")
    plain = replace(base.rows[0], ci_low=None, ci_high=None, n=None, **coded(), comparisons=())
    rows = tuple(
        replace(plain, area=Area("kunta", a.code, a.name_sv), value=45 + at % 25)
        if a.code != HIDDEN
        else replace(plain, area=Area("kunta", a.code, a.name_sv), value=None, **coded("C"))
        for at, a in enumerate(AREAS)
    )
    view = replace(base.view, level="kunta", area_level="kunta", area=CHOSEN)
    return replace(base, rows=rows, shapes=tuple(outlines), view=view)


@pytest.fixture(scope="module")
def invented():
    return dataset(square(at, area.code) for at, area in enumerate(AREAS))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    if not STATFIN.exists():
        pytest.skip("../shared with Statistics Finland's municipalities is missing")
    fetched = lay(tmp_path_factory.mktemp("fetched"), STATFIN.read_text(encoding="utf-8"))
    return dataset(Shape(s.code, s.x, s.y, s.label_x, s.label_y) for s in shapes("kunta", 2026, fetched))


def drawn(figure):
    """The area codes of all polygons, in order."""
    return [t["meta"] for t in figure["data"] if "meta" in t]


def test_plotly_accepts_it_and_no_trace_asks_another_host(invented):
    figure = region_map(invented)
    go.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}


def test_no_number_stands_on_the_map_but_every_municipality_can_be_found_under_the_pointer(invented):
    figure = region_map(invented)
    assert not [trace for trace in figure["data"] if "text" in trace["mode"]]
    assert set(drawn(figure)) == {area.code for area in AREAS}


def test_a_hidden_number_is_hatched(invented):
    figure = region_map(invented)
    assert [t["fillpattern"]["shape"] for t in figure["data"] if t.get("fillcolor") == ABSENCE] == ["/"]


def test_borders_are_thinner_than_on_the_map_of_regions(invented):
    widths = {t["line"]["width"] for t in region_map(invented)["data"] if "fill" in t}
    assert max(widths) < min(t["line"]["width"] for t in region_map(map_dataset())["data"] if "fill" in t)


def test_the_capital_region_is_drawn_once_more_enlarged_with_its_name(invented):
    tall = replace(invented, shapes=tuple(stretched(s) for s in invented.shapes))
    figure = region_map(tall)
    codes = drawn(figure)
    assert {code for code in codes if codes.count(code) == 2} == CAPITAL
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Huvudstadsregionen"]


def stretched(shape: Shape) -> Shape:
    """Draw a shape six times as tall: a map of the whole country is higher than 800 km."""
    up = [6 * y for y in shape.y]
    return replace(shape, y=tuple(up), label_y=6 * shape.label_y)


def test_nothing_is_enlarged_where_the_region_is_not_whole_or_only_a_part_is_shown(invented):
    assert insets_of(invented.shapes[:3], "kunta", 0, 0) == ()
    assert region_map(invented)["layout"]["annotations"] == []  # 160 km high


def test_few_areas_keep_their_numbers():
    assert len(map_dataset().shapes) < MOST_LABELLED_AREAS < len(AREAS)
    assert [t for t in region_map(map_dataset())["data"] if t["mode"] == "text"]


def test_without_boundaries_the_small_maps_say_so_instead_of_breaking(invented):
    assert "inte har hämtats" in maps_by_year(replace(invented, shapes=()), {})


@pytest.mark.shared
def test_308_real_polygons_stay_under_240_kilobytes(real):
    text = json.dumps(region_map(real), separators=(",", ":"), ensure_ascii=False)
    assert len(text.encode()) < 240_000


@pytest.mark.shared
def test_the_enlarged_capital_region_covers_no_municipality_and_stays_on_the_map(real):
    layout = region_map(real)["layout"]
    (west, _), (south, _) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    (inset,) = insets_of(real.shapes, "kunta", west, south)
    assert west < inset.west
    assert (inset.width, inset.height) == (CAPITAL_ROOM.width, CAPITAL_ROOM.height)
    for shape in real.shapes:
        corners = [(x, y) for x, y in zip(shape.x, shape.y, strict=True) if x is not None]
        inside = [
            1
            for x, y in corners
            if inset.west <= x <= inset.west + inset.width and inset.north - inset.height <= y <= inset.north + 40
        ]
        assert not inside, shape.code


@pytest.mark.shared
def test_the_map_of_municipalities_is_drawn_without_a_browser(real):
    assert "Huvudstadsregionen" in draw_figure(region_map(real), 0, 0, 500, 720)
