"""The region map: locked classes, hatched absences, labels that carry the codes."""

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from contract.codes import Language
from picture.charts.maps.choropleth import differs, has_room_for_numbers, large_rings, region_map, tile_map
from picture.charts.maps.classes import class_labels, class_of
from picture.charts.palette import ABSENCE, INK, SELECTED, SEQUENTIAL, WHITE
from picture.query.model import Shape
from tests.picture.factory import REGIONS, map_dataset

TILES = {code: (place[1], place[0]) for code, (_, place) in REGIONS.items()}


def labels(figure, dataset):
    """Area code -> label text, of the areas that are not enlarged."""
    places = {(s.label_x, s.label_y): s.code for s in dataset.shapes}
    return {
        places[place]: text
        for trace in figure["data"]
        if trace["mode"] == "text"
        for *place, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
        for place in [tuple(place)]
        if place in places
    }


def fills(figure):
    return [trace for trace in figure["data"] if "fill" in trace]


@pytest.mark.parametrize("language", Language)
def test_plotly_accepts_map_and_tiles(language):
    dataset = map_dataset(language)
    assert go.Figure(region_map(dataset)).data
    assert go.Figure(tile_map(dataset, TILES)).data


def test_no_trace_asks_another_host_for_a_map():
    assert {trace["type"] for trace in region_map(map_dataset())["data"]} == {"scatter"}


def test_every_area_can_be_found_and_shows_its_value_or_its_mark():
    figure = region_map(map_dataset())
    shown = labels(figure, map_dataset())
    assert set(shown) == set(REGIONS) - {"21"}  # whose number stands where it is enlarged
    assert (shown["06"], shown["18"]) == ("61", "[u]")
    assert {t["meta"] for t in figure["data"] if "meta" in t} == set(REGIONS)


def test_what_differs_is_outlined_white_under_ink_and_its_number_has_a_triangle():
    dataset = map_dataset()
    certain = [r for r in dataset.rows if differs(r)]
    assert certain
    rings = [t["line"] for t in region_map(dataset)["data"] if "meta" not in t and t["mode"] == "lines"]
    assert [line["color"] for line in rings].count(INK) == len(certain)
    assert [line["width"] for line in rings if line["color"] == WHITE] == [5.0] * len(certain)
    shown = labels(region_map(dataset), dataset)
    assert {code for code, text in shown.items() if text[-1] in "▲▼"} == {r.area.code for r in certain}


def test_small_islands_are_not_outlined_but_a_small_area_is():
    coast = [(0.0, 0.0), (90.0, 0.0), (90.0, 90.0), (0.0, 0.0)]
    island = [(200.0, 0.0), (203.0, 0.0), (203.0, 3.0), (200.0, 0.0)]

    def shape(*rings):
        points = [p for ring in rings for p in (*ring, (None, None))][:-1]
        return Shape("01", tuple(x for x, _ in points), tuple(y for _, y in points), 0, 0)

    assert large_rings(shape(coast, island)) == [coast]
    assert large_rings(shape(island)) == [island]


def test_what_is_hidden_is_hatched_on_its_own_ground():
    hidden = [t for t in fills(region_map(map_dataset())) if t["fillcolor"] == ABSENCE]
    assert [trace["fillpattern"]["shape"] for trace in hidden] == ["/"] * 3  # Kajanaland, and Åland twice


def test_a_number_of_low_reliability_is_hatched_over_the_colour_of_its_class():
    hatched = [t for t in fills(region_map(map_dataset())) if "fillpattern" in t and t["fillcolor"] != ABSENCE]
    assert [t["fillcolor"] for t in hatched] == [SEQUENTIAL[3]]


def test_the_chosen_area_is_outlined_and_no_other():
    outlined = [t for t in region_map(map_dataset())["data"] if t.get("line", {}).get("color") == SELECTED]
    assert len(outlined) == 1


def test_a_larger_area_with_the_same_code_is_not_taken_for_the_chosen_one():
    dataset = map_dataset()
    elsewhere = replace(dataset, view=replace(dataset.view, area_level="elinvoimakeskus"))
    assert not [t for t in region_map(elsewhere)["data"] if t.get("line", {}).get("color") == SELECTED]


def test_kilometres_are_as_long_across_as_up():
    layout = region_map(map_dataset())["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["fixedrange"]


def test_names_are_escaped():
    dataset = map_dataset()
    row = replace(dataset.rows[0], area=replace(dataset.rows[0].area, name="<b>&"))
    told = json.dumps(tile_map(replace(dataset, rows=(row,)), TILES))
    assert "&lt;b&gt;&amp;" in told


def test_tiles_show_name_and_value():
    figure = tile_map(map_dataset("fi"), TILES)
    told = [text for trace in figure["data"] if trace["mode"] == "text" for text in trace["text"]]
    assert "Keski-<br>Suomi<br><b>60</b>" in told


def test_classes_are_those_a_reader_sees_after_rounding():
    dataset = map_dataset()
    assert [class_of(v, dataset) for v in (49.4, 49.6, 50.0, 64.4, 64.6)] == [0, 1, 1, 3, 4]


def test_class_labels_name_the_values_that_they_hold():
    assert class_labels(map_dataset("en")) == ("45–49", "50–54", "55–59", "60–64", "65–69")


def test_class_labels_keep_the_decimals_of_the_indicator():
    dataset = map_dataset("fi")
    fine = replace(dataset, indicators=(replace(dataset.indicators[0], decimals=1),), classes=(4.5, 6.0))
    assert class_labels(fine) == ("3,0–4,4", "4,5–5,9", "vähintään 6,0")


def test_one_class_is_drawn_when_there_are_too_few_numbers_for_edges():
    dataset = replace(map_dataset(), classes=())
    assert class_labels(dataset) == ("49–67\u00a0%",)
    assert region_map(dataset)["data"]


@pytest.mark.parametrize("shown", [0, 19])
def test_the_map_stands_when_all_or_nothing_is_hidden(shown):
    dataset = map_dataset()
    rows = tuple(r if shown else replace(r, value=None, ci_low=None, ci_high=None, n=None) for r in dataset.rows)
    assert region_map(replace(dataset, rows=rows))["data"]


def test_numbers_too_long_for_the_map_are_left_to_the_pointer_and_the_dot_plot():
    dataset = map_dataset("fi")
    large = replace(dataset, rows=tuple(replace(r, value=r.value and r.value * 1e6) for r in dataset.rows))
    assert has_room_for_numbers(dataset)
    assert not has_room_for_numbers(large)
    assert not any("text" in trace["mode"] for trace in region_map(large)["data"])
