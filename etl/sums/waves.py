"""All surveys -> estimates: in memory those whose waves fit into it, where they lie those with a wave that does not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, LonelyPsu, Panel, SourceCard, design_of
from etl.config.catalogue.catalogue import Catalogue
from etl.config.layout import group_columns
from etl.engine.scratch import parquet_frames, parquet_writer
from etl.estimate.design import DESIGN_WEIGHT, MARGIN, CalibratedColumns, DesignColumns
from etl.estimate.estimate import Estimates
from etl.estimate.pooling.panel import check_panels
from etl.estimate.waves import (
    Estimated,
    ToEstimate,
    by_survey,
    calibrated,
    estimate_survey,
    estimate_surveys,
    standards_of,
)
from etl.read.sources import AnyWave, LargeWave, Wave
from etl.sums.calibrated import calibrated_large, weighted_counts
from etl.sums.chosen import chosen_engine
from etl.sums.engine import Engine
from etl.sums.estimate import Sample, estimate_files
from geo.classification import Classification


def estimate_every_survey(
    waves: Sequence[AnyWave], catalogue: Catalogue, classification: Classification, fewest_in_class: int, scratch: Path
) -> tuple[Estimated, ...]:
    """Estimate as `estimate_surveys` does, whether respondents fit into memory or not.

    A survey one of whose waves does not is summed from files in `scratch`, all of it. Raise UserError.
    """
    found: list[Estimated] = []
    for _, several in by_survey(waves):
        held = [wave for wave in several if isinstance(wave, Wave)]
        if len(held) == len(several):
            found += estimate_surveys(held, catalogue, classification, fewest_in_class)
        else:
            with chosen_engine(scratch) as engine:
                ordered = [*_calibrated(several, engine)]
                by_files = _FromFiles(engine, scratch).estimate
                single, pooled = estimate_survey(ordered, catalogue, classification, fewest_in_class, by_files)
            found += [*single, *pooled]
    return tuple(found)


def _calibrated(waves: Sequence[AnyWave], engine: Engine) -> Iterator[AnyWave]:
    """Yield the waves with the weights that their cards declare; refuse those that may share people or areas."""
    check_panels([wave for wave in waves if isinstance(wave, Wave)])
    in_files = False
    for wave in waves:
        in_files |= isinstance(wave, LargeWave)
        _refuse_single_rows(wave.card, {Panel.NONE} if in_files else {Panel.NONE, None})
        yield calibrated_large(wave, engine) if isinstance(wave, LargeWave) else calibrated(wave)


def _refuse_single_rows(card: SourceCard, panels: Collection[Panel | None]) -> None:
    """Refuse what a survey held in memory may ask and one with a wave in a file may not.

    `panels`: what the card may say. Ids of a wave in a file are compared with none, so that later ones must say it.
    """
    path = card.path.with_name(CARD)
    design = design_of(card)
    if design.replicates is not None:
        raise UserError("too_many_for_card_part", path=path, key="design.replicates")
    if design.panel not in panels:
        raise UserError("too_many_for_panel", path=path, key="design.panel", found=design.panel or "")


@dataclass(frozen=True, slots=True)
class _FromFiles:
    """Estimates of waves in files; those held in memory are written first."""

    engine: Engine
    scratch: Path

    def estimate(self, waves: Sequence[AnyWave], asked: ToEstimate) -> Estimates:
        """Estimate one wave, or several pooled."""
        card = waves[-1].card
        sampled = _sampled(waves, design_of(card).lonely_psu)
        dims = [*group_columns(card.groups)]
        wanted = [
            *(name for name in ("psu", "unit", "unit_fpc") if name in (sampled.psu, sampled.unit, sampled.unit_fpc)),
            *dims,
            *(item.column for item in asked.items),
            *((sampled.calibration.before, *sampled.calibration.margins) if sampled.calibration else ()),
        ]
        files = {wave.card.period: [self._file(wave, wanted)] for wave in waves}

        def weights(by: Sequence[str]) -> Mapping[tuple[str, ...], float]:
            every = weighted_counts(self.engine, [*chain.from_iterable(files.values())], by, sampled.weight)
            return {tuple(codes): float(total) for *codes, total in every.iter_rows()}

        standards = standards_of(asked, dims, weights)
        sample = Sample(asked.period, files, sampled)
        return estimate_files(self.engine, sample, asked.items, asked.margins, standards)

    def _file(self, wave: AnyWave, wanted: Sequence[str]) -> Path:
        """Return a file of the wave with all wanted columns; what pooled waves have and this one lacks is added."""
        lacking = [name for name in wanted if name not in wave.scan.collect_schema()]
        if isinstance(wave, LargeWave) and not lacking:
            return wave.file
        path = self.scratch / f"pooled-{wave.card.id}-{wave.card.period}.parquet"
        row = 0
        with parquet_writer(path) as write:
            for frame in _frames(wave):
                write(frame.with_columns(_made(name, row) for name in lacking))
                row += frame.height
        return path


def _sampled(waves: Sequence[AnyWave], lonely_psu: LonelyPsu | None) -> DesignColumns:
    """Return the columns by which the waves were sampled, as of all of them stacked."""
    told = [wave.scan.collect_schema() for wave in waves]
    known = [_known(wave) for wave in waves]
    margins = max(([name for name in schema if name.startswith(MARGIN)] for schema in told), key=len)
    two = all(one["unit_fpc"] == one["rows"] for one in known)
    clustered = any(design_of(wave.card).psu is not None for wave in waves)
    return DesignColumns(
        psu="psu" if clustered else None,
        fpc="fpc" if any(one["fpc"] for one in known) else None,
        unit="unit" if two else None,
        unit_fpc="unit_fpc" if two else None,
        lonely_psu=lonely_psu,
        calibration=CalibratedColumns(DESIGN_WEIGHT, tuple(margins)) if margins else None,
    )


def _known(wave: AnyWave) -> dict[str, int]:
    """Count the rows, and those that have an fpc of each stage."""
    there = wave.scan.collect_schema()
    counts = [(pl.col(name).count() if name in there else pl.lit(0)).alias(name) for name in ("fpc", "unit_fpc")]
    return wave.scan.select(pl.len().alias("rows"), *counts).collect(engine="streaming").row(0, named=True)


def _frames(wave: AnyWave) -> Iterator[pl.DataFrame]:
    return iter([wave.respondents]) if isinstance(wave, Wave) else parquet_frames(wave.file)


def _made(name: str, rows_before: int) -> pl.Expr:
    """Return a column that other waves of the survey have."""
    if name == DESIGN_WEIGHT:  # a wave without calibration keeps its weights
        return pl.col("weight").alias(name)
    if name == "psu":  # every respondent
        return (pl.int_range(pl.len()) + rows_before).cast(pl.String).alias(name)
    return pl.lit(None, pl.String).alias(name)
