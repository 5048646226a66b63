"""The slides of population groups: a block for each dimension, with a line at its reference group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.presentation import Presentation as Deck

from contract.codes import Against, Kind
from picture.charts.axis import value_axis
from picture.charts.group_plot import group_sign
from picture.export.pptx.chart.book import cell_row
from picture.export.pptx.chart.dots import DotPlot, DotRow, Upright, dots_chart, interval_key, sign_words
from picture.export.pptx.key import draw_chart
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.layout import WIDE_LAYOUT
from picture.export.pptx.parts import hidden_words, pieces
from picture.export.pptx.slide import add_slide
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Dataset, Observation
from picture.query.programs.cell_key import group_key
from picture.text.alt_text import groups_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.findings.groups import latest_of_groups
from picture.text.findings.standardised import difference_text, standardised_line
from picture.text.labels import mark
from picture.text.words import amount, word

GROUPS_A_SLIDE = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the chart that shows a group, or the heading of its block."""

    block: Block
    row: Observation | None


def groups_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the groups as dots on their intervals, a dozen to a slide."""
    if not any(row.shown for row in dataset.rows):
        known = next((r for r in dataset.reference if r.shown), None)
        lone_number_slide(deck, dataset, captions, known, latest_of_groups(dataset))
        return
    blocks = blocks_of(dataset)
    for rows in pieces(dataset.rows, GROUPS_A_SLIDE):
        part = part_of(dataset, rows, dataset.reference)
        alt = groups_alt_text(part, "dots")
        under = replace(captions_of_part(captions, part), alt=alt)
        lines = [_compared(blocks, rows, dataset), standardised_line(part)]
        slide = add_slide(deck, WIDE_LAYOUT, dataset, under, [line for line in lines if line])
        _chart(slide, list(_lines(blocks, rows)), part, captions.link, alt)


def _chart(slide: Any, lines: Sequence[_Line], dataset: Dataset, link: str, alt: str) -> None:
    indicator = dataset.indicators[0]
    references = _references(lines, dataset)
    axis = value_axis([*dataset.rows, *(one.row for one in references)], indicator)
    uprights = [
        Upright(one.label, cell_row(one.row, one.row.group.name, group_key(one.row), dataset), one.first, one.last)
        for one in references
    ]
    rows = [_drawn(line, dataset) for line in lines]
    signs = sign_words(rows, dataset.view.language)
    plot = DotPlot(rows, uprights, axis, signs)
    key = [*signs.items(), *interval_key(rows, dataset.view.language)]
    draw_chart(slide, lambda size: dots_chart(plot, dataset, link, size), key, indicator.name, alt)


def _lines(blocks: Iterable[Block], rows: Sequence[Observation]) -> Iterable[_Line]:
    """Yield the heading and the rows of each block that are on a slide."""
    for block in blocks:
        held = [row for row in block.rows if row in rows]
        if held:
            yield _Line(block, None)
            yield from (_Line(block, row) for row in held)


def _drawn(line: _Line, dataset: Dataset) -> DotRow:
    row = line.row
    if row is None:
        return DotRow(line.block.name, bold=True)
    language = dataset.view.language
    return DotRow(
        name=f"{row.group.name} {mark(row)}".strip(),
        cell=cell_row(row, row.group.name, group_key(row), dataset),
        sign=group_sign(row, line.block, dataset),
        told=hidden_words(row, language) if row.value is None else _told(row, line.block, dataset),
        bold=row.value is not None and group_sign(row, line.block, dataset) == "certain",
    )


def _told(row: Observation, block: Block, dataset: Dataset) -> str:
    """Write a group's number and how far it is from its reference."""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    value = amount(row.value or 0.0, indicator, language)
    stored = row.against(Against.GROUP)
    if block.refers_to(row) or stored is None:
        return value
    bare = replace(stored, ci_low=None, ci_high=None)  # the workbook behind the chart and the table hold the interval
    return f"{value} ({difference})" if (difference := difference_text(bare, indicator, language)) else value


@dataclass(frozen=True, slots=True)
class _Reference:
    label: str
    row: Observation
    first: int
    last: int


def _references(lines: Sequence[_Line], dataset: Dataset) -> list[_Reference]:
    """Return a line for each block on the slide, beginning at its heading; without any, everybody's over all rows."""
    found = []
    language = dataset.view.language
    for block in dict.fromkeys(line.block for line in lines):
        places = [place for place, line in enumerate(lines) if line.block == block]
        if block.reference is not None and block.reference.value is not None:
            told = amount(block.reference.value, dataset.indicators[0], language)
            label = f"{block.reference.group.name} {told}"
            found.append(_Reference(label, block.reference, places[0] + 1, places[-1] + 1))
    everybody = next((r for r in dataset.reference if r.shown), None)
    if found or everybody is None or dataset.indicators[0].kind == Kind.REGISTER_COUNT:
        return found
    told = amount(everybody.value or 0.0, dataset.indicators[0], language)
    return [_Reference(f"{everybody.group.name} {told}", everybody, 0, len(lines))]


def _compared(blocks: Iterable[Block], rows: Sequence[Observation], dataset: Dataset) -> str:
    """Say what the numbers in brackets are, where there are any."""
    refers = {block.reference for block in blocks}
    compared = (row.against(Against.GROUP) for row in rows if row.shown and row not in refers)
    some = any(one is not None and one.difference is not None for one in compared)
    return word("slide_groups_difference", dataset.view.language) if some else ""
