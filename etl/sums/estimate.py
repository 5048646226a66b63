"""Estimates of respondents that stay in their files: an engine sums, the estimator goes on from the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path

from contract.errors import UserError
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.design_arrays import StratifiedDesign
from etl.estimate.estimate import AggregatedSurvey, Estimates, calibrated_rows, dimensions, estimates_of
from etl.estimate.variance.calibrated import CalibratedRows
from etl.estimate.variance.taylor import TaylorTotals
from etl.estimate.variance.two_stage import TwoStageRows
from etl.sums.aggregated import aggregated, design_of, inside_psus, rows_of, rows_of_units
from etl.sums.engine import Engine
from etl.sums.statements import Statements
from etl.sums.sums import Asked, Sums, found_origins, open_sample, refuse_too_deep, sum_sample


@dataclass(frozen=True, slots=True)
class Sample:
    """A survey that stays in its files. Waves are independent samples; those of a panel are one, under one name."""

    period: str
    waves: Mapping[str, Sequence[Path]]  # period -> Parquet files
    columns: DesignColumns
    named: Mapping[str, str] = field(default_factory=dict)  # area, dimension or question = its column in the files


def estimate_files(
    engine: Engine, sample: Sample, items: Sequence[Item], margins: Sequence[Margin], standards: Sequence[Standard] = ()
) -> Estimates:
    """Estimate as `estimate` does, one query per wave.

    Raise UserError for a design that contradicts itself, and for one whose variance is not made of sums: replicate
    weights.
    """
    name = f"respondents of {sample.period}"
    columns = sample.columns
    _refuse_beyond_sums(columns, name)
    every = Asked(columns, tuple(items), ("area", *dimensions(columns, margins, standards)), sample.named)
    asked, origin = _asked(engine, sample.waves, every, name)
    sums = _summed(engine, sample.waves, asked, asked.statements(origin))
    survey, totals = _first(sums, asked, origin, name)
    if columns.unit_fpc is not None:
        units = _summed(engine, sample.waves, asked, asked.statements(origin, second=True))
        survey = replace(survey, totals=_both(survey.design, totals, (sums, units), asked, origin))
    return estimates_of(survey, asked.items, margins, sample.period, standards)


def _first(
    sums: Sums, asked: Asked, origin: Sequence[float], name: str
) -> tuple[AggregatedSurvey, TaylorTotals | CalibratedRows]:
    design = design_of(sums, asked.columns, name)
    rows = rows_of(sums, asked)
    found = aggregated(sums, rows, asked, origin)
    totals = calibrated_rows(asked.columns, rows, found, TaylorTotals(design, found.rows))
    return AggregatedSurvey(design, rows, found.sums, found.origin, totals), totals


def _both(
    first: StratifiedDesign,
    totals: TaylorTotals | CalibratedRows,
    stages: tuple[Sums, Sums],
    asked: Asked,
    origin: Sequence[float],
) -> TwoStageRows:
    """Add what sampling inside the PSUs adds (two_stage.py)."""
    sums, units = stages
    columns = replace(asked.columns, fpc=asked.columns.unit_fpc)
    design = inside_psus(design_of(units, columns, first.name), first, units, sums)
    rows = rows_of(units, asked)
    found = aggregated(units, rows, asked, origin)
    second = calibrated_rows(columns, rows, found, TaylorTotals(design, found.rows))
    return TwoStageRows(totals, second, rows_of_units(units, sums, [*asked.keys.values()]))


def _refuse_beyond_sums(columns: DesignColumns, name: str) -> None:
    """Raise UserError where a variance needs more of the respondents than sums."""
    if columns.replicates:
        raise UserError("engine_replicates", path=name)
    if columns.unit_fpc is not None and columns.psu is None:
        raise UserError("second_stage_without_first", path=name)


def _asked(engine: Engine, waves: Mapping[str, Sequence[Path]], every: Asked, name: str) -> tuple[Asked, list[float]]:
    """Leave out what nobody was asked, and find the smallest answer of every mean over all waves."""
    known: dict[str, int] = {}
    origins: list[list[float | None]] = []
    for files in waves.values():
        open_sample(engine, files, every)
        of_wave, origin = found_origins(engine, every, name)
        known = {question: known.get(question, 0) + count for question, count in of_wave.items()}
        origins.append(origin)
    kept = [at for at, item in enumerate(every.items) if known[item.column]]
    smallest = [min((one for one in of_item if one is not None), default=0.0) for of_item in zip(*origins, strict=True)]
    asked = replace(every, items=tuple(every.items[at] for at in kept))
    return asked, [smallest[at] for at in kept]


def _summed(engine: Engine, waves: Mapping[str, Sequence[Path]], asked: Asked, statements: Statements) -> Sums:
    """Sum wave by wave; strata, and margins of a calibration, stay of their wave."""
    calibration = asked.columns.calibration
    margins = [asked.keys[one] for one in calibration.margins] if calibration else []
    found: list[Sums] = []
    for period, files in waves.items():
        open_sample(engine, files, asked)
        sums = sum_sample(engine, statements)
        found.append(sums if len(waves) == 1 else sums.of_wave(period, margins))
        refuse_too_deep(sum(one.rows.height for one in found), len(asked.items))
    return reduce(Sums.stacked, found)
