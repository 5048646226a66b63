"""A country of five real regions, small enough to work out by hand: Häme is where the two divisions cross.

elinvoimakeskus 03 = 07 08 09, 04 = 05 06; ELY 04 = 05 07, 05 = 06, 06 = 08 09.
"""

from dataclasses import replace

import msgspec
import numpy as np
import polars as pl

from etl.config.policy import read_policy
from etl.sdc.context import ReleaseContext
from etl.sdc.table_structure import Additivity
from tests.etl.statuses import coded

REGIONS = ("05", "06", "07", "08", "09")
UNIONS = {
    "country": {"SSS": REGIONS},
    "maakunta": {code: (code,) for code in REGIONS},
    "elinvoimakeskus": {"03": ("07", "08", "09"), "04": ("05", "06")},
    "ely": {"04": ("05", "07"), "05": ("06",), "06": ("08", "09")},
}
DIMS = {"language": ("fi", "sv", "foreign"), "sex": ("female", "male")}
CONTEXT = ReleaseContext(read_policy(), Additivity(UNIONS, {}), {})
TYPES = {"quoted_by": pl.String, "note": pl.String, "value": pl.Float64, "n": pl.Int64, "weight": pl.Float64}


def with_policy(context=CONTEXT, **values):
    rules = {name: msgspec.structs.replace(getattr(context.policy, name), value=v) for name, v in values.items()}
    return replace(context, policy=msgspec.structs.replace(context.policy, **rules))


def pooled(**waves):
    return replace(
        CONTEXT, additivity=Additivity(UNIONS, {name.strip("_").replace("_", "-"): w for name, w in waves.items()})
    )


def estimates(people, levels=tuple(UNIONS), dims=("all", *DIMS), period="2026"):
    """Make the estimates of one item from people (columns region, language, sex, weight, yes 0/1)."""
    areas = [(level, code, region) for level in levels for code, inside in UNIONS[level].items() for region in inside]
    placed = people.with_columns(all=pl.lit("all")).join(
        pl.DataFrame(areas, schema=["level", "code", "region"], orient="row"), on="region"
    )
    cells = [
        placed.group_by("level", "code", group_code=dim, maintain_order=True).agg(
            group_dim=pl.lit(dim).first(),
            value=(pl.col("weight") * pl.col("yes")).sum() / pl.col("weight").sum(),
            n=pl.len().cast(pl.Int64),
            weight=pl.col("weight").sum(),
        )
        for dim in dims
    ]
    return pl.concat(cells, how="diagonal").with_columns(
        indicator=pl.lit("trust"),
        kind=pl.lit("survey_share"),
        decimals=0,
        period=pl.lit(period),
        geo_year=2026,
        ci_low=(pl.col("value") - 0.04).clip(0, 1),
        ci_high=(pl.col("value") + 0.04).clip(0, 1),
        effective_n=pl.col("n").cast(pl.Float64),
        df=30,
        item_nonresponse=0.0,
        **{name: pl.lit(code) for name, code in coded().items()},
        source=pl.lit("demo"),
        quoted_by=pl.lit(None, pl.String),
        note=pl.lit(None, pl.String),
    )


def people(counts, seed=1):
    """Make people from counts[region, language, sex]; weights differ by region, answers by chance."""
    toss = np.random.default_rng(seed)
    rows = [
        (region, language, sex, 1.0 + 0.25 * REGIONS.index(region), int(toss.random() < 0.5))
        for (region, language, sex), n in counts.items()
        for _ in range(n)
    ]
    return pl.DataFrame(rows, schema=["region", "language", "sex", "weight", "yes"], orient="row")


def public(*cells, decimals=1):
    """Write published rows by hand: (level, code, dim, group, n or None, percent or None, code, weight[, period])."""
    rows = [
        {
            "indicator": "trust",
            "kind": "survey_share",
            "decimals": decimals,
            "period": rest[0] if rest else "2026",
            "level": level,
            "code": code,
            "geo_year": 2026,
            "group_dim": dim,
            "group_code": group,
            "value": percent,
            "n": n,
            **coded(letters),
            "weight": float(weight),
            "few": letters == "C",
            "scale_low": 0.0,
            "scale_width": 1.0,
        }
        for level, code, dim, group, n, percent, letters, weight, *rest in cells
    ]
    return pl.DataFrame(rows, schema_overrides={k: v for k, v in TYPES.items() if k in ("value", "n", "weight")})
