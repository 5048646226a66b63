"""The slide of a trend: one native series for each unbroken stretch, breaks as dashed lines with their reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from math import floor

from pptx.chart.chart import Chart
from pptx.enum.dml import MSO_LINE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from contract.period import Period
from picture.charts.axis import axis_format
from picture.charts.lines import FittedLine, Trend, TrendLine, trend_lines
from picture.charts.palette import BREAK, HEADING, QUIET
from picture.export.pptx.bars import NO_POINT, point, reading
from picture.export.pptx.chart_xml import Plot, Point
from picture.export.pptx.charts import LINE_PLOT_HEIGHT, LINE_PLOT_WIDTH, Series, end_label, native_line_chart
from picture.export.pptx.layout import CHART
from picture.export.pptx.map import add_text, dashed_line, dashed_vertical, set_alt_text
from picture.export.pptx.slide import add_slide, placeholder, remove
from picture.html.trend.notes import line_notes
from picture.query.model import Break, Dataset
from picture.query.trend.events import PlacedEvent, placed_events
from picture.query.trend.lines import Role
from picture.text.captions import Captions
from picture.text.words import moments, period, word

CHART_WIDTH = 0.94 / LINE_PLOT_WIDTH  # from the axis to the chart's right edge, in widths of the plotting area
UNDRAWN_HEIGHT = Inches(0.32)  # of one line of words at the foot of a chart
TOLD_LINE = Inches(0.24)  # of a change that is told in the picture
END_LABEL_DISTANCE = 0.065  # between two labels at the ends of lines, in shares of the chart


def trend_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the chosen area against the country; nothing joins two sides of a break or of a gap."""
    indicator = dataset.indicators[0]
    trend = trend_lines(dataset)
    slide = add_slide(deck, "Chart", dataset, captions, [*line_notes(dataset), *reading(dataset, captions, None)])
    if not trend.shown:  # the title says so
        remove(placeholder(slide, CHART))
        return
    slots = calendar(trend.periods)
    order = [held for _, held in slots]
    series = list(chain.from_iterable(_series(line, order, dataset) for line in trend.shown))
    pattern = axis_format(trend.axis, indicator, dataset.view.language)
    frame, plot = native_line_chart(
        placeholder(slide, CHART), _names(slots, trend), series, trend.axis, pattern=pattern
    )
    set_alt_text(frame, captions.alt)
    _end_labels(frame.chart, trend, order, dataset)
    _undrawn(slide, plot, trend)
    _told(slide, plot, trend)
    for fitted in trend.fitted:
        _fitted(slide, plot, trend, fitted)
    for event in placed_events(dataset) if _by_year(trend.periods) else ():
        _event(slide, plot, trend, event)
    for one in trend.breaks:
        if one.period in order:
            _break(slide, plot, order, one, dataset)


def _series(line: TrendLine, order: Sequence[str], dataset: Dataset) -> Iterator[Series]:
    """Yield a native series for each segment of a line; its name tells the years when there are several."""
    for rows in line.segments:
        points: dict[str, Point] = {row.period: point(row, dataset) for row in rows}
        years = f" {period(rows[0].period)}–{period(rows[-1].period)}" if len(line.segments) > 1 else ""
        yield Series(line.name + years, tuple(points.get(held, NO_POINT) for held in order), line.colour)


def calendar(periods: Sequence[str]) -> list[tuple[str, str]]:
    """Lay out an axis with every year on it: (label, period or nothing) for each place.

    Fieldwork over two years stands at its first; where two periods would share a year, the periods stand side by side.
    """
    places = {_year(Period.parse(p)): p for p in periods}
    if len(places) < len(periods):
        return [(period(p), p) for p in periods]
    span = range(min(places), max(places) + 1)
    return [(period(places[y]) if y in places else str(y), places.get(y, "")) for y in span]


def _year(one: Period) -> int:
    """Return the year on the axis at which a period stands; a quarter or a month stands at its own."""
    return floor((one.first + one.last) / 2)


def _names(slots: Sequence[tuple[str, str]], trend: Trend) -> list[str]:
    """Write the years, with the marks of the chosen area's numbers where its line is drawn."""
    marks = dict(chain.from_iterable(line.marks.items() for line in trend.lines if line.role == Role.CHOSEN))
    return [f"{label} {marks.get(held, '')}".strip() for label, held in slots]


