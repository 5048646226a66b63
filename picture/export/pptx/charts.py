"""Native, editable charts: bars and lines with intervals as error bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from picture.charts.axis import ValueAxis
from picture.charts.palette import AXIS, GRID, INK, QUIET, WHITE, text_on
from picture.charts.text_width import CALIBRI_LABEL, letters_width
from picture.export.pptx.chart_xml import (
    Plot,
    Point,
    error_bars,
    fix_plot,
    join_blanks,
    move_label,
    own_format,
    place_axes,
)
from picture.export.pptx.colours import paint, rgb

FEW_YEARS = 10  # carry larger type
# The plotting area of lines, in shares of the chart.
LINE_PLOT_WIDTH = 0.74
LINE_PLOT_HEIGHT = 0.77
MOST_LABEL = 0.46  # share of the chart that the names of bars may take
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # when a chart's workbook was made; the clock would make each file another
BAR_LABEL_LETTERS = 5  # "100 %": a bar shorter than this carries its number behind its end
THICKEST = Inches(0.42)  # of a bar


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of the categories."""

    name: str
    points: tuple[Point, ...]
    colour: str


def native_bar_chart(
    placeholder: Any, names: Sequence[str], series: Sequence[Series], axis: ValueAxis, *, pattern: str, size: float
) -> tuple[GraphicFrame, Plot]:
    """Draw horizontal bars from zero, first name on top; the value stands inside its bar, the interval on it.

    placeholder: of a chart; pattern: Excel number format of the axis, as each point has its own; size: of the
    text, in points.
    """
    frame = _insert(placeholder, XL_CHART_TYPE.BAR_CLUSTERED, names, series)
    chart = frame.chart
    several = len(series) > 1
    longest = max(len(name) for name in names)
    label = min(MOST_LABEL, letters_width(longest, size, CALIBRI_LABEL) * Pt(1) / frame.width + 0.015)
    top = 0.13 if several else 0.02  # room for the legend
    plot = fix_plot(frame, label, top, width=0.97 - label, height=0.92 - top)
    _axes(chart, axis, pattern, size)
    place_axes(chart, top_down=True)
    chart.category_axis.reverse_order = True
    thick = plot.height / len(names) / len(series) / THICKEST
    chart.plots[0].gap_width = min(500, max(40, round((thick - 1) * 100 * len(series))))
    chart.plots[0].overlap = 0
    fits = letters_width(BAR_LABEL_LETTERS, size, CALIBRI_LABEL) * Pt(1) / plot.width  # shares of the axis
    for place, (native, one) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        paint(native.format.fill, one.colour)
        native.invert_if_negative = False
        for i, point in enumerate(one.points):
            _bar(native.points[i], point, one.colour, size, inside=axis.share(abs(point.value or 0.0)) > fits)
        error_bars(chart, place, one.points, INK)
    _legend(chart, size, shown=several)
    if all(point.value is None for point in chain.from_iterable(one.points for one in series)):
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE  # it would say nothing
    return frame, plot


def native_line_chart(
    placeholder: Any, names: Sequence[str], series: Sequence[Series], axis: ValueAxis, *, pattern: str
) -> tuple[GraphicFrame, Plot]:
    """Draw lines over the years; a line joins all points of its series, so cut it into several where it must stop."""
    frame = _insert(placeholder, XL_CHART_TYPE.LINE_MARKERS, names, series)
    chart = frame.chart
    plot = fix_plot(frame, 0.06, 0.13, width=LINE_PLOT_WIDTH, height=LINE_PLOT_HEIGHT)
    _axes(chart, axis, pattern, 12 if len(names) <= FEW_YEARS else 10)
    place_axes(chart, top_down=False)
    join_blanks(chart)
    for place, (native, one) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        native.smooth = False
        native.format.line.color.rgb = rgb(one.colour)
        native.format.line.width = Pt(2.25)
        native.marker.style = XL_MARKER_STYLE.CIRCLE
        native.marker.size = 8
        paint(native.marker.format.fill, one.colour)
        native.marker.format.line.color.rgb = rgb(WHITE)
        error_bars(chart, place, one.points, one.colour)
    _legend(chart, 12, shown=False)
    return frame, plot


