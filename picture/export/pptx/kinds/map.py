"""The slide of a map: regions, legend, and beside them every area as a dot on its interval."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.presentation import Presentation as Deck

from contract.codes import Against, Kind
from picture.charts.axis import value_axis
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.export.pptx.chart.book import area_code, cell_row
from picture.export.pptx.chart.dots import DotPlot, DotRow, Upright, dots_chart, interval_key, sign_words
from picture.export.pptx.key import draw_chart
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.layout import LEGEND, MAP, MAP_LAYOUT, WIDE_LAYOUT
from picture.export.pptx.map import draw_map, draw_map_legend
from picture.export.pptx.parts import hidden_words
from picture.export.pptx.slide import add_slide, placeholder
from picture.query.maps.area_order import BY_VALUE, in_order
from picture.query.model import Dataset, Observation
from picture.text.alt_text import map_alt_text
from picture.text.captions import Captions
from picture.text.labels import mark, verdict_label
from picture.text.source_lines import SCHEMATIC, boundaries_line
from picture.text.words import amount, word

MOST_DRAWN_AREAS = 23  # more are a wall, not a picture
AT_EACH_END = 9  # of a wall
SIGN_OF_COLOUR = {DOT: "certain", WHITE: "open", NEITHER: "grey"}


def map_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the map with its legend, and beside it the areas as dots on their intervals against the country."""
    shown = [row for row in dataset.rows if row.shown]
    if not shown:
        known = next((row for row in dataset.reference if row.shown), None)
        lone_number_slide(deck, dataset, captions, known)
        return
    if not dataset.shapes:
        slide = add_slide(deck, WIDE_LAYOUT, dataset, captions)
    else:
        notes = "\n".join((captions.notes, boundaries_line(dataset)))
        slide = add_slide(deck, MAP_LAYOUT, dataset, replace(captions, notes=notes), [_credit(dataset)])
        draw_map_legend(slide, placeholder(slide, LEGEND), dataset)
        draw_map(slide, placeholder(slide, MAP), dataset, captions.alt)
    _dots(slide, dataset, captions)


def _dots(slide: Any, dataset: Dataset, captions: Captions) -> None:
    listed = _listed(dataset)
    language = dataset.view.language
    compared = () if dataset.indicators[0].kind == Kind.REGISTER_COUNT else dataset.reference
    rows = [_row(row, dataset) for row in listed]
    lines = [
        Upright(_named(row, dataset), cell_row(row, row.area.name, area_code(row), dataset), 0, len(rows))
        for row in compared[:1]
        if row.shown
    ]
    axis = value_axis([*listed, *compared], dataset.indicators[0])
    signs = sign_words(rows, language)
    plot = DotPlot(rows, lines, axis, signs)
    key = [*signs.items(), *interval_key(rows, language)]
    alt = map_alt_text(replace(dataset, rows=tuple(listed)), "dots")
    draw_chart(slide, lambda size: dots_chart(plot, dataset, captions.link, size), key, dataset.indicators[0].name, alt)


def _listed(dataset: Dataset) -> list[Observation]:
    """Return the areas in their order; of very many those at both ends and the chosen one."""
    if len(dataset.rows) <= MOST_DRAWN_AREAS:
        return in_order(dataset.rows, dataset)
    shown = [row for row in in_order(dataset.rows, replace(dataset, order=BY_VALUE)) if row.shown]
    ends = [*shown[:AT_EACH_END], *shown[-AT_EACH_END:]]
    return [row for row in shown if row in ends or dataset.view.chose(row.area)]


def _row(row: Observation, dataset: Dataset) -> DotRow:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    said = verdict_label(row, Against.COUNTRY, indicator, dataset.breaks, language)
    triangle = said.mark if said.mark in {"▲", "▼"} else ""
    value = "" if row.value is None else f"{amount(row.value, indicator, language)} {triangle}"
    return DotRow(
        name=f"{row.area.name} {mark(row)}".strip(),
        cell=cell_row(row, row.area.name, area_code(row), dataset),
        sign=SIGN_OF_COLOUR[dot_colour(row, Against.COUNTRY)],
        told=value.strip() or hidden_words(row, language),
        bold=dataset.view.chose(row.area),
    )


def _named(row: Observation, dataset: Dataset) -> str:
    value = amount(row.value or 0.0, dataset.indicators[0], dataset.view.language)
    return f"{row.area.name} {value} {mark(row)}".strip()


def _credit(dataset: Dataset) -> str:
    key = "boundaries_schematic" if dataset.credit == SCHEMATIC else "boundaries"
    return f"{word(key, dataset.view.language)}: {dataset.credit}."
