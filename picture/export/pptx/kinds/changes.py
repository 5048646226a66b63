"""The slide of what has changed: up to three small charts side by side, more in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from contract.codes import Against
from picture.charts.axis import ValueAxis, value_axis
from picture.charts.palette import BAND_LIGHT, BETTER, BETTER_GROUND, DOT, HEADING, INK, QUIET, WORSE, WORSE_GROUND
from picture.export.pptx.chart.book import CellRef, ChartBook, cell_row
from picture.export.pptx.chart.file import ScatterFile
from picture.export.pptx.chart.scatter import NO_SPOT, Box, ChartAxis, Label, Marker, Pen, Scatter, Series, Spot
from picture.export.pptx.chart.stamp import stamp_cells
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.kinds.tables import MOST_TABLE_ROWS, table_slide
from picture.export.pptx.layout import CHART, TABLE_LAYOUT, WIDE_LAYOUT
from picture.export.pptx.shapes import add_text, set_alt_text
from picture.export.pptx.slide import add_slide, placeholder, remove
from picture.export.pptx.table import add_table
from picture.query.model import Dataset
from picture.text.alt_text import overview_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.findings.front import Finding, findings, front_headline
from picture.text.labels import VerdictLabel, verdict_label
from picture.text.names import area_name
from picture.text.words import amount, capital, period, word

MOST_PANELS = 3
MOST_CHANGE_ROWS = 10  # rows of a table
PANEL_HEAD = Inches(0.75)  # over a chart: its name
PANEL_FOOT = Inches(0.59)  # under it: the verdict
GAP_WIDTH = Inches(0.25)
PANEL_TONES = {True: (BETTER, BETTER_GROUND), False: (WORSE, WORSE_GROUND), None: (DOT, BAND_LIGHT)}
PANEL_LETTERS = 14
PANEL_NAME = 16
NUMBER = 20


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """The place of one small chart, in EMU."""

    slide: Any
    box: Any  # the placeholder that all of them share
    left: float
    width: float


def changes_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the changes that tests have found in an area, the largest first; without any, write its numbers."""
    found = changes_found(dataset)
    rows = [one.row for one in found]
    shown = [row for row in dataset.rows if row.shown]
    if not shown:
        lone_number_slide(deck, dataset, captions, None)
        return
    if not found:
        table_slide(deck, dataset, captions, shown[:MOST_TABLE_ROWS])
        return
    part = replace(part_of(dataset, rows), compared_with=Against.PREVIOUS)
    title = front_headline(replace(dataset, compared_with=Against.PREVIOUS))
    under = captions_of_part(captions, part)
    name = word("slide_changes", dataset.view.language)
    under = replace(under, title=title, subtitle=f"{name} · {area_name(dataset)}", alt=overview_alt_text(part, "table"))
    if len(found) > MOST_PANELS:
        _table(deck, found, part, under)
        return
    slide = add_slide(deck, WIDE_LAYOUT, part, under, [word("slide_changes_note", dataset.view.language)])
    box = placeholder(slide, CHART)
    width = (box.width - GAP_WIDTH * (MOST_PANELS - 1)) / MOST_PANELS
    first = box.left + (MOST_PANELS - len(found)) * (width + GAP_WIDTH) / 2
    for i, one in enumerate(found):
        place = PanelPlace(slide, box, first + i * (width + GAP_WIDTH), width)
        _panel(place, one, part, captions.link)
    remove(box)


def changes_found(dataset: Dataset) -> list[Finding]:
    """List what has changed since the period before and, of the rest, since the first one."""
    recent = findings(dataset, Against.PREVIOUS)
    told = {one.row.indicator for one in recent}
    return recent + [one for one in findings(dataset, Against.TREND) if one.row.indicator not in told]


def _verdict(one: Finding, part: Dataset) -> VerdictLabel:
    """Return what the test has found that compares a number with the one before it in the picture."""
    compared = (Against.PREVIOUS, Against.TREND)
    against = next(kind for kind in compared if one.row.against(kind, one.before.period))
    return verdict_label(one.row, against, one.indicator, part.breaks, part.view.language)


