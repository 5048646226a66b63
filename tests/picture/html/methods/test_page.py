"""The methods page: every mark, threshold, indicator, source and change in words."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from contract.codes import Language
from picture.html.methods.anchors import Place, Question
from picture.html.methods.followed import followed_evidence
from picture.html.methods.page import (
    areas_html,
    changes_html,
    cite_html,
    downloads_html,
    marks_html,
    reading_html,
    rules_html,
)
from picture.html.methods.parts import contents_html
from picture.html.methods.quality import quality_html, questions_html
from picture.html.methods.sources import AboutSources, indicators_html, sources_html
from picture.query.choices import read_choices
from picture.query.methods.follow_up import ask_coverage
from picture.query.methods.quality import ask_quality
from picture.query.methods.tables import (
    Change,
    Wording,
    ask_changes,
    ask_files,
    ask_notes,
    ask_quoted,
    ask_revisions,
    ask_rules,
)
from picture.text.marks import Mark
from tests.picture.small import small_database


class Tree(HTMLParser):
    """Check that every element that opens closes."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, _attributes):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.fixture(scope="module")
def con():
    return small_database()


def about(con, language):
    return AboutSources(ask_files(con), ask_notes(con, language), ask_quoted(con))


def everything(con, language):
    choices = read_choices(con, language)
    quality = ask_quality(con, choices)
    return (
        cite_html(choices, language),
        downloads_html(language),
        questions_html(quality, choices),
        reading_html(language),
        marks_html(language),
        quality_html(quality, choices),
        followed_evidence(choices.follow_up, ask_coverage(con, language), language),
        rules_html(ask_rules(con, language), language),
        areas_html(language),
        indicators_html(choices, (), language),
        sources_html(choices, about(con, language), language),
        changes_html(ask_changes(con), ask_revisions(con, language), choices, language),
    )


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.mark.parametrize("language", Language)
def test_every_part_is_well_formed_and_begins_with_a_heading(con, language):
    for html in everything(con, language):
        tree = Tree()
        tree.feed(html)
        assert not tree.open
        assert re.match(r'<section class="lb-place" id="[a-z]+"><h2>', html)


@pytest.mark.parametrize("language", Language)
def test_the_contents_lead_to_every_part_in_its_order_and_no_id_stands_twice(con, language):
    places = re.findall(r'href="#([^"]+)"', contents_html(language))
    assert places == [*Place, *Place]  # beside the text, and folded above it
    found = ids("".join(everything(con, language)))
    assert len(found) == len(set(found))
    drawn = [one for one in found if one in set(Place)]
    assert drawn == [place for place in Place if place in drawn]
    assert set(Place) - set(drawn) == {Place.FIELDWORK, Place.COVERAGE, Place.CHECK}  # their own tests, and the page's


def test_what_other_pages_lead_to_is_there(con):
    found = set(ids("".join(everything(con, "en"))))
    assert set(Question) <= found
    assert {"mark-u", "indicator-trust", "source-survey", "rule-min_respondents"} <= found


def test_every_link_within_the_page_leads_to_a_place_of_it(con):
    html = "".join(everything(con, "en"))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids(html))


@pytest.mark.parametrize("language", Language)
def test_every_mark_that_a_number_can_carry_is_explained(language):
    assert re.findall(r"\[([a-z])\]", marks_html(language)) == [str(mark) for mark in Mark]


def test_the_thresholds_are_those_of_the_build(con):
    assert "Fewest en Rounding en Oldest en" in words(rules_html(ask_rules(con, "en"), "en"))


def test_an_indicator_is_told_with_wording_limits_and_periods(con):
    told = words(indicators_html(read_choices(con, "en"), (), "en"))
    for text in (
        "Question of trust en",
        "Counts of trust en",
        "Limits of trust en",
        "2024–2026",
        "Survey en (synthetic)",
    ):
        assert text in told


def test_a_register_is_told_without_a_question(con):
    choices = read_choices(con, "en")
    register = replace(choices, indicators=(choices.indicator("people"),))
    assert "Question" not in words(indicators_html(register, (), "en"))


def test_a_source_is_told_with_its_files_and_who_quoted_it(con):
    told = words(sources_html(read_choices(con, "en"), about(con, "en"), "en"))
    assert "answers.parquet · 3,000" in told
    assert "sha256 abababababab" in told
    assert "A report" in told


def test_a_source_is_told_with_its_publishers_notes_and_its_rule_for_small_counts(con):
    told = words(sources_html(read_choices(con, "en"), about(con, "en"), "en"))
    assert "Publisher&#39;s note In the publisher&#39;s own words: “Data for merged areas have been combined.”" in told
    assert "Small counts Nothing is said. en Lägesbild shows no counts that are at least 1 but smaller than 5" in told


def test_changes_name_the_indicator_what_changed_how_often_and_when(con):
    told = words(changes_html(ask_changes(con), (), read_choices(con, "en"), "en"))
    assert "People en figure changed 1 2022" in told


@pytest.mark.parametrize(
    ("language", "again", "why"),
    [
        ("fi", "Trust fi laskettu uudelleen ei kerrota 2026", "mitä yksittäinen ihminen on vastannut"),
        ("sv", "Trust sv beräknad på nytt anges inte 2026", "vad en enskild person har svarat"),
        ("en", "Trust en computed again not told 2026", "what a single person answered"),
    ],
)
def test_of_a_survey_the_page_tells_that_it_was_computed_again_and_why_no_more(con, language, again, why):
    told = words(changes_html(ask_changes(con), (), read_choices(con, language), language))
    assert again in told
    assert why in told
    others = [change for change in ask_changes(con) if change.count is not None]
    assert why not in words(changes_html(others, (), read_choices(con, language), language))


def test_a_first_build_has_no_changes(con):
    choices = read_choices(con, "en")
    assert "<table" not in changes_html((), (), choices, "en")


@pytest.mark.parametrize(("language", "told"), [("fi", "20.11.2026"), ("sv", "20.11.2026"), ("en", "20 November 2026")])
def test_a_revision_is_told_with_its_reason_and_nothing_where_none_was(con, language, told):
    choices = read_choices(con, language)
    text = words(changes_html((), ask_revisions(con, language), choices, language))
    assert f"{told} Survey {language} 2026 Late replies {language}" in text
    assert told not in words(changes_html((), (), choices, language))


def test_the_citation_names_edition_build_and_day(con):
    told = words(cite_html(read_choices(con, "en"), "en"))
    for text in ("2026", "small0000001", "24 November 2026"):
        assert text in told


def test_names_from_the_data_are_escaped(con):
    choices = read_choices(con, "en")
    evil = "<script>alert(1)</script>"
    bad = replace(choices, indicators=(replace(choices.indicators[0], name=evil, why=evil),))
    change = Change(evil, "value", 1, (evil,))
    for html in (indicators_html(bad, (), "en"), changes_html([change], (), bad, "en")):
        assert "<script" not in html
        assert "&lt;script" in html


def test_an_earlier_wording_is_told_beside_the_present_one(con):
    choices = read_choices(con, "en")
    earlier = Wording("trust", "2024", "Old question?")
    now = Wording("trust", "2026", choices.indicator("trust").question or "")
    told = words(indicators_html(choices, (earlier, now), "en"))
    assert "The question earlier 2024: “Old question?”" in told
    assert told.count(now.question) == 1
