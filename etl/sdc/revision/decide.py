"""Which cells of all surveys keep the figure that was served, single waves and pooled periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import DOMAIN_KEY, ESTIMATE_KEY, SERIES_KEY
from etl.sdc.revision.answers import ITEM, same_content
from etl.sdc.revision.changed import ChangedRespondents, changed_respondents
from etl.sdc.revision.kept import kept_cells
from etl.sdc.table_structure import Additivity, linked_tables

FIXED = "fixed"
KEPT = "kept"
DIFFERS = "differs"
DECIDED = pl.Schema({**dict.fromkeys(ESTIMATE_KEY, pl.String()), KEPT: pl.Boolean(), DIFFERS: pl.Boolean()})


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """Respondents of a wave as a build before used them, without ids."""

    respondents: pl.LazyFrame
    same_file: bool  # the file is the one of this build, read in the same way


@dataclass(frozen=True, slots=True)
class WaveVersions:
    """A wave that was served, as this build uses it and as those before did."""

    source: str
    period: str
    now: pl.LazyFrame
    earlier: tuple[EarlierVersion, ...]


def cells_to_keep(
    figures: pl.DataFrame, served: pl.DataFrame, waves: Iterable[WaveVersions], additivity: Additivity, least: float
) -> pl.DataFrame:
    """Decide every survey cell of the items and periods whose respondents, or their answers, differ.

    `figures`, `served`: survey rows of table `estimate`, of this build and as they were served. Return `ESTIMATE_KEY
    kept differs`: the cells of waves that differ from a version that was served, and of the pooled periods that they
    are part of. What was hidden stays hidden and what was open stays open: what is hidden beside it did not all move.
    """
    single = [pl.DataFrame(schema=DECIDED)]
    waves = tuple(waves)
    if not waves:
        return single[0]
    marked = _with_fixed(figures, served)
    for wave in waves:
        by_weight = [same_content(version.respondents, wave.now) for version in wave.earlier]
        rows = marked.filter((pl.col("source") == wave.source) & (pl.col("period") == wave.period))
        single += [
            _decided(of_item, versions, additivity, least)
            for of_item in rows.partition_by("indicator", maintain_order=True)
            if (versions := tuple(_differing(wave, of_item["indicator"][0], by_weight)))
        ]
    of_waves = pl.concat(single)
    return pl.concat([of_waves, *_pooled(marked, of_waves, additivity.pooled)])


def _with_fixed(figures: pl.DataFrame, served: pl.DataFrame) -> pl.DataFrame:
    """Add `fixed`: whether a cell that was served would open or be hidden now."""
    shown = served.select(*ESTIMATE_KEY, shown=pl.col("value").is_not_null())
    marked = figures.join(shown, on=ESTIMATE_KEY, how="left", maintain_order="left")
    fixed = pl.col("shown") != pl.col("value").is_not_null()
    return marked.with_columns(fixed.fill_null(value=False).alias(FIXED)).drop("shown")


def _differing(wave: WaveVersions, indicator: str, by_weight: Sequence[bool]) -> Iterator[ChangedRespondents]:
    """Yield the versions of a wave against which an item may give somebody away.

    The same file used in the same way is no other version, whatever the program made of it. `by_weight`: in which
    versions nothing but weights differs.
    """
    for version, of_weights in zip(wave.earlier, by_weight, strict=True):
        if f"{ITEM}{indicator}" not in version.respondents.collect_schema():  # told of for the first time
            continue
        changed = changed_respondents(version.respondents, wave.now, indicator, by_weight=of_weights)
        if changed.net.size or not version.same_file:
            yield changed


def _decided(
    rows: pl.DataFrame, versions: Sequence[ChangedRespondents], additivity: Additivity, least: float
) -> pl.DataFrame:
    tables, of_row = linked_tables(tuple(rows.select(DOMAIN_KEY).iter_rows()), additivity)
    fixed = np.zeros(len(tables.cells), bool)
    fixed[np.array(of_row)[rows[FIXED].to_numpy()]] = True
    found = kept_cells(tables, versions, fixed, least)
    return rows.select(ESTIMATE_KEY).with_columns(
        pl.Series(KEPT, found.kept[of_row]), pl.Series(DIFFERS, found.differs[of_row])
    )


def _pooled(
    figures: pl.DataFrame, of_waves: pl.DataFrame, pooled: Mapping[str, tuple[str, ...]]
) -> Iterator[pl.DataFrame]:
    """Yield the pooled periods: a cell moves when one of its waves does, and none keeps its figure that differs."""
    for period, waves in pooled.items():
        inside = of_waves.filter(pl.col("period").is_in(waves))
        rows = figures.filter(pl.col("period") == period).join(inside, on="indicator", how="semi")
        held_back = (pl.col(KEPT) & pl.col(DIFFERS)).any()
        found = inside.group_by(SERIES_KEY).agg((held_back | pl.col(KEPT).all()).alias(KEPT), pl.col(DIFFERS).any())
        yield (
            rows.select(*ESTIMATE_KEY, FIXED)
            .join(found, on=SERIES_KEY, how="left", maintain_order="left")
            .with_columns(pl.col(KEPT).fill_null(value=True) | pl.col(FIXED), pl.col(DIFFERS).fill_null(value=False))
            .select(DECIDED.names())
        )
