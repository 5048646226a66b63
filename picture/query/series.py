"""A number over the years: where its line must be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from picture.query.model import Break, Observation


def year(period: str) -> float:
    """Place a period on an axis of years: "2026" at 2026, "2018-2019" halfway between, "2014/15" likewise."""
    years = [int(found) for found in re.findall(r"\d{4}", period)]
    short = re.fullmatch(r"(\d{2})\d{2}/(\d{2})", period)
    if short:
        years.append(int(short[1] + short[2]))
    return sum(years) / len(years)


def periods_of(rows: Iterable[Observation]) -> list[str]:
    """List the periods of rows, oldest first."""
    return sorted({row.period for row in rows}, key=year)


def segments(rows: Sequence[Observation], periods: Sequence[str], breaks: Iterable[Break]) -> list[list[Observation]]:
    """Cut a series where it must not be joined: at a break, at a period without a number, and where one is left out.

    `periods` are those of the whole figure, oldest first; a step longer than half again the usual one is a gap.
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


def break_place(one: Break, periods: Sequence[str]) -> float:
    """Put a break halfway between its period and the one before it."""
    at = year(one.period)
    return (max((year(p) for p in periods if year(p) < at), default=at - 1) + at) / 2


def _after_gap(periods: Sequence[str]) -> set[str]:
    steps = {later: year(later) - year(earlier) for earlier, later in pairwise(periods)}
    usual = median(steps.values()) if steps else 0.0
    return {period for period, step in steps.items() if step > 1.5 * usual}
