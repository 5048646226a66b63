from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from scipy import stats

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.tests import benjamini_hochberg, t_test
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import FAMILY, compare
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.standardised import standard_weights
from tests.truth.cases import FINNISH_ITEMS, finnish, read

REGIONS = ("01", "02", "03")
YES = Item("trust", "q1", "survey_share", yes=(1,))
OTHER = Item("safe", "q2", "survey_share", yes=(1,))
MARGINS = [
    Margin(level, {r: code or r for r in REGIONS}, dim)
    for level, code in (("country", "SSS"), ("maakunta", None))
    for dim in ("all", "sex")
]
NO_BREAKS = pl.DataFrame(schema={"indicator": pl.String, "period": pl.String})
SCHEMA = {"indicator": pl.String, "period": pl.String}


def wave(period: str, share: float, lift: dict[str, float] | None = None, size: int = 600, seed: int = 0) -> Estimates:
    """A simple sample; `share` says yes, by `lift` more in some regions or sexes."""
    random = np.random.default_rng([int(period[:4]), seed])
    area, sex = random.choice(REGIONS, size), random.choice(["f", "m"], size)
    chance = share + np.array([(lift or {}).get(a, 0) + (lift or {}).get(s, 0) for a, s in zip(area, sex, strict=True)])
    # Answers in fixed proportions, not drawn: what is planted is what is found
    q1 = (np.argsort(np.argsort(random.random(size))) + 0.5) / size < chance
    frame = pl.DataFrame(
        {
            "q1": q1.astype(int),
            "q2": (random.random(size) < 0.5).astype(int),
            "weight": random.uniform(0.5, 2, size),
            "stratum": area,
            "psu": [str(i) for i in range(size)],
            "area": area,
            "sex": sex,
        }
    )
    return estimate(frame, DesignColumns(), [YES, OTHER], MARGINS, period)


def shown(*waves: Estimates) -> pl.DataFrame:
    """What disclosure control let pass: everything."""
    columns = ("indicator", "period", "level", "code", "group_dim", "group_code", "value", "ci_low", "ci_high")
    return pl.concat(one.table.select(columns) for one in waves).with_columns(geo_year=pl.lit(2026))


def breaks(*periods: str) -> pl.DataFrame:
    return pl.DataFrame([("trust", period) for period in periods], schema=SCHEMA, orient="row")


def verdicts(table: pl.DataFrame, **key: str) -> list[str]:
    return table.filter(**{"indicator": "trust", **key})["verdict"].to_list()


WHOLE = {"level": "country", "group_dim": "all"}
IN_TENTHS = ComparisonRules({}, decimals={"loneliness": 1})
RULES = ComparisonRules({"sex": "m"}, NO_BREAKS, frozenset({"trust"}))


# --- verdicts ---


def test_a_rise_of_the_country_is_higher_than_the_wave_before():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    table = compare(waves, [], shown(*waves), RULES)
    row = table.filter(indicator="trust", kind="previous", **WHOLE).row(0, named=True)
    assert (row["verdict"], row["reference"], row["period"], row["approximate"]) == ("higher", "2025", "2026", False)
    assert row["difference"] == pytest.approx(20, abs=5)
    assert row["ci_low"] < row["difference"] < row["ci_high"]


def test_without_a_significant_difference_the_verdict_never_says_unchanged():
    waves = [wave("2025", 0.5), wave("2026", 0.5)]
    assert verdicts(compare(waves, [], shown(*waves), RULES), kind="previous", **WHOLE) == ["no_difference"]


def test_a_wave_in_which_a_question_was_not_asked_is_skipped():
    waves = [wave("2024", 0.4), wave("2025", 0.5), wave("2026", 0.6)]
    gap = pl.col("indicator").is_in(["trust"]) & (pl.col("period") == "2025")
    rows = time_contrasts(waves_table(waves).filter(~gap), NO_BREAKS, 4)
    rows = rows.filter(indicator="trust", kind="previous", level="country", group_dim="all")
    assert rows.select("period", "reference").rows() == [("2026", "2024")]


