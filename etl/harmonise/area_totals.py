"""Counts of a register for larger areas, where every part is there."""

from __future__ import annotations

import polars as pl

from contract.codes import CELL_KEY
from etl.config.catalogue.catalogue import Catalogue
from etl.read.observations import SCHEMA
from etl.read.status import CONF, of_parts, of_sum
from geo.classification import Classification
from geo.nesting import Unions, levels_of_regions


def with_sums(observations: pl.DataFrame, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Add sums of regional counts for country, elinvoimakeskus, ely and suuralue; published figures are kept.

    A sum with a missing part is missing, one with a confidential part is confidential. Shares and rates are
    never summed.
    """
    counts = [one.id for one in catalogue.indicators if one.kind == "register_count"]
    regional = observations.filter(pl.col("indicator").is_in(counts) & (pl.col("level") == "maakunta"))
    sums = [
        _summed(part, level, year, unions)
        for (geo_year,), part in regional.group_by("geo_year")
        for level, (year, unions) in levels_of_regions(classification, int(str(geo_year))).items()
        if level != "maakunta"
    ]
    every = pl.concat([observations, *sums])
    return every.unique(CELL_KEY, keep="first", maintain_order=True).sort(CELL_KEY)


def _summed(regional: pl.DataFrame, level: str, geo_year: int, unions: Unions) -> pl.DataFrame:
    parts = pl.DataFrame(
        [(code, region, len(regions)) for code, regions in unions.items() for region in regions],
        schema={"union": pl.String, "code": pl.String, "parts": pl.Int64},
        orient="row",
    )
    same = ("indicator", "period", "group_dim", "group_code", "source")
    whole = (pl.col("value").count() == pl.col("parts").first()).alias("whole")
    found = regional.join(parts, on="code").group_by(*same, "union").agg(pl.col("value").sum(), whole, *of_parts())
    return found.select(
        *same,
        pl.lit(level).alias("level"),
        pl.col("union").alias("code"),
        pl.lit(geo_year).alias("geo_year"),
        pl.when("whole").then("value"),
        of_sum(pl.col("whole")),
        CONF,
        **dict.fromkeys(("ci_low", "ci_high", "n", "quoted_by", "note"), pl.lit(None)),
    ).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
