"""DuckDB finds what the arrays in memory find, on every case to which the package survey of R has an answer.

The tests that hold the estimator against R run once more, with estimates made twice and the engine's handed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from etl.estimate.calibration.calibrate import calibrated_columns
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import estimate
from etl.estimate.pooling import between as panels
from etl.estimate.pooling.stack import pool_waves
from etl.sums.duck import duck_engine
from etl.sums.estimate import Sample, estimate_files
from tests.etl.estimate import test_estimate as plain
from tests.etl.estimate import test_standardised as standardised
from tests.etl.estimate.pooling import test_between as between
from tests.etl.estimate.variance import test_calibrated as calibration
from tests.etl.estimate.variance import test_two_stage as stages
from tests.etl.sums.both import Both, assert_equal
from tests.truth import cases

ESTIMATING = (cases, plain, standardised, between, panels, calibration, stages)


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    files = tmp_path / "files"
    files.mkdir()
    with duck_engine(tmp_path) as engine:
        twice = Both(engine, files)
        for module in ESTIMATING:
            if hasattr(module, "estimate"):
                monkeypatch.setattr(module, "estimate", twice)
        yield twice


def told(case: partial[None]) -> str:
    return "-".join([case.func.__name__, *map(str, case.args)])


PLAIN = [
    partial(plain.test_the_finnish_survey_equals_r_in_every_cell, None, "element"),
    partial(plain.test_the_finnish_survey_equals_r_in_every_cell, "psu_id", "cluster_lonely_adjust"),
    partial(plain.test_large_values_do_not_cancel),
    partial(plain.test_equal_answers_have_no_spread_at_all),
    partial(plain.test_a_mean_on_which_all_agree_is_worth_its_weights),
    partial(plain.test_a_psu_that_crosses_areas_is_summed_before_it_is_squared),
    partial(plain.test_a_respondent_without_a_group_is_in_no_group_but_in_the_design),
    partial(plain.test_a_question_nobody_was_asked_has_no_rows),
    *(partial(stages.test_means_and_differences_equal_r, tag) for tag in ("plain", "calibrated")),
    *(partial(calibration.test_every_cell_equals_r, *case) for case in calibration.CASES),
]
SHARED = [
    *(
        partial(plain.test_school_samples_equal_r, *case, *fpc)
        for case, fpc in product(
            (
                ("01_apistrat", DesignColumns("pw", "stype", None), ("stype", "sw")),
                ("02_apiclus1", DesignColumns("pw", None, "dnum"), ("stype",)),
            ),
            (("expected_fpc.csv", "fpc"), ("expected_nofpc.csv", None)),
        )
    ),
    partial(plain.test_a_clustered_sample_with_item_nonresponse_equals_r),
    *(
        partial(plain.test_every_rule_for_one_psu_strata_equals_r, rule)
        for rule in ("certainty", "adjust", "remove", "average")
    ),
]


@pytest.mark.parametrize("case", PLAIN, ids=told)
def test_the_engine_equals_r(both: Both, case: partial[None]) -> None:
    case()
    assert both.calls


@pytest.mark.shared
@cases.needs_shared_truth
@pytest.mark.parametrize("case", SHARED, ids=told)
def test_the_engine_equals_r_beside_the_project(both: Both, case: partial[None]) -> None:
    case()
    assert both.calls


@pytest.mark.parametrize("psu", [None, "psu"])
def test_standardised_differences_equal_r(both: Both, psu: str | None) -> None:
    expected = cases.read("11_standardised", "expected.csv").with_columns(
        area=pl.when(pl.col("area") == "SSS").then("area").otherwise(pl.col("area").cast(pl.String).str.zfill(2))
    )
    standardised.test_differences_their_error_and_df_are_those_of_r(psu, "age", {}, expected)
    assert both.calls


def test_a_panel_equals_r(both: Both) -> None:
    rows = cases.read("14_panel", "input.csv").partition_by("year", as_dict=True, maintain_order=True)
    waves = {year: wave for (year,), wave in rows.items()}
    between.test_a_pooled_panel_counts_its_areas_once(waves)
    between.test_the_variance_of_a_change_holds_the_covariance_of_its_waves(waves)
    assert len(both.calls) == 2


@pytest.mark.parametrize("calibrated", [False, True])
def test_waves_in_files_of_their_own_are_pooled_as_frames_are(tmp_path: Path, *, calibrated: bool) -> None:
    rows = cases.read("12_calibrated", "input.csv").rename({"region": "area", "psu_id": "psu", "d": "weight"})
    frames = (
        cases.calibrated("two", "raking")
        if calibrated
        else {year: wave for (year,), wave in rows.partition_by("year", as_dict=True, maintain_order=True).items()}
    )
    pooled = pool_waves(frames)
    columns = DesignColumns(lonely_psu="adjust", calibration=calibrated_columns(pooled))
    margins = [Margin("country", dict.fromkeys(pooled["area"].unique(), "SSS"), dim) for dim in ("all", "language")]
    files = {}
    for year, wave in frames.items():
        halves = [tmp_path / f"{year}_{half}.parquet" for half in "ab"]
        wave[: wave.height // 2].write_parquet(halves[0])
        wave[wave.height // 2 :].write_parquet(halves[1])
        files[year] = halves
    with duck_engine(tmp_path) as engine:
        found = estimate_files(engine, Sample("pooled", files, columns), cases.CALIBRATED_ITEMS, margins)
    assert_equal(estimate(pooled, columns, cases.CALIBRATED_ITEMS, margins, "pooled"), found)
