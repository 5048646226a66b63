"""A figure is old by its last year and the limit of the policy, not by the day on which it is read."""

import pytest

from contract.codes import Language
from picture.query.age import is_dated, is_old
from picture.query.choices import read_stamp
from tests.picture.small import small_database


@pytest.mark.parametrize(
    ("period", "old"),
    [("2026", False), ("2023", False), ("2022", True), ("2018-2019", True), ("2022-2024", False), ("2023Q1", False)],
)
def test_a_figure_is_old_when_its_last_year_lies_more_than_three_years_back(period, old):
    assert is_old(period, "2026", 3) is old


def test_a_longer_limit_makes_fewer_figures_old():
    assert not is_old("2018", "2026", 8)
    assert is_old("2017", "2026", 8)


def test_a_span_that_ends_in_the_year_of_the_edition_needs_no_year_beside_it():
    assert not is_dated("2024-2026", "2026")
    assert is_dated("2025", "2026")


def test_the_limit_comes_from_the_rules_of_the_build():
    con = small_database()
    con.execute("UPDATE policy SET value = 5 WHERE rule = 'max_age_years'")
    assert read_stamp(con, Language.FI).max_age_years == 5
