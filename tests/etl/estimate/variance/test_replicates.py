from __future__ import annotations

import msgspec
import numpy as np
import polars as pl
import pytest

from etl.compare.contrasts import against_group
from etl.config.card import Replicates
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.pooling.stack import pool_replicates
from tests.errors import raises
from tests.truth.cases import read

MEAN = Item("score", "q1", "survey_mean")
MARGINS = [Margin("country", {"01": "SSS"}, dim) for dim in ("all", "sex")]
ANSWERS = [1, 2, 3, 5, 8, 13, 2, 4]


def with_replicates(stratum: list[str], factors: np.ndarray) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "q1": ANSWERS,
            "weight": [2.0] * 8,
            "stratum": stratum,
            "psu": list("abcdefgh"),
            "area": ["01"] * 8,
            "sex": ["f", "m"] * 4,
        }
    )
    return frame.with_columns(pl.Series(f"r{i}", 2 * factors[:, i]) for i in range(factors.shape[1]))


def jackknife(strata: list[list[int]]) -> np.ndarray:
    """Leave one respondent out at a time; the others of the stratum stand in for them."""
    factors = np.ones((8, 8))
    for members in strata:
        for out in members:
            factors[members, out] = len(members) / (len(members) - 1)
            factors[out, out] = 0.0
    return factors


def one(frame: pl.DataFrame, replicates: Replicates | None = None, stratum: str | None = "stratum") -> Estimates:
    return estimate(
        frame, DesignColumns(stratum=stratum, replicates=(replicates,) if replicates else ()), [MEAN], MARGINS, "2026"
    )


NAMES = tuple(f"r{i}" for i in range(8))


def test_jk1_of_a_simple_mean_is_the_textbook_standard_error():
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    found = one(frame, Replicates("JK1", NAMES)).table.row(0, named=True)
    assert found["se"] == pytest.approx(np.std(ANSWERS, ddof=1) / 8**0.5)
    assert found["df"] == 7  # rank of the replicate weights - 1


def test_jkn_of_a_stratified_mean_is_the_linearised_one():
    strata = [[0, 1, 2], [3, 4, 5, 6, 7]]
    frame = with_replicates(["1"] * 3 + ["2"] * 5, jackknife(strata))
    replicates = Replicates("JKn", NAMES, rscales=(2 / 3,) * 3 + (4 / 5,) * 5, mse=True)
    assert one(frame, replicates).table["se"][0] == pytest.approx(one(frame).table["se"][0])


def test_bootstrap_replicates_spread_around_their_mean():
    factors = np.array([[2, 0, 1], [0, 2, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]], float)
    found = one(with_replicates(["1"] * 8, factors), Replicates("bootstrap", NAMES[:3])).table["se"][0]
    means = [np.average(ANSWERS, weights=factors[:, r]) for r in range(3)]
    assert found == pytest.approx(np.std(means, ddof=1))


def test_a_scale_of_the_producers_own_is_taken():
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    plain, quarter = (one(frame, Replicates("JK1", NAMES, scale=s)).table["se"][0] for s in (1.0, 0.25))
    assert quarter == pytest.approx(plain / 2)


def test_factors_may_stand_in_place_of_weights():
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    halved = frame.with_columns(pl.col(NAMES) / 2)
    combined, factors = (
        one(f, Replicates("JK1", NAMES, combined=c)).table["se"][0] for f, c in ((frame, True), (halved, False))
    )
    assert combined == pytest.approx(factors)


def test_the_df_of_a_group_counts_its_own_replicates_and_never_exceeds_the_declared():
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    free, declared = (one(frame, Replicates("JK1", NAMES, df=df)).table["df"].to_list() for df in (None, 2))
    assert free == [7, 3, 3]
    assert declared == [2, 2, 2]


