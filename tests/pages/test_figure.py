"""The page of a figure stands at its permanent address in every language, whatever its key."""

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, links, looked_at, sentence, title, words

KEY = "trust_other_background/2026/SSS/all.all"


@pytest.mark.parametrize("language", Language)
def test_a_figure_is_told_with_its_citation_in_all_languages(language):
    app = looked_at("figure", cell=KEY, lang=language)
    assert not app.exception
    assert "%" in sentence(app)
    assert word("figure_cite", language) in words(app)
    assert html(app).count('class="lb-cite"') == len(Language)
    assert all(f"figure?cell={KEY}&amp;lang={one}" in html(app) for one in Language)


def test_each_language_is_one_link_away_with_the_same_figure():
    menu = links(looked_at("figure", cell=KEY, lang="sv"))
    assert all(
        "cell=trust_other_background%2F2026%2FSSS%2Fall.all" in menu[word("language_name", one)] for one in Language
    )


def test_the_menu_leads_on_without_the_figure():
    menu = links(looked_at("figure", cell=KEY, lang="sv"))
    assert "cell=" not in menu[word("menu_map", Language.SV)]


@pytest.mark.parametrize(
    "cell", ["", "nothing", "a/b/c/d", "x" * 3000, "<script>/2026/MK01/all.all", "trust_police/2026/MK77/all.all"]
)
def test_a_key_that_leads_nowhere_is_told_in_words(cell):
    app = looked_at("figure", cell=cell, lang="en")
    assert not app.exception
    assert title(app) == "No such figure"
    assert "<script>/2026" not in html(app)
    assert len(sentence(app)) < 300


def test_it_stands_in_no_menu_and_is_not_searched_for():
    assert word("menu_figure", Language.EN) not in links(looked_at("map", lang="en"))