def _end_labels(chart: Chart, trend: Trend, order: Sequence[str], dataset: Dataset) -> None:
    """Name each line at its last number, moved apart where two would lie on each other."""
    last_series = accumulate(len(line.segments) for line in trend.shown)
    ends = [
        (line.last.value or 0.0, line.end_label(dataset), count - 1, order.index(line.last.period))
        for line, count in zip(trend.shown, last_series, strict=True)
    ]
    below = -1.0
    for value, text, place, at in sorted(ends):
        wanted = trend.axis.share(value) * LINE_PLOT_HEIGHT
        below = max(wanted, below + END_LABEL_DISTANCE)
        end_label(chart, place, at, text, up=below - wanted)


def _undrawn(slide: Slide, plot: Plot, trend: Trend) -> None:
    """Write at the foot of the chart why nothing is shown of the chosen area's line and of own groups."""
    lines = [line for line in trend.lines if (line.role == Role.CHOSEN or line.own) and not line.shown]
    for place, line in enumerate(reversed(lines), 1):
        top = plot.top + plot.height - place * UNDRAWN_HEIGHT
        box = (plot.left + Inches(0.1), top, plot.width, UNDRAWN_HEIGHT)
        add_text(slide, f"{line.name}: {line.why}", box, 12, QUIET)


def _told(slide: Slide, plot: Plot, trend: Trend) -> None:
    """Write the changes that tests have found where there is room, in the colours of their lines."""
    first = plot.top + Inches(0.05)
    if trend.told_low:
        first = plot.top + plot.height - TOLD_LINE * len(trend.told) - Inches(0.05)
    for place, one in enumerate(trend.told):
        box = (plot.left + Inches(0.12), first + TOLD_LINE * place, plot.width, TOLD_LINE)
        written = add_text(slide, one.text, box, 12, one.colour)
        written.text_frame.paragraphs[0].runs[0].font.bold = True


def _by_year(periods: Sequence[str]) -> bool:
    """Return whether each period has a year of its own, so that a day has its place on the axis."""
    return len({_year(Period.parse(p)) for p in periods}) == len(periods)


def _across(plot: Plot, trend: Trend, place: float) -> float:
    """Return where a place on the axis of years lies: a year's number stands in the middle of its slot."""
    years = [_year(Period.parse(p)) for p in trend.periods]
    return plot.left + plot.width * (place - min(years) + 0.5) / (max(years) - min(years) + 1)


def _fitted(slide: Slide, plot: Plot, trend: Trend, one: FittedLine) -> None:
    """Draw the line that a test has fitted, dashed, in the colour of its numbers."""
    if _by_year(trend.periods):
        ends = [
            (_across(plot, trend, place), plot.top + plot.height * (1 - trend.axis.share(value)))
            for place, value in one.ends
        ]
        dashed_line(slide, (ends[0], ends[1]), "", one.colour)


def _event(slide: Slide, plot: Plot, trend: Trend, one: PlacedEvent) -> None:
    """Draw when something happened, with its number over the picture; what it was stands under it."""
    x = _across(plot, trend, one.place)
    line = dashed_line(slide, ((x, plot.top), (x, plot.top + plot.height)), one.event.text, QUIET)
    line.dash_style = MSO_LINE.ROUND_DOT  # breaks are dashed
    add_text(slide, str(one.number), (x - Inches(0.05), plot.top - Inches(0.24), Inches(0.3), Inches(0.2)), 12, HEADING)


def _break(slide: Slide, plot: Plot, order: Sequence[str], one: Break, dataset: Dataset) -> None:
    text = word("break_at", dataset.view.language, reason=one.reason, **moments(one.period, dataset.view.language))
    x = plot.left + plot.width * order.index(one.period) / len(order)
    dashed_vertical(slide, x, (plot.top - Inches(0.42), plot.top + plot.height), text, BREAK)
    left = x + Inches(0.08)
    wide = min(Inches(4.2), plot.left + CHART_WIDTH * plot.width - left)  # not past the margin of the slide
    add_text(slide, text, (left, plot.top - Inches(0.45), wide, Inches(0.36)), 11, BREAK)
