"""Indicators with values and verdicts as native tables, and how to read the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from pptx.presentation import Presentation as Deck

from contract.codes import Against
from picture.charts.palette import BETTER, HEADING, INK, WORSE
from picture.export.item import ExportItem
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.layout import CHART, TABLE_LAYOUT, WORDS
from picture.export.pptx.parts import beside, pieces
from picture.export.pptx.shapes import set_alt_text
from picture.export.pptx.slide import add_plain_slide, add_slide, placeholder, remove
from picture.export.pptx.table import Cell, add_table
from picture.query.indicator_rows import indicator_row
from picture.query.model import Dataset, Observation
from picture.text.alt_text import overview_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.labels import mark, value_text, verdict_label_of
from picture.text.names import own_period
from picture.text.outcomes import outcome_in
from picture.text.source_lines import marks_of
from picture.text.words import capital, interval, word

ROWS_A_SLIDE = 8
MOST_TABLE_ROWS = 12  # of a slide that stands alone
TALLEST_ROW = 0.5  # inches
READING_ROW = 0.85
VERDICT_COLOURS = {"better": BETTER, "worse": WORSE}


def table_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Write each indicator's value, interval and verdict, eight to a slide."""
    for rows in pieces(dataset.rows, ROWS_A_SLIDE):
        table_slide(deck, dataset, captions, rows)


def overview_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Write an overview on one slide, what differs first."""
    first, _ = _overview_rows(dataset)
    if first:
        table_slide(deck, dataset, captions, first)
    else:
        lone_number_slide(deck, dataset, captions, None)


def more_overview_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Write what the slide of an overview has no room for."""
    _, rest = _overview_rows(dataset)
    for rows in pieces(rest, MOST_TABLE_ROWS):
        table_slide(deck, dataset, captions, rows)


def _overview_rows(dataset: Dataset) -> tuple[list[Observation], list[Observation]]:
    """Return the rows of the one slide and those that are left."""
    ordered = sorted(dataset.rows, key=lambda row: not outcome_in(row, dataset.compared_with, dataset).differs)
    return ordered[:MOST_TABLE_ROWS], ordered[MOST_TABLE_ROWS:]


def table_slide(deck: Deck, dataset: Dataset, captions: Captions, rows: Sequence[Observation]) -> None:
    """Write one slide of indicators."""
    language = dataset.view.language
    part = part_of(dataset, rows, beside(dataset, rows))
    alt = overview_alt_text(part, "table")
    domains = dict.fromkeys(dataset.indicator(row.indicator).domain for row in rows)
    names = ", ".join(word(f"domain_{domain}", language) for domain in domains)
    marks = marks_of((*rows, *part.reference, *part.second), language)
    under = replace(captions_of_part(captions, part), alt=alt, marks=marks, subtitle=f"{captions.subtitle} · {names}")
    slide = add_slide(deck, TABLE_LAYOUT, dataset, under)
    cells = [_header(dataset), *(_line(row, dataset) for row in rows)]
    widths = (3.7, 1.8, 1.9, *((2.1,) if _compares(dataset) else ()), *((2.1,) if dataset.second else ()), 2.9)
    set_alt_text(add_table(placeholder(slide, CHART), cells, widths, row_inches=TALLEST_ROW), alt)


def reading_slide(deck: Deck, items: Sequence[ExportItem]) -> Any:
    """Explain intervals, verdicts, breaks and every mark of the deck."""
    dataset = items[0].dataset
    language = dataset.view.language
    slide = add_plain_slide(deck, TABLE_LAYOUT, dataset, word("methods_reading", language), word("title", language))
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
    frame = add_table(placeholder(slide, CHART), cells, (3.0, 9.13), header=False, row_inches=READING_ROW)
    set_alt_text(frame, word("methods_reading", language))
    return slide


def _compares(dataset: Dataset) -> bool:
    """Return whether a column tells the number that each is compared with."""
    return bool(dataset.reference) or dataset.compared_with != Against.COUNTRY


def _header(dataset: Dataset) -> list[Cell]:
    language = dataset.view.language
    texts = [word(key, language) for key in ("column_indicator", "column_value", "interval_95")]
    if _compares(dataset):
        texts.append(word("legend_country" if dataset.reference else "slide_before", language))
    texts += [r.area.name for r in dataset.second[:1]]
    texts.append(word("column_comparison", language))
    return [(capital(text), HEADING) for text in texts]


def _line(row: Observation, dataset: Dataset) -> list[Cell]:
    language = dataset.view.language
    indicator = dataset.indicator(row.indicator)
    item = indicator_row(row, indicator, dataset, dataset.compared_with)
    said = verdict_label_of(item, dataset)
    span = "" if row.ci_low is None or row.ci_high is None else interval(row.ci_low, row.ci_high, indicator, language)
    when = f" ({older})" if (older := own_period(row, dataset)) else ""
    texts = [f"{indicator.name}{when}", _value(row, dataset), span]
    if dataset.reference:
        texts.append(_beside(row, dataset.reference, dataset))
    elif _compares(dataset):
        texts.append(_beside(row, (item.reference,) if item.reference else (), dataset))
    texts += [_beside(row, dataset.second, dataset)] if dataset.second else []
    differs = outcome_in(row, dataset.compared_with, dataset).differs
    verdict = f"{said.mark} {said.words if differs or not said.mark else said.short}".strip()
    return [*((text, INK) for text in texts), (verdict if row.shown else "", VERDICT_COLOURS.get(said.tone, INK))]


def _beside(row: Observation, others: Sequence[Observation], dataset: Dataset) -> str:
    """Write the number compared with, with its marks; nothing where there is none."""
    other = next((r for r in others if r.indicator == row.indicator), None)
    if other is None:
        return ""
    return _value(other, dataset)


def _value(row: Observation, dataset: Dataset) -> str:
    """Write a number with its marks; of a hidden one the marks alone, which the foot explains."""
    if not row.shown and mark(row):
        return mark(row)
    return f"{value_text(row, dataset.indicator(row.indicator), dataset.view.language)} {mark(row)}".strip()
