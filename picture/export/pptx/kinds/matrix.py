"""The matrix on slides: a native table for each domain, areas down and indicators across."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, zip_longest

from pptx.presentation import Presentation as Deck

from contract.codes import Against
from picture.charts.palette import FEWER, HEADING, INK, MORE, QUIET
from picture.export.pptx.layout import CHART, TABLE_LAYOUT
from picture.export.pptx.shapes import set_alt_text
from picture.export.pptx.slide import add_slide, placeholder
from picture.export.pptx.table import Cell, add_table
from picture.query.model import Dataset, Indicator, Observation
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.findings.matrix import by_area
from picture.text.labels import behind, mark
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import number, word

LETTER_OF_OUTCOME = {Outcome.HIGHER: ("▲", MORE), Outcome.LOWER: ("▼", FEWER)}
ROW_INCHES = 0.4
HEAD_SIZE = 11  # points: names of indicators over narrow columns
NAME_WIDTH = 1.5  # of the column of names, where an indicator has 1
MOST_MATRIX_ROWS = 12  # of areas under each other; more stand in two halves side by side


def matrix_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Write one slide for each domain."""
    for domain, some in groupby(dataset.indicators, key=lambda i: i.domain):
        indicators = tuple(some)
        told = {i.id for i in indicators}
        part = part_of(
            replace(dataset, indicators=indicators),
            [r for r in dataset.rows if r.indicator in told],
            [r for r in dataset.reference if r.indicator in told],
        )
        under = captions_of_part(captions, part)
        name = word(f"domain_{domain}", dataset.view.language)
        under = replace(under, subtitle=f"{under.subtitle} · {name}")
        slide = add_slide(deck, TABLE_LAYOUT, part, under, [word("slide_matrix_key", dataset.view.language)])
        cells, widths = _side_by_side(part)
        frame = add_table(placeholder(slide, CHART), cells, widths, row_inches=ROW_INCHES, head_size=HEAD_SIZE)
        set_alt_text(frame, under.alt)


def _side_by_side(part: Dataset) -> tuple[list[list[Cell]], tuple[float, ...]]:
    """Return the cells line by line, and how wide each column is beside the others."""
    lines = [_country(part), *(_line(rows, part) for rows in by_area(part).values())]
    widths = (NAME_WIDTH, *(1.0 for _ in part.indicators))
    if len(lines) <= MOST_MATRIX_ROWS:
        return [_head(part.indicators), *lines], widths
    half = (len(lines) + 1) // 2
    blank: list[Cell] = [("", QUIET)] * len(widths)
    pairs = zip_longest(lines[:half], lines[half:], fillvalue=blank)
    return [[*_head(part.indicators), *_head(part.indicators)], *([*a, *b] for a, b in pairs)], (*widths, *widths)


def _head(indicators: tuple[Indicator, ...]) -> list[Cell]:
    return [("", HEADING), *((i.short, HEADING) for i in indicators)]


def _country(part: Dataset) -> list[Cell]:
    by_indicator = {r.indicator: r for r in part.reference}
    name = word("level_country", part.view.language)
    return [(name, HEADING), *((_value(by_indicator.get(i.id), part), HEADING) for i in part.indicators)]


def _line(rows: list[Observation], part: Dataset) -> list[Cell]:
    by_indicator = {r.indicator: r for r in rows}
    return [(rows[0].area.name, INK), *(_cell(by_indicator.get(i.id), part) for i in part.indicators)]


def _cell(row: Observation | None, part: Dataset) -> Cell:
    if row is None:
        return "", QUIET
    letter, colour = LETTER_OF_OUTCOME.get(outcome_in(row, Against.COUNTRY, part), ("", QUIET))
    return f"{letter} {_value(row, part)}".strip(), colour


def _value(row: Observation | None, part: Dataset) -> str:
    if row is None:
        return ""
    if row.value is None:
        return mark(row)
    return behind(number(row.value, part.indicator(row.indicator).decimals, part.view.language), row)
