"""Rows, legends, cards and tables as HTML: semantic, escaped, every verdict in words."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import etree

from contract.codes import Against, Language, Verdict
from picture.charts.legend import dot_signs, overview_signs
from picture.html.data_table import data_table
from picture.html.front.page import front_evidence
from picture.html.front.panels import news_panel
from picture.html.indicator_table import profile_tables, sign_legend
from picture.html.profile.cards import area_cards
from picture.html.styles import style_sheets
from picture.query.model import Area, Break, Comparison
from picture.query.tables.area_context import AreaContext
from picture.text.labels import verdict_label
from tests.picture.factory import (
    front_dataset,
    groups_dataset,
    indicator,
    map_dataset,
    profile_dataset,
    row,
    trend_dataset,
)

VOID = {"img", "col", "br"}


class Tree(HTMLParser):
    """Check that every element that opens closes, and collect the attributes."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(html):
    tree = Tree()
    tree.feed(html)
    assert not tree.open
    return tree.seen


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def everything(language):
    front, profile = front_dataset(language), profile_dataset(language)
    yield front_evidence(front, "")
    yield profile_tables(profile)
    yield sign_legend(overview_signs(front))
    yield sign_legend(dot_signs(map_dataset(language)))
    for dataset in (front, profile, map_dataset(language), trend_dataset(language), groups_dataset(language)):
        yield data_table(dataset)


def verdict(kind, against=Against.PREVIOUS, reference="2025"):
    return Comparison(against, reference, kind, None, None, None, None, approximate=False)


def said(comparison, language="en", direction="higher", breaks=()):
    one = row(language, value=50.0, comparisons=(comparison,))
    of = replace(indicator(language), direction=direction)
    return verdict_label(one, comparison.against, of, breaks, language)


@pytest.mark.parametrize("language", Language)
def test_everything_is_well_formed_and_every_picture_has_an_alternative(language):
    for html in everything(language):
        pictures = [attrs for tag, attrs in parsed(html) if tag == "img"]
        assert all("alt" in p for p in pictures)


@pytest.mark.parametrize("language", Language)
def test_no_svg_stands_bare_because_streamlit_removes_it(language):
    assert not [html for html in everything(language) if "<svg" in html]


def test_small_pictures_are_valid_svg():
    pictures = re.findall(r"base64,([^\"]+)", profile_tables(profile_dataset()))
    assert {etree.fromstring(base64.b64decode(p)).tag for p in pictures} == {"{http://www.w3.org/2000/svg}svg"}


def test_a_table_has_a_caption_and_its_cells_have_scopes():
    seen = parsed(news_panel(front_dataset(), "attitudes", 20))
    assert "caption" in {tag for tag, _ in seen}
    assert {attrs.get("scope") for tag, attrs in seen if tag == "th"} == {"col", "row"}


def test_a_domain_without_rows_has_no_panel():
    assert not news_panel(replace(front_dataset(), rows=()), "attitudes", 20)


def test_the_alternative_of_a_picture_tells_value_interval_and_reference():
    alts = [attrs["alt"] for tag, attrs in parsed(profile_tables(profile_dataset("en"))) if tag == "img"]
    assert "64%, 95% confidence interval 61–67; Whole country 59%" in alts


def test_a_hidden_number_says_why_and_shows_none():
    html = profile_tables(profile_dataset("en"))
    hidden = html[html.index("Can influence") :]
    assert "not shown (too few answers or data protection) [c]" in words(hidden)
    assert "lb-value" not in hidden


def test_a_register_count_tells_its_change_and_is_not_compared_with_the_country():
    told = words(profile_tables(profile_dataset("en")))
    assert "no sampling error" in told
    assert "−8 since 2025" in told


def test_a_register_tells_no_change_across_a_break():
    dataset = replace(profile_dataset("en"), breaks=(Break("hate_crime", "2026", "New form."),))
    assert "since 2025" not in words(profile_tables(dataset))


def test_a_profile_of_the_whole_country_compares_with_the_period_before():
    dataset = replace(front_dataset("en"), kind="profile")
    assert "improved" in words(profile_tables(dataset))


@pytest.mark.parametrize(
    ("direction", "kind", "tone"),
    [
        ("higher", Verdict.HIGHER, "better"),
        ("higher", Verdict.LOWER, "worse"),
        ("lower", Verdict.HIGHER, "worse"),
        ("lower", Verdict.LOWER, "better"),
        ("neither", Verdict.HIGHER, "neither"),
        ("higher", Verdict.NO_DIFFERENCE, "neither"),
        ("higher", Verdict.NO_CLEAR_TREND, "neither"),
        ("higher", Verdict.UNCERTAIN, "unsure"),
        ("higher", Verdict.NOT_COMPARABLE, "unsure"),
    ],
)
def test_better_and_worse_follow_the_direction_of_the_indicator(direction, kind, tone):
    assert said(verdict(kind), direction=direction).tone == tone


