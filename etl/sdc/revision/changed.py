"""Who differs between two versions of a wave, counted by content: renamed ids or another order change nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import EVERYBODY
from etl.estimate.arrays import Floats
from etl.sdc.revision.answers import AREA, GROUP, ITEM, WEIGHT
from etl.sdc.table_structure import Cell

COUNT = "count"
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class ChangedRespondents:
    """The respondents of one item that one of two versions has and the other has not.

    `combinations`: one row per area and combination of groups in which somebody differs. `net`: combinations x answers,
    those who were added less those who were removed; where only weights differ, the rows whose weight does.
    """

    combinations: pl.DataFrame
    net: Floats

    def members(self, cells: tuple[Cell, ...]) -> Floats:
        """Return which combinations lie in which cells (combinations x cells, 1 or 0)."""
        areas = self.combinations[AREA].to_numpy()
        inside = np.ones((len(areas), len(cells)))
        groups = {name: self.combinations[name].to_numpy() for name in self.combinations.columns if name != AREA}
        for at, cell in enumerate(cells):
            column = np.isin(areas, list(cell.regions))
            if cell.dim != EVERYBODY:
                of_dim = groups.get(f"{GROUP}{cell.dim}")
                column &= np.zeros(len(areas), bool) if of_dim is None else of_dim == cell.group
            inside[:, at] = column
        return inside


def persons(net: Floats) -> Floats:
    """Return the fewest persons who make this difference, from net numbers per answer (last axis).

    Those added or those removed, whichever are more: a person whose answer changed counts once, not twice.
    """
    fewest: Floats = np.maximum(np.maximum(net, 0.0).sum(axis=-1), np.maximum(-net, 0.0).sum(axis=-1))
    return fewest


def changed_respondents(
    before: pl.LazyFrame, now: pl.LazyFrame, indicator: str, *, by_weight: bool
) -> ChangedRespondents:
    """Compare two versions of tidy respondents (see `tidy_answers`) in one item.

    `by_weight`: nothing else differs, so that respondents whose weight differs are counted.
    """
    there = {*before.collect_schema(), *now.collect_schema()}
    columns = sorted(name for name in there if name.startswith(GROUP))
    key = [AREA, *columns, ANSWER, *([WEIGHT] if by_weight else [])]
    counted = [_counted(frame, columns, indicator, key) for frame in (before, now)]
    both = counted[1].join(counted[0], on=key, how="full", coalesce=True, nulls_equal=True, suffix="_before")
    difference = both.with_columns(net=pl.col(COUNT).fill_null(0) - pl.col(f"{COUNT}_before").fill_null(0))
    if by_weight:  # every weight that is new stands for one that is gone
        difference = difference.filter(pl.col("net") > 0).with_columns(pl.lit(0.0).alias(ANSWER))
    difference = difference.filter(pl.col("net") != 0)
    combinations = difference.select(AREA, *columns).unique(maintain_order=True).with_row_index("row")
    answers = difference.select(ANSWER).unique(maintain_order=True).with_row_index("column")
    placed = difference.join(combinations, on=[AREA, *columns], nulls_equal=True).join(answers, on=ANSWER)
    net = np.zeros((combinations.height, answers.height))
    np.add.at(net, (placed["row"].to_numpy(), placed["column"].to_numpy()), placed["net"].to_numpy())
    return ChangedRespondents(combinations.drop("row"), net)


def _counted(frame: pl.LazyFrame, columns: list[str], indicator: str, key: list[str]) -> pl.DataFrame:
    """Count those who answered by what is told of them; a dimension that this version lacks is empty."""
    there = frame.collect_schema()
    lacking = [pl.lit(None, pl.String).alias(name) for name in columns if name not in there]
    answer = pl.col(f"{ITEM}{indicator}").alias(ANSWER)
    answered = frame.with_columns(*lacking, answer).filter(pl.col(ANSWER).is_not_null())
    counts = answered.group_by(key).agg(pl.len().cast(pl.Int64).alias(COUNT))
    return counts.collect(engine="streaming").sort(key, nulls_last=True)
