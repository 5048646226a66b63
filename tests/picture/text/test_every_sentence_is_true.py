"""An oracle reads every sentence of random pictures, in three languages, and holds each claim to the numbers shown."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Against, Domain, Kind, Language, Unit
from picture.charts.legend import dot_signs, group_signs, overview_signs
from picture.text.alt_text import groups_alt_text, map_alt_text, overview_alt_text, trend_alt_text
from picture.text.captions import captions_of_part, part_of
from picture.text.findings.among import among
from picture.text.findings.front import news_lead
from picture.text.findings.groups import groups_lead
from picture.text.findings.map import map_lead
from picture.text.findings.profile import profile_lead
from picture.text.findings.trend import trend_lead
from picture.text.places import in_area, in_areas
from picture.text.words import amount, numeral, word
from tests.picture.factory import coded, front_dataset, groups_dataset, profile_dataset
from tests.picture.presented import captions_of, headline, source_line
from tests.picture.text.facts import TESTED, Facts, state
from tests.picture.text.oracle import assert_intervals, body, hold
from tests.picture.text.random_pictures import group_pictures, maps, of_kind, overviews, trends
from tests.picture.text.sentences_read import read


@given(dataset=maps())
def test_every_sentence_of_a_map_is_true(dataset):
    facts = Facts(dataset, Against.COUNTRY)
    title = headline(dataset)
    lead = re.sub(r"</?b>", "", map_lead(dataset))
    if {"higher", "lower"} & set(facts.states):
        assert_title_names_who_differs(title, facts)
        assert_lead_tells_the_rest(lead, facts)
    else:
        keys = hold(without_topic(title, dataset), facts)
        assert bool({"map_none", "map_none_one", "map_none_two"} & keys) == ("same" in facts.states)
        if facts.shown and not facts.tested:
            assert keys & {"map_left_all", "map_by_area", "map_same", "map_same_shown", "map_one"}
    for form in ("map", "tiles", "dots", "bars"):
        alt = map_alt_text(dataset, form)
        assert_intervals(hold(body(alt), facts), facts, drawn=form in {"dots", "bars"})


def without_topic(title, dataset):
    """Take the indicator's name off a title, and write the rest as a sentence."""
    told = title.removeprefix(f"{dataset.indicators[0].name}: ")
    return f"{told[:1].upper()}{told[1:].removesuffix('.')}."


def of_side(facts, side):
    return [r.area for r, s in zip(facts.rows, facts.states, strict=True) if s == side]


def assert_title_names_who_differs(title, facts):
    """Hold that a title names, or counts, all areas that differ in a direction and no other."""
    sides = {side: of_side(facts, side) for side in ("higher", "lower")}
    named = next((areas for areas in sides.values() if 0 < len(areas) <= 3), None)
    if named:
        assert in_areas(named, facts.language) in title
        only = word("finding_only_higher_name", facts.language, topic="", areas="|").split("|")[0]
        assert only.removeprefix(": ").lower() in title.lower()
    else:
        for areas in filter(None, sides.values()):
            assert numeral(len(areas), facts.language, "at") in title.lower()


def assert_lead_tells_the_rest(lead, facts):
    """Hold that a lead counts the areas without a difference and those without a verdict, as many as there are."""
    same = facts.states.count("same")
    rest = word("lead_rest", facts.language, count=numeral(same, facts.language, "at"))
    assert (rest.lower() in lead.lower()) == (same > 1) or same == 1  # in Finnish "one" reads as lead_rest_one does
    assert (word("lead_rest_one", facts.language) in lead) == (same == 1)
    left = sum(s not in TESTED for s in facts.states)
    total = numeral(len(facts.rows), facts.language, "of")
    key = "map_left_one" if left == 1 else "map_left"
    told = word(key, facts.language, count=numeral(left, facts.language), total=total, reasons="|")
    assert (told.split("|")[0].lower() in lead.lower()) == (left > 0)
    for side in ("higher", "lower"):
        for area in of_side(facts, side) if len(of_side(facts, side)) <= 3 else []:
            assert in_area(area, facts.language).removeprefix("in ").removeprefix("i ").lower() in lead.lower()


@given(dataset=group_pictures())
def test_every_sentence_of_groups_is_true(dataset):
    stored = [r for r in dataset.rows if r.against(Against.GROUP)]
    facts = Facts(dataset, Against.GROUP)
    compared_only = Facts(dataset, Against.GROUP, stored)
    title = headline(dataset)
    lead = unescape(re.sub(r"<[^>]+>", "", groups_lead(dataset)))
    if {"higher", "lower"} & set(facts.states):
        assert_title_tells_one_difference(title, facts)
        assert_lead_tells_every_group(lead, facts, compared_only)
    else:
        told = without_topic(title, dataset)
        compared = any(r.shown for r in stored)
        keys = hold(told, compared_only) if compared else hold(f"{told} {lead}".strip(), facts)
        if compared and not facts.tested:
            hold(lead, facts)
        assert bool({"groups_none", "groups_none_one", "groups_none_two"} & keys) == ("same" in facts.states)
    for part in (dataset, part_of(dataset, dataset.rows[:2], dataset.reference)):
        of_part = Facts(part, Against.GROUP)
        for form in ("dots", "bars"):
            assert_intervals(hold(body(groups_alt_text(part, form)), of_part), of_part, drawn=True)


