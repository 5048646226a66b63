"""Differences between the waves of a panel, and what they become in comparisons: equal to R on the stacked sample."""

from __future__ import annotations

import polars as pl
import pytest

from etl.compare.contrasts import waves_table
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import estimate
from etl.estimate.pooling.between import differences_between
from etl.estimate.pooling.stack import pool_waves
from tests.truth.cases import read

ITEM = Item("score", "q1", "survey_mean", no_answer=(99,))
LEVELS = {"country": {"01": "SSS", "02": "SSS"}, "maakunta": {"01": "01", "02": "02"}}
MARGINS = [Margin(level, areas, dim) for level, areas in LEVELS.items() for dim in ("all", "language")]
DESIGN = DesignColumns(lonely_psu="adjust")
CELL = ["area", "language"]


@pytest.fixture(scope="module")
def waves() -> dict[str, pl.DataFrame]:
    rows = read("14_panel", "input.csv").partition_by("year", as_dict=True, maintain_order=True)
    return {year: wave for (year,), wave in rows.items()}


def keyed(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(
        area=pl.col("code").replace("SSS", "_T"), language=pl.col("group_code").replace("all", "_T")
    )


def expected(kind: str) -> pl.DataFrame:
    found = read("14_panel", "expected.csv").filter(pl.col("kind") == kind)
    return found.with_columns(pl.col("period", "reference").cast(pl.String))


def test_the_variance_of_a_change_holds_the_covariance_of_its_waves(waves: dict[str, pl.DataFrame]) -> None:
    found = keyed(differences_between(waves, DESIGN, [ITEM], MARGINS)).rename({"reference_period": "reference"})
    both = expected("change").join(found, on=["period", "reference", *CELL], suffix="_found", validate="1:1")
    assert both.height == 27
    assert both["variance"].sqrt().to_list() == pytest.approx(both["se"].to_list(), rel=1e-9)
    assert both["df_found"].to_list() == both["df"].to_list()


def test_a_pooled_panel_counts_its_areas_once(waves: dict[str, pl.DataFrame]) -> None:
    found = keyed(estimate(pool_waves(waves, panel=True), DESIGN, [ITEM], MARGINS, "pooled").table)
    both = expected("pooled").join(found, on=CELL, suffix="_found", validate="1:1")
    assert both["value"].to_list() == pytest.approx(both["est"].to_list(), rel=1e-9)
    assert both["se_found"].to_list() == pytest.approx(both["se"].to_list(), rel=1e-9)
    assert both["df_found"].to_list() == both["df"].to_list()


@pytest.mark.parametrize("fewest_waves", [3, 4])  # a regression takes waves as independent: of a panel there is none
def test_change_and_trend_of_a_panel_are_tested_with_the_covariance(
    waves: dict[str, pl.DataFrame], fewest_waves: int
) -> None:
    table = waves_table([estimate(wave, DESIGN, [ITEM], MARGINS, period) for period, wave in waves.items()])
    earlier = differences_between(waves, DESIGN, [ITEM], MARGINS)
    no_breaks = pl.DataFrame(schema={"indicator": pl.String, "period": pl.String})
    found = keyed(time_contrasts(table, no_breaks, fewest_waves, earlier)).with_columns(reference="reference_period")
    for kind, changes in (("previous", 18), ("trend", 18)):
        of_kind = found.filter(pl.col("kind") == kind)
        both = expected("change").join(of_kind, on=["period", "reference", *CELL], suffix="_found", validate="1:1")
        assert both.height == changes
        assert both["difference"].to_list() == pytest.approx(both["est"].to_list(), rel=1e-9)
        assert both["variance"].sqrt().to_list() == pytest.approx(both["se"].to_list(), rel=1e-9)
        assert both["tested_df"].to_list() == both["df"].to_list()
