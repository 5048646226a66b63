from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from etl.estimate.intervals import (
    exact_interval,
    logit_interval,
    t_interval,
    t_quantile,
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


def test_quantiles_keep_their_places():
    assert t_quantile(0.975, array(3, 1, 3)) == pytest.approx(stats.t.ppf(0.975, [3, 1, 3]))
