"""The calibration that a card declares, of respondents who do not fit into memory: solved by groups, applied in pieces.

All respondents of one combination of the margins' groups have one factor, so that the sums of their weights are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import polars as pl

from etl.config.card import Calibration, SourceCard
from etl.engine.scratch import parquet_frames, parquet_writer
from etl.estimate.calibration.calibrate import check_same
from etl.estimate.calibration.of_card import calibrate_as_declared, in_our_names
from etl.estimate.design import DESIGN_WEIGHT, MARGIN
from etl.read.sources import LargeWave
from etl.read.survey.counts import counted
from etl.sums.engine import Column, Engine

FACTOR = "factor"


def calibrated_large(wave: LargeWave, engine: Engine) -> LargeWave:
    """Return the wave with the weights that its card declares, in a file of its own; raise UserError."""
    design = wave.card.design
    if design is None or design.calibration is None:
        return wave
    by = _columns(in_our_names(design.calibration, wave.card))
    theirs = design.calibration.design_weight is not None
    before = DESIGN_WEIGHT if theirs else "weight"
    factors = _factors(wave, by, weighted_counts(engine, [wave.file], by, before))
    path = wave.file.with_name(f"calibrated-{wave.file.name}")
    row = 1
    with parquet_writer(path) as write:
        for frame in parquet_frames(wave.file):
            placed = frame.with_columns(pl.col(before).alias(DESIGN_WEIGHT)).join(
                factors, on=by, how="left", maintain_order="left"
            )
            weighted = placed.with_columns(weight=pl.col(DESIGN_WEIGHT) * pl.col(FACTOR)).drop(FACTOR)
            if theirs:
                check_same(weighted.with_row_index("row", row), frame["weight"], wave.card.path)
            row += frame.height
            write(weighted)
    return replace(wave, file=path)


def weighted_counts(engine: Engine, files: Sequence[Path], by: Sequence[str], weight: str) -> pl.DataFrame:
    """Return the sum of weights, as `weight`, of every combination of these columns, none of them empty."""
    ours = [f"by_{at}" for at in range(len(by))]
    columns = [Column(name, theirs, number=False) for name, theirs in zip(ours, by, strict=True)]
    engine.open("weighted", files, [*columns, Column("weight", weight, number=True)])
    keys = ", ".join(ours)
    known = " AND ".join(f"{name} IS NOT NULL" for name in ours)
    found = engine.rows(f"SELECT {keys}, sum(weight) AS weight FROM weighted WHERE {known} GROUP BY {keys}")
    return found.rename(dict(zip(ours, by, strict=True))).sort(by)


def _columns(calibration: Calibration) -> list[str]:
    every: list[str] = []
    for margin in calibration.margins:
        every += margin
    return list(dict.fromkeys(every))


def _factors(wave: LargeWave, by: Sequence[str], weights: pl.DataFrame) -> pl.DataFrame:
    """Return what the weights are multiplied by, and the group in every margin, of every combination."""
    groups = counted(wave.scan, by, row=pl.col("row").min())  # those without a group too: they are refused with the row
    cells = groups.join(weights, on=by, how="left", maintain_order="left")
    found = calibrate_as_declared(cells, wave.population, _from_weights(wave.card))
    margins = [name for name in found.columns if name.startswith(MARGIN)]
    return found.select(*by, *margins, (pl.col("weight") / pl.col(DESIGN_WEIGHT)).alias(FACTOR))


def _from_weights(card: SourceCard) -> SourceCard:
    """Return the card as if the weights to start from stood in `weight`, where `_factors` has their sums."""
    design = card.design
    if design is None or design.calibration is None:
        return card
    calibration = msgspec.structs.replace(design.calibration, design_weight=None)
    return msgspec.structs.replace(card, design=msgspec.structs.replace(design, calibration=calibration))
