"""What a build may serve beside what was served before: the same figures again, or those that may move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from contract.codes import ESTIMATE_KEY
from contract.errors import UserError
from etl.publish.closed_waves import reading_of
from etl.publish.served.keep_record import Answered
from etl.publish.served.record import Record
from etl.sdc.context import ReleaseContext
from etl.sdc.primary import OWN
from etl.sdc.protect import protect
from etl.sdc.release_history import LOCAL_HISTORY_SCHEMA
from etl.sdc.revision.answers import redefined_items, same_respondents
from etl.sdc.revision.as_served import comparisons_as_served, figures_as_served, hidden
from etl.sdc.revision.decide import KEPT, EarlierVersion, WaveVersions, cells_to_keep
from etl.sdc.revision.pattern import items_given_away

# A draft opened what the rules of today would hide, or in whose company something was hidden.
DRAFTS_IN_THE_WAY = frozenset({"cell_published_before", "no_cell_left_to_hide", "cell_cannot_be_hidden"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was served and released before this build."""

    record: Record
    ledger: pl.DataFrame  # every survey figure that an edition opened
    inputs: str  # the fingerprint of everything that this build is made of
    published: bool  # exactly this was released
    local_ledger: pl.DataFrame = field(default_factory=LOCAL_HISTORY_SCHEMA.to_frame)  # of places' own surveys
    local_published: bool = False  # exactly this was released, with a ledger of them

    @property
    def served_again(self) -> bool:
        """Whether nothing differs from what was served last."""
        return self.record.manifest is not None and self.record.manifest.inputs == self.inputs


@dataclass(frozen=True, slots=True)
class Settled:
    """Figures that may be served beside everything that was."""

    figures: pl.DataFrame  # rows of table `estimate`
    kept: pl.DataFrame  # ESTIMATE_KEY of the survey cells that stay as they were served
    compared: pl.DataFrame  # `figures` as comparisons may use them: kept cells are hidden there
    waves: frozenset[tuple[str, str]]  # source and period whose fieldwork stays as it was served
    notes: tuple[str, ...] = ()  # what the person who builds is told

    def comparisons(self, comparisons: pl.DataFrame, record: Record) -> pl.DataFrame:
        """Put what was served in the place of every comparison with a kept cell."""
        if self.kept.is_empty():
            return comparisons
        return comparisons_as_served(comparisons, record.contents.comparisons, self.kept)

    def of_waves(self, tables: Mapping[str, pl.DataFrame], record: Record) -> dict[str, pl.DataFrame]:
        """Put what was served of these waves in the place of their rows: who came late shows in no share of them."""
        waves = pl.DataFrame(sorted(self.waves), {"source": pl.String, "period": pl.String}, orient="row")
        key = waves.columns
        served = record.contents.of_waves
        return {
            name: pl.concat([table.join(waves, on=key, how="anti"), served[name].join(waves, on=key, how="semi")])
            for name, table in tables.items()
            if name in served
        }


def protect_beside_served(
    estimates: pl.DataFrame, context: ReleaseContext, past: Past, answered: Sequence[Answered]
) -> Settled:
    """Protect estimates (see `protect`) so that nobody is given away by what was served before either."""
    own = pl.col("kind").is_in(OWN)
    if past.served_again:
        waves = frozenset((one.card.id, one.card.period) for one in answered)
        return _again(protect(estimates.filter(~own), context), estimates.filter(own), past.record, waves)
    versions = _versions(past.record, answered)
    waves = frozenset((one.source, one.period) for one in versions)
    revised = _revised(estimates.filter(own), versions, context)
    protected, notes = _protected(estimates, context, past, revised)
    surveys = estimates.filter(own).select("indicator").unique()
    if past.published:
        opened = protected.filter(pl.col("value").is_not_null()).join(surveys, on="indicator", how="semi")
        protected = hidden(protected, opened.join(past.ledger, on=ESTIMATE_KEY, how="anti").select(ESTIMATE_KEY))
    figures = protected.join(surveys, on="indicator", how="semi", maintain_order="left")
    others = protected.join(surveys, on="indicator", how="anti", maintain_order="left")
    least = context.policy.min_changed_respondents.value
    served = past.record.contents.figures
    decided = cells_to_keep(figures, served, versions, context.additivity, least)
    kept = decided.filter(pl.col(KEPT)).select(ESTIMATE_KEY)
    if decided.is_empty():
        return Settled(protected, kept, protected, frozenset(), notes)
    settled = figures_as_served(figures, served, kept)
    unsafe = items_given_away(estimates.filter(own), settled, replace(context, history=past.ledger.clear()))
    if unsafe:
        kept = decided.filter(pl.col(KEPT) | pl.col("indicator").is_in(unsafe)).select(ESTIMATE_KEY)
        settled = figures_as_served(figures, served, kept)
    told = f"Revised waves: kept as served: {kept.height:,} cells; revised: {decided.height - kept.height:,}"
    return Settled(
        pl.concat([settled, others]), kept, pl.concat([hidden(figures, kept), others]), waves, (*notes, told)
    )


