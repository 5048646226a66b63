"""What the picture would show of a file: per indicator, in a few numbers. Nothing is stored, nothing is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import polars as pl

from contract.codes import EVERYBODY, Level
from contract.period import Period, in_order
from etl.check.match_source import Fit, Known
from etl.config.card import SourceCard
from etl.estimate.waves import estimate_surveys
from etl.harmonise.area_totals import with_sums
from etl.local.collections import estimate_local
from etl.local.figures import without_intervals
from etl.read.observations import SCHEMA
from etl.read.sources import Wave


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator as it would stand in the picture, before small groups are protected."""

    indicator: str
    areas: int
    first: str  # periods
    last: str
    value: float | None  # whole country or place, latest period, everybody
    ci_low: float | None
    ci_high: float | None
    n: float | None
    missing: int  # cells without a value
    too_few: int  # cells of a survey that would be hidden because too few have answered


def preview(fit: Fit, known: Known, min_respondents: float) -> Iterator[Shown]:
    """Estimate a survey's file, or sum up published figures; one row per indicator in the order of the pages.

    The weights are taken as they stand in the file: the population of a new wave is known when its card is written.
    """
    if fit.frame is None:
        return
    whole = Level.COUNTRY.value
    if fit.card.local:
        (place,) = estimate_local([Wave(_uncalibrated(fit.card), fit.frame)], known.catalogue)
        table = without_intervals(place)
        few = min_respondents
        whole = place.local.level
    elif fit.card.kind == "respondents":
        (estimated,) = estimate_surveys([Wave(_uncalibrated(fit.card), fit.frame)], known.catalogue, known.areas)
        table = estimated.table
        few = min_respondents
    else:
        table = with_sums(fit.frame.select(list(SCHEMA)), known.catalogue, known.areas)
        few = 0.0
    for one in known.catalogue.indicators:
        rows = table.filter(pl.col("indicator") == one.id)
        if rows.height:
            yield _shown(one.id, rows, few, whole)


def _uncalibrated(card: SourceCard) -> SourceCard:
    return msgspec.structs.replace(card, design=card.design and msgspec.structs.replace(card.design, calibration=None))


def _shown(indicator: str, rows: pl.DataFrame, few: float, whole: str) -> Shown:
    periods = in_order(rows["period"].unique(maintain_order=True))
    country = rows.filter((pl.col("level") == whole) & (pl.col("group_code") == EVERYBODY))
    latest = max(country.iter_rows(named=True), key=lambda row: Period.parse(row["period"]), default={})
    if (latest.get("n") or few) < few:  # even a preview shows no small group
        latest = {}
    return Shown(
        indicator=indicator,
        areas=rows.select("level", "code").n_unique(),
        first=periods[0],
        last=periods[-1],
        **{name: latest.get(name) for name in ("value", "ci_low", "ci_high", "n")},
        missing=rows["value"].null_count(),
        too_few=rows.filter(pl.col("n") < few).height,
    )
