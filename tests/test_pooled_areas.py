"""Areas pooled from what is published of each, against the estimate that the respondents themselves give.

Across rooms: the estimator of etl/ works on the answers of the demonstration survey, the pooling of picture/ on rounded
numbers. The limits are those that docs/decisions/0021-own-groups-of-areas.md tells.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from contract.codes import EVERYBODY, Kind
from etl.config.card import design_of, read_cards
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.policy import read_policy
from etl.estimate import waves
from etl.estimate.calibration.calibrate import calibrated_columns
from etl.estimate.design import Margin
from etl.estimate.estimate import estimate
from etl.estimate.fieldwork.report import representation_table
from etl.estimate.intervals import logit_interval, t_interval
from etl.read.sources import Wave, read_all
from geo.classification import read_classification
from picture.query.trend.pooling import PooledPart, pooled, pooled_error, share_error, share_interval

SOURCES = Path(__file__).parents[1] / "data" / "sources"
SETS = (
    ("10", "11", "12"),
    ("01", "21"),
    ("07", "09"),
    ("17", "18", "19"),
    ("02", "04", "06", "21"),
    ("13", "14", "15", "16", "17"),
    ("04", "05", "06", "07", "08", "09", "10", "11", "12", "13"),
)
PERIODS = ("2022", "2024", "2026")
MANY = 1e9  # degrees of freedom


@pytest.fixture(scope="module")
def surveys() -> list[Wave]:
    cards = [one for one in read_cards(SOURCES, 100) if one.id == "demo_survey" and one.period in PERIODS]
    return read_all(cards, read_catalogue(), read_classification(), read_policy()).waves


@pytest.fixture(scope="module")
def compared(surveys: list[Wave]) -> pl.DataFrame:
    """Every set of regions, indicator and period: pooled from rounded numbers, and estimated from respondents."""
    rows = [row for wave in surveys for row in _of_wave(wave)]
    return pl.DataFrame(rows)


def _of_wave(wave: Wave) -> list[dict[str, object]]:
    catalogue = read_catalogue()
    own = [one for one in catalogue.indicators if one.source == wave.card.id and one.answers is not None]
    decimals = {one.id: one.decimals for one in own}
    weighted = waves.calibrated(wave)
    respondents = weighted.respondents
    stages = waves._stages(respondents, design_of(wave.card))
    design = replace(stages, calibration=calibrated_columns(respondents))
    codes = sorted(respondents["area"].unique())
    margins = [Margin("regions", {code: code for code in codes}, EVERYBODY)]
    margins += [Margin(f"own {at}", dict.fromkeys(regions, "own"), EVERYBODY) for at, regions in enumerate(SETS)]
    table = estimate(respondents, design, waves.items_of(own, catalogue), margins, wave.card.period).table
    shown = representation_table([wave], read_policy()).filter(dim="maakunta")
    people = dict(zip(shown["code"], shown["population"], strict=True))
    of_region = {(row["indicator"], row["code"]): row for row in table.filter(level="regions").iter_rows(named=True)}
    return [
        _compared(row, [of_region[row["indicator"], code] for code in SETS[int(row["level"][4:])]], people, decimals)
        for row in table.filter(pl.col("level").str.starts_with("own")).iter_rows(named=True)
    ]


def _compared(direct, regions, people, decimals):
    places = decimals[direct["indicator"]]
    share = direct["kind"] == Kind.SURVEY_SHARE
    unit = 100 if share else 1
    weights = np.array([people[row["code"]] for row in regions])
    parts = [
        PooledPart(people[row["code"]], *(round(unit * row[name], places) for name in ("value", "ci_low", "ci_high")))
        for row in regions
    ]
    value, error = pooled_error(parts, places, share=share)
    exact = float(weights @ np.array([row["value"] for row in regions]) / weights.sum())
    return {
        "share": share,
        "step": 10.0**-places,
        "areas": len(regions),
        "exact": unit * abs(exact - direct["value"]),
        "apart": abs(value - unit * direct["value"]),
        "of_error": (value - unit * direct["value"]) / (unit * direct["se"]),
        "ratio": error / (unit * direct["se"]),
    }


def test_the_known_totals_give_the_estimate_of_the_respondents_up_to_who_left_a_question_out(compared):
    """Weights are calibrated to the totals of the regions; those who did not answer an item are missing from it."""
    assert compared.filter("share")["exact"].max() < 0.15  # percentage points
    assert compared.filter(~pl.col("share"))["exact"].max() < 0.002  # of 0 to 10


def test_from_rounded_numbers_the_value_is_half_a_step_away_at_most(compared):
    assert (compared["apart"] <= compared["step"] * 0.55).all()
    assert compared.filter("share")["of_error"].std() < 0.25  # of the standard error
    assert compared.filter(~pl.col("share"))["of_error"].std() < 0.4


def test_the_standard_error_is_that_of_the_respondents_within_a_quarter_and_on_average_a_little_more(compared):
    assert compared.height > 300
    assert compared["ratio"].min() > 0.8
    assert compared["ratio"].max() < 1.25
    assert 1 < compared["ratio"].mean() < 1.04  # the rounding of the numbers is in it


@pytest.mark.parametrize(("value", "error"), [(2.0, 0.7), (50.0, 3.0), (71.5, 1.25), (97.0, 1.0)])
def test_the_interval_of_a_share_is_that_of_the_estimator_and_is_read_back(value, error):
    low, high = share_interval(value, error)
    theirs = logit_interval(np.array([value / 100]), np.array([error / 100]), np.array([MANY]))
    assert (low, high) == pytest.approx(tuple(100 * float(end[0]) for end in theirs), abs=1e-5)
    assert share_error(value, high - low) == pytest.approx(error)


def test_the_interval_of_a_mean_is_that_of_the_estimator():
    low, high = t_interval(np.array([6.1]), np.array([0.1]), np.array([MANY]))
    alone = pooled([PooledPart(1.0, 6.1, float(low[0]), float(high[0]))], 4, share=False)
    assert (alone.ci_low, alone.ci_high) == pytest.approx((float(low[0]), float(high[0])), abs=1e-4)
