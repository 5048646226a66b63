"""The colour of an area is the class whose label holds the number printed on it: for every value and in every map."""

import re
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Language
from picture.charts.maps.classes import class_labels, class_of
from picture.query.class_edges import class_edges
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
@pytest.mark.parametrize("language", Language)
def test_every_number_stands_in_the_class_whose_label_holds_it(language, values, decimals):
    assert contradictions(values, decimals, class_edges(values, decimals), language) == []


@given(values=st.lists(VALUES, min_size=1, max_size=4), decimals=st.integers(0, 2))
def test_the_one_class_of_few_values_holds_them_all(values, decimals):
    assert contradictions(values, decimals, ()) == []


def test_a_half_is_coloured_as_the_number_it_is_printed_as():
    values = [16.5] * 2 + [15.0, 16.0, 17.0, 18.0]
    dataset = a_map(values, 0, (16.0, 17.0))
    assert class_labels(dataset)[class_of(16.5, dataset)] == "17 or more"


def test_no_class_is_empty_in_every_year():
    values = [0.4, 0.4, 0.4, 0.6, 0.6, 1.2, 1.4, 1.4]
    dataset = a_map(values, 0, class_edges(values, 0))
    assert {class_of(v, dataset) for v in values} == set(range(len(dataset.classes) + 1))


def test_areas_that_are_all_alike_have_one_class_that_tells_their_value():
    dataset = a_map([55.0] * 19, 1, class_edges([55.0] * 19, 1))
    assert class_labels(dataset) == ("55.0%",)


def test_no_area_of_the_published_picture_has_the_colour_of_another_number(published):
    database = published / (published / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(database), read_only=True) as con:
        maps = con.execute(
            """SELECT list(value), any_value(decimals) FROM estimate JOIN indicator ON indicator.id = indicator
            WHERE value IS NOT NULL AND level <> 'country' GROUP BY indicator, level, group_dim, group_code, geo_year"""
        ).fetchall()
    wrong = {v for values, decimals in maps for v in contradictions(values, decimals, class_edges(values, decimals))}
    assert len(maps) > 100
    assert wrong == set()


@pytest.mark.parametrize(
    ("values", "decimals", "edges"),
    [
        ([1.0, 2.0], 0, ()),  # too few to class
        ([10.0, 20.0, 30.0, 40.0, 50.0, 60.0], 0, (20.0, 30.0, 40.0, 50.0)),
        ([5.0] * 8, 0, ()),  # all alike: one class
        ([0.0] * 6 + [9.0, 10.0], 0, (5.0,)),  # an edge at the lowest value would leave its class empty
        ([12_345.0, 23_456.0, 34_567.0, 45_678.0, 56_789.0], 0, (21_000.0, 30_000.0, 39_000.0, 48_000.0)),
    ],
)
def test_class_edges_are_quintiles_rounded_as_a_reader_sees_them(values, decimals, edges):
    assert class_edges(values, decimals) == edges
