"""The scale of a test: shares on that of the logit, with an interval that agrees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from etl.compare.scales import Side, df_of_sum, variance_to_test

SHARE = np.array([True])
shares = st.floats(0.001, 0.999)
errors = st.floats(1e-4, 0.2)


def side(value: float, se: float, effective_n: float = 100) -> Side:
    return Side(np.array([value]), np.array([se**2]), np.array([float(effective_n)]))


def variance_of(own: Side, reference: Side, covariance: float = 0.0, share: np.ndarray = SHARE) -> float:
    return variance_to_test(own, reference, np.array([covariance]), share)[0]


def test_a_share_of_five_per_cent_against_ten_by_hand():
    # logits -2.944439 and -2.197225; s^2 = (0.01 / 0.0475)^2 + (0.02 / 0.09)^2 = 0.0443213 + 0.0493827
    variance = variance_of(side(0.05, 0.01), side(0.10, 0.02))
    assert 0.05 / variance**0.5 == pytest.approx(0.747214 / 0.0937040**0.5, abs=1e-5)


@given(shares, shares, errors, errors, st.floats(-0.9, 0.9))
def test_difference_over_error_is_that_of_the_logits(a, b, se_a, se_b, correlation):
    covariance = correlation * se_a * se_b
    variance = variance_of(side(a, se_a), side(b, se_b), covariance)
    x, y = se_a / (a * (1 - a)), se_b / (b * (1 - b))
    s = (x**2 + y**2 - 2 * correlation * x * y) ** 0.5
    gap = special.logit(a) - special.logit(b)
    assert (a - b) / variance**0.5 == pytest.approx(gap / s, rel=1e-3, abs=1e-5)


@given(shares, errors, errors)
def test_equal_shares_keep_the_error_of_their_difference(p, se_a, se_b):
    assert variance_of(side(p, se_a), side(p, se_b)) == pytest.approx(se_a**2 + se_b**2)


def test_a_mean_keeps_the_error_of_its_difference():
    mean = np.array([False])
    assert variance_of(side(5.0, 0.3), side(4.0, 0.4), 0.05, mean) == pytest.approx(0.09 + 0.16 - 0.1)


@pytest.mark.parametrize("never", [0.0, 1.0])
def test_a_share_that_never_varies_has_the_error_of_half_a_respondent_more(never):
    # 0 of 100: 0.5 / 101 = 0.00495, variance 0.00495 x 0.99505 / 100; its logit -5.3033, s = 1 / (0.07018 x 10)
    other = abs(never - 0.1)
    variance = variance_of(side(never, 0.0), side(other, 0.01))
    s = (1 / (0.00495050 * 0.99504950 * 100) + (0.01 / 0.09) ** 2) ** 0.5
    assert 0.1 / variance**0.5 == pytest.approx((5.303305 - 2.197225) / s, rel=1e-5)


def test_two_shares_that_never_vary_are_not_called_exactly_equal():
    assert variance_of(side(0.0, 0.0, 50), side(0.0, 0.0, 200)) > 0


def test_a_share_that_never_varies_and_whose_sample_is_unknown_is_tested_as_it_is():
    assert variance_of(side(0.0, 0.02, np.nan), side(0.1, 0.01)) == pytest.approx(0.0005)


@pytest.mark.parametrize(
    ("variances", "df", "expected"),
    [
        ((1.0, 1.0), (14.0, 14.0), 28.0),  # equal: the sum
        ((1.0, 0.0), (14.0, 300.0), 14.0),  # all of one
        ((3.0, 1.0), (10.0, 20.0), 16 / (0.9 + 0.05)),
        ((0.0, 0.0), (10.0, 20.0), 10.0),
        ((1.0, 1.0), (np.inf, np.inf), np.inf),
    ],
)
def test_the_df_of_a_sum_weighs_the_variances(variances, df, expected):
    assert df_of_sum(np.array(variances), np.array(df)) == pytest.approx(expected)
