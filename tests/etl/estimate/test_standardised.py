"""Directly standardised differences: as R finds them, and what follows from the formula by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.config.card import Replicates
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.standardised import standard_weights
from tests.truth.cases import read

AREAS = ("01", "02", "06")
MERGED = {"age": {"18-29": "18-44", "30-44": "18-44", "45-64": "45+", "65+": "45+"}}
ITEMS = (Item("q1", "q1", "survey_share", yes=(1,)), Item("q2", "q2", "survey_mean"))
LEVELS = {"maakunta": {a: a for a in AREAS}, "country": dict.fromkeys(AREAS, "SSS")}
MARGINS = tuple(Margin(level, areas, "language") for level, areas in LEVELS.items())
TEXTS = dict.fromkeys(("area", "stratum", "psu"), pl.String)


def respondents() -> pl.DataFrame:
    return read("11_standardised", "input.csv").with_columns(pl.col("area").cast(pl.String).str.zfill(2))


def by_sex_and_age(frame: pl.DataFrame, *tiers: dict, least: int = 1) -> Standard:
    weights = standard_weights(frame, "weight", ("sex", "age"))
    return Standard("language", "fi", ("sex", "age"), tiers or ({},), weights, least)


def found(estimates: Estimates, level: str, area: str, group: str, item: str) -> dict[str, float]:
    cells = next(one for one in estimates.domains if one.grid.level == level)
    at = cells.grid.areas.index(area) * len(cells.grid.groups) + cells.grid.groups.index(group)
    column = [one.indicator for one in estimates.items].index(item)
    differences = estimates.standardised[level, "language"]
    return {name: float(getattr(differences, name)[at, column]) for name in differences.__slots__}


@pytest.fixture(scope="module")
def expected() -> pl.DataFrame:
    return read("11_standardised", "expected.csv").with_columns(
        pl.when(pl.col("area") == "SSS")
        .then("area")
        .otherwise(pl.col("area").cast(pl.String).str.zfill(2))
        .alias("area")
    )


@pytest.mark.parametrize("psu", [None, "psu"])
@pytest.mark.parametrize(("tier", "classes"), [("age", {}), ("merged", MERGED)])
def test_differences_their_error_and_df_are_those_of_r(psu, tier, classes, expected):
    frame = respondents()
    estimates = estimate(
        frame, DesignColumns(psu=psu), ITEMS, MARGINS, "2026", standards=(by_sex_and_age(frame, classes),)
    )
    rows = expected.filter(pl.col("design") == ("cluster" if psu else "element"), pl.col("tier") == tier)
    assert rows.height >= 14
    for row in rows.iter_rows(named=True):
        level = "country" if row["area"] == "SSS" else "maakunta"
        one = found(estimates, level, row["area"], row["group"], row["q"])
        assert one["difference"] == pytest.approx(row["difference"], abs=1e-11)
        assert np.sqrt(one["variance"]) == pytest.approx(row["se"], rel=1e-9)
        assert one["df"] == row["df"]


@pytest.mark.parametrize(("least", "tier"), [(10, "age"), (11, "merged")])
def test_the_finest_reading_with_enough_answers_to_every_item_is_taken_for_all(expected, least, tier):
    """The smallest class has 11 answers to q1 and 10 to q2: with 11 asked for, q1 alone must not tell so."""
    frame = respondents()
    standard = by_sex_and_age(frame, {}, MERGED, least=least)
    estimates = estimate(frame, DesignColumns(psu=None), ITEMS, MARGINS, "2026", standards=(standard,))
    rows = expected.filter(pl.col("design") == "element", pl.col("area") == "SSS", pl.col("group") == "foreign")
    for item in ("q1", "q2"):
        wanted = rows.filter(q=item, tier=tier)["difference"].item()
        assert found(estimates, "country", "SSS", "foreign", item)["difference"] == pytest.approx(wanted, abs=1e-11)


def test_an_item_that_a_part_was_asked_does_not_take_the_finer_reading_from_the_others(expected):
    frame = respondents().with_columns(pl.when(pl.int_range(pl.len()) % 5 > 0).then("q2").alias("q2"))
    standard = by_sex_and_age(frame, {}, MERGED, least=11)
    estimates = estimate(frame, DesignColumns(psu=None), ITEMS, MARGINS, "2026", standards=(standard,))
    rows = expected.filter(pl.col("design") == "element", pl.col("area") == "SSS", pl.col("group") == "foreign")
    wanted = rows.filter(q="q1", tier="age")["difference"].item()
    assert found(estimates, "country", "SSS", "foreign", "q1")["difference"] == pytest.approx(wanted, abs=1e-11)


def test_nothing_is_made_where_a_class_has_too_few_answers_or_of_the_reference_itself():
    frame = respondents()
    standard = by_sex_and_age(frame, {}, MERGED, least=60)
    estimates = estimate(frame, DesignColumns(psu=None), ITEMS, MARGINS, "2026", standards=(standard,))
    assert all(np.isnan(one) for one in found(estimates, "country", "SSS", "foreign", "q1").values())
    standard = by_sex_and_age(frame, {})
    estimates = estimate(frame, DesignColumns(psu=None), ITEMS, MARGINS, "2026", standards=(standard,))
    assert np.isnan(found(estimates, "country", "SSS", "fi", "q1")["difference"])


def test_replicate_weights_give_the_variance_of_the_same_combination():
    frame = respondents().with_columns(stratum=pl.lit("one"))
    psus = frame["psu"].unique().sort().to_list()
    names = [f"r{at}" for at in range(len(psus))]
    dropped = [
        (pl.col("weight") * (pl.col("psu") != psu) * len(psus) / (len(psus) - 1)).alias(name)
        for name, psu in zip(names, psus, strict=True)
    ]
    frame = frame.with_columns(dropped)
    standard = by_sex_and_age(frame, MERGED)
    jackknife = DesignColumns(replicates=(Replicates("JK1", tuple(names)),))
    of_both = [
        found(estimate(frame, one, ITEMS, MARGINS, "2026", standards=(standard,)), "country", "SSS", "foreign", "q1")
        for one in (jackknife, DesignColumns())
    ]
    assert of_both[0]["difference"] == pytest.approx(of_both[1]["difference"], abs=1e-12)
    assert of_both[0]["variance"] == pytest.approx(of_both[1]["variance"], rel=0.1)


@given(st.lists(st.integers(1, 9), min_size=8, max_size=8), st.integers(0, 2**32 - 1))
def test_groups_of_one_composition_differ_by_as_much_standardised_as_raw(people, seed):
    """With the classes of both groups in the proportions of the standard nothing is left to be made alike."""
    traits = [(sex, age) for sex in ("female", "male") for age in ("18-29", "30-44", "45-64", "65+")]
    toss = np.random.default_rng(seed)
    rows = [
        ("SSS", language, *trait, "s", 1.0, int(toss.random() < 0.5))
        for trait, count in zip(traits, people, strict=True)
        for language in ("fi", "fi", "sv")
        for _ in range(count)
    ]
    frame = pl.DataFrame(rows, schema=["area", "language", "sex", "age", "stratum", "weight", "q1"], orient="row")
    margins = [Margin("country", {"SSS": "SSS"}, "language")]
    estimates = estimate(
        frame, DesignColumns(psu=None), ITEMS[:1], margins, "2026", standards=(by_sex_and_age(frame, {}),)
    )
    value = dict(estimates.table.select("group_code", "value").iter_rows())
    one = found(estimates, "country", "SSS", "sv", "q1")
    assert one["difference"] == pytest.approx(value["sv"] - value["fi"], abs=1e-12)
