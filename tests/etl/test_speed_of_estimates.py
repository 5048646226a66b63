"""The order of speed of the estimates, in processor time: a busy machine does not count."""

from __future__ import annotations

import time

import numpy as np
import polars as pl
import pytest

from etl.compare import Rules, compare
from etl.estimate import estimate
from etl.survey import Design, Item, Margin

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


@pytest.mark.parametrize(("rows", "psu"), [(8_000, "psu"), (40_000, "psu"), (40_000, None)])
def test_all_margins_of_sixteen_items_take_about_a_second(rows, psu):
    frame = respondents(rows, 1)
    start = time.process_time()
    found = estimate(frame, Design(psu=psu), ITEMS, MARGINS, "2026")
    assert time.process_time() - start < 2  # 0.2 s, with every respondent a PSU too
    assert found.table.height == 16 * sum(LEVELS.values()) * (1 + sum(GROUPS.values()))


def test_the_comparisons_of_five_waves_take_a_few_seconds():
    waves = [estimate(respondents(8_000, year), Design(), ITEMS, MARGINS, str(year)) for year in range(2022, 2027)]
    shown = pl.concat(one.table for one in waves).with_columns(geo_year=pl.lit(2026))
    start = time.process_time()
    table = compare(waves, [], shown, Rules(dict.fromkeys(GROUPS, "g0")))
    assert time.process_time() - start < 4  # 1.3 s on two quiet cores
    assert table["verdict"].n_unique() > 1
