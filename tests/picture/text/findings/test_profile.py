"""The finding of a profile: it counts, names and tells what changed by stored verdicts alone."""

from dataclasses import replace

import pytest

from contract.codes import Against, Kind, Language, Unit, Verdict
from picture.query.model import Comparison
from picture.text.findings.front import front_headline
from picture.text.findings.profile import MOST_ON_A_SIDE, profile_headline, profile_lead
from picture.text.places import in_area
from tests.picture.factory import front_dataset, profile_dataset


def found(against, verdict, detectable=4.0):
    reference = "SSS" if against == Against.COUNTRY else "2025"
    return Comparison(against, reference, verdict, 5.0, 1.0, 9.0, detectable, approximate=False)


def with_found(dataset, *comparisons):
    return replace(dataset, rows=tuple(replace(r, comparisons=comparisons) if r.shown else r for r in dataset.rows))


def plain(dataset):
    return [text.striptags() for text in profile_lead(dataset)]


def test_the_title_counts_what_differs_and_the_lead_names_it_with_both_numbers():
    dataset = profile_dataset("en")
    assert profile_headline(dataset) == (
        "Southwest Finland differs from the whole country in two of the four indicators compared"
    )
    assert plain(dataset)[0] == (
        "More people in Southwest Finland than in the whole country trust people of another background "
        "(64%, whole country 59%). Fewer have friends of another background (41%, 47%)."
    )


@pytest.mark.parametrize("language", Language)
def test_the_place_has_the_ending_or_preposition_of_its_name(language):
    dataset = profile_dataset(language)
    assert in_area(dataset.rows[0].area, language) in plain(dataset)[0]


@pytest.mark.parametrize("language", Language)
def test_where_nothing_differs_the_lead_says_how_large_a_difference_would_show(language):
    dataset = with_found(profile_dataset(language), found(Against.COUNTRY, Verdict.NO_DIFFERENCE, detectable=7.0))
    (told,) = plain(dataset)
    assert "7" in told


def test_changes_since_the_wave_before_are_named_and_none_is_claimed_without_a_test():
    dataset = profile_dataset("en")
    changed = with_found(dataset, found(Against.PREVIOUS, Verdict.HIGHER))
    assert plain(changed)[-1].startswith("Since 2025: more trust people of another background (60 → 64%)")
    still = with_found(dataset, found(Against.PREVIOUS, Verdict.NO_DIFFERENCE))
    assert plain(still) == ["None of the indicators compared shows a significant change since 2025."]
    assert plain(with_found(dataset)) == []


def test_very_many_differences_are_named_up_to_a_number_and_the_rest_counted():
    dataset = with_found(profile_dataset("en"), found(Against.COUNTRY, Verdict.HIGHER))
    first = dataset.rows[0]
    names = [f"a{i}" for i in range(MOST_ON_A_SIDE + 2)]
    many = replace(
        dataset,
        indicators=tuple(replace(dataset.indicators[0], id=name, clause=f"do {name}") for name in names),
        rows=tuple(replace(first, indicator=name) for name in names),
        reference=tuple(replace(dataset.reference[0], indicator=name) for name in names),
    )
    (told,) = plain(many)
    assert "2 others" in told
    assert sum(f"do {name} " in told for name in names) == MOST_ON_A_SIDE


@pytest.mark.parametrize("language", Language)
def test_two_decimals_of_a_mean_are_kept_apart(language):
    dataset = with_found(profile_dataset(language), found(Against.COUNTRY, Verdict.LOWER))
    mean = replace(dataset.indicators[0], kind=Kind.SURVEY_MEAN, unit=Unit.POINTS, decimals=1)
    rows = (replace(dataset.rows[0], value=6.6),)
    beside = (replace(dataset.reference[0], value=6.8),)
    told = plain(replace(dataset, indicators=(mean,), rows=rows, reference=beside))[0]
    assert ";" in told


def test_of_the_country_the_news_is_told():
    dataset = replace(front_dataset("en"), kind="profile")
    assert profile_headline(dataset) == front_headline(dataset)
    assert profile_lead(dataset) == []
