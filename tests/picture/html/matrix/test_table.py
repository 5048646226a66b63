"""The matrix: a verdict a cell, no ranks, no totals of an area."""

import re
from dataclasses import replace
from html import unescape

import pytest

from contract.codes import Against, Language, Verdict
from picture.html.matrix.table import matrix_key, matrix_table
from picture.text.findings.matrix import by_area, differing
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import word
from tests.picture.factory import coded, judged, matrix_dataset


def words(html):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def rows_of(html):
    return re.findall(r"<tr.*?</tr>", html.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)


@pytest.mark.parametrize("language", Language)
def test_every_area_has_a_row_and_the_country_is_the_first(language):
    dataset = matrix_dataset(language)
    rows = rows_of(matrix_table(dataset, "attitudes"))
    assert len(rows) == 1 + len(by_area(dataset))
    assert 'class="lb-country"' in rows[0]


def test_a_cell_has_an_arrow_only_where_a_test_found_a_difference():
    dataset = matrix_dataset("en")
    html = matrix_table(dataset, "attitudes")
    found = [outcome_in(r, Against.COUNTRY, dataset) for r in dataset.rows]
    assert html.count('aria-hidden="true">▲') == found.count(Outcome.HIGHER)
    assert html.count('aria-hidden="true">▼') == found.count(Outcome.LOWER)
    quiet = judged(dataset, Verdict.NO_DIFFERENCE, Against.COUNTRY)
    assert "▲" not in words(matrix_table(quiet, "attitudes"))


def test_a_cell_says_area_indicator_value_interval_and_verdict_to_who_listens():
    dataset = matrix_dataset("en")
    row = next(r for r in dataset.rows if outcome_in(r, Against.COUNTRY, dataset) == Outcome.HIGHER)
    told = words(matrix_table(dataset, "attitudes"))
    name = dataset.indicator(row.indicator).name
    assert re.search(rf"{row.area.name}, {name}: \d+%.*?interval.*?; higher than in the whole country", told)


def test_a_hidden_cell_is_hatched_and_an_area_without_figures_is_one_cell_with_the_reason():
    dataset = matrix_dataset("en")
    code = dataset.rows[0].area.code
    nothing = {"value": None, "ci_low": None, "ci_high": None, "comparisons": (), **coded("U")}
    rows = tuple(replace(r, **nothing) if r.area.code == code else r for r in dataset.rows)
    html = matrix_table(replace(dataset, rows=rows), "attitudes")
    assert 'class="lb-none" colspan="2"' in html
    assert "No figures are shown: too uncertain" in words(html)


def test_the_last_line_counts_the_areas_that_differ_and_no_area_has_a_total():
    dataset = matrix_dataset("en")
    foot = matrix_table(dataset, "attitudes").partition("<tfoot>")[2]
    assert [int(n) for n in re.findall(r">(\d+)</td>", foot)] == [differing(dataset, i.id) for i in dataset.indicators]
    assert {row.count("<td") for row in rows_of(matrix_table(dataset, "attitudes"))} <= {2, 1}


def test_heads_lead_to_maps_names_to_profiles_and_cells_to_trends():
    html = matrix_table(matrix_dataset("sv"), "attitudes")
    assert set(re.findall(r'href="(\w+)\?', html)) == {"matrix", "map", "region", "trends"}


def test_a_narrow_screen_shows_the_chosen_domain_and_leads_to_the_others():
    html = matrix_table(matrix_dataset("sv"), "security")
    assert "lb-only-security" in html
    assert "domain=attitudes" in html


def test_without_rows_there_is_no_table():
    assert not matrix_table(replace(matrix_dataset("sv"), rows=()), "attitudes")


def test_the_key_explains_a_hatch_only_where_there_is_one():
    dataset = matrix_dataset("en")
    assert ("not shown" in words(matrix_key(dataset))) == any(not r.shown for r in dataset.rows)
    shown = tuple(r for r in dataset.rows if r.shown)
    assert "not shown" not in words(matrix_key(replace(dataset, rows=shown)))


def test_the_countrys_row_says_the_unit():
    dataset = matrix_dataset("en")
    country = rows_of(matrix_table(dataset, "attitudes"))[0]
    values = re.findall(r"<td[^>]*>([^<]*)</td>", country)
    assert values
    assert all(unescape(value).endswith("%") for value in values)


@pytest.mark.parametrize("language", Language)
def test_a_question_mark_is_explained_where_one_stands_in_a_cell(language):
    dataset = matrix_dataset(language)
    told = word("matrix_key_untested", language)
    assert told not in words(matrix_key(judged(dataset, Verdict.NO_DIFFERENCE, Against.COUNTRY)))
    row = next(r for r in dataset.rows if r.shown)
    untested = tuple(replace(r, comparisons=()) if r is row else r for r in dataset.rows)
    assert told in words(matrix_key(replace(dataset, rows=untested)))
