"""Verdicts become sentences, and only verdicts do: nothing is said across a break or about a hidden number."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Against, Kind, Language, Verdict
from picture.query.model import Break
from picture.text.findings.groups import groups_lead
from picture.text.findings.trend import trend_lead
from picture.text.outcomes import hidden_because, number_sentence
from picture.text.sentences import comparison_sentence
from picture.text.source_lines import question_line
from tests.picture.factory import (
    coded,
    every_dataset,
    front_dataset,
    groups_dataset,
    indicator,
    judged,
    map_dataset,
    only,
    profile_dataset,
    row,
    source,
    trend_dataset,
)
from tests.picture.presented import alt_text, headline, marks, source_line

CHANGED = re.compile(
    r"suurempi|pienempi|nous|lask|högre|lägre|stigit|sjunkit|higher|lower|risen|fallen|up from|down from",
    re.IGNORECASE,
)
TOLD = {
    "front": (
        "Aiempaa useampi tapaa eritaustaisia ystäviä, mutta harvempi voi vaikuttaa kuntansa asioihin",
        "Fler har vänner med annan bakgrund, men färre kan påverka i sin kommun",
        "More people have friends of another background, but fewer can influence decisions in their municipality",
    ),
    "map": (
        (
            "Vain Uudellamaalla, Varsinais-Suomessa ja Pohjanmaalla useampi luottaa eritaustaisiin ihmisiin "
            "kuin koko maassa"
        ),
        (
            "Bara i Nyland, Egentliga Finland och Österbotten är det en större andel som litar på människor med annan "
            "bakgrund än i hela landet"
        ),
        (
            "Only in Uusimaa, Southwest Finland and Ostrobothnia do a larger share of people trust people of another "
            "background than in the whole country"
        ),
    ),
    "trend": (
        "Varsinais-Suomessa useampi luottaa eritaustaisiin ihmisiin kuin vuonna 2025",
        "I Egentliga Finland är det fler än år 2025 som litar på människor med annan bakgrund",
        "In Southwest Finland more people trust people of another background than in 2025",
    ),
    "matrix": (
        "19 alueesta seitsemän eroaa koko maasta ainakin yhdessä indikaattorissa",
        "Sju av 19 områden skiljer sig från hela landet i minst en indikator",
        "Seven of 19 areas differ from the whole country in at least one indicator",
    ),
    "profile": (
        "Varsinais-Suomi eroaa koko maasta kahdessa neljästä verratusta indikaattorista",
        "Egentliga Finland skiljer sig från hela landet i två av fyra jämförda indikatorer",
        "Southwest Finland differs from the whole country in two of the four indicators compared",
    ),
    "groups": (
        "Ruotsinkielisistä suurempi osuus kuin koko väestöstä luottaa eritaustaisiin ihmisiin",
        "En större andel svenskspråkiga än hela befolkningen litar på människor med annan bakgrund",
        "A larger share of Swedish speakers than of the whole population trust people of another background",
    ),
}


def numbers(text):
    return set(re.findall(r"\d+(?:[.,]\d+)?", text.replace("\u202f", "")))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", range(5))
def test_every_kind_of_picture_has_its_sentence(place, language):
    dataset = every_dataset(language)[place]
    assert headline(dataset).replace("\u00a0", " ") == TOLD[dataset.kind][list(Language).index(language)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("against", [Against.PREVIOUS, Against.TREND])
def test_a_trend_does_not_speak_across_its_break(language, against):
    dataset = judged(trend_dataset(language), Verdict.NOT_COMPARABLE, against)
    assert dataset.breaks[0].reason in trend_lead(dataset)
    assert not CHANGED.search(headline(dataset))


@pytest.mark.parametrize("verdict", [Verdict.NO_DIFFERENCE, Verdict.UNCERTAIN, Verdict.NOT_COMPARABLE])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("against", [Against.PREVIOUS, Against.TREND, Against.COUNTRY])
def test_without_a_certain_difference_nothing_is_called_higher_or_lower(verdict, language, against):
    one = row(language, value=50.0, half=2.0, comparisons=(only(verdict, against),))
    told = comparison_sentence(one, against, trend_dataset(language))
    assert told
    assert not CHANGED.search(told)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "Ei selvää kehityssuuntaa vuodesta 2022 alkaen: jos jokin vuosista jätetään pois, "),
        ("sv", "Ingen tydlig trend sedan 2022: om ett av åren utelämnas "),
        ("en", "No clear trend since 2022: if one of the years is left out, "),
    ],
)
def test_a_trend_that_rests_on_one_year_is_told_to_be_unclear(language, told):
    one = row(language, value=50.0, comparisons=(only(Verdict.NO_CLEAR_TREND, Against.TREND, "2022"),))
    found = comparison_sentence(one, Against.TREND, trend_dataset(language))
    assert found.startswith(told)
    assert not CHANGED.search(found)


def test_what_was_not_compared_is_not_spoken_of():
    assert not comparison_sentence(row("fi", value=50.0), Against.PREVIOUS, trend_dataset("fi"))


def test_the_newest_break_up_to_the_number_is_the_reason():
    breaks = [Break("trust_other_background", period, f"In {period}.") for period in ("2022", "2024", "2027")]
    one = row("en", value=50.0, comparisons=(only(Verdict.NOT_COMPARABLE, Against.PREVIOUS),))
    dataset = replace(trend_dataset("en"), breaks=(*breaks, Break("another", "2026", "Other.")))
    told = comparison_sentence(one, Against.PREVIOUS, dataset)
    assert told == "Cannot be compared with 2025. In 2024."


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (
            Verdict.UNCERTAIN,
            (
                "No area can be compared with the whole country "
                "(too few answers or data protection: 1, too uncertain: 18)."
            ),
        ),
        (
            Verdict.NOT_COMPARABLE,
            (
                "No area can be compared with the whole country "
                "(too few answers or data protection: 1, too uncertain: 1, break in the series: 17)."
            ),
        ),
        (
            Verdict.NO_DIFFERENCE,
            (
                "Trust in people of another background: none of the areas compared differs from the whole country "
                "in a statistically significant way."
            ),
        ),
    ],
)
def test_a_map_says_no_difference_only_of_areas_that_were_compared(verdict, told):
    assert headline(judged(map_dataset("en"), verdict, Against.COUNTRY)) == told


def test_a_register_map_tells_its_range_and_claims_no_significance():
    dataset = map_dataset("en")
    register = replace(dataset.indicators[0], kind=Kind.REGISTER_SHARE)
    rows = tuple(replace(r, ci_low=None, ci_high=None, comparisons=()) for r in dataset.rows if r.shown)
    assert headline(replace(dataset, indicators=(register,), rows=rows)) == (
        "Trust in people of another background: from 49 to 67% by area"
    )


@pytest.mark.parametrize("language", Language)
def test_a_picture_without_rows_has_words_and_no_numbers(language):
    for dataset in (map_dataset(language), groups_dataset(language), trend_dataset(language)):
        empty = replace(dataset, rows=(), history=(), reference=())
        assert headline(empty)
        assert not numbers(headline(empty) + alt_text(empty))


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (
            Verdict.NO_DIFFERENCE,
            "none of the groups compared differs from its reference group in a statistically significant way",
        ),
        (Verdict.UNCERTAIN, "no group can be compared with the reference group (too uncertain)"),
    ],
)
def test_groups_are_called_alike_only_when_they_were_tested(verdict, told):
    dataset = judged(groups_dataset("en"), verdict, Against.GROUP)
    title = headline(replace(dataset, rows=tuple(r for r in dataset.rows if r.shown)))
    assert title == f"{dataset.indicators[0].name}: {told}"


def test_groups_without_published_intervals_are_not_tested():
    rows = tuple(replace(r, comparisons=()) for r in groups_dataset("en").rows)
    dataset = replace(groups_dataset("en"), rows=rows)
    assert headline(dataset) == f"{dataset.indicators[0].name}: varies by group from 56 to 66%"
    assert groups_lead(dataset) == "Differences between the groups are not tested."


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        ("C", "not shown (too few answers or data protection)"),
        ("U", "not shown (too uncertain)"),
        ("M", "not applicable"),
        ("O", "no data"),
        ("CU", "not shown (too few answers or data protection)"),  # the strongest reason speaks
        ("BU", "not shown (too uncertain)"),
    ],
)
def test_a_hidden_number_says_why(letters, told):
    assert hidden_because(row("en", letters=letters), "en") == told


@pytest.mark.parametrize("language", Language)
@given(
    values=st.lists(st.one_of(st.none(), st.floats(0.1, 99.9)), min_size=2, max_size=19),
    letter=st.sampled_from("CUOM"),
)
def test_no_sentence_and_no_alternative_text_names_a_number_of_a_hidden_row(language, values, letter):
    dataset = map_dataset(language)
    rows = tuple(
        replace(r, value=v, ci_low=None, ci_high=None, n=None, **coded("" if v else letter))
        for r, v in zip(dataset.rows, values, strict=False)
    )
    told = replace(dataset, rows=rows, reference=(), classes=())
    for r in rows:
        if r.value is None:
            assert numbers(number_sentence(r, dataset.indicators[0], language)) == {"2026"}
    hidden = {r.area.name for r in rows if r.value is None}
    bare = replace(told, rows=tuple(replace(r, comparisons=()) for r in rows))
    named = re.findall(r"\(([^()]+)\)", headline(bare) + alt_text(bare))
    assert not hidden & set(named)


@pytest.mark.parametrize("language", Language)
def test_the_alternative_text_of_a_map_tells_ends_and_how_many_are_withheld(language):
    told = alt_text(map_dataset(language)).replace("\u00a0", " ")
    assert {"17", "2", "2026", "49", "67"} <= numbers(told)


@pytest.mark.parametrize("language", Language)
def test_the_alternative_text_of_a_trend_tells_ends_and_break(language):
    told = alt_text(trend_dataset(language))
    assert {"2019", "2026", "61", "64", "2024"} <= numbers(told)
    assert trend_dataset(language).breaks[0].reason in told


def test_the_source_line_says_who_how_many_which_edition_and_what_is_made_up():
    assert source_line(profile_dataset("en")) == (
        "Source: Example institute, Population relations survey 2026 (synthetic); "
        "Example register, Reported hate crime (synthetic); n\u00a0≈\u00a01,400. "
        "Edition 2026, version 1 (0f3a9c17be42)."
    )


def test_a_figure_cites_its_publisher_and_not_the_site_in_which_it_was_read():
    dataset = groups_dataset("en")
    quoted = replace(dataset, rows=tuple(replace(r, quoted_by="RED Network") for r in dataset.rows))
    assert source_line(quoted) == source_line(dataset)


def test_n_of_a_published_figure_is_not_called_about():
    dataset = groups_dataset("en")
    published = tuple(replace(i, kind=Kind.PUBLISHED_SHARE) for i in dataset.indicators)
    assert "n by group =\u00a090–8,900" in source_line(replace(dataset, indicators=published))
    assert "n by group ≈\u00a090–8,900" in source_line(dataset)


def test_real_figures_are_not_called_synthetic():
    real = replace(source("en"), synthetic=False)
    assert "synthetic" not in source_line(replace(map_dataset("en"), sources=(real,)))


def test_the_wording_is_quoted_where_one_question_is_shown():
    told = question_line(map_dataset("sv"))
    assert told.startswith("”Hur mycket litar du på människor som har en annan bakgrund än du?” Svarade 4 eller 5")
    assert not question_line(profile_dataset("sv"))


def test_a_register_has_no_wording():
    dataset = replace(map_dataset("en"), indicators=(indicator("en", "hate_crime"),))
    assert question_line(dataset) == "Crime reports. Population: people aged 18 and over."


def test_marks_that_occur_are_explained_and_no_others():
    assert [mark for mark, _ in marks(map_dataset("en"))] == ["[b]", "[c]", "[d]", "[p]", "[u]"]
    assert marks(front_dataset("en")) == ()
