from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import estimate
from etl.estimate.pooling.stack import pool_waves
from tests.errors import raises
from tests.truth.cases import by_domain, finnish, means, needs_shared_truth, read, shares

COUNTRY = Margin("country", {"01": "SSS", "02": "SSS"}, "all")
REGIONS = Margin("maakunta", {"01": "01", "02": "02"}, "all")
YES = Item("trust", "q1", "survey_share", yes=(1,), no_answer=(9,))
MEAN = Item("score", "q1", "survey_mean", no_answer=(9,))


def respondents(**columns: list[object]) -> pl.DataFrame:
    size = len(columns["q1"])
    plain = {
        "weight": [1.0] * size,
        "stratum": ["1"] * size,
        "psu": [str(i) for i in range(size)],
        "area": ["01"] * size,
    }
    return pl.DataFrame({**plain, **columns})


def one(
    frame: pl.DataFrame, item: Item = YES, design: DesignColumns | None = None, margin: Margin = COUNTRY
) -> dict[str, float]:
    table = estimate(frame, design or DesignColumns(), [item], [margin], "2026").table
    return table.row(0, named=True)


def agrees(found: pl.DataFrame, expected: pl.DataFrame, on: list[str], columns: dict[str, str]) -> None:
    """Compare with R: est and se to 1e-9, intervals to 1e-8, n and df exactly; something must be there to compare."""
    both = expected.join(found, on=on, how="left", suffix="_found", validate="1:1")
    for theirs, ours in columns.items():
        mine = f"{ours}_found" if ours in expected.columns else ours
        assert both[theirs].is_not_null().any(), f"R says nothing of {theirs}"
        within = 1e-8 if ours.startswith("ci") else 1e-9 * max(1.0, float(both[theirs].abs().max() or 1))
        wrong = both.filter((pl.col(theirs) - pl.col(mine)).abs().fill_null(np.inf) > within)
        wrong = wrong.filter(pl.col(theirs).is_not_null())
        assert wrong.is_empty(), wrong.select(*on, theirs, mine)


# --- worked by hand ---


def test_a_share_is_weighted():
    # 3 of 5 weights say yes
    assert one(respondents(q1=[1, 0, 1], weight=[1.0, 2.0, 2.0]))["value"] == pytest.approx(3 / 5)


def test_the_standard_error_of_a_simple_sample_is_the_textbook_one():
    # p = 0.5, n = 4: sqrt(p (1 - p) / (n - 1)) = sqrt(0.25 / 3)
    found = one(respondents(q1=[1, 1, 0, 0]))
    assert found["se"] == pytest.approx((0.25 / 3) ** 0.5)
    assert (found["n"], found["df"]) == (4, 3)
    assert found["effective_n"] == pytest.approx(3.0)  # 0.25 / (0.25 / 3)


def test_the_finite_population_correction_shrinks_the_variance():
    # 4 of 16 asked: variance x (1 - 4 / 16)
    found = one(respondents(q1=[1, 1, 0, 0], fpc=[16.0] * 4), design=DesignColumns(fpc="fpc"))
    assert found["se"] == pytest.approx((0.25 / 3 * 0.75) ** 0.5)


def test_strata_take_out_the_difference_between_them():
    # Each stratum agrees with itself: nothing is left to chance
    found = one(respondents(q1=[1, 1, 0, 0], stratum=["a", "a", "b", "b"]))
    assert (found["value"], found["se"], found["df"]) == (0.5, 0.0, 2)


def test_respondents_of_a_psu_are_one_observation():
    # Two PSUs with totals of w (y - mean) / sum w of +1/4 and -1/4: variance 2/1 x (1/16 + 1/16) = 1/4
    found = one(respondents(q1=[1, 1, 0, 0], psu=["x", "x", "y", "y"]))
    assert found["se"] == pytest.approx(0.5)
    assert found["df"] == 1


def test_an_answer_that_is_none_leaves_the_share_but_not_the_design():
    found = one(respondents(q1=[1, 0, 9, None]))
    assert (found["value"], found["n"], found["df"]) == (0.5, 2, 3)
    assert found["item_nonresponse"] == pytest.approx(1 / 3)  # null was not asked


def test_a_mean_has_a_t_interval():
    # mean 2, se = 1 / sqrt(3), t(2; 0.975) = 4.30265
    found = one(respondents(q1=[1, 2, 3]), MEAN)
    assert found["ci_high"] - 2 == pytest.approx(4.302652729911275 / 3**0.5)


# --- the traps of the method ---


def test_a_group_that_is_the_stratum_itself_is_a_group_like_another():
    frame = respondents(q1=[1, 0, 1, 1], stratum=["a", "a", "b", "b"])
    margin = Margin("country", {"01": "SSS"}, "stratum")
    table = estimate(frame, DesignColumns(), [YES], [margin], "2026").table
    assert table["value"].to_list() == [0.5, 1.0]
    assert table["df"].to_list() == [1, 1]