def end_label(chart: Chart, place: int, at: int, text: str, *, up: float) -> None:
    """Write words behind one point of one series, in the colour of the series; up: in shares of the chart."""
    native = chart.plots[0].series[place]
    label = native.points[at].data_label
    label.position = XL_LABEL_POSITION.RIGHT
    label.text_frame.word_wrap = False
    run = label.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(12)
    run.font.bold = True
    run.font.color.rgb = native.format.line.color.rgb
    if up:
        move_label(chart, place, at, up)


def _insert(placeholder: Any, kind: XL_CHART_TYPE, names: Sequence[str], series: Sequence[Series]) -> GraphicFrame:
    """Put a chart in the place of a placeholder, with a workbook behind it in which each number has its own format."""
    data = CategoryChartData()
    data.categories = [_plain(name) for name in names]
    for one in series:
        data.add_series(_plain(one.name), [point.value for point in one.points])
    frame: GraphicFrame = placeholder.insert_chart(kind, data)
    part: Any = frame.chart.part
    part.chart_workbook.update_from_xlsx_blob(_book(names, series))
    return frame


def _book(names: Sequence[str], series: Sequence[Series]) -> bytes:
    """Write the workbook that "Edit data" opens, laid out as python-pptx lays out its own."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": UNDATED})
        sheet = book.add_worksheet("Sheet1")
        patterns = {point.pattern for point in chain.from_iterable(one.points for one in series)}
        looks = {pattern: book.add_format({"num_format": pattern}) for pattern in sorted(patterns)}
        for line, name in enumerate(names, 1):
            sheet.write_string(line, 0, _plain(name))
        for column, one in enumerate(series, 1):
            sheet.write_string(0, column, _plain(one.name))
            for line, point in enumerate(one.points, 1):
                if point.value is not None:
                    sheet.write_number(line, column, point.value, looks[point.pattern])
    return file.getvalue()


def _plain(name: str) -> str:
    """Keep the workbook behind a chart from taking a name for a formula; the space is not seen."""
    return f" {name}" if name.startswith(("=", "{=")) else name


def _axes(chart: Chart, axis: ValueAxis, pattern: str, size: float) -> None:
    chart.has_title = False
    value = chart.value_axis
    category = chart.category_axis
    value.minimum_scale = axis.low
    value.maximum_scale = axis.high
    value.major_unit = axis.step
    value.tick_labels.number_format = pattern
    value.tick_labels.number_format_is_linked = False
    value.major_gridlines.format.line.color.rgb = rgb(GRID)
    value.format.line.fill.background()
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = rgb(AXIS)
    for one, colour in ((value, QUIET), (category, INK)):
        one.tick_labels.font.size = Pt(size)
        one.tick_labels.font.color.rgb = rgb(colour)


def _bar(native: Any, point: Point, colour: str, size: float, *, inside: bool) -> None:
    """Paint one bar in its own colour or hatch, and write its number at the foot, readable on it, or behind its end."""
    if point.value is None:
        return
    ground = point.colour or colour
    if point.colour or point.hatched:
        paint(native.format.fill, ground, hatched=point.hatched)
    if point.outline:
        native.format.line.color.rgb = rgb(point.outline)
        native.format.line.width = Pt(1.75)
    label = native.data_label
    label.position = XL_LABEL_POSITION.INSIDE_BASE if inside else XL_LABEL_POSITION.OUTSIDE_END
    label.font.size = Pt(size)
    label.font.bold = True
    label.font.color.rgb = rgb(text_on(ground) if inside else INK)
    own_format(label, point.pattern)


def _legend(chart: Chart, size: float, *, shown: bool) -> None:
    chart.has_legend = shown
    if shown:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(size)
        chart.legend.font.color.rgb = rgb(INK)
