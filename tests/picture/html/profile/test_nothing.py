"""The page of an area of which nothing can be shown: it claims nothing, says why by the stored flag, and leads on."""

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from contract.codes import Language
from picture.html.profile.nothing import nothing_page, nothing_top
from picture.query.model import Area
from picture.query.tables.area_context import AreaContext
from picture.text.findings.nothing import shows_nothing, why_nothing
from picture.text.words import word
from tests.picture.factory import coded, profile_dataset, region

LARGER = Area("elinvoimakeskus", "02", "Larger office")
SURROUNDINGS = AreaContext((LARGER,), (), (), (), (), None, (region("06", "en"),))
NO_ROWS = Markup("")


def withheld(dataset, letters="U"):
    rows = tuple(
        replace(r, value=None, ci_low=None, ci_high=None, n=None, comparisons=(), **coded(letters))
        if dataset.indicator(r.indicator).sampled
        else r
        for r in dataset.rows
    )
    return replace(dataset, rows=rows)


def page(dataset, folded=NO_ROWS):
    return nothing_page(dataset, SURROUNDINGS, folded)


def test_it_stands_for_an_area_of_which_no_number_of_the_survey_is_shown():
    dataset = profile_dataset("en")
    assert not shows_nothing(dataset)
    assert shows_nothing(withheld(dataset))
    assert shows_nothing(replace(dataset, rows=()))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("letters", "reason"), [("U", "unreliable"), ("C", "confidential"), ("O", "missing"), ("M", "not_applicable")]
)
def test_the_reason_is_that_of_the_stored_flag(language, letters, reason):
    dataset = withheld(profile_dataset(language), letters)
    html = page(dataset).striptags()
    assert word(f"nothing_why_{reason}", language) in html
    assert word("nothing_lead", language) in html


def test_several_reasons_are_counted_after_the_most_frequent_one():
    rows = [r for r in withheld(profile_dataset("en")).rows if not r.shown]
    other = replace(rows[0], **coded("C"))
    told = why_nothing([*rows[1:], other], "en")
    assert told.startswith(word("nothing_why_unreliable", "en"))
    assert "too uncertain: 4" in told
    assert why_nothing([], "en") == word("nothing_why_missing", "en")


@pytest.mark.parametrize("language", Language)
def test_it_counts_nothing_draws_nothing_and_says_whose_the_numbers_are(language):
    dataset = withheld(profile_dataset(language))
    html = page(dataset, Markup("<i>rows</i>"))
    assert word("nothing_country_not", language, area=dataset.rows[0].area.name) in html.striptags()
    assert html.index("<details") < html.index("<i>rows</i>") < html.index("</details>")
    assert "lb-tally" not in html
    assert not re.search(r"\b0\b", re.sub(r"±5|href=\"[^\"]*\"", "", html).split("<details")[0])


def test_what_can_be_done_leads_to_the_larger_area_and_no_region_is_called_similar():
    html = page(withheld(profile_dataset("en")))
    assert "Larger office</a>" in html
    assert "No region is similar enough" in html
    assert "asub.ax" not in html


@pytest.mark.parametrize(("language", "of"), [("fi", "Ahvenanmaan"), ("sv", "Ålands"), ("en", "Åland")])
def test_a_region_with_a_statistical_office_of_its_own_leads_there(language, of):
    dataset = withheld(profile_dataset(language))
    html = page(replace(dataset, view=replace(dataset.view, area="21")))
    assert '<a href="https://www.asub.ax" rel="noopener">asub.ax</a>' in html
    assert of in html


def test_a_group_can_be_told_alike():
    dataset = withheld(profile_dataset("en"))
    top = nothing_top("Åland, Swedish speakers", "Åland · 2026", dataset.rows, dataset.view)
    assert "Åland, Swedish speakers: the survey cannot show anything yet" in top
