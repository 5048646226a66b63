"""Families of tests, grounds, and intervals that say what the verdict says."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.compare.contrasts import CONTRAST, contrast_rows, waves_table
from etl.compare.families import FAMILY, grounds_table
from etl.compare.rules import ComparisonRules
from etl.compare.tests import benjamini_hochberg, t_test
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare, judge
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import Estimates, estimate
from tests.etl.compare.samples import NO_BREAKS, REGIONS, WHOLE, YES, shown, wave


def test_a_view_of_one_item_is_one_family_and_the_countrys_headlines_and_other_items_are_two():
    assert FAMILY == ("item", "period", "ground_level", "group_dim", "kind")
    waves = [wave("2025", 0.5, seed=3), wave("2026", 0.54, seed=3)]
    rows = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="previous", **WHOLE).sort("indicator")
    se = rows["tested_variance"].sqrt().to_numpy()
    p = t_test(rows["difference"].to_numpy(), se, rows["tested_df"].to_numpy())

    def found(*headlines: str) -> list[float]:
        rules = ComparisonRules({}, NO_BREAKS, frozenset(headlines), decimals={"trust": 9, "safe": 9})
        table = compare(waves, [], shown(*waves), rules).filter(kind="previous", **WHOLE).sort("indicator")
        assert table["indicator"].to_list() == ["safe", "trust"]
        return table["p_adjusted"].to_list()

    together = pl.DataFrame({"p": p, "f": "x"}).select(benjamini_hochberg(pl.col("p"), ["f"]))["p"].to_list()
    assert together != pytest.approx(p.tolist(), abs=1e-3)
    assert found("trust") == pytest.approx(p.tolist(), abs=1e-4)  # each alone
    assert found("trust", "safe") == pytest.approx(together, abs=1e-4)
    assert found() == pytest.approx(together, abs=1e-4)


# --- grounds ---

LEVELS = {
    "country": {"SSS": ("01", "02", "03")},
    "suuralue": {"1": ("01",), "2": ("02", "03")},
    "ely": {"A": ("01",), "B": ("02",), "C": ("03",)},
    "maakunta": {"01": ("01",), "02": ("02",), "03": ("03",)},
}


def test_a_ground_is_named_by_the_finest_level_on_which_it_stands():
    found = {(level, code): ground for level, code, *ground in grounds_table(LEVELS).iter_rows()}
    assert found["suuralue", "1"] == found["ely", "A"] == found["maakunta", "01"] == ["maakunta", "01"]
    assert found["suuralue", "2"] == ["suuralue", "2"]
    assert found["country", "SSS"] == ["country", "SSS"]


def test_an_area_that_is_the_whole_country_has_the_countrys_verdicts():
    found = grounds_table({"country": {"SSS": ("01",)}, "maakunta": {"01": ("01",)}})
    assert found.rows() == [("country", "SSS", "country", "SSS"), ("maakunta", "01", "country", "SSS")]


def on_levels(period: str, seed: int) -> Estimates:
    random = np.random.default_rng(seed)
    area, sex = random.choice(REGIONS, 900), random.choice(["f", "m"], 900)
    yes = random.random(900) < 0.5 + 0.06 * (area == "01") + 0.03 * (sex == "f")
    frame = pl.DataFrame({"q1": yes.astype(int), "weight": random.uniform(0.5, 2, 900), "stratum": area, "area": area})
    margins = [
        Margin(level, {region: code for code, regions in areas.items() for region in regions}, dim)
        for level, areas in LEVELS.items()
        for dim in ("all", "sex")
    ]
    return estimate(frame.with_columns(sex=sex), DesignColumns(psu=None), [YES], margins, period)


def test_one_ground_has_one_row_on_all_its_levels_and_is_counted_once():
    waves = [on_levels(str(2022 + seed), seed) for seed in range(5)]
    rules = ComparisonRules({"sex": "m"}, grounds=grounds_table(LEVELS), decimals={"trust": 2})
    table = compare(waves, [], shown(*waves), rules)
    grounds = table.join(rules.grounds, on=["level", "code"])
    of_ground = ["period", "ground_level", "ground_code", "group_dim", "group_code", "kind", "reference"]
    numbers = ["difference", "ci_low", "ci_high", "ci_level", "p_adjusted", "detectable", "verdict"]
    assert grounds.group_by(of_ground).agg(pl.struct(numbers).n_unique())[numbers[0]].to_list() == (
        [1] * grounds.select(of_ground).n_unique()
    )
    assert set(grounds["kind"]) == {"previous", "country", "group", "trend"}
    alone = grounds.filter(kind="country", period="2026", group_dim="all", code="2").row(0, named=True)
    assert alone["ci_level"] == 0.95  # of suuralueet only this one stands on no finer level
    map_of_regions = grounds.filter(kind="country", period="2026", group_dim="all", level="maakunta")
    found = max(1, (map_of_regions["p_adjusted"] < 0.05).sum())
    assert map_of_regions["ci_level"].to_list() == pytest.approx([1 - 0.05 * found / 3] * 3, abs=1e-6)


def test_a_ground_hidden_on_one_level_is_told_on_another_only():
    one = on_levels("2026", 3)
    hidden = (pl.col("level") == "maakunta") & (pl.col("code") == "01")
    rules = ComparisonRules({}, grounds=grounds_table(LEVELS))
    table = compare([one], [], shown(one).with_columns(pl.when(~hidden).then("value")), rules)
    of_ground = table.filter(pl.col("code").is_in(["01", "A", "1"]), kind="country", group_dim="all").sort("level")
    assert (of_ground["verdict"] == "uncertain").to_list() == [False, True, False]
    assert of_ground["difference"].is_null().to_list() == [False, True, False]


# --- intervals that say what the verdict says ---

ONE = {"period": "2026", "level": "maakunta", "group_dim": "all", "group_code": "all", "geo_year": 2026}


@given(
    st.lists(
        st.tuples(
            st.floats(-0.2, 0.2),
            st.floats(1e-4, 0.1),
            st.sampled_from([8.0, 14.0, 300.0, np.inf]),
            st.lists(st.tuples(st.floats(-0.2, 0.2), st.floats(1e-4, 0.1)), max_size=5),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([0, 1, 9]),
)
@example([(0.02, 0.008, np.inf, [])], 0)  # 2 (0.4 to 3.6): the lower end would be shown as 0
@example([(-0.02, 0.008, np.inf, [])], 0)
@example([(0.004, 0.0001, np.inf, [])], 0)  # 0.4 (0.38 to 0.42): would be shown as 0, higher
@example([(0.02, 0.01, np.inf, [])], 0)  # 2 (0.04 to 3.96): p is 0.0455, and stays below 0.05
@example([(0.0196, 0.01, np.inf, [])], 0)  # p is 0.05000: -0.0 to 3.9
def test_an_interval_holds_zero_exactly_where_no_difference_is_told(drawn, decimals):
    table = judged(drawn, decimals)
    told = table["verdict"].is_in(["higher", "lower"])
    assert (told == ((table["ci_low"] > 0) | (table["ci_high"] < 0))).all()
    assert (told == (table["p_adjusted"] < 0.05)).all()
    assert ((table["verdict"] == "higher") == (told & (table["difference"] > 0))).all()
    assert ((table["ci_low"] <= table["difference"]) & (table["difference"] <= table["ci_high"])).all()
    assert (table["detectable"] > 0).all()
    level = 1 - 0.05 * max(told.sum(), 1) / table.height
    assert table["ci_level"].to_list() == pytest.approx([level] * table.height, abs=1e-6)


def judged(drawn: list[tuple[float, float, float, list[tuple[float, float]]]], decimals: int) -> pl.DataFrame:
    """Judge differences (difference, se, df, and both for each wave that is left out) as one family of trends."""
    rows = [
        {
            "code": f"{place:02d}",
            "difference": difference,
            "variance": se**2,
            "df": df,
            "smallest_df": df,
            "without_difference": [one for one, _ in others] or None,
            "without_se": [of_one for _, of_one in others] or None,
            "without_df": [df for _ in others] or None,
        }
        for place, (difference, se, df, others) in enumerate(drawn)
    ]
    schema = {name: kind for name, kind in CONTRAST.items() if name in rows[0]}
    cells = pl.DataFrame(rows, schema=schema).with_columns(
        **{name: pl.lit(value) for name, value in ONE.items()},
        indicator=pl.lit("trust"),
        n_strata_answering=1.0,
        n_strata_unknown=0.0,
    )
    contrasts = contrast_rows(cells, kind=pl.lit("trend"), reference=pl.lit("2026"), comparable=pl.lit(value=True))
    with_unit = contrasts.with_columns(unit=100.0, decimals=pl.Series([decimals] * len(drawn)))
    return judge(with_unit, cells.with_columns(value=pl.lit(50.0)), ComparisonRules({}))