def test_no_change_is_tested_across_a_break():
    waves = [wave("2024", 0.4), wave("2025", 0.8), wave("2026", 0.8)]
    table = compare(waves, [], shown(*waves), ComparisonRules({}, breaks("2025")))
    previous = table.filter(indicator="trust", kind="previous", **WHOLE).sort("period")
    assert previous["verdict"].to_list() == ["not_comparable", "no_difference"]
    assert previous.row(0, named=True)["difference"] is None
    trend = table.filter(indicator="trust", kind="trend", **WHOLE).sort("period")
    assert trend.select("period", "reference", "verdict").rows() == [
        ("2025", "2024", "not_comparable"),
        ("2026", "2025", "no_difference"),
    ]


def test_another_items_break_is_no_break():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    other = pl.DataFrame([("safe", "2026")], schema=SCHEMA, orient="row")
    table = compare(waves, [], shown(*waves), ComparisonRules({}, other))
    assert verdicts(table, kind="previous", **WHOLE) == ["higher"]


@pytest.mark.parametrize(
    "hidden", [pl.col("code") == "02", (pl.col("level") == "country") & (pl.col("group_dim") == "all")]
)
def test_a_hidden_side_makes_the_comparison_uncertain_and_numberless(hidden):
    one = wave("2026", 0.5, {"02": 0.3})
    protected = shown(one).with_columns(pl.when(~hidden).then("value"))
    table = compare([one], [], protected, RULES)
    row = table.filter(indicator="trust", kind="country", code="02", group_dim="all").row(0, named=True)
    assert row["verdict"] == "uncertain"
    assert [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted", "detectable")] == [None] * 5


def test_too_few_degrees_of_freedom_make_a_comparison_uncertain():
    one = wave("2026", 0.5, size=30)
    table = compare([one], [], shown(one), ComparisonRules({}, min_df=1000))
    assert set(table["verdict"]) == {"uncertain"}


def test_a_hidden_cell_has_no_trend_and_is_told_to_be_uncertain():
    waves = [wave(str(year), 0.5) for year in range(2023, 2027)]
    hidden = (pl.col("period") == "2026") & (pl.col("code") == "02")
    table = compare(waves, [], shown(*waves).with_columns(pl.when(~hidden).then("value")), RULES)
    row = table.filter(indicator="trust", kind="trend", period="2026", code="02", group_dim="all").row(0, named=True)
    assert (row["verdict"], row["reference"], row["difference"]) == ("uncertain", "2023", None)


@pytest.mark.parametrize("decimals", [0, 1])
def test_numbers_leave_with_the_decimals_of_their_indicator_and_nothing_has_no_sign(decimals):
    waves = [wave(str(year), 0.5) for year in range(2022, 2027)]
    table = compare(waves, [], shown(*waves), ComparisonRules({}, decimals={"trust": decimals, "safe": decimals}))
    for column in ("difference", "ci_low", "ci_high", "detectable"):
        assert table[column].to_list() == table[column].round(decimals).to_list()
        assert "-0.0" not in {str(number) for number in table[column]}


def test_pooled_waves_are_held_against_country_and_groups_but_not_in_time():
    waves, pooled = [wave("2025", 0.5), wave("2026", 0.5)], wave("2024-2026", 0.5)
    table = compare(waves, [pooled], shown(*waves, pooled), RULES)
    assert set(table.filter(period="2024-2026")["kind"]) == {"country", "group"}
    assert "2024-2026" not in set(table.filter(kind="previous")["reference"])


def test_every_comparison_is_there_once():
    waves = [wave(str(year), 0.5) for year in range(2022, 2027)]
    table = compare(waves, [], shown(*waves), RULES)
    key = ["indicator", "period", "level", "code", "geo_year", "group_dim", "group_code", "kind", "reference"]
    assert not table.select(key).is_duplicated().any()


# --- covariance ---


def test_a_region_is_compared_with_a_country_that_contains_it():
    """Var(region - country) = Var over the whole sample of the difference of influences, worked out row by row."""
    one = wave("2026", 0.5, {"02": 0.2})
    found = against_country(one).filter(indicator="trust", code="02", group_dim="all").row(0, named=True)
    naive = {c: one.table.filter(indicator="trust", code=c, group_dim="all")["se"][0] ** 2 for c in ("02", "SSS")}
    share = 1 / 3
    as_if_independent = naive["02"] + naive["SSS"]
    # Cov(region, country) is about the region's part of the country times its own variance
    assert found["variance"] == pytest.approx(as_if_independent - 2 * share * naive["02"], rel=0.1)


def test_groups_that_share_psus_are_not_independent():
    # Two villages; in each, women and men agree: the difference between them never varies
    frame = pl.DataFrame(
        {
            "q1": [1, 1, 0, 0],
            "weight": [1.0] * 4,
            "stratum": ["1"] * 4,
            "psu": ["a", "a", "b", "b"],
            "area": ["01"] * 4,
            "sex": ["f", "m"] * 2,
        }
    )
    one = estimate(frame, DesignColumns(), [YES], [Margin("country", {"01": "SSS"}, "sex")], "2026")
    found = against_group(one, {"sex": "m"}).row(0, named=True)
    assert (found["difference"], found["reference"], found["df"]) == (0, "m", 1)
    assert found["variance"] == pytest.approx(0, abs=1e-15)


def test_independent_waves_add_their_variances():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="previous", indicator="trust", **WHOLE)
    se = [one.table.filter(indicator="trust", **WHOLE)["se"][0] for one in waves]
    assert found["variance"][0] == pytest.approx(se[0] ** 2 + se[1] ** 2)


