"""What holds of the progress of every goal: whatever the figures, the direction and the order of rows.

Figures are published ones with an interval: their test is a z-test, which can be computed by hand.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.compare.rules import ComparisonRules
from etl.progress.changes import Surveys
from etl.progress.goals import Figures
from etl.progress.progress import goal_progress
from tests.etl.progress.test_progress import GOAL, RULES, catalogue, published

OF_SHARES = replace(GOAL, indicator="attitude", baseline_period="2025")
CATALOGUE = catalogue()
ORDER = {"wrong_way": 0, "no_change": 1, "right_way": 2, "reached": 3}
SURE = {"reached", "right_way", "wrong_way"}
shares = st.integers(15, 85).map(float)
halves = st.integers(1, 12).map(float)
often = settings(deadline=None, max_examples=60)


def judged(goal, rows, rules=RULES):
    figures = published(*rows)
    table = goal_progress((goal,), Figures(figures), Surveys((), figures), CATALOGUE, rules)
    return table.row(0, named=True)


def rows_of(before, after, half):
    return [("attitude", "2025", before, half), ("attitude", "2026", after, half)]


@often
@given(before=shares, first=shares, second=shares, target=shares, half=halves)
def test_a_better_figure_never_makes_a_goal_look_worse(before, first, second, target, half):
    goal = replace(OF_SHARES, target=target)
    low, high = sorted((first, second))
    states = [judged(goal, rows_of(before, after, half))["state"] for after in (low, high)]
    assert ORDER[states[0]] <= ORDER[states[1]]


@often
@given(before=shares, after=shares, target=shares, half=halves)
def test_the_same_goal_turned_round_has_the_same_state(before, after, target, half):
    rising = judged(replace(OF_SHARES, target=target), rows_of(before, after, half))
    turned = replace(OF_SHARES, wanted="lower", target=100 - target)
    falling = judged(turned, rows_of(100 - before, 100 - after, half))
    assert (rising["state"], rising["can_show"]) == (falling["state"], falling["can_show"])
    for name in ("difference", "step"):
        assert rising[name] == pytest.approx(-falling[name])


@often
@given(before=shares, after=shares, target=shares)
def test_wide_intervals_never_give_a_way(before, after, target):
    half = abs(after - before) + 1.0  # each interval holds the other figure
    row = judged(replace(OF_SHARES, target=target), rows_of(before, after, half))
    assert row["state"] not in SURE
    assert row["state"] == "no_change"


@often
@given(before=shares, after=shares, target=shares, half=halves, wanted=st.sampled_from(["higher", "lower"]))
def test_reached_needs_a_figure_at_the_target_and_an_interval_that_leaves_the_baseline(
    before, after, target, half, wanted
):
    row = judged(replace(OF_SHARES, target=target, wanted=wanted), rows_of(before, after, half))
    sign = 1 if wanted == "higher" else -1
    assert (row["ci_low"] > 0 or row["ci_high"] < 0) == (row["state"] in SURE)
    if row["state"] == "reached":
        assert sign * (after - target) >= 0
        assert sign * row["difference"] > 0
    if sign * (after - target) < 0:
        assert row["state"] != "reached"


@often
@given(before=shares, after=shares, target=shares, half=halves, data=st.data())
def test_the_order_of_rows_and_goals_decides_nothing(before, after, target, half, data):
    rows = [*rows_of(before, after, half), ("attitude", "2024", 50.0, 3.0), ("turnout", "2025", 60.0, None)]
    goals = [replace(OF_SHARES, goal=name, target=aim) for name, aim in (("a", target), ("b", 90.0))]
    goals.append(replace(GOAL, goal="c", indicator="turnout", baseline_period="2025", target=70.0))

    def found(some_rows, some_goals):
        figures = published(*some_rows)
        table = goal_progress(some_goals, Figures(figures), Surveys((), figures), CATALOGUE, RULES)
        return table.sort("goal").to_dicts()

    shuffled = data.draw(st.permutations(rows)), data.draw(st.permutations(goals))
    assert found(*shuffled) == found(rows, goals)


@often
@given(before=shares, after=shares, target=shares, half=halves)
def test_across_a_break_nothing_is_compared(before, after, target, half):
    broken = pl.DataFrame({"indicator": ["attitude"], "period": ["2026"]})
    row = judged(replace(OF_SHARES, target=target), rows_of(before, after, half), ComparisonRules({}, broken))
    assert (row["state"], row["reason"]) == ("not_comparable", "break")
    assert [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted")] == [None] * 4


CASES = list(csv.DictReader(Path(__file__).with_name("expected.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases_that_were_computed_by_hand(case):
    number = {name: float(case[name]) for name in ("before", "after", "target", "half")}
    goal = replace(OF_SHARES, wanted=case["wanted"], target=number["target"])
    row = judged(goal, rows_of(number["before"], number["after"], number["half"]))
    assert (row["state"], row["can_show"]) == (case["expected"], case["expected_can_show"])
    assert row["step"] == float(case["expected_step"])
    assert row["difference"] == float(case["expected_difference"])


def test_every_state_of_two_figures_is_among_the_cases():
    assert {case["expected"] for case in CASES} == set(ORDER)
