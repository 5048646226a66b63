"""The order of speed of the estimates, beside plain weighted means of the same rows in the same minute.

Ratios of processor time: neither a slow nor a busy machine changes them much.
"""

from __future__ import annotations

import time

import numpy as np
import polars as pl
import pytest

from etl.compare.rules import ComparisonRules
from etl.compare.verdicts import compare
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import estimate

REGIONS = [f"{i:02d}" for i in range(1, 20)]
GROUPS = {"language": 3, "origin": 2, "sex": 2, "age": 4}
LEVELS = {"maakunta": 19, "country": 1, "elinvoimakeskus": 10, "ely": 15, "suuralue": 5}
MARGINS = [
    Margin(level, {region: f"{i % areas}" for i, region in enumerate(REGIONS)}, dim)
    for level, areas in LEVELS.items()
    for dim in ("all", *GROUPS)
]
ITEMS = [
    Item(f"item{i:02d}", f"q{i:02d}", "survey_mean" if i == 3 else "survey_share", (4, 5), (9,)) for i in range(16)
]

pytestmark = pytest.mark.slow


def respondents(rows: int, seed: int) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    area = random.choice(REGIONS, rows)
    village = random.integers(0, 20, rows)
    return pl.DataFrame(
        {"area": area, "stratum": area, "psu": [f"{a}-{v}" for a, v in zip(area, village, strict=True)]}
        | {"weight": random.uniform(100, 1000, rows)}
        | {dim: random.choice([f"g{i}" for i in range(count)], rows) for dim, count in GROUPS.items()}
        | {item.column: random.choice([1, 2, 3, 4, 5, 9], rows) for item in ITEMS}
    )


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The weighted means alone, margin by margin, without any sampling error."""
    answered = [pl.when(pl.col(i.column) != 9).then(pl.col(i.column)).alias(i.column) for i in ITEMS]
    means = [(pl.col(i.column) * pl.col("weight")).sum() / pl.col("weight").sum() for i in ITEMS]
    held = frame.with_columns(answered)
    parts = [
        held.with_columns(code=pl.col("area").replace_strict(margin.areas), group=pl.lit("all"))
        if margin.group_dim == "all"
        else held.with_columns(code=pl.col("area").replace_strict(margin.areas), group=pl.col(margin.group_dim))
        for margin in MARGINS
    ]
    return pl.concat(part.group_by("code", "group").agg(means) for part in parts)


def processor_time(make):
    start = time.process_time()
    made = make()
    return time.process_time() - start, made


@pytest.mark.parametrize(("rows", "psu"), [(8_000, "psu"), (40_000, "psu"), (40_000, None)])
def test_all_margins_with_their_errors_cost_a_few_times_the_bare_means(rows, psu):
    frame = respondents(rows, 1)
    bare, _ = processor_time(lambda: plain(frame))
    taken, found = processor_time(lambda: estimate(frame, DesignColumns(psu=psu), ITEMS, MARGINS, "2026"))
    assert taken < 10 * bare
    assert found.table.height == 16 * sum(LEVELS.values()) * (1 + sum(GROUPS.values()))


def test_the_comparisons_of_five_waves_cost_a_few_times_their_estimates():
    years = range(2022, 2027)
    frames = {year: respondents(8_000, year) for year in years}
    bare, waves = processor_time(lambda: [estimate(frames[y], DesignColumns(), ITEMS, MARGINS, str(y)) for y in years])
    shown = pl.concat(one.table for one in waves).with_columns(geo_year=pl.lit(2026))
    taken, table = processor_time(lambda: compare(waves, [], shown, ComparisonRules(dict.fromkeys(GROUPS, "g0"))))
    assert taken < 20 * bare
    assert table["verdict"].n_unique() > 1