# --- region against country: the degrees of freedom of the smaller side ---


def unequal(seed: int = 1) -> Estimates:
    """Region 01 rests on 10 PSUs of 20 people (df 9), regions 02 and 03 on 100 each (df 99); PSUs differ at random."""
    random = np.random.default_rng(seed)
    psus = {"01": 10, "02": 100, "03": 100}
    area = np.repeat(list(psus), [20 * many for many in psus.values()])
    psu = np.repeat(np.arange(sum(psus.values())), 20)
    yes = random.random(area.size) < random.normal(0.5, 0.1, sum(psus.values()))[psu] + np.where(area == "01", 0.15, 0)
    frame = pl.DataFrame(
        {
            "q1": yes.astype(int),
            "weight": random.uniform(0.5, 2, area.size),
            "stratum": area,
            "psu": [str(one) for one in psu],
            "area": area,
        }
    )
    margins = [
        Margin(level, {r: code or r for r in REGIONS}, "all")
        for level, code in (("country", "SSS"), ("maakunta", None))
    ]
    return estimate(frame, DesignColumns(psu="psu"), [YES], margins, "2026")


def adjusted(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg as R's p.adjust."""
    order = np.argsort(p)[::-1]
    found = np.empty(p.size)
    found[order] = np.minimum(1, np.minimum.accumulate(p[order] * p.size / np.arange(p.size, 0, -1)))
    return found


def test_a_region_against_the_country_is_tested_with_the_df_of_the_region():
    one = unequal()
    exact = against_country(one).sort("code")
    difference, se = (exact[name].to_numpy() for name in ("difference", "variance"))
    se, df = np.sqrt(se), np.array([9, 99, 99])  # PSUs - strata, counted by hand; the country has 207
    assert exact["df"].to_list() == [207, 207, 207]
    found = (
        compare([one], [], shown(one), ComparisonRules({}, decimals={"trust": 9, "safe": 9}))
        .filter(kind="country")
        .sort("code")
    )
    assert found["p_adjusted"].to_list() == pytest.approx(adjusted(2 * stats.t.sf(abs(difference) / se, df)), abs=6e-5)
    half = stats.t.ppf(0.975, df) * se
    assert found["ci_low"].to_list() == pytest.approx(100 * (difference - half), abs=1e-6)
    assert found["ci_high"].to_list() == pytest.approx(100 * (difference + half), abs=1e-6)
    least = (stats.t.ppf(0.975, df) + stats.t.ppf(0.8, df)) * se
    assert found["detectable"].to_list() == pytest.approx(100 * least, abs=1e-6)


# --- trends ---


def test_three_waves_are_first_against_last():
    waves = [wave("2024", 0.4), wave("2025", 0.9), wave("2026", 0.6)]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(
        kind="trend", indicator="trust", period="2026", **WHOLE
    )
    value = [one.table.filter(indicator="trust", **WHOLE)["value"][0] for one in waves]
    assert found["difference"][0] == pytest.approx(value[2] - value[0])
    assert found["reference"][0] == "2024"


def test_four_waves_are_a_weighted_regression_of_the_answers_with_its_design_based_error():
    """Worked out here from respondents: the sandwich of svyglm, PSU by PSU."""
    random = np.random.default_rng(7)
    frames, size = {}, 120
    for period in ("2022", "2023", "2024", "2025", "2026"):
        frames[period] = pl.DataFrame(
            {
                "q1": random.integers(0, 2, size),
                "weight": random.uniform(1, 9, size),
                "stratum": random.choice(["a", "b"], size),
                "psu": random.choice([*"stuvwxyz"], size),
                "area": ["01"] * size,
            }
        )
    margin = [Margin("country", {"01": "SSS"}, "all")]
    waves = [estimate(frame, DesignColumns(), [YES], margin, period) for period, frame in frames.items()]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="trend", period="2026").row(0, named=True)

    rows = pl.concat(frame.with_columns(year=pl.lit(int(period))) for period, frame in frames.items())
    x, y, w = rows["year"].to_numpy(), rows["q1"].to_numpy(), rows["weight"].to_numpy()
    off = x - np.average(x, weights=w)
    slope = (w * off * y).sum() / (w * off**2).sum()
    score = w * off * (y - np.average(y, weights=w) - slope * off) / (w * off**2).sum()
    totals = rows.with_columns(u=score).group_by("year", "stratum", "psu").agg(pl.col("u").sum())
    strata = totals.group_by("year", "stratum").agg(pl.col("u").var(), n=pl.len())
    assert found["difference"] == pytest.approx(4 * slope, rel=1e-12)
    assert found["variance"] == pytest.approx(16 * (strata["u"] * strata["n"]).sum(), rel=1e-12)
    assert found["df"] == totals.height - strata.height - 1


