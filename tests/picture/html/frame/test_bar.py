"""The title bar."""

import re

import pytest

from contract.codes import Language
from picture.html.frame.bar import bar_name, bar_tools


def test_a_draft_and_a_withdrawn_edition_say_so_each_in_its_word_and_an_edition_does_not():
    assert '"lb-draft">LUONNOS<' in bar_name(Language.FI, "2026", "draft")
    assert '"lb-draft">VEDETTY POIS<' in bar_name(Language.FI, "2026", "withdrawn")
    assert "lb-draft" not in bar_name(Language.FI, "2026")


def test_the_title_leads_home():
    assert '<a class="lb-home lb-go" href=".?lang=sv">' in bar_name(Language.SV, "2026")


@pytest.mark.parametrize("language", Language)
def test_each_language_says_which_it_is_and_one_that_it_is_chosen(language):
    tools = bar_tools("map", language, {"area": "MK02", "lang": language})
    links = re.findall(r'href="map\?lang=(..)&amp;area=MK02" lang="(..)" hreflang="(..)"( aria-current="true")?', tools)
    assert [link[:3] for link in links] == [(one, one, one) for one in Language]
    assert [link[0] for link in links if link[3]] == [language]
