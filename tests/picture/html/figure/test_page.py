"""The page of a figure says first whether it still stands, and leaves out what there is not."""

import re
from dataclasses import replace
from html import unescape

import pytest

from contract.cell_key import read_key
from contract.codes import Language
from picture.html.figure.page import citations_html, figure_page, not_found, onward_html
from picture.query.choices import read_choices
from picture.query.figure.ask import ask_figure, ask_plain_figure
from picture.query.figure.standing import VersionRead, tell_figure
from picture.text.figure.states import figure_citation, told_figure_name
from picture.text.words import word
from tests.picture.corrected import KEY, corrected_database
from tests.picture.hostile import NAME, escaped_once, hostile


@pytest.fixture(scope="module")
def con():
    return corrected_database()


def told(con, key=KEY, language=Language.EN):
    choices = read_choices(con, language)
    found = ask_figure(con, read_key(key), choices)
    plain = ask_plain_figure(con, read_key(key))
    read = [VersionRead(one, kept=True, figure=plain) for one in choices.editions.versions]
    return tell_figure(read_key(key), choices, found.row, served=choices, found=found, read=read)


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", Language)
def test_state_value_definition_and_versions_stand_in_this_order(con, language):
    seen = text(figure_page(told(con, language=language)))
    versions = word("figure_versions", language)
    order = [f"Trust {language}", "60", f"A weight was wrong {language}", f"Counts of trust {language}", versions]
    places = [seen.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_column_in_which_nothing_stands_is_left_out(con):
    register = figure_page(told(con, "people/2022/MK01/all.all"))
    assert "Respondents (n)" not in register
    assert "Respondents (n)" in figure_page(told(con))


def test_a_version_leads_to_the_figure_as_it_had_it(con):
    assert f'href="figure?cell={KEY}&amp;lang=en&amp;edition=2026-1"' in figure_page(told(con))


def test_a_newer_period_is_one_link_away(con):
    assert 'href="figure?cell=trust/2026/MK01/all.all&amp;lang=en"' in figure_page(told(con, "trust/2025/MK01/all.all"))


def test_a_picture_that_was_never_released_says_so(con):
    page = figure_page(replace(told(con), versions=()))
    assert "No edition has been released yet" in page


def test_no_text_of_the_database_leaves_its_place(con):
    figure = told(con)
    indicators = hostile(figure.choices.indicators)
    named = replace(figure.choices, indicators=indicators)
    page = figure_page(replace(figure, choices=named, row=hostile(figure.row), corrections=hostile(figure.corrections)))
    assert NAME in page
    assert escaped_once(page)


def test_more_of_the_same_is_offered_only_where_there_is_any(con):
    choices = read_choices(con, Language.EN)
    selected = {"lang": "en", "edition": "2026-1"}
    links = re.findall(r'href="(\w+)', onward_html(read_key(KEY), selected, "api/v1/figure", choices))
    assert links == ["trends", "map", "groups", "region", "api"]
    assert "edition=2026-1" in onward_html(read_key(KEY), selected, "api/v1/figure", choices)
    gone = onward_html(read_key("gone/2026/MK01/all.all"), selected, "api/v1/figure", choices)
    assert re.findall(r'href="(\w+)', gone) == ["api"]


def test_the_citation_names_source_figure_edition_day_and_address(con):
    cited = figure_citation(told(con), "https://example.fi/figure?cell=x")
    assert cited == (
        "Institute en, Survey en (synthetic): Trust en, North en, 2026. "
        "State of good relations in Finland 2026, version 2, 1 December 2026. https://example.fi/figure?cell=x"
    )
    assert 'lang="en"' in citations_html([(Language.EN, cited)], Language.SV)


def test_a_group_is_named_where_it_is_not_everybody(con):
    assert told_figure_name(told(con, "trust/2026/SSS/sex.1")) == "Trust en, Men en, Country en, 2026"


def test_what_there_is_not_says_so_and_leads_to_what_there_is():
    page = not_found(["No figure", "No area <b>"], "trends?lang=en", Language.EN)
    assert "No area &lt;b&gt;" in page
    assert 'href="trends?lang=en"' in page
