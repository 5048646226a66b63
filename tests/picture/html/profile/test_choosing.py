"""Before a region is chosen: every area is a link with the whole view, and the map knows the regions' codes."""

import base64
import re
from html import unescape

import pytest

from contract.codes import Language
from picture.html.profile.choosing import region_chooser
from picture.query.choosing.area_list import AreaSection
from picture.query.model import Area
from tests.picture.factory import REGIONS, map_dataset, region, view


def chooser(language="en"):
    regions = tuple(region(code, language) for code in REGIONS)
    sections = (
        AreaSection("country", None, (region("SSS", language),)),
        AreaSection("maakunta", None, regions),
        AreaSection("elinvoimakeskus", None, (Area("elinvoimakeskus", "01", "Centre"),)),
        AreaSection("ely", 2025, (Area("ely", "01", "Old centre"),)),
    )
    return region_chooser(sections, map_dataset(language).shapes, view(language, area="SSS"))


@pytest.mark.parametrize("language", Language)
def test_every_area_is_a_link_that_keeps_the_view(language):
    found = re.findall(r'<a class="lb-go" href="([^"]+)">([^<]+)</a>', chooser(language))
    assert [name for _, name in found][-2:] == ["Centre", "Old centre"]
    assert len(found) == len(REGIONS) + 2
    for there, _ in found:
        assert f"lang={language}" in unescape(there)
        assert "period=2026" in unescape(there)
        assert "indicator=" not in there


def test_regions_stand_from_north_to_south_and_what_has_ended_is_folded_last():
    html = chooser()
    assert html.index("Lapland") < html.index("Kainuu") < html.index("Uusimaa")
    assert html.index("Areas that have ended (1)") > html.index("Economic development centres (1)")


def test_the_map_has_the_codes_by_which_the_list_is_found():
    html = chooser()
    drawn = base64.b64decode(re.search(r"base64,([^\"]+)", html)[1]).decode()
    on_map = set(re.findall(r'data-area="(\w+)"', drawn))
    assert on_map == set(REGIONS)
    assert on_map <= set(re.findall(r'<li data-area="(\w+)"', html))
