"""No name from the data is ever read as HTML: what writes HTML, SVG or a figure is given hostile names."""

import re
from dataclasses import replace

import pytest
from lxml import etree
from markupsafe import Markup

from contract.codes import Language
from picture.charts.dot_plot import dot_plot
from picture.charts.group_plot import group_plot
from picture.charts.legend import overview_signs
from picture.charts.line_chart import line_chart
from picture.charts.maps.choropleth import region_map, tile_map
from picture.charts.overview import overview
from picture.html.data_table import data_table
from picture.html.front.page import front_evidence, front_top
from picture.html.groups.chart import groups_chart
from picture.html.groups.table import groups_table
from picture.html.indicator_table import profile_tables, sign_legend
from picture.html.maps.country_only import country_only
from picture.html.maps.evidence import map_evidence
from picture.html.maps.table import map_table
from picture.html.maps.top import map_top
from picture.html.methods.page import changes_html, cite_html, rules_html
from picture.html.methods.quality import quality_html, questions_html
from picture.html.methods.sources import AboutSources, indicators_html, sources_html
from picture.html.profile.cards import area_cards
from picture.html.profile.nothing import nothing_page
from picture.html.tables.evidence_table import evidence_table
from picture.query.choices import read_choices
from picture.query.methods.quality import ask_quality
from picture.query.methods.tables import (
    Evidence,
    ask_changes,
    ask_files,
    ask_notes,
    ask_quoted,
    ask_revisions,
    ask_rules,
    ask_wordings,
)
from picture.query.model import Area
from picture.query.tables.area_context import AreaContext
from picture.text.findings.front import front_headline
from picture.text.findings.groups import groups_lead
from tests.picture import factory
from tests.picture.hostile import NAME, PAYLOAD, escaped_once, hostile, seen, texts_of
from tests.picture.presented import svg
from tests.picture.small import small_database


def front(language):
    return hostile(factory.front_dataset(language))


def profile(language):
    return hostile(factory.profile_dataset(language))


def area_map(language):
    dataset = factory.map_dataset(language)
    return hostile(replace(dataset, history=dataset.rows))


def surroundings():
    area = Area("maakunta", "06", "Birkaland")
    return hostile(AreaContext((area,), (area,), (area,), (area,), (area,), None))


def pieces(language):
    """What every function of picture/html and every legend writes of hostile names, by the name of the function."""
    con = small_database()
    choices = hostile(read_choices(con, language))
    evidence = [Evidence("attitudes", "all", area.level, area.code, 1, 2, 1, 0) for area in choices.areas]
    yield "front_evidence", front_evidence(front(language), "")
    yield "front_top", front_top(front(language), front_headline(front(language)), lambda _: area_map(language))
    yield "profile_tables", profile_tables(profile(language))
    with_codes = replace(profile(language), view=factory.profile_dataset(language).view)  # links carry codes
    yield "area_cards", area_cards(with_codes, surroundings())
    yield "nothing_page", nothing_page(with_codes, surroundings(), Markup())
    own = {"classes": "auto", "sort": "value", "panel": "compare"}
    regions = replace(area_map(language), view=factory.map_dataset(language).view)  # links carry codes
    yield "map_evidence", map_evidence(regions, own, dict, municipalities=True)
    yield "map_evidence of years", map_evidence(regions, own | {"panel": "years"}, dict, municipalities=True)
    yield "map_table", map_table(regions, own)
    yield "map_top", map_top(regions, PAYLOAD)
    yield (
        "country_only",
        country_only(replace(hostile(factory.trend_dataset(language)), view=factory.trend_dataset(language).view)),
    )
    for make in (factory.map_dataset, factory.trend_dataset, factory.groups_dataset, factory.profile_dataset):
        yield f"data_table of {make.__name__}", data_table(hostile(make(language)))
    groups = replace(hostile(factory.groups_dataset(language)), view=factory.groups_dataset(language).view)
    yield "groups_chart", groups_chart(groups)
    yield "groups_table", groups_table(groups)
    yield "groups_lead", groups_lead(groups)
    yield "evidence_table", evidence_table(evidence, choices, language)
    yield "indicators_html", indicators_html(choices, hostile(tuple(ask_wordings(con, language))), language)
    yield (
        "sources_html",
        sources_html(
            choices,
            AboutSources(
                hostile(tuple(ask_files(con))), hostile(tuple(ask_notes(con, language))), hostile(ask_quoted(con))
            ),
            language,
        ),
    )
    yield "changes_html", changes_html(ask_changes(con), (), choices, language)
    yield "revisions", changes_html((), hostile(tuple(ask_revisions(con, language))), choices, language)
    plain = read_choices(con, language)
    dated = replace(choices, periods=plain.periods, stamp=plain.stamp)
    quality = hostile(replace(ask_quality(con, plain), without=("Åland",)))
    yield "quality_html", quality_html(quality, dated)
    yield "questions_html", questions_html(quality, dated)
    yield "rules_html", rules_html(hostile(tuple(ask_rules(con, language))), language)


@pytest.mark.parametrize("language", Language)
def test_every_name_in_html_is_read_as_the_text_it_is(language):
    for name, html in pieces(language):
        assert isinstance(html, Markup), name
        assert NAME in html, name
        assert escaped_once(html), name


def test_what_holds_no_name_from_the_data_is_markup_too():
    for html in (sign_legend(overview_signs(front("sv"))), cite_html(read_choices(small_database(), "sv"), "sv")):
        assert isinstance(html, Markup)


@pytest.mark.parametrize("language", Language)
def test_no_figure_holds_a_tag_from_the_data(language):
    figures = (
        region_map(area_map(language)),
        tile_map(area_map(language), {code: (line, column) for code, (_, (column, line)) in factory.REGIONS.items()}),
        dot_plot(area_map(language)),
        line_chart(hostile(factory.trend_dataset(language))),
        group_plot(hostile(factory.groups_dataset(language))),
        overview(front(language)),
    )
    for figure in figures:
        texts = list(texts_of(figure))
        tags = {tag for text in texts for tag in re.findall(r"<[^>]*>?", text)}
        assert tags <= {"<b>", "</b>", "<br>", "<extra>", "</extra>"}
        assert any("&lt;" in text for text in texts) or figure is figures[0]  # a map of regions carries numbers alone


@pytest.mark.parametrize("dataset", factory.every_dataset("en"), ids=lambda dataset: dataset.kind)
def test_no_exported_picture_holds_an_element_from_the_data(dataset):
    picture = etree.fromstring(svg(hostile(dataset), "https://example.org/?a=1&b=2"))
    assert picture.find("{*}script") is None
    assert not list(picture.iter("{*}script"))
    assert PAYLOAD in " ".join(picture.itertext())


# --- the guard on the guard ---


@pytest.mark.parametrize(
    "planted",
    [f"<p>{PAYLOAD}</p>", f'<p title="{PAYLOAD}">', str(Markup("<p>{}</p>").format(str(Markup.escape(PAYLOAD))))],
)
def test_a_name_that_is_not_escaped_or_escaped_twice_is_seen(planted):
    assert not escaped_once(planted)


def test_a_name_that_is_escaped_once_is_read_as_it_was():
    html = Markup('<p title="{}">{}</p>').format(PAYLOAD, PAYLOAD)
    assert escaped_once(html)
    assert seen(html).count(PAYLOAD) == 2
