"""Published figures of older divisions of areas, told on the newest one too."""

from __future__ import annotations

import polars as pl

from contract.codes import CELL_KEY, EVERYBODY, Kind, Level
from contract.period import in_order
from contract.status import ObsStatus
from etl.config.catalogue.catalogue import Catalogue
from etl.harmonise.conversion import convert_counts, mark_moved
from etl.harmonise.sums import COUNTED, DIVISION_KEY, as_observations
from etl.read.status import has, normal
from geo.classification import Classification
from geo.crosswalk import Crosswalk, Division, impute_municipal_population

FROM_MUNICIPALITIES = (None, Level.MAAKUNTA, Level.HYVINVOINTIALUE)  # None: their own level
POPULATION = "population"


def newest_crosswalk(observations: pl.DataFrame, classification: Classification) -> Crosswalk:
    """Make the crosswalk with the newest population told: by municipality, else by region, else none."""
    year = classification.newest_year
    rows = observations.filter(
        (pl.col("indicator") == POPULATION) & (pl.col("group_dim") == EVERYBODY) & (pl.col("geo_year") == year)
    ).drop_nulls("value")
    for level in (Level.KUNTA, Level.MAAKUNTA):
        people = _latest(rows.filter(pl.col("level") == level))
        if people.keys() == {area.code for area in classification.areas(level, Division(level, year).day)}:
            if level == Level.MAAKUNTA:
                people = impute_municipal_population(people, classification, year)
            return Crosswalk(classification, people)
    return Crosswalk(classification, {})


def on_newest(observations: pl.DataFrame, catalogue: Catalogue, crosswalk: Crosswalk) -> pl.DataFrame:
    """Add counts re-expressed on the newest division; mark other figures of older ones (B) where people moved.

    Original rows stay, and a figure that was published on the newest division is never replaced. Sums of municipalities
    come before splits of regions by people (E). Raise UserError where people are needed and no population is told.
    """
    year = crosswalk.classification.newest_year
    told = pl.col("geo_year") >= crosswalk.classification.first_year
    is_count = pl.col("indicator").is_in([one.id for one in catalogue.indicators if one.kind == Kind.REGISTER_COUNT])
    rows = observations.filter(is_count & told).select(COUNTED)
    municipal = rows.filter(pl.col("level") == Level.KUNTA)
    sums = pl.concat(convert_counts(municipal, crosswalk, year, to) for to in FROM_MUNICIPALITIES)
    others = convert_counts(rows.filter(pl.col("level") != Level.KUNTA), crosswalk, year)
    whole = pl.col("value").is_not_null()
    added = pl.concat([sums.filter(whole), others, sums.filter(~whole)]).with_columns(pl.col("value").round())
    untouched = observations.filter(is_count | ~told)
    marked = mark_moved(observations.filter(~is_count & told), crosswalk, year).drop("moved")
    every = pl.concat([untouched, marked, as_observations(added)])
    return every.unique(CELL_KEY, keep="first", maintain_order=True).sort(CELL_KEY)


def moved_areas(estimates: pl.DataFrame, crosswalk: Crosswalk) -> pl.DataFrame:
    """Return table `area_moved`: each area of an older division that carries figures and whose ground has changed."""
    year = crosswalk.classification.newest_year
    older = pl.col("geo_year").is_between(crosswalk.classification.first_year, year - 1)
    areas = estimates.select(DIVISION_KEY).unique().filter(older)
    found = mark_moved(areas.with_columns(*normal()), crosswalk, year).filter(has(ObsStatus.BREAK))
    return found.select(*DIVISION_KEY, pl.lit(year, pl.Int64).alias("until"), share="moved").sort(DIVISION_KEY)


def _latest(rows: pl.DataFrame) -> dict[str, float]:
    last = rows.filter(pl.col("period").is_in(in_order(rows["period"].unique())[-1:]))
    return dict(last.select("code", "value").iter_rows())