def assert_title_tells_one_difference(title, facts):
    """Hold that a title tells of a group that it differs from the reference, and on which side."""
    told = []
    for row, found in zip(facts.rows, facts.states, strict=True):
        if found in {"higher", "lower"}:
            pieces = word(f"groups_title_{found}_share", facts.language, group="|", topic="|", reference="|")
            words = [piece.strip() for piece in pieces.split("|") if piece.strip()]
            named = among(row.group, "of", facts.language).lower()
            told.append(named in title.lower() and all(piece.lower() in title.lower() for piece in words))
    assert any(told)


def assert_lead_tells_every_group(lead, facts, compared_only):
    """Hold that a lead names every group that was tested with its number, and counts those that were not."""
    for row, found in zip(facts.rows, facts.states, strict=True):
        named = among(row.group, "at" if found == "same" else "of", facts.language)
        told = f"{named} ({facts.amount(row.value or 0.0)})"
        assert (told in lead) == (found in TESTED)
    left = sum(s not in TESTED for s in compared_only.states)
    total = numeral(len(compared_only.rows), facts.language, "of")
    key = "groups_left_one" if left == 1 else "groups_left"
    sentence = word(key, facts.language, count=numeral(left, facts.language), total=total, reasons="|")
    assert (sentence.split("|")[0].lower() in lead.lower()) == (left > 0)


@given(dataset=overviews(front_dataset, Against.PREVIOUS, "2025"))
def test_every_sentence_of_a_front_page_is_true(dataset):
    facts = Facts(dataset, Against.PREVIOUS)
    title = headline(dataset)
    if {"higher", "lower"} & set(facts.states):
        assert_only_differences(title, facts)
        assert_only_differences(re.sub(r"</?b>", "", news_lead(dataset)), facts)
    else:
        keys = hold(title if title.endswith(".") else f"{title}.", facts)
        assert any(key.startswith("front_none") for key in keys) == ("same" in facts.states)
        assert not news_lead(dataset)
    assert_intervals(hold(body(overview_alt_text(dataset)), facts), facts, drawn=True)


def assert_only_differences(text, facts):
    """Hold that a text tells of more or fewer only where a test has found that, and with the numbers shown."""
    for row, found in zip(facts.rows, facts.states, strict=True):
        indicator = facts.dataset.indicator(row.indicator)
        if indicator.clause is None or indicator.clause.lower() not in text.lower():
            continue
        assert found in {"higher", "lower"}
        if "→" in text or "%" in text:
            assert facts.amount(row.value) in text or amount(row.value, indicator, facts.language) in text
        other = "lower" if found == "higher" else "higher"
        assert not any(told(word, indicator, facts) in text.lower() for word in WAYS[other])


WAYS = {"higher": ("news_more", "news_rose"), "lower": ("news_fewer", "news_fell")}


def closed(title):
    return title if title.endswith(".") else f"{title}."


def told(key, indicator, facts):
    return word(key, facts.language, clause=indicator.clause).lower()


@given(dataset=overviews(profile_dataset, Against.COUNTRY, "SSS"))
def test_every_sentence_of_a_profile_and_of_its_slides_is_true(dataset):
    facts = Facts(dataset, Against.COUNTRY)
    hold(closed(headline(dataset)), facts)
    assert_only_differences("".join(profile_lead(dataset)[:1]).replace("<b>", "").replace("</b>", ""), facts)
    assert_intervals(hold(body(overview_alt_text(dataset)), facts), facts, drawn=True)
    part = part_of(dataset, dataset.rows[:3], dataset.reference[:3])
    if part.rows:
        of_part = Facts(part, Against.COUNTRY)
        hold(closed(captions_of_part(captions_of(dataset), part).title), of_part)
        for form in ("bars", "table"):
            hold(body(overview_alt_text(part, form)), of_part)


@given(dataset=trends())
def test_every_sentence_of_a_trend_is_true(dataset):
    facts = Facts(dataset, Against.PREVIOUS)
    last = facts.rows[-1:]
    if last and last[0].against(Against.PREVIOUS):  # its reference is the period before, and no other
        facts.states[-1] = state(last[0], Against.PREVIOUS, facts.rows[-2:-1], sampled=True)
    told = headline(dataset)
    hold(told if told.endswith(".") else f"{told}.", facts)
    lead = unescape(re.sub(r"<[^>]+>", "", trend_lead(dataset)))
    if lead:
        hold(lead, facts)
    hold(without_hidden_line(body(trend_alt_text(dataset)), facts), facts)


