"""Waves with their fieldwork -> the tables `fieldwork` and `representation`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import polars as pl

from etl.config.card import SourceCard
from etl.config.policy import Policy
from etl.config.survey.fieldwork import Fieldwork
from etl.estimate.fieldwork.response import r_indicator
from etl.estimate.fieldwork.weights import inequality
from etl.read.sources import AnyWave
from etl.read.survey.counts import POPULATION, SAMPLED, counted

FINE_FROM = 1_000  # sampled: from here on a rate in whole per cents tells no more than n rounded to 10
COARSE_FROM = 200  # the same, for rates in steps of 5
COARSE = 5
AREA_DECIMALS = 3  # of an area's share of the population, a known total: groups of areas are weighted by it

FIELDWORK = {
    "source": pl.String(),
    "period": pl.String(),
    "sampled": pl.Int64(),
    "responded": pl.Int64(),
    "rate": pl.Float64(),
    "modes": pl.List(pl.String()),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
    "languages": pl.List(pl.String()),
    "r_indicator": pl.Float64(),
    "r_indicator_se": pl.Float64(),
    "weight_ratio": pl.Float64(),
    "kish": pl.Float64(),
}
REPRESENTATION = {
    "source": pl.String(),
    "period": pl.String(),
    "dim": pl.String(),
    "code": pl.String(),
    "population": pl.Float64(),
    "respondents": pl.Float64(),
    "rate": pl.Float64(),
}


def fieldwork_table(cards: Iterable[SourceCard], waves: Iterable[AnyWave], policy: Policy) -> pl.DataFrame:
    """Return a row for every card that tells of its fieldwork; of our own surveys responded is rounded as n is."""
    own = {(wave.card.id, wave.card.period): wave for wave in waves}
    step = int(policy.n_rounding.value)
    rows = []
    for card in cards:
        if card.fieldwork is None:
            continue
        wave = own.get((card.id, card.period))
        told = _told(card.fieldwork) if wave is None else _told_rounded(card.fieldwork, step) | _measured(wave)
        rows.append({"source": card.id, "period": card.period} | told)
    return pl.DataFrame(rows, schema=FIELDWORK)


def representation_table(waves: Iterable[AnyWave], policy: Policy) -> pl.DataFrame:
    """Return respondents against the population, by one column of the population at a time."""
    fewest = int(policy.min_respondents.value)
    known = [(wave, wave.population) for wave in waves if wave.population is not None]
    rows = chain.from_iterable(_margins(wave, population, fewest) for wave, population in known)
    return pl.DataFrame(list(rows), schema=REPRESENTATION)


def _told(fieldwork: Fieldwork) -> dict[str, Any]:
    """Return what the card of a published survey says."""
    sampled = fieldwork.sampled
    responded = fieldwork.responded
    rate = None if sampled is None or responded is None else round(100 * responded / sampled, 1)
    return {
        "sampled": sampled,
        "responded": responded,
        "rate": rate,
        "modes": [str(mode) for mode in fieldwork.modes],
        "first_day": fieldwork.first_day,
        "last_day": fieldwork.last_day,
        "languages": [str(language) for language in fieldwork.languages],
    }


def _told_rounded(fieldwork: Fieldwork, step: int) -> dict[str, Any]:
    """Return the same of a survey of our own; its rate is that of the rounded number, so that it tells no more."""
    if fieldwork.responded is None:
        return _told(fieldwork)
    responded = (fieldwork.responded + step // 2) // step * step
    return _told(fieldwork) | {"responded": responded, "rate": _rate(responded, fieldwork.sampled)}


def _measured(wave: AnyWave) -> dict[str, Any]:
    """Return what the rows of a survey tell: its R-indicator, and how unequal its weights are."""
    unequal = inequality(wave.scan)
    measured: dict[str, Any] = {"weight_ratio": round(unequal.ratio, 1), "kish": round(unequal.kish, 2)}
    if wave.population is not None and wave.sample is not None:
        found = r_indicator(wave.sample, wave.scan, wave.population)
        if found is not None:
            measured |= {"r_indicator": round(found.value, 2), "r_indicator_se": round(found.error, 3)}
    return measured


def _margins(wave: AnyWave, population: pl.DataFrame, fewest: int) -> Iterator[dict[str, Any]]:
    card = wave.card
    area_level = card.design.level if card.design else ""
    for column in population.columns:
        if column == POPULATION:
            continue
        decimals = AREA_DECIMALS if column == "area" else 0
        for row in _margin(wave, population, column).iter_rows(named=True):
            open_ = row["responded"] >= fewest
            yield {
                "source": card.id,
                "period": card.period,
                "dim": area_level if column == "area" else column,
                "code": row[column],
                "population": _percent(row[POPULATION], row["all_people"], decimals),
                "respondents": _percent(row["responded"], row["all_respondents"]) if open_ else None,
                "rate": _rate(row["responded"], row[SAMPLED]) if open_ else None,
            }


def _margin(wave: AnyWave, population: pl.DataFrame, column: str) -> pl.DataFrame:
    """Count people, sampled and respondents by one column."""
    people = population.group_by(column, maintain_order=True).agg(pl.col(POPULATION).sum())
    answered = counted(wave.scan, [column])
    both = people.join(answered, on=column, how="left", maintain_order="left").with_columns(
        pl.col("responded").fill_null(0),
        all_people=pl.col(POPULATION).sum(),
        all_respondents=pl.lit(answered["responded"].sum()),
    )
    if wave.sample is None:
        return both.with_columns(pl.lit(None, pl.Int64).alias(SAMPLED))
    sampled = wave.sample.group_by(column).agg(pl.col(SAMPLED).sum())
    return both.join(sampled, on=column, how="left", maintain_order="left")


def _percent(part: int, whole: int, decimals: int = 0) -> float:
    return float(round(100 * part / whole, decimals))


def _rate(responded: int, sampled: int | None) -> float | None:
    """Round a rate so that it tells no more of the respondents than their number rounded to 10 does."""
    if sampled is None or sampled < COARSE_FROM:
        return None
    step = 1 if sampled >= FINE_FROM else COARSE
    return float(round(100 * responded / sampled / step) * step)
