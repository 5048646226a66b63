"""The lines of a trend, however they are drawn: which there are, where each must stop, their pen and their axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil, floor, inf

from contract.codes import Unit
from picture.charts.axis import HUNDRED, ValueAxis, value_axis
from picture.charts.palette import COUNTRY, LINES
from picture.query.model import Break, Dataset, Observation
from picture.query.series import midpoint, periods_of, segments
from picture.query.trend.lines import LineRows, Role, lines_of
from picture.text.findings.changes import LineChange, change_note, told_changes
from picture.text.labels import mark
from picture.text.names import line_name
from picture.text.reading.own_groups import is_own, why_nothing_shown
from picture.text.words import amount

COUNTRY_SYMBOL = "circle"
SYMBOLS = ("square", "diamond", "triangle-up", "triangle-down", "hourglass", "bowtie")  # beside the colour of LINES
FIVE = 5.0  # percentage points of a step, as long as they stay few
MOST_FIVES = 9  # steps of five on one axis
MOST_TOLD = 3  # changes told in the picture; its table tells all
ROOM = 0.07  # share of the axis that a line of words takes


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One line over time. Segments: its shown numbers, cut where the line must not be joined."""

    name: str
    role: Role
    colour: str
    symbol: str
    rows: tuple[Observation, ...]
    segments: tuple[tuple[Observation, ...], ...]
    own: bool = False  # of an own group of areas
    why: str = ""  # nothing of it is shown

    @property
    def shown(self) -> bool:
        """Whether any of its numbers is shown."""
        return bool(self.segments)

    @property
    def banded(self) -> bool:
        """Whether its intervals are drawn: of several lines they would hide each other."""
        return self.role != Role.BESIDE or self.own

    @property
    def last(self) -> Observation:
        """Its latest shown number."""
        return self.segments[-1][-1]

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each period that has one; a line of which nothing is shown is explained in words instead."""
        return {row.period: mark(row) for row in self.rows if mark(row)} if self.shown else {}

    def end_value(self, dataset: Dataset) -> str:
        """Write its latest number."""
        return amount(self.last.value or 0.0, dataset.indicators[0], dataset.view.language)

    def end_label(self, dataset: Dataset) -> str:
        """Write its name and its latest number."""
        return f"{self.name} {self.end_value(dataset)}"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change that a test has found, in words at a corner of the picture, in the colour of its line."""

    text: str
    colour: str

    @property
    def written(self) -> list[tuple[str, str]]:
        """Its lines with their colour, a sentence each: together they are wider than a phone."""
        return [(line, self.colour) for line in self.text.replace(". ", ".\n").split("\n")]


@dataclass(frozen=True, slots=True)
class FittedLine:
    """The line that a test has fitted to all waves of a stretch: its rise is stored, its height that of the numbers."""

    colour: str
    ends: tuple[tuple[float, float], tuple[float, float]]  # place on the axis of years, value


@dataclass(frozen=True, slots=True)
class Trend:
    """The lines of a picture with the periods and breaks of the whole, and their one value axis."""

    lines: tuple[TrendLine, ...]
    periods: tuple[str, ...]  # oldest first
    breaks: tuple[Break, ...]
    axis: ValueAxis
    told: tuple[ToldChange, ...]
    told_low: bool  # they stand at the foot of the picture, else at its head: where there is room
    fitted: tuple[FittedLine, ...]

    @property
    def shown(self) -> tuple[TrendLine, ...]:
        """The lines that have a number to show."""
        return tuple(line for line in self.lines if line.shown)


def trend_lines(dataset: Dataset) -> Trend:
    """Build the lines of a trend: the chosen one and those beside it as they were asked, the country's last.

    A line is cut at a break, at a period without a number and at a hidden one.
    """
    asked = lines_of(dataset)
    rows = list(chain.from_iterable(one.rows for one in asked))
    periods = periods_of(rows)
    breaks = tuple(b for b in dataset.breaks if b.indicator == dataset.indicators[0].id)
    pens = line_pens(asked)
    lines = tuple(
        TrendLine(
            line_name(one.line, [other.line for other in asked], dataset),
            one.role,
            *pens[place],
            rows=one.rows,
            segments=tuple(tuple(piece) for piece in segments(one.rows, periods, breaks)),
            own=is_own(one.line),
            why=why_nothing_shown(one, dataset),
        )
        for place, one in enumerate(asked)
    )
    colours = {one.line: colour for one, (colour, _) in zip(asked, pens, strict=True)}
    changes = [(one, colours[one.line.line]) for one in told_changes(dataset)][:MOST_TOLD]
    told = tuple(ToldChange(change_note(one, dataset), colour) for one, colour in changes)
    fitted = [_fitted(one, colour) for one, colour in changes if one.fitted]
    found, low = _with_room(trend_axis(lines, dataset), lines, sum(len(one.written) for one in told), top=_top(dataset))
    return Trend(lines, tuple(periods), breaks, found, told, low, tuple(one for one in fitted if one is not None))


