"""Respondents, the card's fieldwork, the sample and the population must tell the same; anything else stops a build."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.read.survey.counts import POPULATION, SAMPLED, counted


def check_survey(
    card: SourceCard, respondents: pl.LazyFrame, population: pl.DataFrame | None, sample: pl.DataFrame | None
) -> int:
    """Return the number of respondents.

    Raise UserError where the rows of a survey do not agree with its card, its sample or its population.
    """
    rows = int(respondents.select(pl.len()).collect().item())
    _check_totals(card, rows, sample)
    if population is not None:
        _check_covered(card.path, respondents, population, POPULATION, "group_without_population")
    if sample is not None:
        _check_covered(card.path, respondents, sample, SAMPLED, "group_not_sampled")
        _check_not_more(card, respondents, sample)
    if population is not None and sample is not None:
        _check_sampled_from(card, sample, population)
    return rows


def _check_totals(card: SourceCard, rows: int, sample: pl.DataFrame | None) -> None:
    told = card.fieldwork
    where = card.path.with_name(CARD)
    if told is None:  # asked about here, not with the card: what is wrong with the answers themselves comes first
        raise UserError("card_part_missing", path=where, kind=card.kind, part="fieldwork")
    if told.responded != rows:
        raise UserError("responded_differ", path=where, key="fieldwork.responded", found=told.responded, rows=rows)
    if sample is not None and told.sampled != (total := int(sample[SAMPLED].sum())):
        raise UserError("sampled_differ", path=where, key="fieldwork.sampled", found=told.sampled, total=total)


def _check_covered(path: Path, respondents: pl.LazyFrame, counts: pl.DataFrame, count: str, code: str) -> None:
    """Refuse a respondent of a group that has nobody in the counts; a group that is not known is not looked for."""
    by = [name for name in counts.columns if name != count]
    known = counted(respondents.drop_nulls(by), by, first=pl.col("row").min())
    alone = known.join(counts.filter(pl.col(count) > 0), on=by, how="anti").sort("first")
    for first, *group in alone.select("first", *by).head(1).iter_rows():
        raise UserError(code, path=path, row=first, found=tuple(group), more_rows=int(alone["responded"].sum()) - 1)


def _check_not_more(card: SourceCard, respondents: pl.LazyFrame, sample: pl.DataFrame) -> None:
    by = [name for name in sample.columns if name != SAMPLED]
    both = sample.join(counted(respondents, by), on=by, maintain_order="left")
    for *group, sampled, responded in both.filter(pl.col("responded") > pl.col(SAMPLED)).head(1).iter_rows():
        raise UserError("group_more_than_sampled", path=card.path, found=responded, group=tuple(group), sampled=sampled)


def _check_sampled_from(card: SourceCard, sample: pl.DataFrame, population: pl.DataFrame) -> None:
    """Refuse a sample whose groups are not those of the population, or that has more persons than a group has."""
    by = [name for name in population.columns if name != POPULATION]
    if set(by) != set(sample.columns) - {SAMPLED}:
        found = tuple(name for name in sample.columns if name != SAMPLED)
        raise UserError("sample_of_other_groups", path=card.path.with_name(CARD), found=found, columns=tuple(by))
    both = sample.join(population, on=by, how="left", maintain_order="left").with_columns(
        pl.col(POPULATION).fill_null(0)
    )
    for row in both.filter(pl.col(SAMPLED) > pl.col(POPULATION)).head(1).iter_rows(named=True):
        raise UserError(
            "sampled_more_than_people",
            path=card.path.with_name(CARD),
            found=row[SAMPLED],
            group=tuple(row[name] for name in by),
            people=row[POPULATION],
        )
