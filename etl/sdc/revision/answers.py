"""Respondents without ids: area, groups, answers as the estimator uses them, and weight."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from etl.estimate.design import Item
from etl.estimate.design_arrays import item_responses
from etl.sdc.revision.row_hashes import same_rows

AREA = "area"
WEIGHT = "weight"
GROUP = "group:"  # prefix of a group dimension
ITEM = "item:"  # prefix of an indicator


def tidy_answers(respondents: pl.DataFrame, dims: Iterable[str], items: Iterable[Item]) -> pl.DataFrame:
    """Return one row per respondent, sorted, so that neither ids nor the order of a file make a difference.

    Columns: `area weight`, a group code per dimension, and per item what is summed (1 or 0 for a share, the answer of a
    mean); null: not asked, or no answer given.
    """
    groups = [pl.col(dim).cast(pl.String).alias(f"{GROUP}{dim}") for dim in dims]
    answers = [_used(respondents, item) for item in items if item.column in respondents.columns]
    tidy = respondents.select(pl.col(AREA).cast(pl.String), *groups, *answers, pl.col(WEIGHT).cast(pl.Float64))
    return tidy.sort(tidy.columns, nulls_last=True)


def _used(respondents: pl.DataFrame, item: Item) -> pl.Series:
    given = item_responses(respondents[item.column], item)
    used = pl.Series(f"{ITEM}{item.indicator}", given.value + given.origin)
    return used.set(~pl.Series(given.answered), None)


def same_respondents(one: pl.LazyFrame, other: pl.LazyFrame) -> bool:
    """Return whether two tidy frames hold the same people, answers and weights."""
    columns = _columns(one)
    return set(columns) == set(_columns(other)) and same_rows(one, other, columns)


def same_content(one: pl.LazyFrame, other: pl.LazyFrame) -> bool:
    """Return whether two tidy frames hold the same areas, groups and answers, whatever their weights."""
    columns = _columns(one)
    told = [name for name in columns if name != WEIGHT]
    return set(columns) == set(_columns(other)) and same_rows(one, other, told)


def redefined_items(before: pl.LazyFrame, now: pl.LazyFrame) -> list[str]:
    """List the indicators whose answers count otherwise than before; both frames are of the same file.

    Where areas, groups or weights differ too, nothing can be told apart: the list is empty.
    """
    there = _columns(now)
    both = [name for name in _columns(before) if name in there]
    people = [AREA, WEIGHT, *(name for name in both if name.startswith(GROUP))]
    if not same_rows(before, now, people):
        return []
    items = [name for name in both if name.startswith(ITEM)]
    return sorted(name.removeprefix(ITEM) for name in items if not same_rows(before, now, [*people, name]))


def _columns(frame: pl.LazyFrame) -> list[str]:
    return frame.collect_schema().names()