def without_hidden_line(alt, facts):
    """Take off the sentence that says why a line is not drawn, once it is known to be true."""
    if not facts.rows or facts.shown or not any(r.shown for r in facts.dataset.reference):
        return alt
    hidden, _, more = alt.partition(". ")
    assert not [s for s in set(facts.states) if word(f"hidden_{s}", facts.language) not in hidden]
    return more


@given(dataset=st.one_of(maps(), group_pictures()))
def test_a_legend_of_dots_explains_what_is_drawn_and_nothing_else(dataset):
    facts = Facts(dataset, dataset.compared_with)
    signs = {sign for sign, _ in (group_signs if dataset.kind == "groups" else dot_signs)(dataset)}
    shown = [s for r, s in zip(facts.rows, facts.states, strict=True) if r.value is not None]
    assert ("certain" in signs) == bool({"higher", "lower"} & set(shown))
    assert ("open" in signs) == ("same" in shown)
    assert ("interval" in signs) == any(r.ci_low is not None for r in facts.shown)


@given(dataset=overviews(profile_dataset, Against.COUNTRY, "SSS"))
def test_a_legend_of_a_profile_explains_what_is_drawn_and_nothing_else(dataset):
    signs = {sign for sign, _ in overview_signs(dataset)}
    drawn = [r for r in dataset.rows if r.shown and dataset.indicator(r.indicator).unit == Unit.PERCENT]
    country_of = {r.indicator for r in dataset.reference if r.shown}
    assert ("country" in signs) == any(r.indicator in country_of for r in drawn)
    assert ("interval" in signs) == any(r.ci_low is not None for r in drawn)


def test_the_context_has_no_dots_and_therefore_neither_signs_nor_a_place_in_their_description():
    dataset = profile_dataset("en")
    context = replace(dataset.indicators[0], domain=Domain.CONTEXT, kind=Kind.REGISTER_SHARE)
    bare = replace(dataset.rows[0], ci_low=None, ci_high=None, comparisons=())
    with_context = replace(dataset, rows=(bare, *dataset.rows[1:]), indicators=(context, *dataset.indicators[1:]))
    assert "grey" not in {sign for sign, _ in overview_signs(with_context)}
    assert "Indicators with a figure: 4; without: 1." in overview_alt_text(with_context)
    assert "Indicators with a figure: 5; without: 1." in overview_alt_text(with_context, "table")


@given(dataset=st.one_of(maps(), group_pictures(), trends(), overviews(profile_dataset, Against.COUNTRY, "SSS")))
def test_n_is_that_of_what_is_shown_and_the_countrys_stands_under_its_name(dataset):
    rows = tuple(replace(r, n=10 * i if r.shown else None) for i, r in enumerate(dataset.rows, 40))
    dataset = replace(dataset, rows=rows, reference=tuple(replace(r, n=9990) for r in dataset.reference if r.shown))
    told = source_line(dataset)
    shown = [r.n for r in rows if r.shown]
    least, most = min(shown, default=0), max(shown, default=0)
    own = [int(n) for n in re.findall(r"\d+", re.search(r"[≈=]\W(\d+(?:–\d+)?)", told)[1])] if shown else []
    assert own == sorted({least, most} - {0})
    country_name = dataset.reference[0].area.name if dataset.reference else ""
    if "9\u202f990" in told or "9,990" in told:
        assert re.search(rf"{country_name}: n\W[≈=]\W9.990", told)
        assert dataset.kind == "map" or (dataset.kind == "groups" and not shown)


def test_shares_without_intervals_are_neither_ranked_nor_said_to_have_some():
    """The shape of N. Ireland's good relations indicators: published shares of both sexes, the same to a decimal."""
    dataset = group_picture_of((20.1, 20.1), Kind.PUBLISHED_SHARE)
    assert headline(dataset) == ("Trust in people of another background: the figure is 20% in every group")
    assert groups_lead(dataset) == (
        "Differences between the groups are not tested: the publisher gave no confidence intervals."
    )
    assert groups_alt_text(dataset) == (
        "Dot chart: Trust in people of another background, Whole country, 2026. Groups with a figure: 2; without: 0. "
        "The figure is 20% in every group."
    )


def group_picture_of(values, kind):
    dataset = groups_dataset("en")
    rows = [
        replace(r, value=v, ci_low=None, ci_high=None, comparisons=(), **coded())
        for r, v in zip(dataset.rows, values, strict=False)
    ]
    return replace(dataset, rows=tuple(rows), reference=(), indicators=(of_kind(dataset.indicators[0], kind),))


@pytest.mark.parametrize("language", Language)
def test_what_is_not_a_sentence_of_ours_is_not_read(language):
    with pytest.raises(AssertionError):
        read("Kainuu 1.", language)
