"""The region map: locked classes, hatched absences, labels that carry the codes."""

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from contract.codes import Language
from picture.charts.maps.choropleth import class_legend, has_room_for_numbers, region_map, tile_map
from picture.charts.maps.classes import class_labels, class_of
from picture.charts.palette import ABSENCE, SELECTED, SEQUENTIAL
from tests.picture.factory import REGIONS, map_dataset

TILES = {code: (place[1], place[0]) for code, (_, place) in REGIONS.items()}


def discs(figure):
    """The traces that answer the pointer and the click."""
    return [trace for trace in figure["data"] if trace["mode"] == "markers"]


def labels(figure):
    """Area code -> label text."""
    codes = {(disc["x"][0], disc["y"][0]): disc["customdata"][0] for disc in discs(figure)}
    return {
        codes[place]: text
        for trace in figure["data"]
        if trace["mode"] == "text"
        for *place, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
        for place in [tuple(place)]
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


def test_every_area_can_be_clicked_and_shows_its_value_or_its_mark():
    shown = labels(region_map(map_dataset()))
    assert set(shown) == set(REGIONS)
    assert (shown["02"], shown["21"], shown["18"]) == ("64", "[c]", "[u]")


def test_what_is_hidden_is_hatched_on_its_own_ground():
    hidden = [t for t in fills(region_map(map_dataset())) if t["fillcolor"] == ABSENCE]
    assert [trace["fillpattern"]["shape"] for trace in hidden] == ["/", "/"]  # Kajanaland and Åland


def test_a_number_of_low_reliability_is_hatched_over_the_colour_of_its_class():
    hatched = [t for t in fills(region_map(map_dataset())) if "fillpattern" in t and t["fillcolor"] != ABSENCE]
    assert [t["fillcolor"] for t in hatched] == [SEQUENTIAL[3]]


def test_a_hidden_number_is_nowhere_in_the_figure():
    dataset = map_dataset()
    for row in dataset.rows:
        if row.value is None:
            told = [d["hovertemplate"] for d in discs(region_map(dataset)) if row.area.name in d["hovertemplate"]]
            assert len(told) == 1
            assert not any(letter.isdigit() for letter in told[0])


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
    told = json.dumps(region_map(replace(dataset, rows=(row,))))
    assert "&lt;b&gt;&amp;" in told


def test_tiles_show_name_and_value():
    assert labels(tile_map(map_dataset("fi"), TILES))["02"] == "Varsinais-<br>Suomi<br><b>64</b>"


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


def test_the_legend_counts_the_areas_and_explains_absence():
    legend = class_legend(map_dataset("sv"))
    assert "2 områden" in legend
    assert "1 område" in legend
    assert "Hela landet 59\u00a0%" in legend
    assert "visas inte eller uppgift saknas (2)" in legend
    assert "osäker" in legend


@pytest.mark.parametrize("shown", [0, 19])
def test_legend_and_map_stand_when_all_or_nothing_is_hidden(shown):
    dataset = map_dataset()
    rows = tuple(r if shown else replace(r, value=None, ci_low=None, ci_high=None, n=None) for r in dataset.rows)
    assert class_legend(replace(dataset, rows=rows))
    assert region_map(replace(dataset, rows=rows))["data"]


def test_numbers_too_long_for_the_map_are_left_to_the_pointer_and_the_dot_plot():
    dataset = map_dataset("fi")
    large = replace(dataset, rows=tuple(replace(r, value=r.value and r.value * 1e6) for r in dataset.rows))
    assert has_room_for_numbers(dataset)
    assert not has_room_for_numbers(large)
    assert not any("text" in trace["mode"] for trace in region_map(large)["data"])
