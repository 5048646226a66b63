"""What published figures leave possible: their rounding, and the middle of their interval as a second reading."""

import polars as pl
import pytest
from scipy import special

from etl.sdc.rounding import share_bounds

SHARE = {"kind": "survey_share", "decimals": 0, "scale_low": 0.0, "scale_width": 1.0}
MEAN = {"kind": "survey_mean", "decimals": 1, "scale_low": 0.0, "scale_width": 10.0}


def bounds(of, **figures):
    least, most = share_bounds(pl.DataFrame([of | figures]))
    return least[0], most[0]


def test_a_value_lies_within_its_rounding():
    assert bounds(SHARE, value=52.0) == pytest.approx((0.515, 0.525))
    assert bounds(MEAN, value=6.8) == pytest.approx((0.675, 0.685))


def test_the_middle_of_an_interval_is_a_second_reading():
    """On the logit scale; of a mean on its own: 6.6 to 6.9 has its middle at 6.7 to 6.8."""
    middle = special.expit((special.logit(0.465) + special.logit(0.565)) / 2)
    assert bounds(SHARE, value=52.0, ci_low=47.0, ci_high=57.0) == pytest.approx((middle, 0.525))
    assert bounds(MEAN, value=6.8, ci_low=6.6, ci_high=6.9) == pytest.approx((0.675, 0.68))


@pytest.mark.parametrize(("low", "high", "value"), [(0.0, 4.0, 0.0), (96.0, 100.0, 100.0), (0.0, 100.0, 50.0)])
def test_an_exact_interval_at_the_end_of_the_scale_takes_nothing_away(low, high, value):
    least, most = bounds(SHARE, value=value, ci_low=low, ci_high=high)
    assert least <= value / 100 <= most


@pytest.mark.parametrize("share", [0.0312, 0.276, 0.5, 0.884])
@pytest.mark.parametrize("half", [0.1, 0.5, 1.2])
def test_the_true_share_is_never_read_away(share, half):
    ends = special.expit(special.logit(share) + half * pl.Series([-1.0, 1.0]).to_numpy())
    low, value, high = (round(100 * one) for one in (ends[0], share, ends[1]))
    least, most = bounds(SHARE, value=float(value), ci_low=float(low), ci_high=float(high))
    assert least <= share <= most
