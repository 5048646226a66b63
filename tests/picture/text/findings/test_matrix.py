"""What the matrix says."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.text.findings.matrix import by_area, matrix_headline, matrix_lead
from picture.text.outcomes import outcome_in
from tests.picture.factory import judged, matrix_dataset


@pytest.mark.parametrize("language", Language)
def test_the_headline_counts_the_areas_that_differ_in_one_indicator_or_more(language):
    dataset = matrix_dataset(language)
    differ = sum(
        any(outcome_in(r, Against.COUNTRY, dataset).differs for r in rows) for rows in by_area(dataset).values()
    )
    assert differ == 7
    assert "19" in matrix_headline(dataset)
    assert {"fi": "seitsemän", "sv": "sju", "en": "seven"}[language] in matrix_headline(dataset).lower()


def test_where_no_area_differs_that_is_said_of_the_test_and_not_of_the_areas():
    quiet = judged(matrix_dataset("en"), Verdict.NO_DIFFERENCE, Against.COUNTRY)
    assert matrix_headline(quiet) == "No area differs from the whole country in a statistically significant way"


def test_one_area_is_told_in_the_singular():
    dataset = judged(matrix_dataset("en"), Verdict.NO_DIFFERENCE, Against.COUNTRY)
    first = replace(dataset.rows[0].comparisons[0], verdict=Verdict.HIGHER)
    one = replace(dataset, rows=(replace(dataset.rows[0], comparisons=(first,)), *dataset.rows[1:]))
    assert matrix_headline(one) == "One of 19 areas differs from the whole country in at least one indicator"


def test_the_lead_counts_comparisons_made_and_not_made():
    dataset = matrix_dataset("en")
    found = [outcome_in(r, Against.COUNTRY, dataset) for r in dataset.rows]
    tested = sum(one.tested for one in found)
    assert f"Of {tested} comparisons, {sum(one.differs for one in found)} show" in matrix_lead(dataset)
    assert f"{len(found) - tested} comparisons could not be made" in matrix_lead(dataset)


@pytest.mark.parametrize("language", Language)
def test_without_verdicts_no_difference_is_told(language):
    bare = replace(matrix_dataset(language), rows=tuple(replace(r, comparisons=()) for r in matrix_dataset().rows))
    assert matrix_lead(bare) == ""
    assert matrix_headline(replace(bare, rows=()))
