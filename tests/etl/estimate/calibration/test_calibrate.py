"""Weights that add to the population, and every reason why they cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.config.card import Calibration
from etl.estimate.calibration.calibrate import calibrate, calibrated_columns
from etl.estimate.calibration.solve import calibration_factors
from etl.estimate.pooling.stack import pool_waves
from tests.errors import raises
from tests.truth.cases import calibrated, read

HERE = Path("survey.csv")
MARGINS = (("area",), ("sex",))


def people(*cells: tuple[str | None, str | None, float]) -> pl.DataFrame:
    rows = {"area": [c[0] for c in cells], "sex": [c[1] for c in cells], "weight": [c[2] for c in cells]}
    return pl.DataFrame({"row": range(2, len(cells) + 2), "psu": "p", "stratum": "s", **rows})


def population(*counts: tuple[str, str, float]) -> pl.DataFrame:
    return pl.DataFrame(counts, schema=["area", "sex", "population"], orient="row")


FOUR = (("01", "f", 1.0), ("01", "m", 2.0), ("02", "f", 3.0), ("02", "m", 4.0))
TRUE = population(("01", "f", 10.0), ("01", "m", 20.0), ("02", "f", 40.0), ("02", "m", 30.0))


def weights(
    cells: tuple[tuple[str | None, str | None, float], ...] = FOUR,
    counts: pl.DataFrame = TRUE,
    method: str = "raking",
    margins: tuple[tuple[str, ...], ...] = MARGINS,
) -> pl.DataFrame:
    return calibrate(people(*cells), counts, Calibration(margins, method), HERE)


@pytest.mark.parametrize("method", ["raking", "linear"])
def test_weights_add_to_the_population_of_every_group(method: str) -> None:
    found = weights(method=method)
    for dim, totals in (("area", {"01": 30, "02": 70}), ("sex", {"f": 50, "m": 50})):
        assert dict(found.group_by(dim).agg(pl.col("weight").sum()).rows()) == pytest.approx(totals)


def test_one_margin_is_post_stratification() -> None:
    found = weights((*FOUR, ("01", "f", 4.0)), margins=(("area", "sex"),))
    assert found["weight"].to_list() == pytest.approx([2.0, 20.0, 40.0, 30.0, 8.0])  # 10 shared as 1 to 4


def test_raking_keeps_the_products_of_the_design_weights() -> None:
    found = weights()["weight"]
    assert found[0] * found[3] / (found[1] * found[2]) == pytest.approx(1 * 4 / (2 * 3))  # the odds ratio stays


def test_raking_equals_repeated_scaling() -> None:
    rows = read("12_calibrated", "input.csv").filter(pl.col("year") == "2024").rename({"region": "area"})
    counts = read("12_calibrated", "population.csv").rename({"region": "area"})
    weight = rows.with_columns(pl.col("d").alias("scaled"))
    for _ in range(300):
        for margin in (["area", "language"], ["language", "sex", "age"]):
            total = counts.group_by(margin).agg(pl.col("population").sum())
            weight = weight.join(total, on=margin, maintain_order="left").with_columns(
                pl.col("scaled") * pl.col("population") / pl.col("scaled").sum().over(margin)
            )
            weight = weight.drop("population")
    assert calibrated("two", "raking")["2024"]["weight"].to_list() == pytest.approx(
        weight["scaled"].to_list(), rel=1e-9
    )


def test_the_design_weight_of_the_card_is_where_calibration_starts() -> None:
    expected = weights()["weight"]
    held = people(*FOUR).with_columns(design_weight="weight", weight=expected * 1.0001)
    found = calibrate(held, TRUE, Calibration(MARGINS, "raking", "d"), HERE)
    assert found["design_weight"].to_list() == [1, 2, 3, 4]
    assert found["weight"].to_list() == pytest.approx(expected.to_list())


def test_weights_that_another_calibration_made_are_refused_and_their_row_is_named() -> None:
    held = people(*FOUR).with_columns(design_weight="weight", weight=pl.Series([10.0, 20.0, 40.0, 30.0]))
    with raises("calibration_not_theirs", path=HERE, row=2, more_rows=3):
        calibrate(held, TRUE, Calibration(MARGINS, "raking", "d"), HERE)


@pytest.mark.parametrize("method", ["raking", "linear"])
@pytest.mark.parametrize(
    ("cells", "counts", "code", "told"),
    [
        ((*FOUR, ("03", "f", 1.0)), TRUE, "calibration_no_population", {"margin": "area", "groups": ("03",)}),
        (
            FOUR,
            population(*TRUE.rows(), ("03", "f", 5.0)),
            "calibration_no_respondents",
            {"margin": "area", "groups": ("03",)},
        ),
        (
            FOUR,
            population(("01", "f", 0.0), ("01", "m", 0.0), *TRUE.rows()[2:]),
            "calibration_no_population",
            {"groups": ("01",)},
        ),
        (((None, "f", 1.0), *FOUR), TRUE, "calibration_group_missing", {"row": 2, "column": "area"}),
        # everybody in 01 is a woman and everybody in 02 a man: 30 cannot be 50
        ((FOUR[0], FOUR[3]), TRUE, "calibration_not_reached", {}),
    ],
)
def test_totals_that_do_not_match_the_respondents_are_refused(
    cells: tuple[tuple[str | None, str | None, float], ...],
    counts: pl.DataFrame,
    code: str,
    told: dict[str, object],
    method: str,
) -> None:
    with raises(code, path=HERE, **told):
        weights(cells, counts, method)


def test_raking_towards_an_empty_cell_is_refused() -> None:
    # 01 has women only, as many as there are women in all: the women of 02 would have to weigh nothing
    counts = population(("01", "f", 50.0), ("02", "f", 0.0), ("02", "m", 50.0))
    with raises("calibration_not_reached"):
        weights((FOUR[0], *FOUR[2:]), counts)


def test_a_weight_below_0_is_refused_with_its_group_and_raking_has_none() -> None:
    cells = (("01", "f", 10.0), ("01", "m", 10.0), ("02", "f", 10.0), ("02", "m", 1.0))
    counts = population(("01", "f", 1.0), ("01", "m", 4.0), ("02", "f", 4.0), ("02", "m", 60.0))
    with raises("calibration_negative", groups=("01", "f")):
        weights(cells, counts, "linear")
    assert weights(cells, counts)["weight"].min() > 0


def test_pooled_waves_keep_their_own_margins_and_a_wave_without_calibration_its_weights() -> None:
    pooled = pool_waves({"2025": weights(), "2026": people(*FOUR)})
    columns = calibrated_columns(pooled)
    assert columns is not None
    assert columns.margins == ("margin_0", "margin_1")
    assert pooled["margin_0"].to_list() == ["2025 01", "2025 01", "2025 02", "2025 02", *[None] * 4]
    assert pooled[columns.before].to_list() == [1, 2, 3, 4] * 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.2, 5), min_size=12, max_size=12),
    st.lists(st.floats(0.5, 2), min_size=12, max_size=12),
    st.sampled_from(["raking", "linear"]),
)
def test_every_total_is_met_exactly(before: list[float], change: list[float], method: str) -> None:
    area, sex = np.divmod(np.arange(12), 3)
    x = np.hstack([area[:, None] == np.arange(4), sex[:, None] == np.arange(3)]).astype(float)
    totals = (np.array(before) * change) @ x
    factor, off = calibration_factors(x, np.array(before), totals, method)
    assert off.max() < 1e-10
    assert (np.array(before) * factor) @ x == pytest.approx(totals)
