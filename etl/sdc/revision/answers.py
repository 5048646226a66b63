"""Respondents without ids: area, groups, answers as the estimator uses them, and weight."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from etl.estimate.design import Item
from etl.estimate.design_arrays import item_responses

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


def same_respondents(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Return whether two tidy frames hold the same people, answers and weights."""
    return set(one.columns) == set(other.columns) and _same_rows(one, other, one.columns)


def same_content(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Return whether two tidy frames hold the same areas, groups and answers, whatever their weights."""
    columns = [name for name in one.columns if name != WEIGHT]
    return set(one.columns) == set(other.columns) and _same_rows(one, other, columns)


def redefined_items(before: pl.DataFrame, now: pl.DataFrame) -> list[str]:
    """List the indicators whose answers count otherwise than before; both frames are of the same file.

    Where areas, groups or weights differ too, nothing can be told apart: the list is empty.
    """
    people = [AREA, WEIGHT, *(name for name in before.columns if name.startswith(GROUP) and name in now.columns)]
    if not _same_rows(before, now, people):
        return []
    items = [name for name in before.columns if name.startswith(ITEM) and name in now.columns]
    return sorted(name.removeprefix(ITEM) for name in items if not _same_rows(before, now, [*people, name]))


def _same_rows(one: pl.DataFrame, other: pl.DataFrame, columns: list[str]) -> bool:
    first, second = (frame.select(columns).sort(columns, nulls_last=True) for frame in (one, other))
    return first.equals(second)
