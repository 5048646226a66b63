"""The news of the front page."""

from dataclasses import replace

import pytest

from contract.codes import Against, Direction, Kind, Language, Level, Unit, Verdict
from picture.query.model import Comparison
from picture.text.findings.front import findings, front_headline, long_run, news_lead
from tests.picture.factory import coded, front_dataset, judged, profile_dataset

FI, SV, EN = Language


def stored(verdict, difference, against=Against.PREVIOUS, reference="2025"):
    return Comparison(against, reference, verdict, difference, None, None, None, approximate=False)


def told_of(dataset, **found):
    """Replace the stored comparisons of some rows, and take those of all others away."""
    rows = tuple(replace(r, comparisons=found.get(r.indicator, ())) for r in dataset.rows)
    return replace(dataset, rows=rows)


def test_the_largest_change_comes_first_and_then_the_largest_that_goes_the_other_way():
    found = findings(front_dataset(EN), Against.PREVIOUS)
    assert [one.row.indicator for one in found] == [
        "friends_other_background",
        "diversity_enriches",
        "discrimination",
        "influence",
    ]
    assert front_headline(front_dataset(EN)) == (
        "More people have friends of another background, but fewer can influence decisions in their municipality"
    )


def test_two_changes_for_the_better_are_joined_without_a_but():
    dataset = told_of(
        front_dataset(EN),
        diversity_enriches=(stored(Verdict.HIGHER, 2.6),),
        discrimination=(stored(Verdict.LOWER, -1.7),),
    )
    assert (
        front_headline(dataset) == "More people see diversity as enriching, and fewer have experienced discrimination"
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (FI, "Aiempaa harvempi on kokenut syrjintää"),
        (SV, "Färre har upplevt diskriminering"),
        (EN, "Fewer people have experienced discrimination"),
    ],
)
def test_a_single_change_stands_alone(language, told):
    dataset = told_of(front_dataset(language), discrimination=(stored(Verdict.LOWER, -1.7),))
    assert front_headline(dataset) == told


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        (FI, "12 % on kokenut syrjintää, vuonna 2025 14 %."),
        (SV, "12 % har upplevt diskriminering, mot 14 % år 2025."),
        (EN, "12% have experienced discrimination, against 14% in 2025."),
    ],
)
def test_the_lead_tells_both_numbers_in_bold(language, lead):
    dataset = told_of(front_dataset(language), discrimination=(stored(Verdict.LOWER, -1.7),))
    assert news_lead(dataset).striptags().replace("\u00a0", " ") == lead
    assert news_lead(dataset).count("<b>") == 2


def test_an_area_is_named_before_its_news():
    dataset = told_of(front_dataset(SV), discrimination=(stored(Verdict.LOWER, -1.7),))
    of_area = replace(dataset, view=replace(dataset.view, area="01", area_level=Level.MAAKUNTA), area_name="Nyland")
    assert front_headline(of_area) == "Nyland: färre har upplevt diskriminering"


def test_against_the_country_the_country_is_named():
    dataset = replace(profile_dataset(EN), compared_with=Against.COUNTRY)
    dataset = told_of(dataset, diversity_enriches=(stored(Verdict.LOWER, -3.0, Against.COUNTRY, "SSS"),))
    assert "fewer people than in the whole country see diversity as enriching" in front_headline(dataset)
    assert "slightly less than in the whole country" in news_lead(dataset)


def test_a_mean_rises_or_falls():
    dataset = told_of(front_dataset(EN), influence=(stored(Verdict.LOWER, -0.6),))
    mean = {"kind": Kind.SURVEY_MEAN, "unit": Unit.POINTS, "clause": "trust in people"}
    indicators = tuple(replace(i, **mean) if i.id == "influence" else i for i in dataset.indicators)
    assert front_headline(replace(dataset, indicators=indicators)) == "Trust in people has fallen"


def test_what_judges_nothing_is_told_without_a_but():
    dataset = judged(front_dataset(EN), Verdict.HIGHER, Against.PREVIOUS)
    neutral = tuple(replace(i, direction=Direction.NEITHER) for i in dataset.indicators)
    assert ", but " not in front_headline(replace(dataset, indicators=neutral))


@pytest.mark.parametrize("language", Language)
def test_without_a_significant_change_none_is_told(language):
    quiet = judged(front_dataset(language), Verdict.NO_DIFFERENCE, Against.PREVIOUS)
    assert not news_lead(quiet)
    assert not [i.clause for i in quiet.indicators if i.clause and i.clause in front_headline(quiet)]


@pytest.mark.parametrize("language", Language)
def test_a_hidden_number_is_no_news_even_when_its_verdict_has_slipped_through(language):
    dataset = front_dataset(language)
    hidden = replace(dataset, rows=tuple(replace(r, value=None, ci_low=None, ci_high=None) for r in dataset.rows))
    hidden = replace(hidden, rows=tuple(replace(r, **coded("C")) for r in hidden.rows))
    assert findings(hidden, Against.PREVIOUS) == []
    assert "%" not in front_headline(hidden) + news_lead(hidden)


def test_an_older_figure_is_no_news():
    dataset = told_of(front_dataset(EN), discrimination=(stored(Verdict.LOWER, -1.7),))
    later = replace(dataset, view=replace(dataset.view, period="2027"))
    assert findings(later, Against.PREVIOUS) == []


def test_what_has_changed_since_the_first_wave_only_is_told_apart():
    first = front_dataset(EN).history[0].period
    dataset = told_of(
        front_dataset(EN),
        discrimination=(stored(Verdict.NO_DIFFERENCE, -1.7), stored(Verdict.LOWER, -4.0, Against.TREND, first)),
    )
    old = replace(next(r for r in dataset.rows if r.indicator == "discrimination"), period=first, value=20.0)
    told = long_run(replace(dataset, history=(*(r for r in dataset.history if r.period != first), old)))
    assert told == f"Over the longer run, since {first}: fewer have experienced discrimination (20\u00a0→\u00a012%)."


def test_a_number_of_another_wave_tells_its_years():
    dataset = told_of(
        front_dataset(EN),
        friends_other_background=(stored(Verdict.HIGHER, 2.7),),
        diversity_enriches=(stored(Verdict.HIGHER, 2.6),),
        discrimination=(stored(Verdict.LOWER, -1.7, reference="2024"),),
        influence=(stored(Verdict.LOWER, -0.6),),
    )
    earlier = replace(next(r for r in dataset.rows if r.indicator == "discrimination"), period="2024", value=15.0)
    assert "(15\u00a0→\u00a012%, 2024–2026)" in news_lead(replace(dataset, history=(*dataset.history, earlier)))


def test_words_of_others_are_escaped():
    dataset = told_of(front_dataset(EN), discrimination=(stored(Verdict.LOWER, -1.7),))
    hostile = tuple(replace(i, clause="<script>*x*") for i in dataset.indicators)
    assert "<script>" not in news_lead(replace(dataset, indicators=hostile))
