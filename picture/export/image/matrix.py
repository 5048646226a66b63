"""The matrix of areas and indicators as a picture: a cell for each verdict, names upright over the columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from contract.codes import Against
from picture.charts.palette import ABSENCE, FEWER, FEWER_GROUND, HEADING, INK, LEVEL_GROUND, MORE, MORE_GROUND, QUIET
from picture.charts.svg.svg_text import text
from picture.charts.text_width import BOLD_WIDTH, text_width
from picture.charts.theme import FigureRoom
from picture.export.image.sheet import SheetBox
from picture.query.model import Dataset, Observation
from picture.text.findings.matrix import by_area
from picture.text.labels import behind, mark
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import number, word

HEADS_SIZE = 12.0
NAMES_SIZE = {FigureRoom.WIDE: 13.0, FigureRoom.NARROW: 12.0}
CELL_SIZE = {FigureRoom.WIDE: 12.0, FigureRoom.NARROW: 10.0}
CELL_ARROW = {FigureRoom.WIDE: "{} {}", FigureRoom.NARROW: "{}{}"}
DOMAIN_GAP = {FigureRoom.WIDE: 10.0, FigureRoom.NARROW: 5.0}  # between two domains
CELL_LOOKS = {Outcome.HIGHER: (MORE_GROUND, MORE, "▲"), Outcome.LOWER: (FEWER_GROUND, FEWER, "▼")}
PLAIN_LOOK = (LEVEL_GROUND, QUIET, "")
MATRIX_CELL = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>')
UPRIGHT_NAME = Markup('<g transform="translate({:.1f} {:.1f}) rotate(-90)">{}</g>')


def matrix_image(dataset: Dataset, box: SheetBox) -> Markup:
    """Draw each area as a row and each indicator as a column in a box."""
    return _Matrix(dataset, box).draw() if dataset.rows else Markup("")


@dataclass(frozen=True)
class _Matrix:
    dataset: Dataset
    box: SheetBox

    @cached_property
    def lines(self) -> list[tuple[str, list[Observation]]]:
        """Name and cells of the country, then of each area."""
        country = (word("level_country", self.dataset.view.language), list(self.dataset.reference))
        return [country, *((rows[0].area.name, list(rows)) for rows in by_area(self.dataset).values())]

    @cached_property
    def names(self) -> float:
        """Return the width of the names of areas."""
        size = BOLD_WIDTH * NAMES_SIZE[self.box.room]
        return max(text_width(name, size) for name, _ in self.lines) + 12

    @cached_property
    def heads(self) -> float:
        """Return the height of the names of indicators."""
        return max(text_width(one.short, HEADS_SIZE) for one in self.dataset.indicators) + 12

    @cached_property
    def lefts(self) -> dict[str, float]:
        """Return where the column of each indicator begins, with a gap before each new domain."""
        indicators = self.dataset.indicators
        changes = [False, *(a.domain != b.domain for a, b in pairwise(indicators))]
        gap = DOMAIN_GAP[self.box.room]
        gaps = [gap * sum(changes[: place + 1]) for place in range(len(indicators))]
        start = self.box.left + self.names
        step = (self.box.right - start - gaps[-1]) / len(indicators)
        return {one.id: start + place * step + gaps[place] for place, one in enumerate(indicators)}

    @cached_property
    def width(self) -> float:
        """Return the width of a column."""
        last = self.lefts[self.dataset.indicators[-1].id]
        return self.box.right - last - 2

    def draw(self) -> Markup:
        top = self.box.top + self.heads
        height = (self.box.bottom - top) / len(self.lines)
        parts = [
            UPRIGHT_NAME.format(self.lefts[one.id] + self.width / 2, top - 6, text(one.short, 0, 0, HEADS_SIZE, INK))
            for one in self.dataset.indicators
        ]
        for place, (name, rows) in enumerate(self.lines):
            y = top + place * height
            weight = 400 if place else 600
            size = NAMES_SIZE[self.box.room]
            parts.append(text(name, self.box.left, y + height / 2, size, HEADING, weight=weight))
            parts += [self._cell(y, height - 2, row) for row in rows if row.indicator in self.lefts]
        return Markup("").join(parts)

    def _cell(self, top: float, height: float, row: Observation) -> Markup:
        ground, colour, arrow = CELL_LOOKS.get(outcome_in(row, Against.COUNTRY, self.dataset), PLAIN_LOOK)
        decimals = self.dataset.indicator(row.indicator).decimals
        value = number(row.value or 0.0, decimals, self.dataset.view.language)
        room = self.box.room
        shown = CELL_ARROW[room].format(arrow, value).strip()
        left = self.lefts[row.indicator]
        cell = MATRIX_CELL.format(left, top, self.width, height, ground if row.shown else ABSENCE)
        said = behind(shown, row) if row.shown else mark(row)
        place = (left + self.width / 2, top + height / 2)
        return cell + text(said, *place, CELL_SIZE[room], colour, anchor="middle")
