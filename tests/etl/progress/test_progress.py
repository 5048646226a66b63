"""How far a goal is: every state, every reason, and what may be said of it."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import polars as pl
import pytest

from contract.actions.codes import Sampling
from etl.compare.rules import ComparisonRules
from etl.compare.verdicts import compare
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.progress.changes import Surveys
from etl.progress.goals import Figures, Goal
from etl.progress.progress import goal_progress
from tests.etl.compare.samples import NO_BREAKS, breaks, wave

REAL = read_catalogue()
SURVEY = next(one for one in REAL.indicators if one.id == "safe_evening")
RULES = ComparisonRules({}, NO_BREAKS)
GOAL = Goal("MK01-2026", "a", "trust", None, "country", "SSS", "all", "all", "2025", "higher", 59.0)  # what 2026 finds
NAMES = ("trust", "safe", "turnout", "reports", "attitude", "points")
KINDS = {"turnout": "turnout_municipal_election", "reports": "hate_crime_reports", "attitude": "trust_police"}
KINDS |= {"points": "trust_people"}


def catalogue() -> Catalogue:
    known = {one.id: one for one in REAL.indicators}
    made = [msgspec.structs.replace(known.get(KINDS.get(name, ""), SURVEY), id=name) for name in NAMES]
    return replace(REAL, indicators=tuple(made))


def published(*rows: tuple[str, str, float | None, float | None], year: int = 2026, n: int = 600) -> pl.DataFrame:
    """Rows of table `estimate`: indicator, period, value, half of the interval."""
    return pl.DataFrame(
        [
            {
                "indicator": indicator, "period": period, "level": "country", "code": "SSS", "geo_year": year,
                "group_dim": "all", "group_code": "all", "value": value,
                "ci_low": None if half is None or value is None else value - half,
                "ci_high": None if half is None or value is None else value + half,
                "n": None if value is None else n,
            }
            for indicator, period, value, half in rows
        ],
        schema_overrides={"geo_year": pl.Int32, "n": pl.Int64}
        | dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64),
    )  # fmt: skip


def shown(*waves, hide: tuple[str, ...] = ()) -> pl.DataFrame:
    """Table `estimate` of these waves, rounded; periods of `hide` are hidden."""
    table = pl.concat(one.table for one in waves)
    numbers = [(pl.col(name) * 100).round(0) for name in ("value", "ci_low", "ci_high")]
    open_ = ~pl.col("period").is_in(list(hide))
    return table.with_columns(*numbers, geo_year=pl.lit(2026, pl.Int32)).with_columns(
        pl.when(open_).then(pl.col("value", "ci_low", "ci_high", "n"))
    )


def progress(*goals: Goal, waves=(), figures=None, rules=RULES, local=None, sampling=None) -> list[dict]:
    estimates = shown(*waves) if figures is None else figures
    every = Figures(estimates, pl.DataFrame() if local is None else local, sampling or {})
    rows = goal_progress(goals, every, Surveys(waves, estimates), catalogue(), rules)
    return list(rows.iter_rows(named=True))


def one(*goals: Goal, **known) -> dict:
    (row,) = progress(*goals, **known)
    return row


def judged(**known) -> tuple[str, str | None]:
    row = one(known.pop("goal", GOAL), **known)
    return row["state"], row["reason"]


RISE = (wave("2025", 0.4), wave("2026", 0.6))


def test_a_significant_change_that_gets_to_the_target_has_reached_it():
    assert judged(waves=RISE) == ("reached", None)


def test_a_significant_change_short_of_the_target_goes_the_right_way():
    assert judged(waves=RISE, goal=replace(GOAL, target=60.0)) == ("right_way", None)
    assert judged(waves=RISE, goal=replace(GOAL, target=None)) == ("right_way", None)


def test_a_significant_change_against_what_is_wanted_goes_the_wrong_way():
    assert judged(waves=RISE, goal=replace(GOAL, wanted="lower", target=30.0)) == ("wrong_way", None)


def test_a_goal_that_is_lower_is_reached_from_above():
    fall = (wave("2025", 0.6), wave("2026", 0.4))
    assert judged(waves=fall, goal=replace(GOAL, wanted="lower", target=40.0)) == ("reached", None)
    assert judged(waves=fall, goal=replace(GOAL, wanted="lower", target=39.0)) == ("right_way", None)


def test_at_the_target_without_a_significant_change_nothing_is_claimed():
    same = (wave("2025", 0.5), wave("2026", 0.51))
    assert judged(waves=same, goal=replace(GOAL, target=51.0)) == ("no_change", None)


def test_one_goal_against_the_wave_before_has_the_numbers_of_the_stored_comparison():
    single = ComparisonRules({}, NO_BREAKS, frozenset({"trust"}))
    for lift in (0.55, 0.45, 0.41):
        waves = (wave("2025", 0.4), wave("2026", lift))
        table = compare(waves, [], shown(*waves), single)
        (stored,) = table.filter(
            indicator="trust", level="country", group_dim="all", kind="previous"
        ).iter_rows(named=True)  # fmt: skip
        row = one(GOAL, waves=waves)
        for name in ("difference", "ci_low", "ci_high", "p_adjusted", "detectable"):
            assert row[name] == stored[name], name
        state = {"higher": {"reached", "right_way"}, "no_difference": {"no_change"}}[stored["verdict"]]
        assert row["state"] in state


def test_a_baseline_two_waves_back_is_tested_against_that_wave():
    waves = (wave("2024", 0.4), wave("2025", 0.58), wave("2026", 0.6))
    row = one(replace(GOAL, baseline_period="2024"), waves=waves)
    assert (row["state"], row["latest_period"]) == ("reached", "2026")
    assert row["difference"] == pytest.approx(row["latest"] - row["baseline"], abs=1)


def test_p_values_are_adjusted_within_the_plan_and_no_further():
    waves = (wave("2025", 0.45), wave("2026", 0.52))
    other = replace(GOAL, goal="b", indicator="safe")
    alone = one(GOAL, waves=waves)
    p = sorted((alone["p_adjusted"], one(other, waves=waves)["p_adjusted"]))
    together = {row["goal"]: row for row in progress(GOAL, other, waves=waves)}
    assert sorted(row["p_adjusted"] for row in together.values()) == pytest.approx(
        [min(2 * p[0], p[1]), p[1]], abs=1e-3
    )
    elsewhere = progress(GOAL, replace(other, plan="MK02-2026"), waves=waves)
    assert next(row for row in elsewhere if row["plan"] == GOAL.plan) == alone


def test_one_test_that_two_goals_share_counts_once():
    waves = (wave("2025", 0.45), wave("2026", 0.52))
    rows = progress(GOAL, replace(GOAL, goal="b", target=90.0), waves=waves)
    assert {row["p_adjusted"] for row in rows} == {one(GOAL, waves=waves)["p_adjusted"]}


def test_hidden_figures_give_no_number_and_no_way():
    for hide in ("2025", "2026"):
        row = one(GOAL, waves=RISE, figures=shown(*RISE, hide=(hide,)))
        assert (row["state"], row["reason"]) == ("uncertain", "hidden")
        assert [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted")] == [None] * 4
        assert row["baseline" if hide == "2025" else "latest"] is None
        assert row["can_show"] == ("unknown" if hide == "2025" else "yes")


def test_nothing_newer_is_not_measured_and_says_what_could_be_shown():
    row = one(replace(GOAL, baseline_period="2026", target=60.0), waves=RISE)
    assert (row["state"], row["reason"], row["latest"]) == ("not_measured", "no_newer_period", None)
    assert (row["step"], row["can_show"]) == (1.0, "no")
    measured = one(GOAL, waves=(wave("2025", 0.6, seed=1), wave("2026", 0.6)))
    assert row["detectable"] == pytest.approx(measured["detectable"], abs=1)


def test_respondents_that_are_needed_follow_from_what_is_published():
    row = one(replace(GOAL, target=43.0), waves=(wave("2025", 0.4), wave("2026", 0.41)))
    expected = row["latest_n"] * (row["detectable"] / row["step"]) ** 2
    assert row["can_show"] == "no"
    assert 0 <= row["needed_n"] - expected < 100
    assert row["needed_n"] % 100 == 0


def test_a_step_as_large_as_what_is_detected_can_be_shown():
    row = one(GOAL, waves=RISE)
    at = replace(GOAL, target=row["baseline"] + row["detectable"])
    assert (one(at, waves=RISE)["can_show"], one(at, waves=RISE)["needed_n"]) == ("yes", None)
    below = replace(GOAL, target=row["baseline"] + row["detectable"] - 1)
    assert one(below, waves=RISE)["can_show"] == "no"


def test_a_direction_only_has_no_step():
    row = one(replace(GOAL, target=None), waves=RISE)
    assert (row["step"], row["can_show"], row["needed_n"]) == (None, "unknown", None)


def test_a_break_between_the_two_is_not_compared():
    row = one(GOAL, waves=RISE, rules=ComparisonRules({}, breaks("2026")))
    assert (row["state"], row["reason"], row["difference"]) == ("not_comparable", "break", None)
    assert judged(waves=RISE, rules=ComparisonRules({}, breaks("2025"))) == ("reached", None)


def test_a_figure_of_another_division_is_not_compared():
    figures = pl.concat(
        [
            published(("attitude", "2025", 40.0, 2.0), year=2025),
            published(("attitude", "2026", 60.0, 2.0), year=2026),
        ]
    )
    goal = replace(GOAL, indicator="attitude")
    assert judged(goal=goal, figures=figures) == ("not_comparable", "other_division")


def test_without_a_baseline_nothing_is_said():
    row = one(replace(GOAL, baseline_period="2019"), waves=RISE)
    assert (row["state"], row["reason"], row["baseline"], row["can_show"]) == (
        "uncertain",
        "no_baseline",
        None,
        "unknown",
    )


def test_published_figures_are_tested_by_their_intervals():
    goal = replace(GOAL, indicator="attitude", target=45.0)
    wide = published(("attitude", "2025", 40.0, 4.0), ("attitude", "2026", 45.0, 4.0))
    tight = published(("attitude", "2025", 40.0, 2.0), ("attitude", "2026", 45.0, 2.0))
    none = published(("attitude", "2025", 40.0, None), ("attitude", "2026", 45.0, None))
    assert judged(goal=goal, figures=wide) == ("no_change", None)
    assert judged(goal=goal, figures=tight) == ("reached", None)
    assert judged(goal=goal, figures=none) == ("uncertain", "no_interval")


def test_a_register_is_judged_by_the_decimals_that_readers_see():
    goal = replace(GOAL, indicator="turnout", target=55.2)
    for latest, state in ((55.16, "reached"), (55.14, "right_way"), (55.04, "no_change"), (54.9, "wrong_way")):
        figures = published(("turnout", "2025", 55.0, None), ("turnout", "2026", latest, None))
        row = one(goal, figures=figures)
        assert row["state"] == state, latest
        assert (row["can_show"], row["p_adjusted"]) == ("yes", None)


def test_counted_events_vary_by_chance():
    goal = replace(GOAL, indicator="reports", wanted="lower", target=80.0)
    few = published(("reports", "2025", 100.0, None), ("reports", "2026", 80.0, None))
    many = published(("reports", "2025", 1000.0, None), ("reports", "2026", 800.0, None))
    assert judged(goal=goal, figures=few) == ("no_change", None)
    assert judged(goal=replace(goal, target=800.0), figures=many) == ("reached", None)


def test_a_figure_that_stays_as_it_was_served_is_tested_by_its_interval():
    served = shown(*RISE)
    kept = Surveys(RISE, shown(*RISE, hide=("2025", "2026")))
    (row,) = goal_progress((GOAL,), Figures(served), kept, catalogue(), RULES).iter_rows(named=True)
    assert row["state"] == "reached"


def test_a_local_sample_is_tested_within_itself():
    local = published(("trust", "2025", 40.0, 3.0), ("trust", "2026", 60.0, 3.0), n=200).drop("geo_year")
    local = local.with_columns(source=pl.lit("kajaani"))
    goal = replace(GOAL, source="kajaani")
    drawn = one(
        goal, local=local, figures=published(("trust", "2025", 1.0, 1.0)), sampling={"kajaani": Sampling.PROBABILITY}
    )
    assert (drawn["state"], drawn["latest"], drawn["geo_year"]) == ("reached", 60.0, None)
    asked = one(
        goal, local=local, figures=published(("trust", "2025", 1.0, 1.0)), sampling={"kajaani": Sampling.SELF_SELECTED}
    )
    assert (asked["state"], asked["reason"], asked["difference"]) == ("not_comparable", "self_selected", None)


def test_a_mean_is_no_share():
    goal = replace(GOAL, indicator="points", target=6.9)
    figures = published(("points", "2025", 6.6, 0.1), ("points", "2026", 6.9, 0.1))
    row = one(goal, figures=figures)
    assert (row["state"], row["difference"], row["step"]) == ("reached", 0.3, 0.3)


def test_the_latest_figure_is_the_shortest_of_those_that_end_last():
    figures = published(
        ("attitude", "2023", 40.0, 2.0), ("attitude", "2024-2026", 50.0, 1.0), ("attitude", "2026", 45.0, 2.0)
    )
    row = one(replace(GOAL, indicator="attitude", baseline_period="2023"), figures=figures)
    assert row["latest_period"] == "2026"


def test_no_goals_give_an_empty_table():
    assert progress(waves=RISE) == []
