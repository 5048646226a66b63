"""A number over the years: where its line must be cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from contract.period import Period
from picture.query.model import Break, Observation


def midpoint(period: str) -> float:
    """Return the place of a period on an axis of years: 2026 for "2026", 2018.5 for "2018-2019"."""
    return Period.parse(period).midpoint


def periods_of(rows: Iterable[Observation]) -> list[str]:
    """List the periods of rows, oldest first."""
    return sorted({row.period for row in rows}, key=midpoint)


def segments(rows: Sequence[Observation], periods: Sequence[str], breaks: Iterable[Break]) -> list[list[Observation]]:
    """Cut a series where it must not be joined: at a break, at a period without a number, and where one is left out.

    `periods` are those of the whole figure, oldest first; a step longer than half again the usual one is a gap. Two
    periods alone tell of no usual step: they are joined when they are a year apart, as nothing is known in between.
    """
    by_period = {row.period: row for row in rows if row.value is not None}
    cuts = {b.period for b in breaks} | _after_gap(periods)
    pieces: list[list[Observation]] = [[]]
    for period in periods:
        if period in cuts or period not in by_period:
            pieces.append([])
        if period in by_period:
            pieces[-1].append(by_period[period])
    return [piece for piece in pieces if piece]


def newest_break(row: Observation, breaks: Iterable[Break]) -> Break | None:
    """Return the newest break up to the row's period: the reason why earlier periods cannot be compared with it."""
    until = Period.parse(row.period)
    own = [b for b in breaks if b.indicator == row.indicator and Period.parse(b.period) <= until]
    return max(own, key=lambda b: Period.parse(b.period), default=None)


def break_place(series_break: Break, periods: Sequence[str]) -> float:
    """Put a break halfway between its period and the one before it."""
    at = midpoint(series_break.period)
    return (max((midpoint(p) for p in periods if midpoint(p) < at), default=at - 1) + at) / 2


def _after_gap(periods: Sequence[str]) -> set[str]:
    steps = {later: midpoint(later) - midpoint(earlier) for earlier, later in pairwise(periods)}
    usual = median(steps.values()) if len(steps) > 1 else 1.0
    return {period for period, step in steps.items() if step > 1.5 * usual}