def test_the_arrow_follows_the_number_and_the_words_say_whether_that_is_better():
    found = said(verdict(Verdict.LOWER), direction="lower")
    assert (found.mark, found.words, found.short) == ("▼", "improved since 2025", "improved")


def test_no_difference_is_never_called_unchanged():
    assert said(verdict(Verdict.NO_DIFFERENCE)).words == "no statistically significant change"
    against_country = verdict(Verdict.NO_DIFFERENCE, Against.COUNTRY, "SSS")
    assert said(against_country).words == "no statistically significant difference"


def test_a_trend_that_rests_on_one_year_is_not_told_as_no_change():
    rests_on_one = verdict(Verdict.NO_CLEAR_TREND, Against.TREND, "2022")
    told = {language: said(rests_on_one, language).words for language in Language}
    assert list(told.values()) == ["ei selvää kehityssuuntaa", "ingen tydlig trend", "no clear trend"]
    assert said(rests_on_one).mark == "–"


def test_what_cannot_be_compared_says_why():
    breaks = (Break("trust_other_background", "2026", "The question was reworded."),)
    found = said(verdict(Verdict.NOT_COMPARABLE), breaks=breaks)
    assert found.words == "not comparable: the question was reworded"


def test_a_break_after_the_number_is_no_reason():
    breaks = (Break("trust_other_background", "2027", "The question was reworded."),)
    assert said(verdict(Verdict.NOT_COMPARABLE), breaks=breaks).words == "not comparable"


@pytest.mark.parametrize("language", Language)
def test_every_verdict_has_words_in_every_language(language):
    for kind in Verdict:
        for against, reference in (
            (Against.PREVIOUS, "2025"),
            (Against.COUNTRY, "SSS"),
            (Against.GROUP, "fi"),
            (Against.TREND, "2022"),
        ):
            assert said(verdict(kind, against, reference), language).words


def test_names_from_the_data_are_escaped():
    dataset = front_dataset()
    dangerous = replace(dataset.indicators[0], name="<script>alert(1)</script>", counts='"><img onerror=x>')
    html = news_panel(replace(dataset, indicators=(dangerous,), rows=dataset.rows[:1]), "attitudes", 20)
    assert "<script" not in html
    assert "<img onerror" not in html


def test_what_is_the_same_in_all_rows_stands_in_the_caption():
    html = data_table(map_dataset("en"))
    caption = re.search("<caption>(.*?)</caption>", html)[1]
    assert caption == "Trust in people of another background · All · 2026"
    assert "Period" not in html


def test_a_fact_that_happens_to_be_the_same_in_all_rows_keeps_its_column():
    dataset = map_dataset("en")
    html = data_table(replace(dataset, rows=tuple(replace(r, n=100) for r in dataset.rows[:3]), reference=()))
    assert html.count(">100<") == 3


def test_the_table_holds_every_row_and_the_country():
    dataset = map_dataset("en")
    body = data_table(dataset).partition("<tbody>")[2]
    assert body.count("<tr>") == len(dataset.rows) + 1
    assert "Whole country" in body


def test_the_table_says_marks_in_words():
    assert (
        "[bd] break before this period: the method or the regional division has changed, definition differs"
        in words(data_table(map_dataset("en")))
    )


def test_the_table_says_what_each_number_was_compared_with_and_nothing_twice():
    def only(against, reference):
        return Comparison(against, reference, Verdict.NO_DIFFERENCE, None, None, None, None, approximate=False)

    dataset = map_dataset("en")
    pairs = [(Against.GROUP, "fi"), (Against.PREVIOUS, "2025"), (Against.TREND, "2025")]
    row = replace(dataset.rows[0], comparisons=tuple(only(*pair) for pair in pairs))
    told = words(data_table(replace(dataset, rows=(row,), reference=())))
    assert "No statistically significant difference from the reference group." in told
    assert "No statistically significant change since 2025." in told
    assert "trend" not in told


def test_cards_are_left_out_when_they_have_nothing_to_say():
    empty = AreaContext((), (), (), (), (), None)
    (title,) = re.findall(r"<section><h2>(.*?)</h2>", area_cards(profile_dataset("en"), empty))
    assert title == "On other pages"


def test_cards_name_similar_regions_with_the_reason():
    place = AreaContext((), (), (), (), (Area("maakunta", "06", "Birkaland"),), None)
    html = area_cards(profile_dataset("sv"), place)
    told = words(html)
    assert "Birkaland" in told
    assert "second=MK06" in html
    assert "folkmängd" in told


def test_every_class_of_the_rows_has_a_look():
    look = "".join(path.read_text(encoding="utf-8") for path in style_sheets())
    used = {c for html in everything("en") for c in re.findall(r"lb-[a-z-]+", re.sub(r"base64,[^\"]+", "", html))}
    plain = {c for c in used if not c.startswith(("lb-cell-", "lb-key", "lb-col", "lb-row-", "lb-news-", "lb-tally-"))}
    assert not {c for c in plain if f".{c}" not in look}
