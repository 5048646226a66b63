"""Protected figures of local collections -> the tables `local_collection` and `local_estimate`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from contract.actions.codes import Sampling
from contract.codes import AREA_KEY, ESTIMATE_KEY
from contract.status import ObsStatus
from etl.config.card import SourceCard
from etl.local.collections import LocalSurvey
from etl.read.status import OBS, code, joined

COLLECTION = {
    **dict.fromkeys(("source", "period", *AREA_KEY, "sampling"), pl.String),
}
ESTIMATE = {
    **dict.fromkeys(("source", *ESTIMATE_KEY), pl.String),
    **dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64),
    "n": pl.Int64,
    **dict.fromkeys(("obs_status", "conf_status"), pl.String),
}


def collections_table(cards: Iterable[SourceCard]) -> pl.DataFrame:
    """Return a row for every local collection and period."""
    rows = [
        (card.id, card.period, card.local.level, card.local.code, card.local.sampling.value)
        for card in cards
        if card.local
    ]
    return pl.DataFrame(rows, schema=COLLECTION, orient="row")


def estimates_table(protected: Sequence[tuple[LocalSurvey, pl.DataFrame]]) -> pl.DataFrame:
    """Return what may be told of every local collection; of those who took part without an interval, and marked."""
    rows = [_rows(survey, figures) for survey, figures in protected]
    return pl.concat([pl.DataFrame(schema=ESTIMATE), *rows])


def without_intervals(survey: LocalSurvey) -> pl.DataFrame:
    """Return the estimates of a local collection as they would be shown, before disclosure control."""
    if survey.local.sampling == Sampling.PROBABILITY:
        return survey.table
    return survey.table.with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("ci_low", "ci_high"))


def _rows(survey: LocalSurvey, figures: pl.DataFrame) -> pl.DataFrame:
    columns = [pl.col(name).cast(kind) for name, kind in ESTIMATE.items()]
    if survey.local.sampling == Sampling.PROBABILITY:
        return figures.select(columns)
    known = pl.col("value").is_not_null()
    others = pl.col(OBS).str.replace(
        ObsStatus.LOW_RELIABILITY.value, "", literal=True
    )  # of a sample, which this is not
    return figures.with_columns(
        joined(others, code(ObsStatus.DEFINITION, known)), ci_low=pl.lit(None), ci_high=pl.lit(None)
    ).select(columns)