def test_psus_without_an_answer_stay_in_the_stratum():
    # Four PSUs, two with an answer: variance 4/3 x (1/16 + 1/16), not 2/1 x (...)
    found = one(respondents(q1=[1, 0, 9, 9]))
    assert found["se"] == pytest.approx((4 / 3 * (1 / 16 + 1 / 16)) ** 0.5)


def test_large_values_do_not_cancel():
    far, near = (one(respondents(q1=[base + 1, base + 2, base + 3]), MEAN) for base in (10**12, 0))
    assert far["se"] == pytest.approx(near["se"], rel=1e-12)


def test_equal_answers_have_no_spread_at_all():
    weight = [0.1, 0.2, 0.7, 0.3, 1.1, 1.3]  # sums that binary numbers do not hold exactly
    frame = respondents(q1=[8, 8, 8, 8, 8, 1], area=["01"] * 5 + ["02"], weight=weight)
    assert one(frame, MEAN, margin=REGIONS)["se"] == 0.0


def test_an_area_inside_a_one_psu_stratum_has_no_known_variance():
    frame = respondents(
        q1=[1, 0, 1, 0, 1],
        stratum=["x", "x", "a", "a", "a"],
        psu=["1", "1", "2", "3", "4"],
        area=["02", "02", "01", "01", "01"],
    )
    table = estimate(frame, DesignColumns(lonely_psu="adjust"), [YES], [REGIONS], "2026").table
    island = table.row(1, named=True)
    assert (island["value"], island["df"]) == (0.5, 0)
    assert (island["ci_low"], island["ci_high"], island["effective_n"]) == (None, None, None)


def test_equal_answers_inside_a_one_psu_stratum_are_not_worth_anything_either():
    frame = respondents(q1=[1, 1, 1, 0], stratum=["x", "x", "a", "a"], psu=list("1123"), area=["02", "02", "01", "01"])
    table = estimate(frame, DesignColumns(lonely_psu="adjust"), [YES], [REGIONS], "2026").table
    island = table.row(1, named=True)
    assert (island["value"], island["ci_low"], island["effective_n"]) == (1.0, None, None)


def test_a_psu_that_crosses_areas_is_summed_before_it_is_squared():
    apart = respondents(q1=[1, 0, 1, 0], psu=["x", "y", "x", "y"], area=["01", "01", "02", "02"])
    together = apart.with_columns(area=pl.lit("01"))
    assert one(apart)["se"] == pytest.approx(one(together)["se"])
    assert one(apart)["df"] == 1


def test_area_codes_stay_text():
    table = estimate(respondents(q1=[1, 0]), DesignColumns(), [YES], [REGIONS], "2026").table
    assert table["code"].to_list() == ["01", "02"]


def test_a_one_psu_stratum_without_a_rule_stops_the_build_and_is_named():
    frame = respondents(q1=[1, 0, 1], stratum=["Åland", "b", "b"])
    with raises("stratum_with_one_psu", column="stratum", strata=("Åland",)):
        one(frame)


def test_a_one_psu_stratum_that_was_taken_whole_needs_no_rule():
    frame = respondents(q1=[1, 0, 1], stratum=["x", "b", "b"], fpc=[1.0, 10.0, 10.0])
    assert one(frame, design=DesignColumns(fpc="fpc"))["df"] == 1


# --- edges ---


def test_a_share_of_zero_has_an_upper_bound():
    # Clopper-Pearson for 0 of 10: 1 - 0.025 ^ (1 / 10)
    found = one(respondents(q1=[0] * 10))
    assert (found["value"], found["ci_low"]) == (0.0, 0.0)
    assert found["ci_high"] == pytest.approx(1 - 0.025 ** (1 / 10))


def test_a_share_of_one_has_a_lower_bound_wider_for_unequal_weights():
    equal = one(respondents(q1=[1] * 10))["ci_low"]
    unequal = one(respondents(q1=[1] * 10, weight=[1.0] * 9 + [9.0]))["ci_low"]
    assert unequal < equal == pytest.approx(0.025 ** (1 / 10))


def test_a_cell_without_answers_is_there_and_empty():
    frame = respondents(q1=[1, 0, 9], area=["01", "01", "02"])
    empty = estimate(frame, DesignColumns(), [YES], [REGIONS], "2026").table.row(1, named=True)
    assert (empty["value"], empty["se"], empty["n"], empty["item_nonresponse"]) == (None, None, 0, 1.0)


