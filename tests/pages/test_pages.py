"""Every page in every language: it stands, it says its sentence, and whatever the address holds it stays up."""

import json
import re

import plotly.graph_objects as go
import pytest
from starlette.datastructures import QueryParams

from contract.codes import Language
from contract.pointer import build_of, served_database
from picture.html.frame.place import PAGES
from picture.text.words import word
from tests.pages.opened import (
    files,
    html,
    links,
    looked_at,
    offered,
    opened,
    place,
    sentence,
    shown_in,
    title,
    under_picture,
    went,
    words,
)
from tests.pages.server.take.taken import taken

CHARTS = {"trends": 1}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_every_language(page, language):
    app = looked_at(page, lang=language)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert f"document.documentElement.lang = '{language}'" in html(app)
    assert word("title", language) in words(app)
    assert title(app)
    assert len(sentence(app)) > 20


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_key_a_place_or_nothing_instead_of_words(page, language):
    read = words(looked_at(page, lang=language))
    assert re.findall(r"\{\w+\}|\bNone\b|\bnan\b", read) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_made_up_figures_are_marked_on_every_page(page, language):
    assert word("synthetic_banner", language) in words(looked_at(page, lang=language))


@pytest.mark.parametrize("page", ["front", "map", "trends", "region", "groups"])
def test_the_source_with_its_edition_stands_under_every_picture(page):
    caption = under_picture(looked_at(page, lang="en"))
    assert "Source: " in caption
    assert "(synthetic)" in caption
    assert re.search(r"Edition 2026, version \d+ \([0-9a-f]{12}\)", caption)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_the_menu_is_in_the_readers_language_and_keeps_the_view(page, language):
    menu = links(looked_at(page, lang=language, area="MK02"))
    assert {word(f"menu_{p}", language) for p in PAGES} <= set(menu)
    assert all("area=MK02&" in query for query in menu.values())


@pytest.mark.parametrize("page", PAGES)
def test_each_language_is_one_link_away_with_the_same_view(page):
    menu = links(looked_at(page, lang="sv", area="MK02", period="2025"))
    for language in Language:
        query = menu[word("language_name", language)]
        assert f"lang={language}&" in query
        assert "area=MK02&period=2025" in query


def test_without_a_language_in_the_address_finnish_is_spoken_where_the_browser_says_nothing():
    assert word("menu_front", "fi") in links(looked_at())


@pytest.mark.parametrize(
    "key", ["indicator", "level", "area", "period", "group", "lang", "areas", "events", "division"]
)
@pytest.mark.parametrize("text", ["'; DROP TABLE estimate; --", "MK99"])
def test_a_wrong_value_in_the_address_is_told_and_the_default_shown(key, text):
    app = opened("map", **({"lang": "en"} | {key: text}))
    plain = looked_at("map", lang="fi" if key == "lang" else "en")
    assert not app.exception
    assert len(app.warning) == 1
    assert word(f"choose_{key}", "fi" if key == "lang" else "en") in app.warning[0].value
    assert title(app) == title(plain)
    assert sentence(app) == sentence(plain)
    assert app.query_params[key] == plain.query_params[key]


@pytest.mark.parametrize("page", PAGES)
def test_several_wrong_values_are_told_in_one_notice(page):
    app = looked_at(page, lang="sv", area="x", period="y", unknown="z")
    assert [w.value for w in app.warning] == [word("wrong_value", "sv", keys="Område, Period")]


@pytest.mark.parametrize("page", CHARTS)
def test_every_chart_is_a_valid_figure_with_an_alternative_text(page):
    charts = looked_at(page, lang="en", area="MK02").get("plotly_chart")
    assert len(charts) == CHARTS[page]
    for chart in charts:
        assert len(go.Figure(json.loads(chart.proto.spec)).data) > 0
        assert re.search(r"\d", chart.proto.alt)


def test_the_region_map_stays_small_and_says_what_it_shows():
    page = html(looked_at("map", lang="fi"))
    (alt,) = re.findall(r'class="lb-map-picture"[^>]* alt="([^"]+)"', page)
    assert re.search(r"\d", alt)
    assert len(re.search(r'base64,([^"]+)', page)[1]) < 120_000


@pytest.mark.parametrize("page", ["front", "map", "trends", "region", "groups"])
def test_what_can_be_taken_from_a_picture_says_in_its_name_that_it_is_made_up(page):
    names = files(looked_at(page, lang="en"))
    forms = {"pptx", "xlsx", "ods", "zip", "png", "svg", "json"}
    of_area = {"pdf", "docx"} if page in {"front", "region"} else set()
    assert {name.rsplit(".", 1)[1] for name in names} == forms | of_area
    assert all("SYNTHETIC" in name for name in names)


