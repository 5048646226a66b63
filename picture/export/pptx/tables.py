"""Native tables: indicators with values and verdicts, and how to read the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from picture.charts.palette import BETTER, HEADING, INK, NEITHER_GROUND, WHITE, WORSE
from picture.export.item import ExportItem
from picture.export.pptx.bars import beside, chunks, reading
from picture.export.pptx.colours import paint, rgb
from picture.export.pptx.layout import CHART, WORDS
from picture.export.pptx.map import set_alt_text
from picture.export.pptx.slide import add_plain_slide, add_slide, placeholder, remove
from picture.query.indicator_rows import indicator_row
from picture.query.model import Dataset, Observation
from picture.text.alt_text import overview_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.labels import mark, value_text, verdict_label_of
from picture.text.source_lines import marks_of
from picture.text.words import capital, interval, period, word

ROWS_A_SLIDE = 8
SMALL = 11  # points; smaller letters stand in low rows
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid": the look below is ours
GROUNDS = (NEITHER_GROUND, WHITE)  # every other row
TONES = {"better": BETTER, "worse": WORSE}

Cell = tuple[str, str]  # words, colour


def table_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Write each indicator's value, interval and verdict, eight to a slide."""
    for rows in chunks(dataset.rows, ROWS_A_SLIDE):
        part = part_of(dataset, rows, beside(dataset, rows))
        alt = overview_alt_text(part, "table")
        marks = marks_of((*rows, *part.reference, *part.second), dataset.view.language)
        under = replace(captions_of_part(captions, part), alt=alt, marks=marks)
        slide = add_slide(deck, "Table", dataset, under, reading(part, under, None, intervals_drawn=False))
        cells = [_header(dataset), *(_line(row, dataset) for row in rows)]
        widths = (1.7, 3.2, 2.4, 1.9, *((1.8,) if dataset.reference else ()), *((1.8,) if dataset.second else ()), 3.2)
        set_alt_text(add_table(placeholder(slide, CHART), cells, widths, 12 if dataset.reference else 13), alt)


def reading_slide(deck: Deck, items: Sequence[ExportItem]) -> None:
    """Explain intervals, verdicts, breaks and every mark of the deck."""
    dataset = items[0].dataset
    language = dataset.view.language
    slide = add_plain_slide(deck, "Table", dataset, word("methods_reading", language), word("title", language))
    remove(placeholder(slide, WORDS))
    topics = ("interval", "verdict", "break", "hiding")
    texts = [(word(f"methods_{t}", language), word(f"methods_{t}_text", language)) for t in topics]
    held = set(chain.from_iterable(item.captions.marks for item in items))
    for item in items:
        held |= set(marks_of(item.dataset.reference, language)) if item.rules.prints_reference else set()
    marks = sorted(held)
    if marks:
        texts.append((word("methods_marks", language), " · ".join(f"{sign} {meaning}" for sign, meaning in marks)))
    cells = [[(term, HEADING), (text, INK)] for term, text in texts]
    frame = add_table(placeholder(slide, CHART), cells, (3.0, 9.13), 14, header=False)
    set_alt_text(frame, word("methods_reading", language))


def _header(dataset: Dataset) -> list[Cell]:
    language = dataset.view.language
    keys = ["column_domain", "column_indicator", "column_value", "interval_95"]
    keys += ["legend_country"] if dataset.reference else []
    texts = [*(word(key, language) for key in keys), *(r.area.name for r in dataset.second[:1])]
    texts.append(word("column_comparison", language))
    return [(capital(text), HEADING) for text in texts]


def _line(row: Observation, dataset: Dataset) -> list[Cell]:
    language = dataset.view.language
    indicator = dataset.indicator(row.indicator)
    said = verdict_label_of(indicator_row(row, indicator, dataset, dataset.compared_with), dataset)
    span = "" if row.ci_low is None or row.ci_high is None else interval(row.ci_low, row.ci_high, indicator, language)
    value = f"{value_text(row, indicator, language)} {mark(row)} ({period(row.period)})".replace("  ", " ")
    verdict = f"{said.mark} {said.words}".strip()
    texts = [word(f"domain_{indicator.domain}", language), indicator.name, value, span]
    texts += [_beside(row, others, dataset) for others in (dataset.reference, dataset.second) if others]
    return [*((text, INK) for text in texts), (verdict if row.shown else "", TONES.get(said.tone, INK))]


def _beside(row: Observation, others: Sequence[Observation], dataset: Dataset) -> str:
    """Write the number of the same indicator and period among others, with its marks; nothing where it has none."""
    other = next((r for r in others if (r.indicator, r.period) == (row.indicator, row.period)), None)
    if other is None:
        return ""
    return f"{value_text(other, dataset.indicator(row.indicator), dataset.view.language)} {mark(other)}".strip()


def add_table(
    box: Any,
    cells: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    size: float,
    *,
    header: bool = True,
    row_inches: float = 0.4,
) -> Any:
    """Put a native table into a placeholder and return its frame; size: of the letters, in points."""
    whole = box.width  # the placeholder is gone once the table stands in its place
    frame = box.insert_table(rows=len(cells), cols=len(cells[0]))
    table = frame.table
    frame.element.find(".//" + qn("a:tableStyleId")).text = PLAIN
    table.first_row = header
    table.first_col = not header
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(whole * width / sum(widths))
    for i, line in enumerate(cells):
        table.rows[i].height = Inches(row_inches)
        for j, (text, colour) in enumerate(line):
            head = table.first_row and i == 0
            _fill(table.cell(i, j), text, WHITE if head else colour, size, ground=HEADING if head else GROUNDS[i % 2])
    return frame


def _fill(cell: Any, text: str, colour: str, size: float, *, ground: str) -> None:
    cell.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(0.1)
    cell.margin_top = cell.margin_bottom = Inches(0.04 if size > SMALL else 0.01)
    paint(cell.fill, ground)
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
        run.font.color.rgb = rgb(colour)
        run.font.bold = colour in {WHITE, HEADING}
