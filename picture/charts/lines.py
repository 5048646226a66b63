"""The lines of a trend, however they are drawn: which there are, where each must stop, their colour and their axis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from picture.charts.axis import ValueAxis, value_axis
from picture.charts.palette import COUNTRY, DOT, SIMILAR
from picture.query.model import Break, Dataset, Observation
from picture.query.series import periods_of, segments
from picture.text.labels import mark
from picture.text.words import amount


class Role(Enum):
    """What a line is in its picture."""

    CHOSEN = "chosen"
    SIMILAR = "similar"  # an area like the chosen one, put beside it
    REFERENCE = "reference"  # the whole country


COLOURS = {Role.CHOSEN: DOT, Role.SIMILAR: SIMILAR, Role.REFERENCE: COUNTRY}


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One area over time. Segments: its shown numbers, cut where the line must not be joined."""

    name: str
    role: Role
    rows: tuple[Observation, ...]
    segments: tuple[tuple[Observation, ...], ...]

    @property
    def shown(self) -> bool:
        """Whether any of its numbers is shown."""
        return bool(self.segments)

    @property
    def last(self) -> Observation:
        """Its latest shown number."""
        return self.segments[-1][-1]

    @property
    def colour(self) -> str:
        return COLOURS[self.role]

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each period that has one; a line of which nothing is shown is explained in words instead."""
        return {row.period: mark(row) for row in self.rows if mark(row)} if self.shown else {}

    def end_label(self, dataset: Dataset) -> str:
        """Write its name and its latest number."""
        return f"{self.name} {amount(self.last.value or 0.0, dataset.indicators[0], dataset.view.language)}"


@dataclass(frozen=True, slots=True)
class Trend:
    """The lines of a picture with the periods and breaks of the whole, and their one value axis."""

    lines: tuple[TrendLine, ...]
    periods: tuple[str, ...]  # oldest first
    breaks: tuple[Break, ...]
    axis: ValueAxis

    @property
    def shown(self) -> tuple[TrendLine, ...]:
        """The lines that have a number to show."""
        return tuple(line for line in self.lines if line.shown)


def trend_lines(dataset: Dataset) -> Trend:
    """Build the lines of a trend: the chosen area and those beside it as they were asked, the country last.

    A line is cut at a break, at a period without a number and at a hidden one.
    """
    rows = (*dataset.rows, *dataset.reference)
    periods = periods_of(rows)
    breaks = tuple(b for b in dataset.breaks if b.indicator == dataset.indicators[0].id)
    by_area: dict[tuple[str, str], list[Observation]] = {}
    for row in rows:
        by_area.setdefault((row.area.level, row.area.code), []).append(row)
    lines = tuple(
        TrendLine(
            name=own[0].area.name,
            role=_role(own[0], dataset),
            rows=tuple(own),
            segments=tuple(tuple(piece) for piece in segments(own, periods, breaks)),
        )
        for own in by_area.values()
    )
    return Trend(lines, tuple(periods), breaks, value_axis(rows, dataset.indicators[0]))


def _role(row: Observation, dataset: Dataset) -> Role:
    if dataset.view.chose(row.area):
        return Role.CHOSEN
    return Role.REFERENCE if row in dataset.reference else Role.SIMILAR
