"""Published figures of older divisions of areas, told on the newest one too."""

from __future__ import annotations

import polars as pl

from contract.codes import AREA_KEY, CELL_KEY, GROUP_KEY
from contract.status import ObsStatus
from etl.config.catalogue.catalogue import Catalogue
from etl.harmonise.conversion import counts, marked
from etl.read.observations import SCHEMA
from etl.read.status import STATUS, has, normal
from geo.classification import Classification
from geo.crosswalk import Crosswalk, Division, impute_municipal_population

PLACE = (*AREA_KEY, "geo_year")
COUNTED = ("indicator", "period", *GROUP_KEY, "source", *PLACE, "value", *STATUS)
FROM_MUNICIPALITIES = (None, "maakunta", "hyvinvointialue")  # None: their own level
POPULATION = "population"


def on_newest(observations: pl.DataFrame, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Add counts re-expressed on the newest division; mark other figures of older ones (B) where people moved.

    Original rows stay, and a figure that was published on the newest division is never replaced. Sums of municipalities
    come before splits of regions by people (E). Raise UserError where people are needed and no population is told.
    """
    year, here = classification.newest_year, crosswalk(observations, classification)
    told = pl.col("geo_year") >= classification.first_year
    is_count = pl.col("indicator").is_in([one.id for one in catalogue.indicators if one.kind == "register_count"])
    rows = observations.filter(is_count & told).select(COUNTED)
    municipal = rows.filter(pl.col("level") == "kunta")
    sums = pl.concat(counts(municipal, here, year, to) for to in FROM_MUNICIPALITIES)
    others = counts(rows.filter(pl.col("level") != "kunta"), here, year)
    whole = pl.col("value").is_not_null()
    added = pl.concat([sums.filter(whole), others, sums.filter(~whole)]).with_columns(pl.col("value").round())
    figures = [observations.filter(is_count | ~told), _marked(observations.filter(~is_count & told), here, year)]
    nothing = (pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in COUNTED)
    every = pl.concat([*figures, added.with_columns(*nothing).select(list(SCHEMA)).cast(SCHEMA)])
    return every.unique(CELL_KEY, keep="first", maintain_order=True).sort(CELL_KEY)


def moved(estimates: pl.DataFrame, observations: pl.DataFrame, classification: Classification) -> pl.DataFrame:
    """Return table `area_moved`: each area of an older division that carries figures and whose ground has changed."""
    year, here = classification.newest_year, crosswalk(observations, classification)
    areas = estimates.select(PLACE).unique().filter(pl.col("geo_year").is_between(classification.first_year, year - 1))
    found = marked(areas.with_columns(normal()), here, year).filter(has(ObsStatus.BREAK))
    return found.select(*PLACE, pl.lit(year, pl.Int64).alias("until"), share="moved").sort(PLACE)


def crosswalk(observations: pl.DataFrame, classification: Classification) -> Crosswalk:
    """Make the crosswalk with the newest population told: by municipality, else by region, else none."""
    year = classification.newest_year
    rows = observations.filter(
        (pl.col("indicator") == POPULATION) & (pl.col("group_dim") == "all") & (pl.col("geo_year") == year)
    ).drop_nulls("value")
    for level in ("kunta", "maakunta"):
        people = _latest(rows.filter(pl.col("level") == level))
        if people.keys() == {area.code for area in classification.areas(level, Division(level, year).day)}:
            return Crosswalk(
                classification,
                people if level == "kunta" else impute_municipal_population(people, classification, year),
            )
    return Crosswalk(classification, {})


def _latest(rows: pl.DataFrame) -> dict[str, float]:
    last = rows.filter(pl.col("period") == pl.col("period").max())
    return dict(last.select("code", "value").iter_rows())


def _marked(figures: pl.DataFrame, here: Crosswalk, year: int) -> pl.DataFrame:
    return marked(figures, here, year).drop("moved")
