"""Two stages of sampling without replacement: equal to R, and no second stage without a first."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from etl.compare.contrasts import against_group
from etl.config.card import Calibration, CalibrationMethod
from etl.estimate.calibration.calibrate import calibrate, calibrated_columns
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates, estimate
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, respondents
from tests.truth.cases import read

ITEM = Item("score", "q1", "survey_mean", no_answer=(99,))
LEVELS = {"country": {"01": "SSS", "02": "SSS"}, "maakunta": {"01": "01", "02": "02"}}
MARGINS = [Margin(level, areas, dim) for level, areas in LEVELS.items() for dim in ("all", "sex")]
RAKED = Calibration((("sex",),), CalibrationMethod.RAKING)
POPULATION = pl.DataFrame({"sex": ["f", "m"], "population": [700.0, 650.0]})


def found(tag: str) -> Estimates:
    frame = read("15_two_stage", "input.csv")
    if tag == "calibrated":
        frame = calibrate(frame, POPULATION, RAKED, Path("survey.csv"))
    calibration = calibrated_columns(frame)
    design = DesignColumns(fpc="fpc", unit="unit", unit_fpc="unit_fpc", lonely_psu="adjust", calibration=calibration)
    return estimate(frame, design, [ITEM], MARGINS, "2026")


@pytest.mark.parametrize("tag", ["plain", "calibrated"])
def test_means_and_differences_equal_r(tag: str) -> None:
    wave = found(tag)
    means = wave.table.select("code", "group_code", est="value", se="se", df="df").with_columns(kind=pl.lit("mean"))
    contrasts = against_group(wave, {"sex": "f"}).select(
        "code", "group_code", est="difference", se=pl.col("variance").sqrt(), df="df"
    )
    both = pl.concat([means, contrasts.with_columns(kind=pl.lit("difference"))], how="diagonal_relaxed").with_columns(
        area=pl.col("code").replace("SSS", "_T"), sex=pl.col("group_code").replace("all", "_T")
    )
    expected = read("15_two_stage", "expected.csv").filter(pl.col("design") == tag)
    both = expected.join(both, on=["kind", "area", "sex"], suffix="_found", validate="1:1")
    assert both.height == 12
    for name in ("est", "se", "df"):
        assert both[f"{name}_found"].to_list() == pytest.approx(both[name].to_list(), rel=1e-9)


TWO_STAGES = DESIGN.replace(
    'psu = "psu"', 'psu = "psu"\nfpc = "villages"\nsecond_fpc = "households"\nunit = "household"'
)
COLUMNS = {"villages": [9, 9, 9], "households": [30, 20, 20], "household": ["x", "y", "y"]}


def test_the_second_stage_of_a_card_is_read(tmp_path: Path) -> None:
    made = card(tmp_path, csv(respondents(**COLUMNS)), "answers.csv", "respondents", TWO_STAGES)
    rows = read_respondents(made, catalogue(), read_classification())
    assert rows["unit"].to_list() == ["x", "y", "y"]
    assert rows["unit_fpc"].to_list() == [30, 20, 20]


def test_a_second_stage_without_a_first_is_refused(tmp_path: Path) -> None:
    rest = TWO_STAGES.replace('fpc = "villages"\n', "", 1)
    frame = respondents(**{name: column for name, column in COLUMNS.items() if name != "villages"})
    made = card(tmp_path, csv(frame), "answers.csv", "respondents", rest)
    with raises("second_stage_without_first", key="design.second_fpc"):
        read_respondents(made, catalogue(), read_classification())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"unit_fpc": pl.when(pl.col("psu") == "p1").then(1).otherwise("unit_fpc")}, "fpc_too_small"),
        ({"unit_fpc": pl.when(pl.col("psu") == "p1").then(pl.int_range(pl.len()) + 50).otherwise(99)}, "fpc_differs"),
    ],
)
def test_what_is_wrong_inside_a_psu_is_told_with_its_name(wrong: dict[str, pl.Expr], code: str) -> None:
    sample = pl.DataFrame(
        {
            "area": "01",
            "stratum": ["s"] * 4,
            "psu": ["p1", "p1", "p2", "p2"],
            "unit": ["a", "b", "c", "d"],
            "fpc": 9,
            "unit_fpc": 20,
            "weight": 1.0,
            "q1": 1,
            "sex": "f",
        }
    ).with_columns(**wrong)
    design = DesignColumns(fpc="fpc", unit="unit", unit_fpc="unit_fpc")
    with raises(code, stratum="s / p1"):
        estimate(sample, design, [ITEM], MARGINS, "2026")
