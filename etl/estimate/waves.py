"""The surveys' waves, single and pooled -> estimates of every cell to publish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

import msgspec
import numpy as np
import polars as pl

from contract.codes import EVERYBODY, Level
from contract.errors import UserError
from contract.period import Period
from etl.config.card import Design, Replicates, SourceCard, design_of
from etl.config.catalogue.catalogue import Catalogue, Indicator
from etl.config.layout import group_columns
from etl.estimate.calibration.calibrate import calibrated_columns
from etl.estimate.calibration.of_card import calibrate_as_declared
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.estimate import Estimates, estimate
from etl.estimate.pooling.between import differences_between
from etl.estimate.pooling.panel import check_panels, is_panel
from etl.estimate.pooling.stack import pool_replicates, pool_waves
from etl.estimate.standardised import standard_weights
from etl.read.respondents import replicate_column
from etl.read.sources import AnyWave, Wave
from etl.read.status import normal
from geo.classification import Classification
from geo.nesting import Unions, levels_of_regions

POOLED_WAVES = 3  # region x group needs about 24,000 respondents to be worth showing


W = TypeVar("W", bound=AnyWave)


@dataclass(frozen=True, slots=True)
class ToEstimate:
    """What is to be estimated of waves."""

    items: Sequence[Item]
    margins: Sequence[Margin]
    period: str
    catalogue: Catalogue
    fewest_in_class: int  # answers, for groups to be standardised


Estimator = Callable[[Sequence[W], ToEstimate], Estimates]  # of one wave, or of several pooled


@dataclass(frozen=True, slots=True)
class Estimated:
    """The estimates of one period of one survey."""

    source: str
    waves: tuple[str, ...]  # the single periods in it
    unions: Mapping[str, Unions]  # level -> code -> its regions
    estimates: Estimates
    table: pl.DataFrame  # with geo_year, source, both statuses, and weight: the sum of weights of those who answered


def estimate_surveys(
    waves: Sequence[Wave], catalogue: Catalogue, classification: Classification, fewest_in_class: int = 1
) -> tuple[Estimated, ...]:
    """Estimate every wave, and the last three pooled, over country, regions and their unions, by every group.

    An indicator with a series break inside the pooled stretch is left out of it. Differences between groups are
    standardised where every class has `fewest_in_class` answers.
    """
    return tuple(_each(waves, catalogue, classification, fewest_in_class))


def _each(
    waves: Sequence[Wave], catalogue: Catalogue, classification: Classification, fewest_in_class: int
) -> Iterator[Estimated]:
    for _, several in by_survey(waves):
        ordered = [calibrated(wave) for wave in several]
        check_panels(ordered)
        single, pooled = estimate_survey(ordered, catalogue, classification, fewest_in_class, in_memory)
        yield from _with_earlier(single, ordered, items_of(_own(ordered, catalogue), catalogue))
        yield from pooled


def by_survey(waves: Sequence[W]) -> Iterator[tuple[str, list[W]]]:
    """Yield every survey with its waves, the earliest first."""
    ordered = sorted(waves, key=lambda wave: (wave.card.id, Period.parse(wave.card.period)))
    for source, several in groupby(ordered, key=lambda wave: wave.card.id):
        yield source, list(several)


def estimate_survey(
    waves: Sequence[W],
    catalogue: Catalogue,
    classification: Classification,
    fewest_in_class: int,
    estimator: Estimator[W],
) -> tuple[list[Estimated], list[Estimated]]:
    """Estimate the waves of one survey, calibrated and in their order: each of them, and the last three pooled."""
    own = _own(waves, catalogue)
    single = [
        estimate_waves([wave], own, catalogue, _levels(wave.card, classification), fewest_in_class, estimator)
        for wave in waves
    ]
    last = waves[-POOLED_WAVES:]
    unbroken = [one for one in own if not one.breaks_between(last[0].card.period, last[-1].card.period)]
    replicated = {design_of(wave.card).replicates is None for wave in last}
    if len(last) < POOLED_WAVES or not unbroken or len(replicated) > 1:  # replicates are of all waves or of none
        return single, []
    levels = _levels(last[-1].card, classification)
    return single, [estimate_waves(last, unbroken, catalogue, levels, fewest_in_class, estimator)]


def _own(waves: Sequence[AnyWave], catalogue: Catalogue) -> list[Indicator]:
    source = waves[0].card.id
    return [one for one in catalogue.indicators if one.source == source and one.answers is not None]


def _levels(card: SourceCard, classification: Classification) -> Mapping[str, tuple[int, Unions]]:
    design = design_of(card)
    if design.level != Level.MAAKUNTA:
        raise UserError("survey_level", path=card.path, found=design.level)
    return levels_of_regions(classification, design.geo_year)


def calibrated(wave: Wave) -> Wave:
    """Return the wave with the weights that its card declares."""
    return replace(wave, respondents=calibrate_as_declared(wave.respondents, wave.population, wave.card))


def estimate_waves(  # noqa: PLR0917 - the waves, what is asked of them, and how they are summed
    waves: Sequence[W],
    indicators: Sequence[Indicator],
    catalogue: Catalogue,
    levels: Mapping[str, tuple[int, Unions]],
    fewest_in_class: int,
    estimator: Estimator[W],
) -> Estimated:
    """Estimate one wave, or several pooled, over every area of `levels`: level -> its division year, code -> areas."""
    card = waves[-1].card
    periods = tuple(wave.card.period for wave in waves)
    period = periods[0] if len(periods) == 1 else f"{periods[0]}-{periods[-1]}"
    unions = {level: union for level, (_, union) in levels.items()}
    asked = ToEstimate(items_of(indicators, catalogue), margins_of(unions, card), period, catalogue, fewest_in_class)
    try:
        estimates = estimator(waves, asked)
    except UserError as error:
        raise error.at(card.path) from error  # a design is corrected in a file, not in a period
    years = {level: year for level, (year, _) in levels.items()}
    table = estimates.table.with_columns(
        *normal(),
        geo_year=pl.col("level").replace_strict(years, return_dtype=pl.Int64),
        source=pl.lit(card.id),
        weight=pl.Series(np.concatenate([cells.sums.weight.ravel() for cells in estimates.domains])),
    )
    return Estimated(card.id, periods, unions, estimates, table)


def in_memory(waves: Sequence[Wave], asked: ToEstimate) -> Estimates:
    """Estimate respondents who are held in memory."""
    card = waves[-1].card
    respondents, replicates = _sample(waves)
    sampled = replace(
        _stages(respondents, design_of(card)), replicates=replicates, calibration=calibrated_columns(respondents)
    )

    def weights(by: Sequence[str]) -> Mapping[tuple[str, ...], float]:
        return standard_weights(respondents, sampled.weight, by)

    standards = standards_of(asked, group_columns(card.groups), weights)
    return estimate(respondents, sampled, asked.items, asked.margins, asked.period, standards=standards)


def margins_of(levels: Mapping[str, Unions], card: SourceCard) -> list[Margin]:
    """Return the country, the regions and their unions, by every group."""
    margins: list[Margin] = []
    for level, unions in levels.items():
        area_of: dict[str, str] = {}
        for code, regions in unions.items():
            area_of |= dict.fromkeys(regions, code)
        margins += [Margin(level, area_of, dim) for dim in (EVERYBODY, *group_columns(card.groups))]
    return margins


def _with_earlier(single: Sequence[Estimated], waves: Sequence[Wave], items: Sequence[Item]) -> Iterator[Estimated]:
    """Add to the waves of a panel the sampling error of their differences; other waves are independent."""
    if not any(is_panel(wave.card) for wave in waves[1:]):
        yield from single
        return
    card = waves[-1].card
    frames = {wave.card.period: wave.respondents for wave in waves}
    sampled = _stages(pl.concat(frames.values(), how="diagonal_relaxed"), design_of(card))
    try:
        earlier = differences_between(frames, sampled, items, margins_of(single[-1].unions, card))
    except UserError as error:
        raise error.at(card.path) from error
    for one in single:
        own = earlier.filter(pl.col("period") == one.estimates.period)
        yield replace(one, estimates=replace(one.estimates, earlier=own))


def _stages(respondents: pl.DataFrame, design: Design) -> DesignColumns:
    """Return the columns of the stages of sampling; a second one where every respondent has it."""
    two = "unit_fpc" in respondents.columns and not respondents["unit_fpc"].null_count()
    return DesignColumns(
        fpc="fpc" if respondents["fpc"].count() else None,
        unit="unit" if two else None,
        unit_fpc="unit_fpc" if two else None,
        lonely_psu=design.lonely_psu,
    )


def _sample(waves: Sequence[Wave]) -> tuple[pl.DataFrame, tuple[Replicates, ...]]:
    """Return the respondents of one wave, or of several stacked, and the replicate weights among their columns."""
    frames = {wave.card.period: wave.respondents for wave in waves}
    replicates = {wave.card.period: one for wave in waves if (one := _replicates(design_of(wave.card)))}
    if len(waves) == 1:
        return waves[0].respondents, tuple(replicates.values())
    if replicates:
        return pool_replicates(frames, replicates)
    return pool_waves(frames, panel=is_panel(waves[-1].card)), ()


def _replicates(design: Design) -> Replicates | None:
    """Return the declared replicate weights under the names that they have among the respondents."""
    if design.replicates is None:
        return None
    columns = tuple(replicate_column(at) for at in range(len(design.replicates.columns)))
    return msgspec.structs.replace(design.replicates, columns=columns)


def standards_of(
    asked: ToEstimate, dims: Collection[str], weights: Callable[[Sequence[str]], Mapping[tuple[str, ...], float]]
) -> list[Standard]:
    """Return how groups are standardised, of the dimensions for which the survey knows what is needed.

    The standard is the weighted distribution of all respondents of the whole country, the same for every area, which
    `weights` tells of the traits.
    """
    merged: dict[str, dict[str, str]] = {}
    for one in asked.catalogue.groups:
        for codes in one.merged:
            merged[one.dim] = merged.get(one.dim, {}) | dict.fromkeys(codes, " ".join(codes))
    return [
        Standard(
            dim=one.dim,
            reference=one.groups[0].code,
            by=one.standardised_by,
            classes=({}, merged) if merged.keys() & set(one.standardised_by) else ({},),
            weights=weights(one.standardised_by),
            least=asked.fewest_in_class,
        )
        for one in asked.catalogue.groups
        if one.standardised_by and {one.dim, *one.standardised_by} <= set(dims)
    ]


def items_of(indicators: Sequence[Indicator], catalogue: Catalogue) -> list[Item]:
    """Return what is estimated of the respondents."""
    return [
        Item(one.id, answers.column, one.kind, answers.yes, catalogue.scales[answers.scale].no_answer)
        for one in indicators
        if (answers := one.answers) is not None and one.kind.from_respondents
    ]