def _top(dataset: Dataset) -> float:
    """Return where an axis must end."""
    return HUNDRED if dataset.indicators[0].unit == Unit.PERCENT else inf


def _with_room(found: ValueAxis, lines: Sequence[TrendLine], count: int, top: float) -> tuple[ValueAxis, bool]:
    """Make an axis long enough for so many words at its foot or at its head, and say at which there is more room."""
    numbers = _numbers(lines)
    if not numbers or not count:
        return found, True
    while max(_room(found, numbers)) < ROOM * count * (found.high - found.low):
        if found.low - found.step >= 0:
            found = replace(found, low=found.low - found.step)
        elif found.high + found.step <= top:
            found = replace(found, high=found.high + found.step)
        else:
            break
    below, above = _room(found, numbers)
    return found, below >= above


def _room(found: ValueAxis, numbers: Sequence[float]) -> tuple[float, float]:
    """Return how much of an axis is free under the lowest and over the highest number."""
    return min(numbers) - found.low, found.high - max(numbers)


def _numbers(lines: Iterable[TrendLine]) -> list[float]:
    """List all numbers that are drawn."""
    rows = chain.from_iterable(map(_drawn, lines))
    ends = chain.from_iterable((r.value, r.ci_low, r.ci_high) for r in rows)
    return [number for number in ends if number is not None]


def line_pens(asked: Sequence[LineRows]) -> list[tuple[str, str]]:
    """Return a colour and a marker for each line: ink and circle to the country, the others in turn."""
    pens: list[tuple[str, str]] = []
    taken = 0
    for one in asked:
        if one.of_country and one.role != Role.BESIDE:
            pens.append((COUNTRY, COUNTRY_SYMBOL))
        else:
            pens.append((LINES[taken % len(LINES)], SYMBOLS[taken % len(SYMBOLS)]))
            taken += 1
    return pens


def trend_axis(lines: Sequence[TrendLine], dataset: Dataset) -> ValueAxis:
    """Fit the axis to what is drawn: all numbers, and the intervals of the lines that have a band.

    Shares stand on steps of five, as long as these stay few.
    """
    found = value_axis(chain.from_iterable(map(_drawn, lines)), dataset.indicators[0])
    seen = _numbers(lines)
    if dataset.indicators[0].unit != Unit.PERCENT or found.step <= FIVE or not seen:
        return found
    low = max(floor(min(seen) / FIVE) * FIVE, 0.0)
    high = min(ceil(max(seen) / FIVE) * FIVE, HUNDRED)
    return ValueAxis(low, high, FIVE) if high - low <= MOST_FIVES * FIVE else found


def _drawn(line: TrendLine) -> Iterable[Observation]:
    """Return the numbers of a line as they are drawn, with or without their intervals."""
    return line.rows if line.banded else (replace(row, ci_low=None, ci_high=None) for row in line.rows)


def _fitted(one: LineChange, colour: str) -> FittedLine | None:
    """Put the line that a test has fitted through the middle of the numbers, weighted as the test weights them.

    None where a number has no interval: then its weight is not known.
    """
    if one.stored is None or one.stored.difference is None or one.before is None:
        return None
    first, last = (midpoint(r.period) for r in (one.before, one.row))
    rows = [r for r in one.line.rows if r.shown and first <= midpoint(r.period) <= last]
    weights = [_weight(r) for r in rows]
    if not all(weights):
        return None
    total = sum(weights)
    middle = sum(w * midpoint(r.period) for w, r in zip(weights, rows, strict=True)) / total
    height = sum(w * (r.value or 0.0) for w, r in zip(weights, rows, strict=True)) / total
    slope = one.stored.difference / (last - first)
    return FittedLine(colour, ((first, height + slope * (first - middle)), (last, height + slope * (last - middle))))


def _weight(row: Observation) -> float:
    """Return the inverse of a number's variance, up to a factor; 0 where it is not known."""
    wide = (row.ci_high or 0.0) - (row.ci_low or 0.0)
    return 1 / wide**2 if wide > 0 else 0.0