# --- families ---


def test_a_view_of_one_item_is_one_family_and_the_countrys_items_are_another():
    assert FAMILY == ("item", "period", "level", "group_dim", "kind")
    waves = [wave("2025", 0.5, seed=3), wave("2026", 0.54, seed=3)]
    rows = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="previous", **WHOLE).sort("indicator")
    p = t_test(
        *(rows[c].to_numpy() for c in ("difference",)), rows["variance"].sqrt().to_numpy(), rows["df"].to_numpy()
    )
    table = compare(waves, [], shown(*waves), RULES).filter(kind="previous", **WHOLE).sort("indicator")
    assert table["indicator"].to_list() == ["safe", "trust"]
    assert table["p_adjusted"].to_list() == pytest.approx(p.tolist(), abs=1e-4)  # trust announced, safe then alone
    both = (
        compare(waves, [], shown(*waves), ComparisonRules({}, NO_BREAKS))
        .filter(kind="previous", **WHOLE)
        .sort("indicator")
    )
    together = pl.DataFrame({"p": p, "f": "x"}).select(benjamini_hochberg(pl.col("p"), ["f"]))["p"]
    assert both["p_adjusted"].to_list() == pytest.approx(together.to_list(), abs=1e-4)


# --- published figures ---

FIGURE = {"indicator": "loneliness", "level": "country", "code": "SSS", "geo_year": 2026}


def figures(*rows: tuple[str, str, float, float | None, float | None]) -> pl.DataFrame:
    schema = dict.fromkeys(("period", "group_code"), pl.String)
    schema |= dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64)
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(**{k: pl.lit(v) for k, v in FIGURE.items()}, group_dim=pl.lit("sex"))


def test_published_figures_are_compared_from_their_intervals_and_flagged():
    # se = 4 / 1.96 each: z = 20 / sqrt(2 x (4 / 1.96)^2) = 6.93
    table = compare([], [], figures(("2018", "m", 30, 26, 34), ("2022", "m", 50, 46, 54)), IN_TENTHS)
    row = table.filter(kind="previous").row(0, named=True)
    assert (row["verdict"], row["difference"], row["approximate"]) == ("higher", 20.0, True)
    assert row["ci_high"] - 20 == pytest.approx(4 * 2**0.5, abs=0.05)


