"""The slide of a trend: lines over the years with their intervals, breaks, events and tested changes, in one chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from contract.codes import Language
from picture.charts.axis import ValueAxis, axis_format
from picture.charts.lines import FittedLine, Trend, TrendLine, trend_lines
from picture.charts.palette import AXIS, BAND_LIGHT, BREAK, DOT, HEADING, QUIET, REGIONS, WHITE
from picture.charts.text_width import CALIBRI_LABEL, letters_width
from picture.export.pptx.chart.book import CellRef, CellRow, ChartBook, area_code, cell_row
from picture.export.pptx.chart.dots import CHART_LETTERS, Size
from picture.export.pptx.chart.scatter import (
    NO_SPOT,
    Box,
    ChartAxis,
    Label,
    Marker,
    Pen,
    Scatter,
    Series,
    Side,
    Spot,
    Symbol,
)
from picture.export.pptx.chart.stamp import stamp_cells
from picture.export.pptx.fit import POINTS_OF_AN_INCH, fit_text, label_that_fits
from picture.export.pptx.key import draw_chart
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.layout import CHART_LAYOUT, SIDE
from picture.export.pptx.slide import add_slide, placeholder, remove
from picture.html.trend.notes import line_notes
from picture.query.model import Break, Dataset, Observation
from picture.query.series import break_place, midpoint
from picture.query.trend.events import PlacedEvent, drawn_events
from picture.query.trend.lines import Role
from picture.text.captions import Captions
from picture.text.labels import mark
from picture.text.register.marks import event_text
from picture.text.words import moments, period, word

AXIS_ENDS = 0.5  # free at either end of the axis
CHART_SYMBOLS: Mapping[str, Symbol] = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
}
LABEL_HEIGHT = 0.055  # of the axis: two labels at the ends of lines keep so far apart
YEAR_LETTERS = 2  # free between two years on the axis
SIDE_SIZE = 16  # points
NOTE_SIZE = 12
MOST_END = 0.4  # share of the chart for the names at the ends of lines


def trend_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the chosen area against the country; nothing joins two sides of a break or of a gap."""
    trend = trend_lines(dataset)
    if not trend.shown:
        lone_number_slide(deck, dataset, captions, None)
        return
    broken = [_break_text(one, dataset) for one in _breaks(trend)]
    slide = add_slide(deck, CHART_LAYOUT, dataset, captions, broken)
    _side(slide, trend, dataset)
    drawn = any(line.banded and any(row.ci_low is not None for row in line.rows) for line in trend.shown)
    key = [("interval", word("interval_95", dataset.view.language))] if drawn else []
    name = dataset.indicators[0].name
    draw_chart(slide, lambda size: trend_chart(trend, dataset, captions.link, size), key, name, captions.alt)


def _side(slide: Any, trend: Trend, dataset: Dataset) -> None:
    """Write beside the chart what tests have found, what is not shown and why, and what happened meanwhile."""
    hidden = [f"{one.name}: {one.why}" for one in trend.lines if _asked(one) and not one.shown]
    found = [*(one.text for one in trend.told), *hidden]
    box = placeholder(slide, SIDE)
    if not found and not line_notes(dataset):
        remove(box)
        return
    fit_text(box, [*found, *line_notes(dataset)], SIDE_SIZE)
    for place, paragraph in enumerate(box.text_frame.paragraphs):
        if place < len(found):
            paragraph.runs[0].font.bold = True
        else:
            letters = paragraph.runs[0].font
            letters.size = min(letters.size or Pt(NOTE_SIZE), Pt(NOTE_SIZE))


def _asked(line: TrendLine) -> bool:
    return line.role == Role.CHOSEN or line.own


def _break_text(one: Break, dataset: Dataset) -> str:
    return word("break_at", dataset.view.language, reason=one.reason, **moments(one.period, dataset.view.language))


def trend_chart(trend: Trend, dataset: Dataset, link: str, size: Size) -> tuple[Scatter, ChartBook]:
    """Lay out the chart."""
    cells: list[CellRow] = []
    lines: list[tuple[TrendLine, dict[Observation, int]]] = []
    for line in trend.shown:
        held = [row for row in line.rows if row.shown]
        lines.append((line, {row: len(cells) + place for place, row in enumerate(held)}))
        cells += [cell_row(row, f"{line.name} {period(row.period)}", area_code(row), dataset) for row in held]
    years = [midpoint(one) for one in trend.periods]
    span = ValueAxis(min(years) - AXIS_ENDS, max(years) + AXIS_ENDS, 1.0)
    room = MOST_END * size.width
    ends = [(line, label_that_fits(line.end_label(dataset), room, CHART_LETTERS)) for line in trend.shown]
    plot = _plot([name for _, name in ends], size)
    series = [
        *(_break(one, trend, dataset) for one in _breaks(trend)),
        *(_event(one, trend, dataset.view.language) for one in drawn_events(dataset)),
        *(_intervals(line, places, dataset) for line, places in lines if line.banded),
        *(_fitted(one, word("slide_fitted", dataset.view.language)) for one in trend.fitted),
        *(_line(line, places) for line, places in lines),
        _end_labels(ends, trend.axis),
        _years(trend, dataset, plot.width * size.width),
    ]
    scatter = Scatter(
        series=tuple(one for one in series if one.spots),
        x=ChartAxis(span),
        y=ChartAxis(trend.axis, axis_format(trend.axis, dataset.indicators[0], dataset.view.language), gridlines=True),
        plot=plot,
        size=CHART_LETTERS,
        language=dataset.view.language,
    )
    return scatter, ChartBook(tuple(cells), stamp_cells(dataset, link))


