"""Every page read as an editor does: no sentence twice, no word of another language."""

import re
from html import unescape

import pytest

from contract.codes import Language
from picture.html.frame.place import PAGES
from tests.pages.opened import html, looked_at

AREAS = (None, "MK01", "MK21", "ELY09")
SHORT = 25  # letters of what may be said of two things: "Not tested."


def sentences(page, language, area):
    """The sentences of the paragraphs of a page; cells of tables may say the same of different rows."""
    app = looked_at(page, lang=language, **({"area": area} if area else {}))
    paragraphs = re.findall(r"<p\b[^>]*>(.*?)</p>", html(app), flags=re.DOTALL)
    told = [unescape(re.sub(r"<[^>]+>", "", one)) for one in paragraphs]
    return [one for text in told for one in re.findall(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*\.(?=\s|$)", text)]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_stands_twice_on_a_page(page, language, area):
    read = [one.strip() for one in sentences(page, language, area) if len(one) > SHORT]
    assert sorted(one for one in set(read) if read.count(one) > 1) == []


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_said_to_live_in_aland_in_swedish_but_on_it(page, area):
    assert "i Åland" not in html(looked_at(page, lang="sv", **({"area": area} if area else {})))


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("page", PAGES)
def test_swedish_pages_name_no_finnish_region(page, area):
    shown = html(looked_at(page, lang="sv", **({"area": area} if area else {})))
    assert re.findall(r"Uusimaa|Lappi\b|Pohjanmaa|Tilastokeskus|Ahvenanmaa", shown) == []
