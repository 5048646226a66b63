"""Local collections -> estimates of their place as a whole and by its groups, by the estimator of our own surveys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import msgspec
import polars as pl

from contract.actions.codes import Sampling
from contract.codes import Level
from contract.errors import UserError
from contract.period import Period
from etl.config.card import Design, LonelyPsu, SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.survey.local import Local
from etl.estimate.combine import combine_results
from etl.estimate.waves import Estimated, calibrated, estimate_waves, in_memory
from etl.read.asked import questions_of
from etl.read.observations import SCHEMA
from etl.read.sources import Wave
from geo.classification import Classification
from geo.nesting import parent


@dataclass(frozen=True, slots=True)
class LocalSurvey:
    """The local collections of one source: the same place, one wave per period."""

    source: str
    local: Local
    waves: tuple[Estimated, ...]  # of those who took part, where they were not drawn: without a sampling error
    table: pl.DataFrame  # the estimates of all waves, as disclosure control takes them


def estimate_local(waves: Iterable[Wave], catalogue: Catalogue) -> tuple[LocalSurvey, ...]:
    """Estimate every local collection; raise UserError where one source speaks of two places."""
    return tuple(_each(waves, catalogue))


def _each(waves: Iterable[Wave], catalogue: Catalogue) -> Iterator[LocalSurvey]:
    ordered = sorted(waves, key=lambda wave: (wave.card.id, Period.parse(wave.card.period)))
    for source, several in groupby(ordered, key=lambda wave: wave.card.id):
        of_source = tuple(several)
        local = _same_place(of_source)
        estimated = tuple(_estimated(wave, local, catalogue) for wave in of_source)
        yield LocalSurvey(source, local, estimated, _table(estimated, local, catalogue))


def _same_place(waves: Sequence[Wave]) -> Local:
    first, _ = _place(waves[0].card)
    for wave in waves[1:]:
        local, _ = _place(wave.card)
        if local != first:
            found = f"{local.area}, {local.sampling}"
            raise UserError("local_place_changed", path=wave.card.path, found=found, before=waves[0].card.period)
    return first


def _place(card: SourceCard) -> tuple[Local, Design]:
    if card.local is None or card.design is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="local")
    return card.local, card.design


def _estimated(wave: Wave, local: Local, catalogue: Catalogue) -> Estimated:
    """Estimate one wave; a stratum of one respondent counts as the rest of the sample does."""
    _, design = _place(wave.card)
    settled = msgspec.structs.replace(design, lonely_psu=design.lonely_psu or LonelyPsu.ADJUST)
    of_place = replace(wave, card=msgspec.structs.replace(wave.card, design=settled))
    levels = {local.level: (design.geo_year, {local.code: (local.code,)})}
    return estimate_waves([calibrated(of_place)], questions_of(wave.card, catalogue), catalogue, levels, 1, in_memory)


def _table(waves: Sequence[Estimated], local: Local, catalogue: Catalogue) -> pl.DataFrame:
    table = combine_results(waves, pl.DataFrame(schema=SCHEMA), catalogue)
    return table if local.sampling == Sampling.PROBABILITY else _of_those_who_took_part(table)


def _of_those_who_took_part(table: pl.DataFrame) -> pl.DataFrame:
    """Take out the sampling error: nobody was drawn, so the figures are what they count, and hidden for few only."""
    exact = {name: pl.col("value") for name in ("ci_low", "ci_high")}
    return table.with_columns(**exact, effective_n=pl.col("n").cast(pl.Float64), df=pl.col("n"))


def regions_of(waves: Iterable[Wave], classification: Classification) -> dict[str, str]:
    """Return source = the region that its place lies in, or is."""
    found = {}
    for wave in waves:
        local, design = _place(wave.card)
        on = date(design.geo_year, 1, 1)
        found[wave.card.id] = parent(classification, local.level, local.code, Level.MAAKUNTA, on).code
    return found
