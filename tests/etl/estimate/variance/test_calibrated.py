"""Calibrated weights: equal to R's calibrate and svyrecvar, and what must hold for any sample."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from contract.errors import UserError
from etl.compare.contrasts import against_country, against_group, waves_table
from etl.compare.time_contrasts import time_contrasts
from etl.config.card import Calibration
from etl.estimate.calibration.calibrate import calibrate, calibrated_columns
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.domains import standard_error
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.pooling.stack import pool_waves
from tests.truth.cases import CARRIED, calibrated, calibrated_estimates, read

CASES = [
    *((f"{kind}_{method}", "two", method) for kind in ("element", "cluster") for method in ("raking", "linear")),
    ("cluster_post", "post", "linear"),  # R's postStratify
    ("cluster_raking_average", "two", "raking"),  # strata with one PSU count as the average
]
case = pytest.mark.parametrize(("design", "margins", "method"), CASES)


def estimates(design: str, margins: str, method: str) -> list[Estimates]:
    waves = calibrated(margins, method)
    frames = {"2024": waves["2024"], "2026": waves["2026"], "_T": pool_waves(waves)}
    rule = "average" if design.endswith("average") else "adjust"
    clustered = design.startswith("cluster")
    return [calibrated_estimates(f, p, clustered=clustered, lonely_psu=rule) for p, f in frames.items()]


def keyed(table: pl.DataFrame) -> pl.DataFrame:
    """Name cells as R's tables do."""
    return table.with_columns(
        year="period",
        region=pl.col("code").replace("SSS", "_T"),
        group=pl.col("group_code").replace("all", "_T"),
        var="indicator",
    )


CELL = ["year", "region", "group", "var"]


@case
def test_every_cell_equals_r(design: str, margins: str, method: str) -> None:
    found = keyed(pl.concat(one.table for one in estimates(design, margins, method)))
    expected = read("12_calibrated", "expected.csv").filter(pl.col("design") == design)
    both = expected.join(found, on=CELL, suffix="_found", validate="1:1")
    assert both.height == 3 * 6 * 4 * 3
    assert (both["value"] - both["est"]).abs().max() < 1e-12
    assert (both["se_found"] - both["se"]).abs().max() < 1e-12
    assert both["n_found"].to_list() == both["n"].to_list()
    assert both["df_found"].to_list() == both["df"].to_list()


@case
def test_differences_equal_r_with_their_covariance(design: str, margins: str, method: str) -> None:
    waves = estimates(design, margins, method)
    kinds = {"region_vs_national": against_country, "group_vs_fi": lambda wave: against_group(wave, {"language": "fi"})}
    found = pl.concat(
        keyed(make(wave)).with_columns(kind=pl.lit(kind)) for kind, make in kinds.items() for wave in waves
    )
    expected = read("12_calibrated", "expected_differences.csv").filter(pl.col("design") == design)
    both = expected.join(found, on=["kind", *CELL], suffix="_found", validate="1:1")
    assert both.height == 3 * (5 * 4 + 6 * 2) * 3
    sums = (both[name].to_numpy() for name in ("variance", "n_strata_answering", "n_strata_unknown"))
    se = standard_error(*sums, both["diff"].to_numpy())
    known = both["df"].to_numpy() > 0  # without, R has the rounding of the computer
    assert np.abs(both["difference"] - both["diff"]).max() < 1e-12
    assert np.abs(se - both["se"].to_numpy())[known].max() < 1e-11
    assert both["df_found"].to_list() == both["df"].to_list()


@pytest.mark.parametrize(("design", "margins", "method"), CASES[:-1])
def test_trends_equal_r(design: str, margins: str, method: str) -> None:
    clustered = design.startswith("cluster")
    waves = [
        calibrated_estimates(frame, period, clustered=clustered, lonely_psu="adjust")
        for period, frame in calibrated(margins, method).items()
    ]
    breaks = pl.DataFrame(schema={"indicator": pl.String, "period": pl.String})
    trends = time_contrasts(waves_table(waves), breaks, 4).filter(
        pl.col("kind") == "trend", pl.col("period") == "2026", pl.col("group_code") == "all"
    )
    expected = read("12_calibrated", "expected_trends.csv").filter(pl.col("design") == design)
    both = expected.join(keyed(trends), on=["region", "var"], suffix="_found", validate="1:1")
    assert both.height == 9
    assert (both["difference"] / 3 - both["slope"]).abs().max() < 1e-9  # over three years
    assert (both["variance"].sqrt() / 3 - both["se"]).abs().max() < 1e-9
    assert both["df_found"].to_list() == both["df"].to_list()


# --- properties ---

