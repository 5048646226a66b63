"""The rows of a trend, line by line: the chosen one, those put beside it, the country's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from contract.codes import Level
from picture.query.model import Dataset, Line, Observation
from picture.query.series import midpoint


class Role(Enum):
    """What a line is in its picture."""

    CHOSEN = "chosen"
    BESIDE = "beside"  # another area or group, put beside the chosen one
    REFERENCE = "reference"  # the whole country


@dataclass(frozen=True, slots=True)
class LineRows:
    """One line and its numbers, oldest first; none where nothing is known of it."""

    line: Line
    role: Role
    rows: tuple[Observation, ...]

    @property
    def of_country(self) -> bool:
        """Whether it is the whole country's."""
        return self.line.area.level == Level.COUNTRY

    def at(self, period: str) -> Observation | None:
        """Return its number of a period."""
        return next((row for row in self.rows if row.period == period), None)


def lines_of(dataset: Dataset) -> tuple[LineRows, ...]:
    """Return every line that was asked for, the chosen one first and the country's last."""
    found = dict.fromkeys(dataset.lines)
    found |= dict.fromkeys(Line(row.area, row.group) for row in dataset.rows)
    told = [_line(line, dataset.rows, _role(line, dataset)) for line in found]
    reference = dict.fromkeys(Line(row.area, row.group) for row in dataset.reference)
    told += [_line(line, dataset.reference, Role.REFERENCE) for line in reference]
    return tuple(sorted(told, key=lambda one: list(Role).index(one.role)))


def told_row(dataset: Dataset) -> Observation | None:
    """Return the number of a trend that its sentence tells: the chosen line's in the asked period, else its latest."""
    mine = [r for r in dataset.rows if dataset.view.chose_line(r)]
    return next((r for r in mine if r.period == dataset.view.period), mine[-1] if mine else None)


def _line(line: Line, rows: tuple[Observation, ...], role: Role) -> LineRows:
    own = (row for row in rows if Line(row.area, row.group) == line)
    return LineRows(line, role, tuple(sorted(own, key=lambda row: midpoint(row.period))))


def _role(line: Line, dataset: Dataset) -> Role:
    view = dataset.view
    own = (line.group.dim, line.group.code) == (view.group_dim, view.group_code)
    return Role.CHOSEN if own and view.chose(line.area) else Role.BESIDE
