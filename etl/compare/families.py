"""Families of tests: which comparisons are read together, and the level that their intervals so have.

A view is one picture that a reader scans: an item's map, ranking or table of groups. Over the whole country what is
scanned are the items: the headlines, which the front page counts, and the others.
Areas that are made of the same regions are one ground. It is tested once, in the family of the finest level on which it
stands, and the same result stands at every level.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from contract.codes import EVERYBODY, GROUP_KEY, Level
from etl.compare.tests import benjamini_hochberg

FAMILY = ("item", "period", "ground_level", "group_dim", "kind")
GROUNDS = dict.fromkeys(("level", "code", "ground_level", "ground_code"), pl.String)
SAME_NUMBERS = 12  # decimals: equal to the rounding of the computer
ONE_TEST = ("indicator", "period", "ground_level", "ground_code", *GROUP_KEY, "kind", "reference", "same_difference")


def grounds_table(levels: Mapping[str, Mapping[str, Collection[str]]]) -> pl.DataFrame:
    """Name the ground of every area by the finest level on which it stands, the whole country by its own.

    `levels`: level -> code -> its regions. The finest level is that of the most areas; of equals, the first of menus.
    """
    order = {level: place for place, level in enumerate(Level)}
    finest_first = sorted(levels, key=lambda level: (level != Level.COUNTRY, -len(levels[level]), order[Level(level)]))
    named: dict[frozenset[str], tuple[str, str]] = {}
    rows = list(_grounds(finest_first, levels, named))
    return pl.DataFrame(rows, schema=GROUNDS, orient="row")


def _grounds(
    levels: list[str],
    areas: Mapping[str, Mapping[str, Collection[str]]],
    named: dict[frozenset[str], tuple[str, str]],
) -> Iterator[tuple[str, ...]]:
    for level in levels:
        for code, regions in areas[level].items():
            yield level, code, *named.setdefault(frozenset(regions), (level, code))


def in_families(tested: pl.DataFrame, grounds: pl.DataFrame, headlines: Collection[str], alpha: float) -> pl.DataFrame:
    """Adjust p together and find the level of intervals, null where nothing was tested.

    `tested`: contrasts with `row` (0, 1, 2 ...) and `p` (null: not tested). Added: `representative`, the row that
    stands for the ground and alone counts in the family; `p_adjusted`; and `miss`, 1 - the level of an interval: with m
    tests of which R are found at `alpha`, max(R, 1) alpha / m. Then an interval leaves 0 out exactly where a difference
    is found, and of those that do at most `alpha` are expected to miss the truth (false coverage rate). Source:
    Benjamini & Yekutieli 2005, Journal of the American Statistical Association 100: 71-81.
    """
    whole = (pl.col("level") == Level.COUNTRY) & (pl.col("group_dim") == EVERYBODY)
    of_country = pl.when(pl.col("indicator").is_in(list(headlines))).then(pl.lit("headlines")).otherwise(pl.lit("rest"))
    rows = tested.join(grounds, on=("level", "code"), how="left", maintain_order="left").with_columns(
        pl.col("ground_level").fill_null(pl.col("level")),
        pl.col("ground_code").fill_null(pl.col("code")),
        item=pl.when(whole).then(of_country).otherwise("indicator"),
        same_difference=pl.col("difference").round(SAME_NUMBERS),
    )
    tried = pl.col("p").is_not_null()
    finest = pl.col("row").sort_by(pl.col("level") != pl.col("ground_level")).first().over(ONE_TEST)
    once = rows.with_columns(representative=pl.when(tried).then(finest).otherwise("row"))
    counted = once.with_columns(p_counted=pl.when(pl.col("row") == pl.col("representative")).then("p"))
    adjusted = counted.with_columns(p_adjusted=benjamini_hochberg(pl.col("p_counted"), FAMILY))
    found = (pl.col("p_adjusted") < alpha).sum().over(FAMILY).clip(lower_bound=1)
    tests = pl.col("p_counted").count().over(FAMILY)
    return adjusted.with_columns(miss=pl.when(tried).then(found * alpha / tests))
