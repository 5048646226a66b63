"""Small maps, one for each period."""

import base64
import re
from dataclasses import replace

from lxml import etree

from picture.charts.palette import SELECTED
from picture.html.maps.years import MOST_PERIODS, maps_by_year
from picture.query.model import Break
from tests.picture.factory import REGIONS, map_dataset


def over(*periods):
    dataset = map_dataset("en")
    return replace(dataset, history=tuple(replace(r, period=p) for p in periods for r in dataset.rows))


def written(dataset):
    return maps_by_year(dataset, {"classes": "auto", "sort": "value", "panel": "years"})


def drawings(html):
    return [etree.fromstring(base64.b64decode(found)) for found in re.findall(r"base64,([^\"]+)", html)]


def captions(html):
    return re.findall(r'lb-year-name">(\d+)', html)


def test_there_is_one_map_for_each_period_in_order():
    assert captions(written(over("2026", "2025"))) == ["2025", "2026"]


def test_pooled_periods_are_left_out():
    assert captions(written(over("2026", "2024-2026"))) == ["2026"]


def test_only_the_latest_periods_are_drawn():
    assert captions(written(over(*(str(y) for y in range(2000, 2023))))) == [
        str(y) for y in range(2023 - MOST_PERIODS, 2023)
    ]


def test_every_region_is_drawn_and_the_chosen_one_outlined_last():
    (drawing,) = drawings(written(over("2026")))
    paths = [p for p in drawing.findall("{http://www.w3.org/2000/svg}path") if p.get("d")]
    assert len(paths) == len(REGIONS)
    assert [p.get("stroke") == SELECTED for p in paths].index(True) == len(paths) - 1


def test_a_break_is_named_under_its_period():
    html = written(replace(over("2025", "2026"), breaks=(Break("trust_other_background", "2026", "New wording."),)))
    assert html.index("break in the series") > html.index('lb-year-name">2026')


def test_the_alternative_tells_the_period():
    assert "2025" in re.findall(r'alt="([^"]+)"', written(over("2025")))[0]


def test_a_small_map_stays_small():
    assert len(written(over("2026"))) < 24_000


def test_each_map_leads_to_its_own_year_and_the_shown_one_says_so():
    html = written(over("2025", "2026"))
    found = re.findall(r'href="(map[^"]+)"( aria-current="true")?', html)
    assert ["period=2025" in address for address, _ in found] == [True, False]
    assert [bool(current) for _, current in found] == [False, True]


def test_the_classes_and_each_reason_of_the_hatch_are_explained_once():
    html = written(over("2025", "2026"))
    assert html.count("lb-class-swatch") == 5
    assert "65–69" in html
    assert "too uncertain" in html
    assert "confidential" in html.lower() or "protect" in html.lower()


def test_around_the_country_the_classes_are_told_as_differences():
    dataset = replace(over("2025", "2026"), classes=(-7.0, -2.0, 3.0, 8.0), class_method="country")
    assert "\u22122…+2" in written(dataset)
