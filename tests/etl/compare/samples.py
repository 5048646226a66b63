"""Samples and figures that the tests of comparisons share."""

from __future__ import annotations

import numpy as np
import polars as pl

from etl.compare.rules import ComparisonRules
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates, estimate

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


FIGURE = {"indicator": "loneliness", "level": "country", "code": "SSS", "geo_year": 2026}


def figures(*rows: tuple[str, str, float, float | None, float | None]) -> pl.DataFrame:
    schema = dict.fromkeys(("period", "group_code"), pl.String)
    schema |= dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64)
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(**{k: pl.lit(v) for k, v in FIGURE.items()}, group_dim=pl.lit("sex"))