def test_published_groups_are_not_tested_against_each_other_since_they_may_overlap():
    assert compare(
        [], [], figures(("2022", "f", 40, 38, 42), ("2022", "m", 50, 48, 52)), ComparisonRules({"sex": "m"})
    ).is_empty()


def test_four_published_waves_are_a_regression_weighted_by_precision():
    rows = [(str(2019 + i), "m", 40 + 2.0 * i, 39 + 2 * i - i / 2, 41 + 2 * i + i / 2) for i in range(4)]
    trend = compare([], [], figures(*rows), ComparisonRules({})).filter(kind="trend", period="2022").row(0, named=True)
    assert (trend["difference"], trend["reference"], trend["verdict"]) == (6.0, "2019", "higher")


def test_without_an_interval_there_is_no_verdict():
    assert compare(
        [], [], figures(("2018", "m", 30, None, None), ("2022", "m", 50, 46, 54)), ComparisonRules({})
    ).is_empty()


def test_nothing_to_compare_is_an_empty_table():
    empty = compare([], [], figures(), RULES)
    assert_frame_equal(empty, empty.clear())


# --- equal to R ---


@pytest.mark.parametrize(("psu", "design"), [(None, "element"), ("psu_id", "cluster_lonely_adjust")])
def test_differences_equal_r_with_their_covariance(psu, design):
    waves = finnish(psu)
    found = pl.concat(
        [
            time_contrasts(waves_table(waves), NO_BREAKS, 4),
            *(against_country(one) for one in waves),
            *(against_group(one, {"language": "fi"}) for one in waves),
        ]
    ).with_columns(se=pl.col("variance").sqrt(), var="indicator", year="period")
    kinds = {"change_vs_prev_year": "previous", "region_vs_national": "country", "foreign_vs_fi": "group"}
    expected = read("10_finnish", "expected_differences_q1.csv").filter(pl.col("design") == design)
    expected = expected.with_columns(
        kind=pl.col("kind").replace_strict(kinds),
        code=pl.col("region").replace("_T", "SSS"),
        group_code=pl.col("group").replace("_T", "all"),
    )
    both = expected.join(found, on=["kind", "year", "code", "group_code", "var"], how="left", suffix="_found")
    assert both["difference"].null_count() == 0
    assert (both["diff"] - both["difference"]).abs().max() < 1e-9
    assert (both["se"] - both["se_found"]).abs().max() < 1e-9
    assert both["df"].to_list() == both["df_found"].to_list()

    known = both.with_columns(se_found=pl.when(pl.col("se_found") > 1e-12).then("se_found").otherwise(0.0))
    p = t_test(*(known[name].to_numpy() for name in ("difference", "se_found", "df_found")))
    tested = known.with_columns(mine=pl.Series(p, nan_to_null=True))
    tested = tested.with_columns(adjusted=benjamini_hochberg(pl.col("mine"), ["kind", "year", "var"]))
    for theirs, ours in (("p", "mine"), ("p_bh", "adjusted")):
        assert tested[theirs].null_count() == tested[ours].null_count()
        assert (tested[theirs] - tested[ours]).abs().max() < 1e-9