def _table(deck: Deck, found: Sequence[Finding], part: Dataset, captions: Captions) -> None:
    """Write more changes than there is room for as pictures, each with the number that its test compares it with."""
    language = part.view.language
    slide = add_slide(deck, TABLE_LAYOUT, part, captions)
    heads = ("column_indicator", "slide_before", "slide_now", "column_comparison")
    cells = [[(capital(word(key, language)), HEADING) for key in heads]]
    for one in found[:MOST_CHANGE_ROWS]:
        said = _verdict(one, part)
        ink, _ = PANEL_TONES[one.better]
        values = [
            f"{amount(r.value or 0.0, one.indicator, language)} ({period(r.period)})" for r in (one.before, one.row)
        ]
        cells.append([*((text, INK) for text in (one.indicator.name, *values)), (f"{said.mark} {said.words}", ink)])
    set_alt_text(add_table(placeholder(slide, CHART), cells, (4.6, 2.0, 2.0, 3.4)), captions.alt)


def _panel(place: PanelPlace, one: Finding, part: Dataset, link: str) -> None:
    """Draw one change: its name, two dots on their intervals joined by a line, its verdict."""
    language = part.view.language
    slide = place.slide
    box = place.box
    left = place.left
    width = place.width
    ink, _ = PANEL_TONES[one.better]
    said = _verdict(one, part)
    head = (left, box.top, width, PANEL_HEAD)
    shapes = [
        add_text(slide.shapes, one.indicator.name, head, PANEL_NAME, HEADING, bold=True, centred=True, fitted=True)
    ]
    height = Emu(box.height - PANEL_HEAD - PANEL_FOOT - Inches(0.05))
    chart = ScatterFile(*_change_chart(one, part, link))
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER, Emu(round(left)), box.top + PANEL_HEAD, Emu(round(width)), height, chart
    )
    frame.name = one.indicator.name
    values = [amount(row.value or 0.0, one.indicator, language) for row in (one.before, one.row)]
    years = [period(row.period) for row in (one.before, one.row)]
    told = f"{one.indicator.name}: {years[0]} {values[0]}, {years[1]} {values[1]}; {said.words}"
    set_alt_text(frame, told)
    words = f"{said.mark} {capital(said.words)}"
    under = (left, box.top + box.height - PANEL_FOOT, width, PANEL_FOOT)
    shapes += [frame, add_text(slide.shapes, words, under, PANEL_NAME, ink, bold=True, centred=True, fitted=True)]
    for shape in shapes:
        box.element.addprevious(shape.element)


def _change_chart(one: Finding, part: Dataset, link: str) -> tuple[Scatter, ChartBook]:
    language = part.view.language
    ink, ground = PANEL_TONES[one.better]
    pair = (one.before, one.row)
    axis = value_axis(pair, one.indicator)
    rows = tuple(cell_row(row, f"{one.indicator.name} {period(row.period)}", one.indicator.id, part) for row in pair)
    held = [i for i, row in enumerate(pair) if row.ci_low is not None]
    band = chain.from_iterable((Spot(i, CellRef(i, "low")), Spot(i, CellRef(i, "high")), NO_SPOT) for i in held)
    values = [amount(row.value or 0.0, one.indicator, language) for row in pair]
    labels = (Label(values[0], "l", INK), Label(values[1], "r", ink, bold=True, size=NUMBER))
    dots = tuple(Spot(i, CellRef(i, "value"), label) for i, label in enumerate(labels))
    years = tuple(Spot(i, axis.low, Label(period(row.period), "b", QUIET)) for i, row in enumerate(pair))
    series = (
        Series(word("interval_95", language), tuple(band), pen=Pen(ground, 10)),
        Series(part.rows[0].area.name, dots, Marker("circle", 10, ink, ink), Pen(ink, 2.25)),
        Series("", years),
    )
    scatter = Scatter(
        series=tuple(s for s in series if s.spots),
        x=ChartAxis(ValueAxis(-0.6, 1.6, 1.0)),
        y=ChartAxis(axis),
        plot=Box(0.05, 0.04, 0.9, 0.84),
        size=PANEL_LETTERS,
        language=language,
    )
    return scatter, ChartBook(rows, stamp_cells(part, link))
