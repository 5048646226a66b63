"""The one place that sums counts upwards: parts of areas to whole areas, with their statuses."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from contract.codes import AREA_KEY, GROUP_KEY
from contract.status import ObsStatus
from etl.read.observations import SCHEMA
from etl.read.status import CONF, STATUS, code, joined, of_parts, of_sum
from geo.crosswalk import Division

DIVISION_KEY = (*AREA_KEY, "geo_year")
COUNTED = ("indicator", "period", *GROUP_KEY, "source", *DIVISION_KEY, "value", *STATUS)
Part = tuple[Division, str, Division, str, float]  # division and code of the part, of the whole, the share that goes


def sum_parts(counts: pl.DataFrame, parts: Iterable[Part]) -> pl.DataFrame:
    """Sum counts of areas to the areas that they are parts of, each times the share of it that goes there.

    `counts`: `level code geo_year value`, both statuses, and any columns that say what is counted; so is the result,
    sorted by key. A sum with a confidential part is confidential, one with a missing part (no value, or no row) is
    missing; other statuses of the parts are united, and a sum is estimated (E) where a part was split.
    """
    links = _links(parts)
    same = [name for name in counts.columns if name not in {*DIVISION_KEY, "value", *STATUS}]
    obs, confidential = of_parts()
    whole_area = ("whole_level", "whole_code", "whole_year")
    sums = (
        counts.join(links, on=DIVISION_KEY)
        .group_by(*same, "level", "geo_year", *whole_area)
        .agg(
            (pl.col("value") * pl.col("share")).sum(),
            (pl.col("value").count() == pl.col("n_parts").first()).alias("complete"),
            joined(obs, code(ObsStatus.ESTIMATED, (pl.col("share") < 1).any())),
            confidential,
        )
    )
    return sums.select(
        *same,
        level="whole_level",
        code="whole_code",
        geo_year="whole_year",
        value=pl.when("complete").then("value"),
        obs_status=of_sum(pl.col("complete")),
        conf_status=CONF,
    ).sort(*same, *DIVISION_KEY)


def as_observations(counts: pl.DataFrame) -> pl.DataFrame:
    """Return counts with the columns COUNTED in the shape of observations; what they do not have is null."""
    nothing = (pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in COUNTED)
    return counts.with_columns(*nothing).select(list(SCHEMA)).cast(SCHEMA)


def _links(parts: Iterable[Part]) -> pl.DataFrame:
    """Return one row a part, with the number of parts of its whole."""
    rows = [
        (old.level, old_code, old.year, new.level, new_code, new.year, share)
        for old, old_code, new, new_code, share in parts
    ]
    area = {"level": pl.String(), "code": pl.String(), "geo_year": pl.Int64()}
    whole = {"whole_level": pl.String(), "whole_code": pl.String(), "whole_year": pl.Int64()}
    links = pl.DataFrame(rows, schema=area | whole | {"share": pl.Float64()}, orient="row")
    return links.with_columns(pl.len().over("level", "geo_year", *whole).alias("n_parts"))