@pytest.mark.parametrize(("psu", "design"), [(None, "element"), ("psu_id", "cluster_lonely_adjust")])
def test_a_region_against_the_country_takes_rs_difference_and_error_with_the_df_of_the_smaller_side(psu, design):
    """R's own p has the df of the union, with which too much is found; its df of the two sides are what counts here."""
    waves = finnish(psu)
    found = compare(
        waves, [], shown(*waves), ComparisonRules({}, min_df=0, decimals={item.indicator: 9 for item in FINNISH_ITEMS})
    )
    found = found.filter(kind="country", level="maakunta", group_dim="all").rename({"indicator": "var"})
    df = (
        read("10_finnish", f"expected_{design}.csv")
        .filter(pl.col("group") == "_T")
        .select("year", "region", "var", "df")
    )
    country = df.filter(pl.col("region") == "_T").select("year", "var", whole="df")
    expected = (
        read("10_finnish", "expected_differences_q1.csv")
        .filter(pl.col("design") == design, pl.col("kind") == "region_vs_national", pl.col("se") > 1e-12)
        .drop("df")
        .join(df, on=["year", "region", "var"])
        .join(country, on=["year", "var"])
        .with_columns(smaller=pl.min_horizontal("df", "whole"))
    )
    t, smaller = (expected["diff"] / expected["se"]).abs().to_numpy(), expected["smaller"].to_numpy().astype(float)
    half = stats.t.ppf(0.975, smaller) * expected["se"].to_numpy()
    expected = expected.with_columns(p=2 * stats.t.sf(t, smaller), half=pl.Series(half)).filter(pl.col("smaller") > 0)
    families = [one.with_columns(p_bh=adjusted(one["p"].to_numpy())) for one in expected.partition_by("year", "var")]
    both = pl.concat(families).join(found, left_on=["year", "region", "var"], right_on=["period", "code", "var"])
    assert both.height == expected.height >= 36  # 18 regions or more, a mean and a share
    unit = pl.when(pl.col("var").str.ends_with("_d")).then(100).otherwise(1)
    off = both.select(
        p=pl.col("p_bh") - pl.col("p_adjusted"),
        low=(pl.col("diff") - pl.col("half")) * unit - pl.col("ci_low"),
        high=(pl.col("diff") + pl.col("half")) * unit - pl.col("ci_high"),
    )
    assert off["p"].abs().max() < 6e-5  # stored with four decimals
    assert max(off["low"].abs().max(), off["high"].abs().max()) < 1e-6


# --- standardised differences of groups ---


def aged(lift: float, fewest: int = 1) -> Estimates:
    """Swedish speakers are old, Finnish speakers young; the old say yes more by 40 points, those by `lift`."""
    rows = [
        ("01", language, age, bool(number < share + lift * (language == "sv")))
        for language, ages in (("fi", {"young": 60, "old": 20}), ("sv", {"young": 20, "old": 60}))
        for age, count in ages.items()
        for share in (0.2 + 0.4 * (age == "old"),)
        for number in np.arange(0.5, count) / count
    ]
    frame = pl.DataFrame(rows, schema=["area", "language", "age", "q1"], orient="row")
    frame = frame.with_columns(pl.col("q1").cast(pl.Int64), q2=1, weight=1.0, stratum=pl.lit("one"))
    standard = Standard("language", "fi", ("age",), ({},), standard_weights(frame, "weight", ("age",)), fewest)
    margins = [Margin("country", {"01": "SSS"}, "language")]
    return estimate(frame, DesignColumns(psu=None), [YES], margins, "2026", standards=(standard,))


def test_a_gap_that_is_one_of_age_only_is_gone_when_ages_are_alike():
    one = aged(0.0)
    table = compare([one], [], shown(one), ComparisonRules({"language": "fi"}, NO_BREAKS)).sort("kind")
    assert table.select("kind", "difference", "verdict").rows() == [
        ("group", 20.0, "higher"),
        ("group_standardised", 0.0, "no_difference"),
    ]


def test_a_gap_between_people_of_the_same_age_remains():
    one = aged(0.2)
    table = compare([one], [], shown(one), ComparisonRules({"language": "fi"}, NO_BREAKS)).sort("kind")
    assert table.select("kind", "difference", "verdict").rows() == [
        ("group", 40.0, "higher"),
        ("group_standardised", 20.0, "higher"),
    ]


@pytest.mark.parametrize("why", ["a class has too few answers", "the reference is hidden", "the group is hidden"])
def test_a_standardised_difference_that_is_not_made_has_no_number(why):
    one = aged(0.2, fewest=21 if "few" in why else 1)
    hidden = {"the reference is hidden": "fi", "the group is hidden": "sv"}.get(why, "")
    protected = shown(one).with_columns(pl.when(pl.col("group_code") != hidden).then("value"))
    table = compare([one], [], protected, ComparisonRules({"language": "fi"}, NO_BREAKS))
    row = table.filter(kind="group_standardised").row(0, named=True)
    numbers = [row[name] for name in ("difference", "ci_low", "ci_high", "p_adjusted", "detectable")]
    assert (row["verdict"], numbers) == ("uncertain", [None] * 5)


def test_raw_and_standardised_differences_are_families_of_their_own():
    assert "kind" in FAMILY