def test_a_difference_of_groups_is_taken_replicate_by_replicate():
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    found = against_group(one(frame, Replicates("JK1", NAMES)), {"sex": "f"}).row(0, named=True)
    women, men = np.array(ANSWERS[::2], float), np.array(ANSWERS[1::2], float)
    left_out = [np.delete(men, i).mean() - women.mean() for i in range(4)]
    left_out += [men.mean() - np.delete(women, i).mean() for i in range(4)]
    assert found["difference"] == pytest.approx(men.mean() - women.mean())
    assert found["variance"] == pytest.approx(7 / 8 * ((left_out - np.mean(left_out)) ** 2).sum())


def test_jkn_without_its_rscales_is_refused():
    with raises("rscales_number", weights=8, rscales=0):
        one(with_replicates(["1"] * 8, np.ones((8, 8))), Replicates("JKn", NAMES))


@pytest.mark.parametrize("replicates", [Replicates("Fay", NAMES), Replicates("BRR", NAMES, rho=0.3)])
def test_fays_method_needs_its_rho_and_no_other_has_one(replicates: Replicates) -> None:
    with raises("rho_missing", found=replicates.method):
        one(with_replicates(["1"] * 8, np.ones((8, 8))), replicates)


def test_the_df_of_two_groups_together_is_that_of_their_replicates() -> None:
    frame = with_replicates(["1"] * 8, jackknife([list(range(8))]))
    found = against_group(one(frame, Replicates("JK1", NAMES)), {"sex": "f"}).row(0, named=True)
    assert (found["df"], found["smallest_df"]) == (7, 3)


# --- equal to R ---

DECLARED = {
    "BRR": Replicates("BRR", (), mse=True),
    "Fay": Replicates("Fay", (), rho=0.3, mse=True),
    "JKn": Replicates("JKn", (), rscales=(0.5,) * 14, mse=True),
}


def of_wave(method: str, number: int) -> tuple[pl.DataFrame, Replicates]:
    answers = read("13_replicates", "input.csv").filter(pl.col("year") == str(2024 + number))
    frame = pl.concat([answers, read("13_replicates", f"weights_{method}_{number}.csv")], how="horizontal")
    columns = tuple(name for name in frame.columns if name.startswith("X"))
    return frame, msgspec.structs.replace(DECLARED[method], columns=columns)


@pytest.mark.parametrize("method", list(DECLARED))
def test_every_method_equals_r_and_so_do_its_waves_stacked(method: str) -> None:
    waves = {str(2024 + number): of_wave(method, number) for number in (1, 2)}
    samples = {period: (frame, (declared,)) for period, (frame, declared) in waves.items()}
    samples["2025-2026"] = pool_replicates({p: f for p, (f, _) in waves.items()}, {p: d for p, (_, d) in waves.items()})
    item = Item("x", "x", "survey_mean")
    margins = [
        Margin(level, areas, dim)
        for level, areas in (("country", dict.fromkeys(("01", "02"), "SSS")), ("maakunta", {"01": "01", "02": "02"}))
        for dim in ("all", "g")
    ]
    found = [estimate(f, DesignColumns(replicates=d), [item], margins, period) for period, (f, d) in samples.items()]
    cells = pl.concat(one.table for one in found).with_columns(
        area=pl.col("code").replace("SSS", "_T"), g=pl.col("group_code").replace("all", "_T")
    )
    expected = read("13_replicates", "expected.csv").filter(pl.col("method") == method)
    both = expected.join(cells, on=["period", "area", "g"], suffix="_found", validate="1:1")
    assert both.height == 21
    assert both["value"].to_list() == pytest.approx(both["est"].to_list(), rel=1e-9)
    assert both["se_found"].to_list() == pytest.approx(both["se"].to_list(), rel=1e-9)
    expected = read("13_replicates", "expected_differences.csv").filter(pl.col("method") == method)
    contrasts = pl.concat(against_group(one, {"g": "a"}) for one in found).filter(level="country", group_code="b")
    assert contrasts["difference"].to_list() == pytest.approx(expected["diff"].to_list(), rel=1e-9)
    assert contrasts["variance"].sqrt().to_list() == pytest.approx(expected["se"].to_list(), rel=1e-9)
    if method != "JKn":  # of which R takes the df from the strata
        assert both["df_found"].to_list() == both["df"].to_list()
        assert contrasts["df"].to_list() == expected["df"].to_list()
