"""Local collections beside what was served of them: each source by itself, by the rules of our own surveys.

Their respondents stand in the record with those of the surveys; figures and history in tables of their own, by source,
since two collections of one place would have the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from contract.errors import UserError
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy
from etl.estimate.waves import Estimated
from etl.local.collections import LocalSurvey
from etl.publish.served.keep_record import Answered, hold_the_same
from etl.publish.served.record import Contents, Record
from etl.publish.served.settle import Past, Settled, protect_beside_served
from etl.sdc.context import ReleaseContext, sdc_context
from etl.sdc.primary import ESTIMATE, OWN
from etl.sdc.release_history import HISTORY_SCHEMA, extend_history
from etl.sdc.revision.pattern import items_given_away

FIGURES = "local_figures"
HISTORY = "local_history"


@dataclass(frozen=True, slots=True)
class LocalPublished:
    """What may be told of the local collections of one source."""

    survey: LocalSurvey
    settled: Settled  # `figures` and `compared` have the shape of table `estimate`

    @property
    def waves(self) -> tuple[Estimated, ...]:
        """The estimates with their variances, one per period, for whoever tests changes between shown figures."""
        return self.survey.waves


def protect_local(
    surveys: Iterable[LocalSurvey], policy: Policy, catalogue: Catalogue, past: Past, answered: Sequence[Answered]
) -> tuple[LocalPublished, ...]:
    """Protect every local collection by itself, beside what was served of it; raise UserError."""
    return tuple(_protected(survey, policy, catalogue, past, answered) for survey in surveys)


def _protected(
    survey: LocalSurvey, policy: Policy, catalogue: Catalogue, past: Past, answered: Sequence[Answered]
) -> LocalPublished:
    own = [one for one in answered if one.card.id == survey.source]
    nothing = HISTORY_SCHEMA.to_frame()
    context = sdc_context(policy, catalogue, survey.waves, nothing)
    ledger = past.local_ledger.filter(source=survey.source).drop("source")
    before = replace(past, record=of_source(past.record, survey.source), ledger=ledger, published=past.local_published)
    settled = protect_beside_served(survey.table, context, before, own)
    refuse_given_away(survey, settled.figures, context)
    return LocalPublished(survey, settled)


def refuse_given_away(survey: LocalSurvey, figures: pl.DataFrame, context: ReleaseContext) -> None:
    """Refuse figures of a local survey from which those of few respondents can be worked out; raise UserError.

    The intruder is taken to know every open figure exactly, which of those who took part by themselves is a count of
    answers: shares of whole numbers of people tell no more than that.
    """
    own = survey.table.filter(pl.col("kind").is_in(OWN))
    if given := items_given_away(own, figures, context):
        raise UserError("local_figures_give_away", path=survey.source, indicators=given)


def of_source(record: Record, source: str) -> Record:
    """Return what the record tells of one source of local collections."""
    figures, history = (_of_source(record.contents.of_waves.get(name), source) for name in (FIGURES, HISTORY))
    contents = Contents(
        figures=pl.DataFrame(schema=dict.fromkeys(ESTIMATE, pl.String)) if figures is None else figures,
        comparisons=pl.DataFrame(),
        history=HISTORY_SCHEMA.to_frame() if history is None else history.select(HISTORY_SCHEMA.names()),
    )
    return replace(record, contents=contents)


def _of_source(table: pl.DataFrame | None, source: str) -> pl.DataFrame | None:
    """Return the rows of a source, if there are any."""
    return None if table is None else _with_rows(table.filter(source=source))


def _with_rows(table: pl.DataFrame | None) -> pl.DataFrame | None:
    """Return None for a table without rows: one that never had any has no columns either."""
    return None if table is None or table.is_empty() else table


def kept_tables(record: Record, published: Iterable[LocalPublished], edition: str) -> dict[str, pl.DataFrame]:
    """Return the tables that the record keeps of local collections, with what is not computed any more."""
    figures = [_with_rows(record.contents.of_waves.get(FIGURES))]
    history = [_with_rows(record.contents.of_waves.get(HISTORY))]
    for one in published:
        source = one.survey.source
        periods = one.settled.figures["period"].unique()
        figures = [*(_without(table, source, periods) for table in figures), one.settled.figures]
        known = extend_history(of_source(record, source).contents.history, one.settled.figures, edition)
        history = [*(_without(table, source) for table in history), known.with_columns(source=pl.lit(source))]
    return {name: _stacked(tables) for name, tables in ((FIGURES, figures), (HISTORY, history))}


def _without(table: pl.DataFrame | None, source: str, periods: pl.Series | None = None) -> pl.DataFrame | None:
    if table is None:
        return None
    of_source = pl.col("source") == source
    return table.filter(~of_source if periods is None else ~(of_source & pl.col("period").is_in(periods.implode())))


def _stacked(tables: Sequence[pl.DataFrame | None]) -> pl.DataFrame:
    there = [table for table in tables if table is not None]
    return pl.concat(there, how="diagonal_relaxed") if there else pl.DataFrame({"source": []}, {"source": pl.String})


def refuse_shared_respondents(answered: Sequence[Answered], regions: dict[str, str]) -> None:
    """Refuse a local collection that holds the respondents of another survey, or of another period of its own.

    From the figures of both together those in one of them only could be worked out. Only those of the region that holds
    the place are looked for in the surveys of the country. `regions`: source of a local collection = its region.
    """
    for one, other in _pairs(answered, regions):
        before, now = (_in_region(wave, regions.get(one.card.id, "")) for wave in (other, one))
        if hold_the_same(before, now):
            wave = f"{other.card.id} {other.card.period}"
            raise UserError("local_respondents_shared", path=one.card.path, wave=wave)


def _pairs(answered: Sequence[Answered], regions: dict[str, str]) -> Iterator[tuple[Answered, Answered]]:
    """Yield every local collection with every wave of the country, and with those before it that may hold its people.

    These are the collections of its place, of the region that it lies in, and of the places in it.
    """
    country = [one for one in answered if one.card.local is None]
    local = [one for one in answered if one.card.local is not None]
    for at, one in enumerate(local):
        nested = [other for other in local[:at] if _one_in_the_other(one, other, regions)]
        yield from ((one, other) for other in (*country, *nested))


def _one_in_the_other(one: Answered, other: Answered, regions: dict[str, str]) -> bool:
    """Return whether two places are the same, or one of them is the region of the other."""
    ours = one.card.local
    theirs = other.card.local
    if ours is None or theirs is None:
        return False
    in_one_region = regions.get(one.card.id) == regions.get(other.card.id)
    return ours.area == theirs.area or (in_one_region and ours.level != theirs.level)


def _in_region(wave: Answered, region: str) -> pl.LazyFrame:
    """Return the respondents with the region as their area, so that those of a place are found among its region's."""
    if wave.card.local is None:
        return wave.respondents.filter(pl.col("area") == region)
    return wave.respondents.with_columns(area=pl.lit(region))