@pytest.mark.parametrize("page", ["front", "map", "trends", "region", "groups"])
def test_each_file_is_made_at_the_address_of_the_view_and_the_build(page, published):
    app = looked_at(page, lang="sv", area="MK18", period="2025", beside="alike")
    for name, address in files(app).items():
        path, _, query = address.partition("?")
        made = taken(published, path.removeprefix("take/"), query)
        assert made.name == name
        assert QueryParams(query)["build"] == build_of(served_database(published))


def test_what_holds_only_real_figures_is_not_called_made_up():
    names = files(looked_at("map", lang="en", indicator="population"))
    assert names
    assert not [name for name in names if "SYNTHETIC" in name]


@pytest.mark.parametrize("language", Language)
def test_an_indicator_of_the_country_alone_says_so_on_the_map(language):
    app = looked_at("map", lang=language, indicator="hate_crime_reports")
    assert not app.exception
    assert "lb-country-only" in html(app)
    assert re.search(r'class="lb-big">\d', html(app))


@pytest.mark.parametrize("page", ["map", "trends", "groups"])
def test_every_indicator_can_be_shown_on_every_page_for_the_country_and_a_region(page):
    app = opened(page, lang="en")
    for indicator, view in offered(app, "indicator").items():
        went(app, page, **view)
        assert not app.exception, indicator
        assert sentence(app), indicator


@pytest.mark.parametrize("area", ["MK02", "EVK03", "ELY02", "SA1", "MK21", "SSS"])
@pytest.mark.parametrize("page", ["front", "region", "trends", "groups", "map"])
def test_every_kind_of_area_has_its_page(page, area):
    app = opened(page, lang="sv", area=area)
    assert not app.exception
    assert app.query_params["area"] == area


@pytest.mark.parametrize("page", ["front", "region"])
def test_the_year_of_a_page_of_all_indicators_does_not_hang_on_the_indicator_looked_at_before(page):
    plain = looked_at(page, lang="en", area="MK06")
    after = looked_at(page, lang="en", area="MK06", indicator="hate_crime_reports")
    assert (place(after), title(after)) == (place(plain), title(plain))
    assert place(looked_at(page, lang="en", area="MK06", period="2025")).startswith("Pirkanmaa 2025")


def test_an_area_turns_the_front_page_to_itself():
    assert place(looked_at("front", lang="sv", area="MK02")) == "Egentliga Finland 2026"


def test_a_choice_goes_into_the_address_and_along_to_the_next_page():
    app = opened("region", lang="en")
    went(app, "region", **offered(app, "area")["Pirkanmaa region"])
    assert app.query_params["area"] == "MK06"
    assert place(app) == "Pirkanmaa 2026"
    app.query_params.clear()
    went(app, "front")
    assert place(app) == "Pirkanmaa 2026"


def test_a_change_of_language_keeps_the_view():
    app = opened("region", lang="en", area="MK06")
    went(app, "region", lang="sv")
    assert place(app) == "Birkaland 2026"


def test_a_period_that_the_indicator_lacks_becomes_its_nearest_and_stays_in_the_address():
    app = opened("groups", lang="en", indicator="population", period="2026")
    assert not app.exception
    assert shown_in(app, "period") == "2022"
    assert app.query_params["period"] == "2026"


def test_the_methods_page_shows_thresholds_sources_and_citation():
    read = words(looked_at("methods", lang="en"))
    for text in ("30", "sha256", "CC BY 4.0", "Statistics Finland"):
        assert text in read


def test_police_figures_cite_the_police_and_the_methods_page_tells_where_they_were_read():
    told = under_picture(looked_at("trends", lang="en", indicator="hate_crime_reports"))
    assert "Police University College" in told
    assert "Kaleva" not in told
    assert "Kaleva" in words(looked_at("methods", lang="en"))


def test_similar_regions_stand_beside_a_region_when_asked_for():
    alone = looked_at("trends", lang="sv", area="MK02")
    beside = looked_at("trends", lang="sv", area="MK02", beside="alike")
    assert not beside.exception
    lines = [json.loads(app.get("plotly_chart")[0].proto.spec)["data"] for app in (alone, beside)]
    assert len(lines[1]) > len(lines[0])


def test_an_old_office_says_who_took_over():
    assert "livskraftscentral" in words(looked_at("region", lang="sv", area="ELY02"))
