"""Quality marks: what is not shown, what is shown with care, and how numbers are rounded."""

import polars as pl
import pytest

from etl.config.policy import read_policy
from etl.sdc.primary import ESTIMATE, AnswerRange, primary_suppression, suppress_and_round, with_scale
from tests.errors import raises
from tests.etl.statuses import SAID, coded

GOOD = {
    "indicator": "trust",
    "kind": "survey_share",
    "decimals": 1,
    "period": "2026",
    "level": "maakunta",
    "code": "02",
    "geo_year": 2026,
    "group_dim": "all",
    "group_code": "all",
    "value": 0.58249,
    "ci_low": 0.53,
    "ci_high": 0.63,
    "n": 404,
    "effective_n": 300.0,
    "df": 30,
    "item_nonresponse": 0.02,
    **coded(),
    "source": "demo",
    "quoted_by": None,
    "note": None,
}
TYPES = {"quoted_by": pl.String, "note": pl.String, "df": pl.Int64} | dict.fromkeys(
    ("ci_low", "ci_high", "kish_n"), pl.Float64
)


def published(**changes):
    rows = pl.DataFrame([GOOD | changes], schema_overrides=TYPES)
    policy = read_policy()
    row = suppress_and_round(primary_suppression(with_scale(rows, {"mean": AnswerRange(0, 10)}), policy), policy)
    return row.row(0, named=True) | row.select(SAID).row(0, named=True)


def test_a_share_leaves_in_percent_with_the_decimals_of_its_indicator_and_n_to_the_nearest_ten():
    row = published()
    assert (row["value"], row["ci_low"], row["ci_high"], row["n"], row["status"]) == (58.2, 53.0, 63.0, 400, "")
    assert tuple(row) == (*ESTIMATE, "status")


def test_n_is_rounded_halves_up():
    assert published(n=405)["n"] == 410
    assert published(n=404)["n"] == 400


@pytest.mark.parametrize(("kish", "told"), [(104.63, 100), (105.0, 110), (3.2, 10), (None, None)])
def test_effective_n_is_rounded_once_and_to_one_step_at_least(kish, told):
    assert published(kish_n=kish, level="country", code="SSS")["effective_n"] == told


def test_effective_n_of_a_smaller_area_is_not_told_since_it_would_split_hidden_groups():
    assert published(kish_n=104.63)["effective_n"] is None


@pytest.mark.parametrize(("decimals", "value"), [(0, 7.0), (1, 6.8), (2, 6.84)])
def test_a_mean_leaves_in_its_own_unit_with_the_decimals_of_its_indicator(decimals, value):
    row = published(indicator="mean", kind="survey_mean", decimals=decimals, value=6.835, ci_low=6.6, ci_high=7.1)
    assert (row["value"], row["status"]) == (value, "")


def test_a_share_without_decimals_leaves_as_whole_per_cent_halves_up():
    row = published(decimals=0, value=0.625, ci_low=0.5249, ci_high=0.7249)
    assert (row["value"], row["ci_low"], row["ci_high"]) == (63.0, 52.0, 72.0)


def test_what_rounds_to_nothing_has_no_sign():
    row = published(indicator="mean", kind="survey_mean", value=-0.04, ci_low=-0.3, ci_high=0.2)
    assert str(row["value"]) == "0.0"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"n": 29}, "C"),
        ({"effective_n": 29.9}, "U"),
        ({"ci_low": 0.40, "ci_high": 0.71}, "U"),
        ({"df": 7}, "U"),
        ({"ci_low": None, "ci_high": None, "df": 0}, "U"),
        ({"n": 29, "df": 0, "obs_status": "B"}, "BC"),
    ],
)
def test_a_hidden_row_carries_nothing_but_its_key_and_its_status(changes, status):
    row = published(**changes)
    assert (row["value"], row["ci_low"], row["ci_high"], row["n"]) == (None, None, None, None)
    assert row["status"] == status


@pytest.mark.parametrize(
    "changes",
    [{"n": 30}, {"n": 94}, {"ci_low": 0.48, "ci_high": 0.69}, {"item_nonresponse": 0.21}],
)
def test_a_less_reliable_row_is_shown_and_marked(changes):
    row = published(**changes)
    assert (row["value"], row["status"]) == (58.2, "U")


def test_the_mark_of_low_reliability_tells_no_more_than_the_rounded_n():
    assert published(n=96)["status"] == ""
    assert published(n=96)["n"] == 100


def test_the_mark_of_low_reliability_tells_no_more_than_the_rounded_interval():
    assert published(decimals=0, ci_low=0.4949, ci_high=0.6851)["status"] == "U"  # 49 to 69
    assert published(decimals=0, ci_low=0.4851, ci_high=0.6849)["status"] == ""  # 49 to 68


def test_the_width_of_a_mean_is_judged_in_per_cent_of_its_scale():
    mean = {"indicator": "mean", "kind": "survey_mean", "value": 6.0}
    assert published(**mean, ci_low=4.9, ci_high=7.1)["status"] == "U"
    assert published(**mean, ci_low=4.0, ci_high=7.5)["value"] is None


def test_a_mean_without_its_scale_is_refused():
    with raises("scale_unknown", indicator="other"):
        published(indicator="other", kind="survey_mean")


def test_published_figures_keep_their_n_and_interval_and_are_hidden_only_under_thirty():
    figure = {"kind": "published_share", "value": 61.0, "ci_low": 40.0, "ci_high": 80.0, "df": None}
    assert published(**figure, n=1234)["n"] == 1234
    assert published(**figure, n=None)["value"] == 61.0
    assert published(**figure, n=29)["status"] == "C"


def test_registers_pass_untouched():
    row = published(kind="register_count", value=14021.0, ci_low=None, ci_high=None, n=None, df=None)
    assert (row["value"], row["status"]) == (14021.0, "")