person = st.tuples(
    st.sampled_from([0, 1, 9, None]),
    st.floats(0.5, 5),
    st.sampled_from("pqrstu"),
    st.sampled_from(["01", "02"]),
    st.sampled_from(["f", "m"]),
)
people = st.lists(person, min_size=12, max_size=40)
POPULATION = pl.DataFrame(
    {"area": ["01", "01", "02", "02"], "sex": ["f", "m"] * 2, "population": [300.0, 250.0, 120.0, 130.0]}
)
YES = Item("trust", "q1", "survey_share", yes=(1,), no_answer=(9,))
WOMAN = Item("woman", "is_woman", "survey_share", yes=(1,))
LEVELS = {"country": {"01": "SSS", "02": "SSS"}, "maakunta": {"01": "01", "02": "02"}}
MARGINS = [Margin(level, areas, dim) for level, areas in LEVELS.items() for dim in ("all", "sex")]


def sample(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    names = ("q1", "weight", "psu", "area", "sex")
    frame = pl.DataFrame(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), strict=False)
    return frame.with_columns(
        is_woman=(pl.col("sex") == "f").cast(pl.Int64), stratum=pl.col("area"), q1=pl.col("q1").cast(pl.Int64)
    )


def raked(frame: pl.DataFrame, *margins: tuple[str, ...]) -> pl.DataFrame:
    try:
        return calibrate(frame, POPULATION, Calibration(margins, "raking"), CARRIED)
    except UserError:
        assume(False)
        raise


def table(frame: pl.DataFrame, *items: Item, clustered: bool = True) -> pl.DataFrame:
    columns = calibrated_columns(frame)
    design = DesignColumns(psu="psu" if clustered else None, lonely_psu="adjust", calibration=columns)
    return estimate(frame, design, items, MARGINS, "2026").table.select("level", "code", "group_code", "value", "se")


@settings(max_examples=40, deadline=None)
@given(rows=people, clustered=st.booleans())
def test_a_share_that_calibration_fixes_has_no_sampling_error(
    rows: list[tuple[object, ...]], *, clustered: bool
) -> None:
    found = table(raked(sample(rows), ("area", "sex")), WOMAN, clustered=clustered)
    assert found["se"].max() == 0
    shares = dict(found.filter(group_code="all").select("code", "value").rows())
    assert shares == pytest.approx({"01": 300 / 550, "02": 120 / 250, "SSS": 420 / 800})


@settings(max_examples=40, deadline=None)
@given(rows=people, factor=st.floats(0.01, 100), clustered=st.booleans())
def test_the_unit_of_the_design_weights_does_not_matter(
    rows: list[tuple[object, ...]], factor: float, *, clustered: bool
) -> None:
    frame = sample(rows)
    before, after = (
        table(raked(one, ("area",), ("sex",)), YES, clustered=clustered)
        for one in (frame, frame.with_columns(pl.col("weight") * factor))
    )
    assert_frame_equal(after, before, abs_tol=1e-7)


@settings(max_examples=40, deadline=None)
@given(people)
def test_weights_that_add_to_the_population_already_are_calibrated_from_themselves(
    rows: list[tuple[object, ...]],
) -> None:
    once = raked(sample(rows), ("area",), ("sex",))
    twice = raked(once.select("q1", "weight", "psu", "area", "sex", "stratum"), ("area",), ("sex",))
    assert twice["weight"].to_list() == pytest.approx(once["weight"].to_list())


@settings(max_examples=40, deadline=None)
@given(people)
def test_respondents_gathered_into_rows_have_the_same_residuals(rows: list[tuple[object, ...]]) -> None:
    # PSUs of one respondent each share rows; one respondent more in each, of no weight worth speaking of, parts them
    frame = raked(sample(rows), ("area",), ("sex",)).with_columns(psu=pl.int_range(pl.len()).cast(pl.String))
    other = pl.when(pl.col("sex") == "f").then(pl.lit("m")).otherwise(pl.lit("f"))
    ghosts = frame.with_columns(
        pl.col("weight", "design_weight") * 1e-12, sex=other, q1=pl.lit(None, pl.Int64), margin_1=other
    )
    assert_frame_equal(
        table(pl.concat([frame, ghosts.select(frame.columns)]), YES), table(frame, YES), abs_tol=1e-6, rel_tol=1e-6
    )


@case
def test_a_combination_of_two_cells_is_their_difference(design: str, margins: str, method: str) -> None:
    wave, *_ = estimates(design, margins, method)
    cells = next(one for one in wave.domains if one.grid.level == "country" and one.grid.group_dim == "language")
    found = cells.error.combined(np.array([0, 0, -1]), np.array([1.0, -1.0, 0.0]), 1)
    covariance = cells.error.covariance_with(cells.error, np.array([1, -1, -1])).covariance[0]
    variance = cells.error.variance
    assert found.variance[0] == pytest.approx(variance[0] + variance[1] - 2 * covariance)
    assert found.df[0] == pytest.approx(cells.error.covariance_with(cells.error, np.array([1, -1, -1])).df[0])
