"""The map of a page and its legend."""

import base64
import re
from dataclasses import replace

import pytest
from lxml import etree

from picture.html.maps.picture import class_legend, map_figure, tiles_figure
from tests.picture.factory import REGIONS, map_dataset

TILES = {code: (place[1], place[0]) for code, (_, place) in REGIONS.items()}


def drawing(html):
    (found,) = re.findall(r"base64,([^\"]+)", html)
    return etree.fromstring(base64.b64decode(found))


@pytest.mark.parametrize("figure", [map_figure(map_dataset()), tiles_figure(map_dataset(), TILES)])
def test_every_area_can_be_found_in_the_drawing(figure):
    areas = {path.get("data-area") for path in drawing(figure).iter("{*}path")} - {None}
    assert areas == set(REGIONS)


def test_the_picture_says_what_it_shows():
    assert re.search(r'alt="(Karta|Map|Kartta): ', map_figure(map_dataset("sv")))


def test_the_legend_has_a_square_for_each_area_and_darkens_those_that_differ():
    legend = class_legend(map_dataset("sv"))
    shown = sum(r.shown for r in map_dataset("sv").rows)
    assert legend.count("<i") == shown
    assert 0 < legend.count("lb-dark") < shown
    assert "2 områden" in legend
    assert "1 område<" in legend


def test_the_legend_marks_the_country_in_its_class_and_explains_absence_and_outline():
    legend = class_legend(map_dataset("sv"))
    assert legend.index("55–59") < legend.index("hela landet 59\u00a0%") < legend.index("50–54")
    assert "visas inte eller uppgift saknas (2)" in legend
    assert "osäker" in legend
    assert "skiljer sig från hela landet" in legend


def test_of_a_class_with_very_many_areas_their_number_is_told():
    dataset = map_dataset("en")
    many = tuple(replace(dataset.rows[0], area=replace(dataset.rows[0].area, code=str(at))) for at in range(40))
    legend = class_legend(replace(dataset, rows=many))
    assert "<i" not in legend
    assert ">40<" in legend


@pytest.mark.parametrize("shown", [0, 19])
def test_the_legend_stands_when_all_or_nothing_is_hidden(shown):
    dataset = map_dataset()
    rows = tuple(r if shown else replace(r, value=None, ci_low=None, ci_high=None, n=None) for r in dataset.rows)
    assert class_legend(replace(dataset, rows=rows))
