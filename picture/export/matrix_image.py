"""The matrix of areas and indicators as a picture: a cell for each verdict, names upright over the columns."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from contract.codes import Against
from picture.charts.palette import ABSENCE, FEWER, FEWER_GROUND, HEADING, INK, LEVEL_GROUND, MORE, MORE_GROUND, QUIET
from picture.charts.svg.svg_text import text
from picture.export.image import EDGE, SHEET_WIDTH
from picture.query.model import Dataset, Observation
from picture.text.findings.matrix import by_area
from picture.text.labels import mark
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import number, word

MATRIX_NAMES = 190  # pixels for the names of areas
MATRIX_HEADS = 150  # pixels for the names of indicators
DOMAIN_GAP = 10  # between two domains
CELL_LOOKS = {Outcome.HIGHER: (MORE_GROUND, MORE, "▲ "), Outcome.LOWER: (FEWER_GROUND, FEWER, "▼ ")}
PLAIN_LOOK = (LEVEL_GROUND, QUIET, "")
MATRIX_CELL = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>')
UPRIGHT_NAME = Markup('<g transform="translate({:.1f} {:.1f}) rotate(-90)">{}</g>')


def matrix_image(dataset: Dataset, top: float, bottom: float) -> Markup:
    """Draw each area as a row and each indicator as a column between two heights of the sheet."""
    areas = list(by_area(dataset).values())
    if not areas:
        return Markup("")
    lefts = _lefts(dataset)
    width = lefts[1] - lefts[0] - 2 if len(lefts) > 1 else 60.0
    height = (bottom - top - MATRIX_HEADS) / (len(areas) + 1)
    at = {i.id: left for i, left in zip(dataset.indicators, lefts, strict=True)}
    parts = [
        UPRIGHT_NAME.format(at[i.id] + width / 2, top + MATRIX_HEADS - 6, text(i.short, 0, 0, 12, INK, valign="middle"))
        for i in dataset.indicators
    ]
    lines = [(word("level_country", dataset.view.language), list(dataset.reference))]
    lines += [(rows[0].area.name, rows) for rows in areas]
    for place, (name, rows) in enumerate(lines):
        y = top + MATRIX_HEADS + place * height
        weight = 400 if place else 600
        parts.append(text(name, EDGE, y + height / 2, 13, HEADING, valign="middle", weight=weight))
        parts += [_cell(at[row.indicator], y, (width, height - 2), row, dataset) for row in rows if row.indicator in at]
    return Markup("").join(parts)


def _lefts(dataset: Dataset) -> list[float]:
    """Return where each column begins, with a gap before each new domain."""
    changes = [False, *(a.domain != b.domain for a, b in pairwise(dataset.indicators))]
    room = SHEET_WIDTH - 2 * EDGE - MATRIX_NAMES - DOMAIN_GAP * sum(changes)
    step = room / len(dataset.indicators)
    return [EDGE + MATRIX_NAMES + i * step + DOMAIN_GAP * sum(changes[: i + 1]) for i in range(len(dataset.indicators))]


def _cell(x: float, y: float, size: tuple[float, float], row: Observation, dataset: Dataset) -> Markup:
    width, height = size
    ground, colour, arrow = CELL_LOOKS.get(outcome_in(row, Against.COUNTRY, dataset), PLAIN_LOOK)
    value = number(row.value or 0.0, dataset.indicator(row.indicator).decimals, dataset.view.language)
    told = f"{arrow}{value}" if row.shown else mark(row)
    box = MATRIX_CELL.format(x, y, width, height, ground if row.shown else ABSENCE)
    return box + text(told, x + width / 2, y + height / 2, 12, colour, anchor="middle", valign="middle")
