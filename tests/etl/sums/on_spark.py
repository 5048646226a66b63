"""Run by test_spark.py in an environment with PySpark: hold Spark's estimates against those of the arrays."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etl.estimate.design import DesignColumns, Margin
from etl.sums.chosen import SETTING, SPARK
from etl.sums.spark import spark_engine
from tests.etl.estimate.variance import test_two_stage as stages
from tests.etl.read.helpers import catalogue
from tests.etl.sums.both import Both
from tests.etl.sums.test_waves import held_against_memory, two_stages
from tests.truth import cases


def hold(both: Both) -> None:
    """Estimate the truth cases: plain, clustered, calibrated, two stages with fpc, and names that need quoting."""
    cases.estimate = stages.estimate = both
    for psu in (None, "psu_id"):
        (first, *_) = cases.read("10_finnish", "input.csv")["year"]
        rows = cases.read("10_finnish", "input.csv").filter(pl.col("year") == first)
        rows = rows.rename({"region": "area", "w": "weight", "group": "language"})
        margins = [Margin("country", dict.fromkeys(rows["area"].unique(), "SSS"), dim) for dim in ("all", "language")]
        both(rows, DesignColumns(psu=psu, lonely_psu="adjust"), cases.FINNISH_ITEMS, margins, str(first))
    wave = cases.calibrated("two", "raking")["2026"]
    cases.calibrated_estimates(wave, "2026", clustered=True, lonely_psu="adjust")
    for tag in ("plain", "calibrated"):
        stages.test_means_and_differences_equal_r(tag)
    strange = {"weight": 'a`b"c.d', "language": "Weight", "q1": "'; DROP TABLE people; --"}
    items = [replace(one, column=strange["q1"]) for one in cases.FINNISH_ITEMS if one.column == "q1"]
    margins = [Margin("country", dict.fromkeys(wave["area"].unique(), "SSS"), dim) for dim in ("all", "Weight")]
    both(wave.rename(strange), DesignColumns(weight=strange["weight"], psu=None), items, margins, "2026")


def hold_a_wave(folder: Path) -> None:
    """Estimate a wave that does not fit into memory as a build does, by the engine that the environment names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, SPARK)
        held_against_memory([two_stages(folder)], catalogue(), folder / "scratch", [True], patch)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    hold_a_wave(folder)
    with spark_engine() as engine:
        both = Both(engine, folder)
        hold(both)
        print(len(both.calls))
