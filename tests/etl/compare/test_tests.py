"""p values, detectable differences and families, against textbook and scipy."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from etl.compare.tests import benjamini_hochberg, detectable_difference, t_test


def array(*numbers: float) -> np.ndarray:
    return np.array(numbers, float)


def test_no_variance_no_test():
    assert np.isnan(t_test(array(1, 1), array(0, 1), array(5, 0))).all()


def test_a_p_value_is_two_sided():
    assert t_test(array(-2), array(1), array(10))[0] == pytest.approx(2 * stats.t.sf(2, 10))


def test_the_detectable_difference_is_found_eight_times_in_ten():
    least = detectable_difference(array(1), array(np.inf), 0.05, 0.8)[0]
    assert least == pytest.approx(1.959964 + 0.841621, abs=1e-6)
    assert stats.norm.sf(1.959964 - least) == pytest.approx(0.8, abs=1e-6)


def adjusted(p: list[float | None], family: list[str]) -> list[float | None]:
    frame = pl.DataFrame({"p": p, "family": family}, schema={"p": pl.Float64, "family": pl.String})
    return frame.select(benjamini_hochberg(pl.col("p"), ["family"]))["p"].to_list()


def test_p_values_are_adjusted_within_their_family():
    # family a: 0.01 x 3/1, 0.03 x 3/2 -> 0.04 (the next larger is smaller), 0.04 x 3/3; null is no test
    assert adjusted([0.01, 0.04, None, 0.03, 0.2], [*"aaaab"]) == pytest.approx([0.03, 0.04, None, 0.04, 0.2])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_equal_scipys(p):
    assert adjusted(p, ["a"] * len(p)) == pytest.approx(stats.false_discovery_control(p).tolist(), abs=1e-12)