def _intervals(line: TrendLine, places: dict[Observation, int], dataset: Dataset) -> Series:
    held = [(midpoint(row.period), i) for row, i in places.items() if row.ci_low is not None]
    spots = chain.from_iterable((Spot(x, CellRef(i, "low")), Spot(x, CellRef(i, "high")), NO_SPOT) for x, i in held)
    pen = Pen(BAND_LIGHT if line.colour == DOT else REGIONS, 7)
    return Series(f"{line.name}: {word('interval_95', dataset.view.language)}", tuple(spots), pen=pen)


def _line(line: TrendLine, places: dict[Observation, int]) -> Series:
    spots: list[Spot] = []
    for rows in line.segments:
        spots += [Spot(midpoint(row.period), CellRef(places[row], "value"), _corrected(row)) for row in rows]
        spots.append(NO_SPOT)
    symbol = CHART_SYMBOLS.get(line.symbol, "circle")
    return Series(line.name, tuple(spots[:-1]), Marker(symbol, 9, line.colour, WHITE), Pen(line.colour, 2.5))


def _corrected(row: Observation) -> Label | None:
    """Write the marks of a corrected number at its point: its year may have no room under the axis."""
    return Label(mark(row), "t", QUIET) if row.shown and row.correction else None


def _end_labels(ends: Sequence[tuple[TrendLine, str]], axis: ValueAxis) -> Series:
    """Name each line at its last number, moved apart where two would lie on each other."""
    spots: list[Spot] = []
    below = axis.low - axis.high
    for line, name in sorted(ends, key=lambda one: one[0].last.value or 0.0):
        below = max(line.last.value or 0.0, below + LABEL_HEIGHT * (axis.high - axis.low))
        label = Label(f"\u2002{name}", "r", line.colour, bold=True)
        spots.append(Spot(midpoint(line.last.period), below, label))
    return Series("", tuple(spots))


def _years(trend: Trend, dataset: Dataset, inches: float) -> Series:
    """Write the periods under the axis, the latest first, leaving out those for which there is no room."""
    chosen = [line for line in trend.lines if line.role == Role.CHOSEN]
    marks = dict(chain.from_iterable(line.marks.items() for line in chosen))
    at_points = {row.period for row in chain.from_iterable(line.rows for line in chosen) if _corrected(row)}
    span = midpoint(trend.periods[-1]) - midpoint(trend.periods[0]) + 2 * AXIS_ENDS
    letter = letters_width(1, CHART_LETTERS, CALIBRI_LABEL) / POINTS_OF_AN_INCH * span / inches  # in years
    spots: list[Spot] = []
    free = float("inf")
    for one in reversed(trend.periods):
        place = midpoint(one)
        half = letter * (len(period(one)) + YEAR_LETTERS) / 2
        if place + half <= free:
            text = f"{period(one)}\n{'' if one in at_points else marks.get(one, '')}".strip()
            spots.append(Spot(place, trend.axis.low, Label(text, "b", QUIET)))
            free = place - half
    return Series(word("column_period", dataset.view.language), tuple(spots))


def _fitted(one: FittedLine, name: str) -> Series:
    return Series(name, tuple(Spot(x, y) for x, y in one.ends), pen=Pen(one.colour, 1.5, "dash"))


def _breaks(trend: Trend) -> list[Break]:
    return [one for one in trend.breaks if one.period in trend.periods[1:]]


def _break(one: Break, trend: Trend, dataset: Dataset) -> Series:
    place = break_place(one, trend.periods)
    name = word("series_break", dataset.view.language)
    years = [midpoint(p) for p in trend.periods]
    side: Side = "r" if place - years[0] < years[-1] - place else "l"
    label = Label(f"{name} {period(one.period)}", side, BREAK)  # events have their numbers over their lines
    ends = (Spot(place, trend.axis.high, label), Spot(place, trend.axis.low))
    return Series(name, ends, pen=Pen(BREAK, 1.5, "dash"))


def _event(one: PlacedEvent, trend: Trend, language: Language) -> Series:
    ends = (
        Spot(one.place, trend.axis.high, Label(f"({one.number})", "t", HEADING)),
        Spot(one.place, trend.axis.low),
    )
    return Series(event_text(one.event, language), ends, pen=Pen(AXIS, 1.25, "sysDot"))


def _plot(labels: Sequence[str], size: Size) -> Box:
    longest = max(map(len, labels))
    right = letters_width(longest + 2, CHART_LETTERS, CALIBRI_LABEL) / POINTS_OF_AN_INCH / size.width
    left = 0.75 / size.width
    return Box(left, 0.08, 1 - left - right, 0.82)
