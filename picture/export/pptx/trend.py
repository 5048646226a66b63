"""The slide of a trend: one native series for each unbroken stretch, breaks as dashed lines with their reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from pptx.chart.chart import Chart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from picture.charts.axis import Scale, axis_format, scale
from picture.charts.palette import BREAK, COUNTRY, DOT, GROUPS, QUIET, SIMILAR
from picture.export.pptx.bars import NOTHING, point, reading
from picture.export.pptx.chart_xml import Plot, Point
from picture.export.pptx.charts import LINES_HEIGHT, LINES_WIDTH, Series, end_label, lines
from picture.export.pptx.layout import CHART
from picture.export.pptx.map import describe, upright, words
from picture.export.pptx.slide import holder, page, remove
from picture.query.model import Break, Dataset, Observation
from picture.query.series import midpoint, periods_of, segments
from picture.text.alt_text import why_no_line
from picture.text.captions import Captions
from picture.text.labels import mark
from picture.text.words import amount, period, word

CHART_WIDTH = 0.94 / LINES_WIDTH  # from the axis to the chart's right edge, in widths of the plotting area
APART = 0.065  # between two labels at the ends of lines, in shares of the chart


@dataclass(frozen=True, slots=True)
class Line:
    """One area or group over time, and its unbroken stretches."""

    name: str
    colour: str
    stretches: tuple[tuple[Observation, ...], ...]

    def series(self, order: Sequence[str], dataset: Dataset) -> Iterator[Series]:
        """Yield a native series for each stretch; its name tells the years when there are several."""
        for rows in self.stretches:
            points: dict[str, Point] = {row.period: point(row, dataset) for row in rows}
            years = f" {period(rows[0].period)}–{period(rows[-1].period)}" if len(self.stretches) > 1 else ""
            yield Series(self.name + years, tuple(points.get(held, NOTHING) for held in order), self.colour)


def trend_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the chosen area against the country; nothing joins two sides of a break or of a gap."""
    indicator, every = dataset.indicators[0], (*dataset.rows, *dataset.reference)
    slide = page(deck, "Chart", dataset, captions, reading(dataset, captions, None))
    drawn = list(_lines(dataset))
    if not drawn:  # nothing is shown; the title says so
        remove(holder(slide, CHART))
        return
    slots = calendar(periods_of(every))
    order = [held for _, held in slots]
    series = [one for line in drawn for one in line.series(order, dataset)]
    axis = scale(every, indicator, from_zero=indicator.unit != "percent")
    pattern = axis_format(axis, indicator, dataset.view.language)
    frame, plot = lines(holder(slide, CHART), _names(slots, dataset), series, axis, pattern=pattern)
    describe(frame, captions.alt)
    _end_labels(frame.chart, drawn, order, dataset, axis)
    _undrawn(slide, plot, dataset)
    for one in dataset.breaks:
        if one.period in order:
            _break(slide, plot, order, one, dataset)


def calendar(periods: Sequence[str]) -> list[tuple[str, str]]:
    """Lay out an axis with every year on it: (label, period or nothing) for each place.

    Fieldwork over two years stands at its first; where two periods would share a year, the periods stand side by side.
    """
    places = {floor(midpoint(p)): p for p in periods}
    if len(places) < len(periods):
        return [(period(p), p) for p in periods]
    span = range(min(places), max(places) + 1)
    return [(period(places[y]) if y in places else str(y), places.get(y, "")) for y in span]


def _names(slots: Sequence[tuple[str, str]], dataset: Dataset) -> list[str]:
    """Write the years, with the marks of the chosen area's numbers where its line is drawn."""
    mine = [row for row in dataset.rows if dataset.view.chose(row.area)]
    marks = {row.period: mark(row) for row in mine} if any(row.shown for row in mine) else {}
    return [f"{label} {marks.get(held, '')}".strip() for label, held in slots]


def _lines(dataset: Dataset) -> Iterator[Line]:
    several = len({row.group for row in dataset.rows}) > 1
    found: dict[tuple[str, ...], list[Observation]] = {}
    for row in (*dataset.rows, *dataset.reference):
        found.setdefault((row.area.level, row.area.code, row.group.dim, row.group.code), []).append(row)
    periods = periods_of((*dataset.rows, *dataset.reference))
    for i, rows in enumerate(found.values()):
        first = rows[0]
        if first in dataset.reference:
            colour = COUNTRY
        elif several:
            colour = GROUPS[i % len(GROUPS)]
        else:
            colour = DOT if dataset.view.chose(first.area) else SIMILAR
        cut = segments(rows, periods, dataset.breaks)
        if cut:
            yield Line(first.group.name if several else first.area.name, colour, tuple(tuple(piece) for piece in cut))


def _end_labels(chart: Chart, drawn: Sequence[Line], order: Sequence[str], dataset: Dataset, axis: Scale) -> None:
    """Name each line at its last number, moved apart where two would lie on each other."""
    indicator, language, place = dataset.indicators[0], dataset.view.language, -1
    ends = []
    for line in drawn:
        place += len(line.stretches)
        row = line.stretches[-1][-1]
        ends.append(
            (row.value or 0.0, f"{line.name} {amount(row.value or 0.0, indicator, language)}", place, row.period)
        )
    below = -1.0
    for value, text, place, last in sorted(ends):
        wanted = axis.share(value) * LINES_HEIGHT
        below = max(wanted, below + APART)
        end_label(chart, place, order.index(last), text, up=below - wanted)


def _undrawn(slide: Slide, plot: Plot, dataset: Dataset) -> None:
    """Write at the foot of the chart why nothing of the chosen area's line is shown."""
    mine = [row for row in dataset.rows if dataset.view.chose(row.area)]
    if mine and not any(row.shown for row in mine):
        text = f"{mine[0].area.name}: {why_no_line(mine, dataset.view.language)}"
        box = (plot.left + Inches(0.1), plot.top + plot.height - Inches(0.35), plot.width, Inches(0.3))
        words(slide, text, box, 12, QUIET)


def _break(slide: Slide, plot: Plot, order: Sequence[str], one: Break, dataset: Dataset) -> None:
    text = word("break_at", dataset.view.language, period=period(one.period), reason=one.reason)
    x = plot.left + plot.width * order.index(one.period) / len(order)
    upright(slide, x, (plot.top - Inches(0.42), plot.top + plot.height), text, BREAK)
    left = x + Inches(0.08)
    wide = min(Inches(4.2), plot.left + CHART_WIDTH * plot.width - left)  # not past the margin of the slide
    words(slide, text, (left, plot.top - Inches(0.45), wide, Inches(0.36)), 11, BREAK)
