"""The colour of an area is the class whose label holds the number printed on it: for every value and in every map."""

import re
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Language
from picture.charts.maps.classes import class_labels, class_of, colours_of, difference_labels
from picture.charts.palette import DIVERGING
from picture.query.maps.class_edges import AROUND, EQUAL, NATURAL, class_edges, method_in_force
from picture.text.words import number
from tests.picture.factory import map_dataset

HALVES = st.integers(-40, 400).map(lambda n: n / 2)
VALUES = st.one_of(HALVES, st.floats(0, 100), st.floats(0, 6e6), st.integers(0, 2000).map(lambda n: n / 20))


def decimal(text: str) -> Decimal:
    """Read a printed number back, whatever the language."""
    return Decimal(re.sub(r"[^\d.\u2212,]", "", text).replace("\u2212", "-").replace(",", "."))


def printed(value: float, decimals: int, language: str) -> Decimal:
    text = number(value, decimals, language)
    return decimal(text.replace(",", "") if language == "en" else text)


def holds(label: str, shown: Decimal, language: str) -> bool:
    """Tell whether the class with this label holds a printed number."""
    if language == "en":
        label = label.replace(",", "")
    if "–" in label:
        low, high = map(decimal, label.split("–"))
        return low <= shown <= high
    edge = decimal(label)
    if label.startswith(("under", "alle")):
        return shown < edge
    return shown >= edge if label.startswith("vähintään") or label.endswith(("more", "mer")) else shown == edge


def a_map(values, decimals, edges, language="en"):
    dataset = map_dataset(language)
    indicator = replace(dataset.indicators[0], decimals=decimals)
    rows = tuple(replace(dataset.rows[0], value=v, ci_low=None, ci_high=None) for v in values)
    return replace(dataset, indicators=(indicator,), rows=rows, classes=edges)


def contradictions(values, decimals, edges, language="en") -> list[float]:
    """List the values whose colour says another number than the one printed on the area."""
    dataset = a_map(values, decimals, edges, language)
    labels = class_labels(dataset)
    return [v for v in values if not holds(labels[class_of(v, dataset)], printed(v, decimals, language), language)]


@given(values=st.lists(VALUES, min_size=5, max_size=40), decimals=st.integers(0, 2))
@pytest.mark.parametrize("method", [EQUAL, NATURAL])
@pytest.mark.parametrize("language", Language)
def test_every_number_stands_in_the_class_whose_label_holds_it(language, method, values, decimals):
    assert contradictions(values, decimals, class_edges(values, decimals, method), language) == []


@given(values=st.lists(VALUES, min_size=1, max_size=4), decimals=st.integers(0, 2))
def test_the_one_class_of_few_values_holds_them_all(values, decimals):
    assert contradictions(values, decimals, ()) == []


def test_a_half_is_coloured_as_the_number_it_is_printed_as():
    values = [16.5] * 2 + [15.0, 16.0, 17.0, 18.0]
    dataset = a_map(values, 0, (16.0, 17.0))
    assert class_labels(dataset)[class_of(16.5, dataset)] == "17 or more"


def test_no_class_is_empty_in_every_year():
    values = [0.4, 0.4, 0.4, 0.6, 0.6, 1.2, 1.4, 1.4]
    dataset = a_map(values, 0, class_edges(values, 0, NATURAL))
    assert {class_of(v, dataset) for v in values} == set(range(len(dataset.classes) + 1))


def test_areas_that_are_all_alike_have_one_class_that_tells_their_value():
    dataset = a_map([55.0] * 19, 1, class_edges([55.0] * 19, 1))
    assert class_labels(dataset) == ("55.0%",)


def edges_in_force(values, decimals):
    return class_edges(values, decimals, method_in_force("auto", values, decimals))


def test_no_area_of_the_published_picture_has_the_colour_of_another_number(published):
    database = published / (published / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(database), read_only=True) as con:
        maps = con.execute(
            """SELECT list(value), any_value(decimals) FROM estimate JOIN indicator ON indicator.id = indicator
            WHERE value IS NOT NULL AND level <> 'country' GROUP BY indicator, level, group_dim, group_code, geo_year"""
        ).fetchall()
    wrong = {
        v
        for values, decimals in maps
        for v in contradictions(
            values, decimals, class_edges(values, decimals, method_in_force("auto", values, decimals))
        )
    }
    assert len(maps) > 100
    assert wrong == set()


def test_equal_classes_are_named_by_both_ends():
    values = [45.0, 51.0, 56.0, 61.0, 66.0, 69.0]
    assert class_labels(a_map(values, 0, class_edges(values, 0))) == ("45–49", "50–54", "55–59", "60–64", "65–69")


def test_an_end_that_holds_what_lies_far_out_stays_open():
    values = [45.0, 51.0, 56.0, 61.0, 66.0] * 10 + [93.0]
    assert class_labels(a_map(values, 0, class_edges(values, 0)))[-1] == "65 or more"


def around(value, country):
    """A map of one area around a country."""
    dataset = a_map([value], 0, (-7.0, -2.0, 3.0, 8.0))
    beside = replace(dataset.rows[0], value=country)
    return replace(dataset, reference=(beside,), history=(), class_method=AROUND)


def test_classes_around_the_country_move_with_it_and_are_named_as_values():
    dataset = around(65.4, 62.6)
    assert class_labels(dataset) == ("under 56", "56–60", "61–65", "66–70", "71 or more")
    assert class_of(65.4, dataset) == 2
    assert class_of(65.5, dataset) == 3  # printed 66
    assert colours_of(dataset) == DIVERGING


def test_classes_around_the_country_are_named_as_differences_where_it_has_several_values():
    assert difference_labels(around(65.0, 63.0)) == ("under −7", "−7…−3", "−2…+2", "+3…+7", "+8 or more")
