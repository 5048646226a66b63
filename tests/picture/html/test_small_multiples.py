"""Small maps, one for each period."""

import base64
import re
from dataclasses import replace

from lxml import etree

from picture.charts.palette import SELECTED
from picture.html.small_multiples import MOST_PERIODS, maps_by_year
from picture.query.model import Break
from tests.picture.factory import REGIONS, map_dataset


def over(*periods):
    dataset = map_dataset("en")
    return replace(dataset, history=tuple(replace(r, period=p) for p in periods for r in dataset.rows))


def drawings(html):
    return [etree.fromstring(base64.b64decode(found)) for found in re.findall(r"base64,([^\"]+)", html)]


def captions(html):
    return re.findall(r"<figcaption>(\d+)", html)


def test_there_is_one_map_for_each_period_in_order():
    assert captions(maps_by_year(over("2026", "2025"))) == ["2025", "2026"]


def test_pooled_periods_are_left_out():
    assert captions(maps_by_year(over("2026", "2024-2026"))) == ["2026"]


def test_only_the_latest_periods_are_drawn():
    assert captions(maps_by_year(over(*(str(y) for y in range(2000, 2023))))) == [
        str(y) for y in range(2023 - MOST_PERIODS, 2023)
    ]


def test_every_region_is_drawn_and_the_chosen_one_outlined_last():
    (drawing,) = drawings(maps_by_year(over("2026")))
    paths = [p for p in drawing.findall("{http://www.w3.org/2000/svg}path") if p.get("d")]
    assert len(paths) == len(REGIONS)
    assert [p.get("stroke") == SELECTED for p in paths].index(True) == len(paths) - 1


def test_a_break_is_named_under_its_period():
    html = maps_by_year(
        replace(over("2025", "2026"), breaks=(Break("trust_other_background", "2026", "New wording."),))
    )
    assert html.index("break in the series") > html.index("<figcaption>2026")


def test_the_alternative_tells_the_period():
    assert "2025" in re.findall(r'alt="([^"]+)"', maps_by_year(over("2025")))[0]


def test_a_small_map_stays_small():
    assert len(maps_by_year(over("2026"))) < 20_000
