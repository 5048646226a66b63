from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from etl.estimate.intervals import (
    benjamini_hochberg,
    detectable,
    exact_interval,
    logit_interval,
    t_interval,
    t_quantile,
    t_test,
)


def array(*numbers: float) -> np.ndarray:
    return np.array(numbers, float)


def test_a_t_interval_uses_the_designs_degrees_of_freedom():
    low, high = t_interval(array(10, 10), array(1, 1), array(2, 1000))
    assert high - 10 == pytest.approx([4.302652729911275, 1.962339080825], abs=1e-9)
    assert low + high == pytest.approx([20, 20])


def test_without_degrees_of_freedom_there_is_no_interval():
    assert np.isnan(t_interval(array(10), array(0), array(0))).all()


def test_a_logit_interval_stays_between_0_and_1_and_leans_to_the_middle():
    low, high = logit_interval(array(0.02), array(0.02), array(30))
    assert 0 < low[0] < 0.02 < high[0] < 1
    assert high[0] - 0.02 > 0.02 - low[0]


@pytest.mark.parametrize("yes", [0, 3, 10])
def test_an_exact_interval_of_a_simple_sample_is_clopper_and_pearsons(yes):
    low, high = exact_interval(array(yes / 10), array(10), array(10), array(9))
    theirs = stats.binomtest(yes, 10).proportion_ci(method="exact")
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high))


def test_few_degrees_of_freedom_widen_the_exact_interval():
    many, few = (exact_interval(array(0), array(50), array(50), array(df))[1][0] for df in (49, 5))
    assert few > many


def test_no_variance_no_test():
    assert np.isnan(t_test(array(1, 1), array(0, 1), array(5, 0))).all()


def test_a_p_value_is_two_sided():
    assert t_test(array(-2), array(1), array(10))[0] == pytest.approx(2 * stats.t.sf(2, 10))


def test_the_detectable_difference_is_found_eight_times_in_ten():
    least = detectable(array(1), array(np.inf), 0.05, 0.8)[0]
    assert least == pytest.approx(1.959964 + 0.841621, abs=1e-6)
    assert stats.norm.sf(1.959964 - least) == pytest.approx(0.8, abs=1e-6)


def test_quantiles_keep_their_places():
    assert t_quantile(0.975, array(3, 1, 3)) == pytest.approx(stats.t.ppf(0.975, [3, 1, 3]))


def adjusted(p: list[float | None], family: list[str]) -> list[float | None]:
    frame = pl.DataFrame({"p": p, "family": family}, schema={"p": pl.Float64, "family": pl.String})
    return frame.select(benjamini_hochberg(pl.col("p"), ["family"]))["p"].to_list()


def test_p_values_are_adjusted_within_their_family():
    # family a: 0.01 x 3/1, 0.03 x 3/2 -> 0.04 (the next larger is smaller), 0.04 x 3/3; null is no test
    assert adjusted([0.01, 0.04, None, 0.03, 0.2], [*"aaaab"]) == pytest.approx([0.03, 0.04, None, 0.04, 0.2])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_equal_scipys(p):
    assert adjusted(p, ["a"] * len(p)) == pytest.approx(stats.false_discovery_control(p).tolist(), abs=1e-12)
