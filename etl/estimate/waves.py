"""The surveys' waves, single and pooled -> estimates of every cell to publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec
import numpy as np
import polars as pl

from contract.codes import EVERYBODY, Level
from contract.errors import UserError
from contract.period import Period
from etl.config.card import Design, Replicates, SourceCard, group_columns
from etl.config.catalogue.catalogue import Catalogue, Indicator
from etl.estimate.design import DesignColumns, Item, Margin, pool_waves
from etl.estimate.estimate import Estimates, estimate
from etl.read.respondents import replicate_column
from etl.read.sources import Wave
from etl.read.status import normal
from geo.classification import Classification
from geo.nesting import Unions, levels_of_regions

POOLED_WAVES = 3  # region x group needs about 24,000 respondents to be worth showing


@dataclass(frozen=True, slots=True)
class Estimated:
    """The estimates of one period of one survey."""

    source: str
    waves: tuple[str, ...]  # the single periods in it
    unions: Mapping[str, Unions]  # level -> code -> its regions
    estimates: Estimates
    table: pl.DataFrame  # with geo_year, source, both statuses, and weight: the sum of weights of those who answered


def estimate_surveys(
    waves: Sequence[Wave], catalogue: Catalogue, classification: Classification
) -> tuple[Estimated, ...]:
    """Estimate every wave, and the last three pooled, over country, regions and their unions, by every group.

    An indicator with a series break inside the pooled stretch is left out of it.
    """
    return tuple(_each(waves, catalogue, classification))


def _each(waves: Sequence[Wave], catalogue: Catalogue, classification: Classification) -> Iterator[Estimated]:
    for source, several in groupby(
        sorted(waves, key=lambda w: (w.card.id, Period.parse(w.card.period))), key=lambda w: w.card.id
    ):
        own = [one for one in catalogue.indicators if one.source == source and one.answers is not None]
        ordered = list(several)
        for wave in ordered:
            yield _estimated([wave], own, catalogue, classification)
        last = ordered[-POOLED_WAVES:]
        unbroken = [one for one in own if not one.breaks_between(last[0].card.period, last[-1].card.period)]
        replicated = any(wave.card.design and wave.card.design.replicates for wave in last)  # theirs hold for one wave
        if len(last) == POOLED_WAVES and unbroken and not replicated:
            yield _estimated(last, unbroken, catalogue, classification)


def _estimated(
    waves: Sequence[Wave], indicators: Sequence[Indicator], catalogue: Catalogue, classification: Classification
) -> Estimated:
    card = waves[-1].card
    design = _design(card)
    periods = tuple(wave.card.period for wave in waves)
    period = periods[0] if len(periods) == 1 else f"{periods[0]}-{periods[-1]}"
    respondents = waves[0].respondents if len(waves) == 1 else pool_waves({w.card.period: w.respondents for w in waves})
    levels = levels_of_regions(classification, design.geo_year)
    dims = (EVERYBODY, *group_columns(card.groups))
    margins: list[Margin] = []
    for level, (_, unions) in levels.items():
        area_of: dict[str, str] = {}
        for code, regions in unions.items():
            area_of |= dict.fromkeys(regions, code)
        margins += [Margin(level, area_of, dim) for dim in dims]
    fpc = "fpc" if respondents["fpc"].count() else None
    sampled = DesignColumns(fpc=fpc, lonely_psu=design.lonely_psu, replicates=_replicates(design))
    try:
        estimates = estimate(respondents, sampled, _items(indicators, catalogue), margins, period)
    except UserError as error:
        raise error.at(card.path) from error  # a design is corrected in a file, not in a period
    years = {level: year for level, (year, _) in levels.items()}
    table = estimates.table.with_columns(
        *normal(),
        geo_year=pl.col("level").replace_strict(years, return_dtype=pl.Int64),
        source=pl.lit(card.id),
        weight=pl.Series(np.concatenate([cells.sums.weight.ravel() for cells in estimates.domains])),
    )
    return Estimated(card.id, periods, {level: unions for level, (_, unions) in levels.items()}, estimates, table)


def _design(card: SourceCard) -> Design:
    if card.design is None or card.design.level != Level.MAAKUNTA:
        raise UserError("survey_level", path=card.path, found=card.design and card.design.level)
    return card.design


def _replicates(design: Design) -> Replicates | None:
    """Return the declared replicate weights under the names that they have among the respondents."""
    if design.replicates is None:
        return None
    columns = tuple(replicate_column(at) for at in range(len(design.replicates.columns)))
    return msgspec.structs.replace(design.replicates, columns=columns)


def _items(indicators: Sequence[Indicator], catalogue: Catalogue) -> list[Item]:
    return [
        Item(one.id, answers.column, one.kind, answers.yes, catalogue.scales[answers.scale].no_answer)
        for one in indicators
        if (answers := one.answers) is not None and one.kind.from_respondents
    ]