def test_a_respondent_without_a_group_is_in_no_group_but_in_the_design():
    frame = respondents(q1=[1, 0, 1, 0], sex=["f", "f", "m", None])
    table = estimate(frame, DesignColumns(), [YES], [Margin("country", {"01": "SSS"}, "sex")], "2026").table
    assert table.select("group_code", "n", "value").rows() == [("f", 2, 0.5), ("m", 1, 1.0)]
    assert table["se"][0] == pytest.approx((4 / 3 * (1 / 16 + 1 / 16)) ** 0.5)


def test_a_mean_on_which_all_agree_is_worth_its_weights():
    found = one(respondents(q1=[7, 7, 7, 7, 1], area=["01"] * 4 + ["02"], weight=[1, 1, 1, 2, 9]), MEAN, margin=REGIONS)
    assert found["effective_n"] == pytest.approx(25 / 7)  # (1 + 1 + 1 + 2)^2 / (1 + 1 + 1 + 4)


def test_a_question_nobody_was_asked_has_no_rows():
    frame = respondents(q1=[1, 0], q2=[None, None])
    table = estimate(frame, DesignColumns(), [YES, Item("other", "q2", "survey_share", (1,))], [COUNTRY], "2026").table
    assert table["indicator"].unique().to_list() == ["trust"]


@pytest.mark.parametrize(
    ("spoil", "code", "told"),
    [
        (pl.lit(None).cast(pl.Float64).alias("weight"), "design_value_missing", {"row": 1, "column": "weight"}),
        (pl.lit(2.0).alias("fpc"), "fpc_too_small", {"column": "fpc", "stratum": "1"}),
        (pl.Series("fpc", [10.0, 11.0, 10.0]), "fpc_differs", {"column": "fpc", "stratum": "1"}),
    ],
)
def test_a_design_that_cannot_be_is_refused(spoil, code, told):
    with raises(code, **told):
        one(respondents(q1=[1, 0, 1], fpc=[10.0] * 3).with_columns(spoil), design=DesignColumns(fpc="fpc"))


def test_a_missing_column_is_refused_and_named():
    with raises("design_column_missing", column="q7"):
        one(respondents(q1=[1, 0]), Item("x", "q7", "survey_share", (1,)))


def test_an_area_that_the_country_leaves_out_is_refused():
    with raises("country_lacks_areas", areas=["03"]):
        one(respondents(q1=[1, 0], area=["01", "03"]))


def test_pooled_waves_keep_their_strata_apart():
    waves = {"2025": respondents(q1=[1, 0, 1]), "2026": respondents(q1=[0, 0, 1])}
    found = one(pool_waves(waves))
    assert (found["n"], found["df"]) == (6, 4)  # 6 PSUs in 2 strata
    assert found["value"] == pytest.approx(0.5)


# --- properties ---

sample = st.lists(
    st.tuples(st.sampled_from([0, 1, 9]), st.floats(0.1, 10), st.sampled_from("ab"), st.sampled_from(["01", "02"])),
    min_size=4,
    max_size=40,
)


def sampled(rows: list[tuple[int, float, str, str]]) -> pl.DataFrame:
    q1, weight, stratum, area = map(list, zip(*rows, strict=True))
    return respondents(q1=q1, weight=weight, stratum=stratum, area=area)


@settings(max_examples=60)
@given(sample, st.floats(0.01, 1000))
def test_the_unit_of_the_weights_does_not_matter(rows, factor):
    frame, columns = sampled(rows), ["value", "se", "ci_low", "ci_high"]
    before, after = (
        estimate(f, DesignColumns(lonely_psu="adjust"), [YES, MEAN], [COUNTRY, REGIONS], "2026").table.select(columns)
        for f in (frame, frame.with_columns(pl.col("weight") * factor))
    )
    assert_frame_equal(after, before)


@settings(max_examples=60)
@given(sample, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, random):
    design, columns = DesignColumns(lonely_psu="average"), ["value", "se", "n", "df"]
    before = estimate(sampled(rows), design, [YES, MEAN], [COUNTRY, REGIONS], "2026").table.select(columns)
    random.shuffle(rows)
    after = estimate(sampled(rows), design, [YES, MEAN], [COUNTRY, REGIONS], "2026").table.select(columns)
    assert_frame_equal(after, before)


@settings(max_examples=60)
@given(sample)
def test_a_share_lies_in_its_interval_and_the_interval_between_0_and_1(rows):
    for row in estimate(
        sampled(rows), DesignColumns(lonely_psu="adjust"), [YES], [COUNTRY, REGIONS], "2026"
    ).table.to_dicts():
        if row["ci_low"] is not None:
            assert 0 <= row["ci_low"] <= row["value"] <= row["ci_high"] <= 1
            assert row["ci_low"] < row["ci_high"]


# --- equal to R ---

