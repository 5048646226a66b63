"""Figures go to the reader unchecked: what Plotly would make of each is the same."""

import json

import plotly.graph_objects as go
import pytest

from pages.ready.finished_figure import FinishedFigure
from picture.charts.dot_plot import dot_plot
from picture.charts.line_chart import line_chart
from picture.charts.maps.choropleth import region_map
from tests.picture import factory

FIGURES = {
    "map": lambda: region_map(factory.map_dataset("sv")),
    "dots": lambda: dot_plot(factory.map_dataset("sv")),
    "line": lambda: line_chart(factory.trend_dataset("sv")),
}


def without_empty_lists(value):
    """Plotly leaves lists out that hold nothing."""
    if isinstance(value, dict):
        return {key: without_empty_lists(one) for key, one in value.items() if one != []}
    return [without_empty_lists(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_plotly_would_make_of_it(name):
    figure = FIGURES[name]()
    checked = without_empty_lists(json.loads(go.Figure(figure).to_json()))
    assert without_empty_lists(json.loads(json.dumps(FinishedFigure(figure).to_dict()))) == checked


def test_a_figure_gives_the_same_dict_every_time():
    figure = FinishedFigure(FIGURES["line"]())
    assert figure.to_dict() is figure.to_dict()