def _again(others: pl.DataFrame, own: pl.DataFrame, record: Record, waves: frozenset[tuple[str, str]]) -> Settled:
    """Serve the survey figures of the last build once more."""
    periods = own.select("indicator", "period").unique()
    figures = record.contents.figures.join(periods, on=["indicator", "period"], how="semi", maintain_order="left")
    every = pl.concat([figures, others], how="diagonal_relaxed")
    return Settled(every, figures.select(ESTIMATE_KEY), every, waves)


def _versions(record: Record, answered: Iterable[Answered]) -> tuple[WaveVersions, ...]:
    """Return every wave that was served with other respondents, another file or another reading of it."""
    return tuple(
        WaveVersions(wave.card.id, wave.card.period, wave.respondents, earlier)
        for wave in answered
        if (earlier := tuple(_earlier(record, wave)))
    )


def _earlier(record: Record, wave: Answered) -> Iterator[EarlierVersion]:
    for one in record.waves:
        if one.key == (wave.card.id, wave.card.period):
            respondents = record.respondents(one)
            same_file = (one.sha256, one.reading) == (wave.card.sha256, reading_of(wave.card))
            if same_file and (one.respondents == wave.file or same_respondents(respondents, wave.respondents)):
                continue
            if same_file and (items := redefined_items(respondents, wave.respondents)):
                raise UserError("served_item_redefined", path=wave.card.path, found=items)
            yield EarlierVersion(respondents, same_file)


def _revised(own: pl.DataFrame, versions: Iterable[WaveVersions], context: ReleaseContext) -> pl.DataFrame:
    """List indicators and periods, pooled ones too, some of whose respondents are not those that were served."""
    names = {(one.source, one.period) for one in versions}
    for source, period in tuple(names):
        names |= {(source, long) for long, waves in context.additivity.pooled.items() if period in waves}
    rows = pl.DataFrame(sorted(names), {"source": pl.String, "period": pl.String}, orient="row")
    return own.join(rows, on=["source", "period"], how="semi").select("indicator", "period").unique()


def _protected(
    estimates: pl.DataFrame, context: ReleaseContext, past: Past, revised: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Protect against everything that was ever open; against the editions alone where drafts leave no way.

    What was served of respondents who were other people is held against the new figures by `cells_to_keep`.
    """
    key = ["indicator", "period"]
    ledger = past.ledger.join(revised, on=key, how="anti", maintain_order="left")
    drafts = past.record.contents.history.join(revised, on=key, how="anti", maintain_order="left")
    of_drafts = drafts.join(ledger, on=ESTIMATE_KEY, how="anti", maintain_order="left")
    try:
        return protect(estimates, replace(context, history=pl.concat([ledger, of_drafts]))), ()
    except UserError as error:
        if of_drafts.is_empty() or error.code not in DRAFTS_IN_THE_WAY:
            raise
        told = "Warning: what drafts showed before cannot all be hidden any more; protected against editions only"
        return protect(estimates, replace(context, history=ledger)), (f"{told} ({error.code})",)
