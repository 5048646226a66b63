"""Counts of a register for larger areas, where every part is there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from contract.codes import CELL_KEY, Kind, Level
from etl.config.catalogue.catalogue import Catalogue
from etl.harmonise.sums import COUNTED, Part, as_observations, sum_parts
from geo.classification import Classification
from geo.crosswalk import Division
from geo.nesting import levels_of_regions


def with_sums(observations: pl.DataFrame, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Add sums of regional counts for country, elinvoimakeskus, ely and suuralue; published figures are kept.

    A sum with a missing part is missing, one with a confidential part is confidential. Shares and rates are
    never summed.
    """
    counts = [one.id for one in catalogue.indicators if one.kind == Kind.REGISTER_COUNT]
    regional = observations.filter(pl.col("indicator").is_in(counts) & (pl.col("level") == Level.MAAKUNTA))
    years = regional["geo_year"].unique().sort()
    sums = [sum_parts(regional.select(COUNTED), _regions(classification, year)) for year in years]
    every = pl.concat([observations, *(as_observations(frame) for frame in sums)])
    return every.unique(CELL_KEY, keep="first", maintain_order=True).sort(CELL_KEY)


def _regions(classification: Classification, geo_year: int) -> Iterator[Part]:
    """List the regions of a division as parts of every area that is a union of them."""
    regions = Division(Level.MAAKUNTA, geo_year)
    for level, (year, unions) in levels_of_regions(classification, geo_year).items():
        for code, inside in unions.items():
            if level != Level.MAAKUNTA:
                yield from ((regions, region, Division(level, year), code, 1.0) for region in inside)
