"""What a comparison allows to say."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.compare.contrasts import waves_table
from etl.compare.families import FAMILY
from etl.compare.rules import ComparisonRules
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.standardised import Standard, standard_weights
from tests.etl.compare.samples import (
    IN_TENTHS,
    NO_BREAKS,
    RULES,
    SCHEMA,
    WHOLE,
    YES,
    breaks,
    figures,
    shown,
    verdicts,
    wave,
)


def test_a_rise_of_the_country_is_higher_than_the_wave_before():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    table = compare(waves, [], shown(*waves), RULES)
    row = table.filter(indicator="trust", kind="previous", **WHOLE).row(0, named=True)
    assert (row["verdict"], row["reference"], row["period"], row["approximate"]) == ("higher", "2025", "2026", False)
    assert row["difference"] == pytest.approx(20, abs=5)
    assert row["ci_low"] < row["difference"] < row["ci_high"]


def test_without_a_significant_difference_the_verdict_never_says_unchanged():
    waves = [wave("2025", 0.5), wave("2026", 0.5)]
    assert verdicts(compare(waves, [], shown(*waves), RULES), kind="previous", **WHOLE) == ["no_difference"]


def test_a_wave_in_which_a_question_was_not_asked_is_skipped():
    waves = [wave("2024", 0.4), wave("2025", 0.5), wave("2026", 0.6)]
    gap = pl.col("indicator").is_in(["trust"]) & (pl.col("period") == "2025")
    rows = time_contrasts(waves_table(waves).filter(~gap), NO_BREAKS, 4)
    rows = rows.filter(indicator="trust", kind="previous", level="country", group_dim="all")
    assert rows.select("period", "reference").rows() == [("2026", "2024")]


def test_no_change_is_tested_across_a_break():
    waves = [wave("2024", 0.4), wave("2025", 0.8), wave("2026", 0.8)]
    table = compare(waves, [], shown(*waves), ComparisonRules({}, breaks("2025")))
    previous = table.filter(indicator="trust", kind="previous", **WHOLE).sort("period")
    assert previous["verdict"].to_list() == ["not_comparable", "no_difference"]
    assert previous.row(0, named=True)["difference"] is None
    trend = table.filter(indicator="trust", kind="trend", **WHOLE).sort("period")
    assert trend.select("period", "reference", "verdict").rows() == [
        ("2025", "2024", "not_comparable"),
        ("2026", "2025", "no_difference"),
    ]


def test_another_items_break_is_no_break():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    other = pl.DataFrame([("safe", "2026")], schema=SCHEMA, orient="row")
    table = compare(waves, [], shown(*waves), ComparisonRules({}, other))
    assert verdicts(table, kind="previous", **WHOLE) == ["higher"]


@pytest.mark.parametrize(
    "hidden", [pl.col("code") == "02", (pl.col("level") == "country") & (pl.col("group_dim") == "all")]
)
def test_a_hidden_side_makes_the_comparison_uncertain_and_numberless(hidden):
    one = wave("2026", 0.5, {"02": 0.3})
    protected = shown(one).with_columns(pl.when(~hidden).then("value"))
    table = compare([one], [], protected, RULES)
    row = table.filter(indicator="trust", kind="country", code="02", group_dim="all").row(0, named=True)
    assert row["verdict"] == "uncertain"
    assert [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted", "detectable")] == [None] * 5


def test_too_few_degrees_of_freedom_make_a_comparison_uncertain():
    one = wave("2026", 0.5, size=30)
    table = compare([one], [], shown(one), ComparisonRules({}, min_df=1000))
    assert set(table["verdict"]) == {"uncertain"}


def test_a_hidden_cell_has_no_trend_and_is_told_to_be_uncertain():
    waves = [wave(str(year), 0.5) for year in range(2023, 2027)]
    hidden = (pl.col("period") == "2026") & (pl.col("code") == "02")
    table = compare(waves, [], shown(*waves).with_columns(pl.when(~hidden).then("value")), RULES)
    row = table.filter(indicator="trust", kind="trend", period="2026", code="02", group_dim="all").row(0, named=True)
    assert (row["verdict"], row["reference"], row["difference"]) == ("uncertain", "2023", None)


@pytest.mark.parametrize("decimals", [0, 1])
def test_numbers_leave_with_the_decimals_of_their_indicator_and_nothing_has_no_sign(decimals):
    waves = [wave(str(year), 0.5) for year in range(2022, 2027)]
    table = compare(waves, [], shown(*waves), ComparisonRules({}, decimals={"trust": decimals, "safe": decimals}))
    for column in ("difference", "ci_low", "ci_high", "detectable"):
        assert table[column].to_list() == table[column].round(decimals).to_list()
        assert "-0.0" not in {str(number) for number in table[column]}


def test_pooled_waves_are_held_against_country_and_groups_but_not_in_time():
    waves, pooled = [wave("2025", 0.5), wave("2026", 0.5)], wave("2024-2026", 0.5)
    table = compare(waves, [pooled], shown(*waves, pooled), RULES)
    assert set(table.filter(period="2024-2026")["kind"]) == {"country", "group"}
    assert "2024-2026" not in set(table.filter(kind="previous")["reference"])


def test_every_comparison_is_there_once():
    waves = [wave(str(year), 0.5) for year in range(2022, 2027)]
    table = compare(waves, [], shown(*waves), RULES)
    key = ["indicator", "period", "level", "code", "geo_year", "group_dim", "group_code", "kind", "reference"]
    assert not table.select(key).is_duplicated().any()


# --- published figures ---


def test_published_figures_are_compared_from_their_intervals_and_flagged():
    # se = 4 / 1.96 each; on the logit scale s^2 = (se / (0.3 x 0.7))^2 + (se / (0.5 x 0.5))^2, z = (0 - logit 0.3) / s
    table = compare([], [], figures(("2018", "m", 30, 26, 34), ("2022", "m", 50, 46, 54)), IN_TENTHS)
    row = table.filter(kind="previous").row(0, named=True)
    assert (row["verdict"], row["difference"], row["approximate"]) == ("higher", 20.0, True)
    s = 0.04 / 1.959964 * (0.21**-2 + 0.25**-2) ** 0.5
    assert row["ci_high"] - 20 == pytest.approx(1.959964 * 20 * s / 0.8472979, abs=0.05)


def test_published_groups_are_not_tested_against_each_other_since_they_may_overlap():
    assert compare(
        [], [], figures(("2022", "f", 40, 38, 42), ("2022", "m", 50, 48, 52)), ComparisonRules({"sex": "m"})
    ).is_empty()


def test_four_published_waves_are_a_regression_weighted_by_precision():
    rows = [(str(2019 + i), "m", 40 + 2.0 * i, 39 + 2 * i - i / 2, 41 + 2 * i + i / 2) for i in range(4)]
    trend = compare([], [], figures(*rows), ComparisonRules({})).filter(kind="trend", period="2022").row(0, named=True)
    assert (trend["difference"], trend["reference"], trend["verdict"]) == (6.0, "2019", "higher")


def test_without_an_interval_there_is_no_verdict():
    assert compare(
        [], [], figures(("2018", "m", 30, None, None), ("2022", "m", 50, 46, 54)), ComparisonRules({})
    ).is_empty()


def test_nothing_to_compare_is_an_empty_table():
    empty = compare([], [], figures(), RULES)
    assert_frame_equal(empty, empty.clear())


# --- standardised differences of groups ---


def aged(lift: float, fewest: int = 1) -> Estimates:
    """Swedish speakers are old, Finnish speakers young; the old say yes more by 40 points, those by `lift`."""
    rows = [
        ("01", language, age, bool(number < share + lift * (language == "sv")))
        for language, ages in (("fi", {"young": 60, "old": 20}), ("sv", {"young": 20, "old": 60}))
        for age, count in ages.items()
        for share in (0.2 + 0.4 * (age == "old"),)
        for number in np.arange(0.5, count) / count
    ]
    frame = pl.DataFrame(rows, schema=["area", "language", "age", "q1"], orient="row")
    frame = frame.with_columns(pl.col("q1").cast(pl.Int64), q2=1, weight=1.0, stratum=pl.lit("one"))
    standard = Standard("language", "fi", ("age",), ({},), standard_weights(frame, "weight", ("age",)), fewest)
    margins = [Margin("country", {"01": "SSS"}, "language")]
    return estimate(frame, DesignColumns(psu=None), [YES], margins, "2026", standards=(standard,))


def test_a_gap_that_is_one_of_age_only_is_gone_when_ages_are_alike():
    one = aged(0.0)
    table = compare([one], [], shown(one), ComparisonRules({"language": "fi"}, NO_BREAKS)).sort("kind")
    assert table.select("kind", "difference", "verdict").rows() == [
        ("group", 20.0, "higher"),
        ("group_standardised", 0.0, "no_difference"),
    ]


def test_a_gap_between_people_of_the_same_age_remains():
    one = aged(0.2)
    table = compare([one], [], shown(one), ComparisonRules({"language": "fi"}, NO_BREAKS)).sort("kind")
    assert table.select("kind", "difference", "verdict").rows() == [
        ("group", 40.0, "higher"),
        ("group_standardised", 20.0, "higher"),
    ]


@pytest.mark.parametrize("why", ["a class has too few answers", "the reference is hidden", "the group is hidden"])
def test_a_standardised_difference_that_is_not_made_has_no_number(why):
    one = aged(0.2, fewest=21 if "few" in why else 1)
    hidden = {"the reference is hidden": "fi", "the group is hidden": "sv"}.get(why, "")
    protected = shown(one).with_columns(pl.when(pl.col("group_code") != hidden).then("value"))
    table = compare([one], [], protected, ComparisonRules({"language": "fi"}, NO_BREAKS))
    row = table.filter(kind="group_standardised").row(0, named=True)
    numbers = [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted", "detectable")]
    assert (row["verdict"], numbers) == ("uncertain", [None] * 5)


def test_raw_and_standardised_differences_are_families_of_their_own():
    assert "kind" in FAMILY