MOMENTS = {"est": "value", "se": "se", "df": "df", "n": "n"}


@pytest.mark.shared
@needs_shared_truth
@pytest.mark.parametrize(("file", "fpc"), [("expected_fpc.csv", "fpc"), ("expected_nofpc.csv", None)])
@pytest.mark.parametrize(
    ("case", "design", "dims"),
    [
        ("01_apistrat", DesignColumns("pw", "stype", None), ("stype", "sw")),
        ("02_apiclus1", DesignColumns("pw", None, "dnum"), ("stype",)),
    ],
)
def test_school_samples_equal_r(case, design, dims, file, fpc):
    frame, design = read(case, "input.csv"), replace(design, fpc=fpc)
    found = by_domain(
        frame.with_columns(pl.col("sw").cast(pl.Int64).alias("sw_")),
        design,
        (*means("api00", "enroll", "meals"), *shares("aw")),
        dims,
    )
    switch = by_domain(
        frame.with_columns(pl.col("sw").cast(pl.Int64)), design, shares("sw"), [d for d in dims if d != "sw"]
    )
    found = pl.concat([found, switch]).rename({"indicator": "var"})
    expected = read(case, file)
    plain = expected.filter(pl.col("stat") == "mean")
    agrees(found, plain, ["domain", "var"], {**MOMENTS, "deff": "deff"})
    only_means = plain.filter(~pl.col("var").is_in(["aw", "sw"]))
    agrees(found, only_means, ["domain", "var"], {"lo": "ci_low", "hi": "ci_high"})
    logit = expected.filter((pl.col("stat") == "ciprop_xlogit") & (pl.col("se") > 0))
    agrees(found, logit, ["domain", "var"], {"lo": "ci_low", "hi": "ci_high"})


@pytest.mark.shared
@needs_shared_truth
def test_a_clustered_sample_with_item_nonresponse_equals_r():
    frame = read("04_nhanes", "input.csv").with_columns(pl.format("{}|agecat={}", "race", "agecat").alias("both"))
    found = by_domain(frame, DesignColumns("WTMEC2YR", "SDMVSTRA", "SDMVPSU"), shares("HI_CHOL"), ("race", "both"))
    found = found.with_columns(pl.col("domain").str.replace("both=", "race="))
    expected = read("04_nhanes", "expected.csv")
    agrees(found, expected.filter(pl.col("stat") == "mean"), ["domain"], {**MOMENTS, "deff": "deff"})
    logit = expected.filter((pl.col("stat") == "ciprop_xlogit") & (pl.col("se") > 0))
    agrees(found, logit, ["domain"], {"lo": "ci_low", "hi": "ci_high"})


@pytest.mark.shared
@needs_shared_truth
@pytest.mark.parametrize("rule", ["certainty", "adjust", "remove", "average"])
def test_every_rule_for_one_psu_strata_equals_r(rule):
    design = DesignColumns("w", "h", "psu", lonely_psu=rule)
    found = by_domain(read("05_lonely", "input.csv"), design, (*shares("y"), *means("x")), ("g",))
    found = found.with_columns(pl.col("domain").str.replace("g=", ""), var="indicator")
    expected = read("05_lonely", "expected.csv")
    expected = expected.filter((pl.col("lonely") == rule) & ~pl.col("adjust_domain"))
    assert expected.height == 6
    agrees(found, expected, ["domain", "var"], {"est": "value", "se": "se", "df": "df"})


@pytest.mark.shared
@needs_shared_truth
def test_one_psu_strata_without_a_rule_are_refused_where_r_fails():
    with raises("stratum_with_one_psu", strata=("4", "6")):
        by_domain(read("05_lonely", "input.csv"), DesignColumns("w", "h", "psu"), shares("y"), ())


@pytest.mark.parametrize(("psu", "file"), [(None, "element"), ("psu_id", "cluster_lonely_adjust")])
def test_the_finnish_survey_equals_r_in_every_cell(psu, file):
    found = pl.concat(wave.table for wave in finnish(psu)).with_columns(
        year="period",
        region=pl.col("code").replace("SSS", "_T"),
        group=pl.col("group_code").replace("all", "_T"),
        var="indicator",
    )
    expected, on = read("10_finnish", f"expected_{file}.csv"), ["year", "region", "group", "var"]
    agrees(found, expected, on, MOMENTS)
    is_mean, is_inner = pl.col("var").str.ends_with("_m"), pl.col("ci_logit_lo").is_not_null()
    agrees(found, expected.filter(is_mean), on, {"ci_mean_lo": "ci_low", "ci_mean_hi": "ci_high"})
    agrees(found, expected.filter(~is_mean & is_inner), on, {"ci_logit_lo": "ci_low", "ci_logit_hi": "ci_high"})
