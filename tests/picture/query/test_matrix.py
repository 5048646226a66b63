"""All survey indicators of all areas of one division."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language
from picture.query.choices import read_choices
from picture.query.matrix import ask_matrix
from picture.query.selection import check, matrix_levels, matrix_of
from tests.picture.small import small_database

CON = small_database()
CHOICES = read_choices(CON, Language.EN)


def view(**asked):
    return matrix_of(check(asked, {}, CHOICES)[0], CHOICES)


def test_only_indicators_of_our_own_surveys_stand_in_it():
    dataset = ask_matrix(CON, view(), CHOICES)
    assert {i.kind.from_respondents for i in dataset.indicators} == {True}
    assert {r.indicator for r in dataset.rows} <= {i.id for i in dataset.indicators}
    assert dataset.compared_with == Against.COUNTRY


def test_all_rows_are_of_one_division_and_one_period_with_the_country_beside():
    dataset = ask_matrix(CON, view(), CHOICES)
    assert {r.area.level for r in dataset.rows} == {"maakunta"}
    assert {r.period for r in (*dataset.rows, *dataset.reference)} == {dataset.view.period}
    assert {r.area.code for r in dataset.reference} == {"SSS"}


def test_areas_stand_from_north_to_south_or_by_name():
    label_y = {shape.code: shape.label_y for shape in shapes()}
    rows = ask_matrix(CON, view(), CHOICES, "north").rows
    assert [label_y[r.area.code] for r in rows] == sorted((label_y[r.area.code] for r in rows), reverse=True)
    by_name = [r.area.name for r in ask_matrix(CON, view(), CHOICES, "name").rows]
    assert by_name[0] != by_name[-1]
    assert by_name == sorted(by_name, key=lambda name: name.replace("Å", "z"))


def shapes():
    return CHOICES.reference.outlines.of(CON, "maakunta").shapes


def test_another_indicator_period_or_group_asked_before_changes_nothing_but_the_nearest_period():
    plain = view()
    assert view(indicator="people", group="all.all") == plain
    assert view(level="kunta").level in matrix_levels(CHOICES)


@pytest.mark.parametrize("language", Language)
def test_a_database_without_a_survey_has_an_empty_matrix(language):
    none = replace(
        CHOICES, language=language, indicators=tuple(i for i in CHOICES.indicators if not i.kind.from_respondents)
    )
    assert matrix_levels(none) == ()
    assert ask_matrix(CON, view(), none).rows == ()
