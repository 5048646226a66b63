"""Dots on intervals: a row for each published number, lines at the numbers they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from contract.codes import Language
from picture.charts.axis import ValueAxis, axis_format
from picture.charts.palette import BAND_LIGHT, COUNTRY, DOT, INK, NEITHER, QUIET, WHITE
from picture.charts.text_width import CALIBRI_LABEL, letters_width
from picture.export.pptx.chart.book import CellRef, CellRow, ChartBook
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
)
from picture.export.pptx.chart.stamp import stamp_cells
from picture.export.pptx.fit import POINTS_OF_AN_INCH, label_that_fits
from picture.query.model import Dataset
from picture.text.words import word

CHART_LETTERS = 14  # points: readable from the back row
LEAST_ROW_LETTERS = 10  # where many rows stand in a low place
MOST_NAME_SHARE = 0.5  # share of the chart that names may take
BAND_WIDTH = 7  # points: of an interval
ROW_ENDS = 0.6  # of the axis beyond the first and the last row
BESIDE_PLOT = 0.015  # shares of the chart between words and the plot
BARE_HEAD = 0.1  # inches over the plot where no line has a name
LINE_HEAD = 0.36  # inches over the plot, for the name of a line
AXIS_FOOT = 0.4  # for the numbers of the axis
MOST_LINE_NAME = 0.6  # share of the plot that the name of a line may take
INWARDS = 0.2  # share of the axis near an end of which a label turns inwards

DOT_MARKERS: Mapping[str, Marker] = MappingProxyType(
    {
        "certain": Marker("circle", 9, DOT, DOT),
        "open": Marker("circle", 9, DOT, DOT),
        "grey": Marker("circle", 9, NEITHER, NEITHER),
        "reference": Marker("circle", 9, COUNTRY, COUNTRY),
    }
)


INSIDE_MARKER = Marker("circle", 6, WHITE, WHITE)  # of an open dot


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row. Without a cell it is a heading."""

    name: str
    cell: CellRow | None = None
    sign: str = "grey"  # a key of DOT_MARKERS
    told: str = ""  # its number in words, at the right; of a hidden one why it is hidden
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Upright:
    """A line at a published number that rows are compared with, from one row on up to before another."""

    label: str
    cell: CellRow
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Size:
    """Of the chart, in inches."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DotPlot:
    """What a chart shows."""

    rows: Sequence[DotRow]
    uprights: Sequence[Upright]
    axis: ValueAxis
    signs: Mapping[str, str]  # what each way of drawing a dot means, in the order of the key


def interval_key(rows: Iterable[DotRow], language: Language) -> list[tuple[str, str]]:
    """Return the entry of a key for the intervals, if any is drawn."""
    some = any(row.cell is not None and row.cell.low is not None for row in rows)
    return [("interval", word("interval_95", language))] if some else []


def sign_words(rows: Iterable[DotRow], language: Language) -> dict[str, str]:
    """Return what each way of drawing a dot means, of those that are drawn."""
    drawn = {row.sign for row in rows if row.cell is not None and row.cell.value is not None}
    if drawn == {"grey"}:  # nothing to tell it from
        return {"grey": word("column_value", language)}
    return {sign: word(f"slide_sign_{sign}", language) for sign in DOT_MARKERS if sign in drawn}


def dots_chart(shown: DotPlot, dataset: Dataset, link: str, size: Size) -> tuple[Scatter, ChartBook]:
    """Lay out the chart."""
    language = dataset.view.language
    rows = shown.rows
    axis = shown.axis
    letters = _letters(shown, size)
    plot = _plot(shown, letters, size)
    width = plot.width * size.width
    cells = tuple(row.cell for row in rows if row.cell is not None)
    known = [cell for cell in cells if cell.value is not None]
    table = (*cells, *(line.cell for line in shown.uprights if line.cell not in cells))
    book = ChartBook(table, stamp_cells(dataset, link))
    places = [(place, row) for place, row in enumerate(rows) if row.cell is not None]
    count = len(rows)
    drawn = [(number, count - place, row) for number, (place, row) in enumerate(places)]
    series = [
        _intervals(
            [(i, y) for i, y, row in drawn if row.cell and row.cell.low is not None], word("interval_95", language)
        ),
        *(_upright(table.index(line.cell), line, shown, width) for line in shown.uprights),
        *chain.from_iterable(_dots(meaning, sign, drawn) for sign, meaning in shown.signs.items()),
        _names(rows, axis.low, MOST_NAME_SHARE * size.width, letters, word("column_area", language)),
        _numbers(shown, letters / POINTS_OF_AN_INCH / width, word("column_value", language)),
    ]
    seen = [one for one in series if one.spots]
    pattern = axis_format(axis, dataset.indicators[0], language)
    scatter = Scatter(
        series=tuple(seen),
        x=ChartAxis(axis, pattern if known else "", gridlines=True),
        y=ChartAxis(ValueAxis(1 - ROW_ENDS, count + ROW_ENDS, 1.0)),
        plot=plot,
        size=letters,
        language=language,
    )
    return scatter, book


def _intervals(held: Iterable[tuple[int, int]], name: str) -> Series:
    """Draw each interval as a piece of one line, as LibreOffice draws no custom horizontal error bars."""
    spots = chain.from_iterable((Spot(CellRef(i, "low"), y), Spot(CellRef(i, "high"), y), NO_SPOT) for i, y in held)
    return Series(name, tuple(spots), pen=Pen(BAND_LIGHT, BAND_WIDTH))


def _upright(place: int, line: Upright, shown: DotPlot, width: float) -> Series:
    value = CellRef(place, "value")
    count = len(shown.rows)
    top = count - line.first + ROW_ENDS
    share = shown.axis.share(line.cell.value or 0.0)
    side: Side = "r" if share < INWARDS else "l" if share > 1 - INWARDS else "t"
    label = Label(label_that_fits(line.label, MOST_LINE_NAME * width, CHART_LETTERS), side, INK, bold=True)
    ends = (Spot(value, top, label), Spot(value, count - line.last + 1 - ROW_ENDS))
    return Series(line.cell.name, ends, pen=Pen(COUNTRY, 1.75))


def _dots(meaning: str, sign: str, drawn: Iterable[tuple[int, int, DotRow]]) -> list[Series]:
    shown = [(i, y) for i, y, row in drawn if row.sign == sign and row.cell and row.cell.value is not None]
    return dot_series(meaning, sign, [Spot(CellRef(i, "value"), y) for i, y in shown])


def dot_series(meaning: str, sign: str, spots: Sequence[Spot]) -> list[Series]:
    """Return the series of dots of one kind; an open one is two, as LibreOffice draws no edge of a marker."""
    dots = [Series(meaning, tuple(spots), DOT_MARKERS[sign])]
    return [*dots, Series(f"{meaning} ", tuple(spots), INSIDE_MARKER)] if sign == "open" else dots


def _names(rows: Sequence[DotRow], low: float, inches: float, letters: float, name: str) -> Series:
    count = len(rows)
    names = [label_that_fits(row.name, inches, letters) for row in rows]
    spots = (Spot(low, count - i, Label(names[i], "l", INK, bold=row.bold)) for i, row in enumerate(rows))
    return Series(name, tuple(spots))


def _numbers(shown: DotPlot, letter: float, name: str) -> Series:
    """Write each number at the right, as nobody reads it off the axis; of a hidden one why, where it would stand.

    letter: the size of letters in shares of the plot.
    """
    count = len(shown.rows)
    spots = [
        Spot(_free_place(i, shown, letter), count - i, Label(row.told, "r", QUIET))
        if row.cell is not None and row.cell.value is None
        else Spot(shown.axis.high, count - i, Label(row.told, "r", INK, bold=row.bold))
        for i, row in enumerate(shown.rows)
        if row.told
    ]
    return Series(name, tuple(spots))


def _free_place(place: int, shown: DotPlot, letter: float) -> float:
    """Return where words of a row begin: at the axis, or behind the last line that would cross them."""
    start = shown.axis.low
    width = letters_width(len(shown.rows[place].told) + 1, letter, CALIBRI_LABEL)
    crossing = [line.cell.value or 0.0 for line in shown.uprights if line.first <= place < line.last]
    for value in sorted(crossing):
        if shown.axis.share(value) <= shown.axis.share(start) + width:
            start = value
    return start


def _letters(shown: DotPlot, size: Size) -> float:
    """Return the size, in points, in which names of rows do not lie on each other."""
    height = (size.height - _head(shown) - AXIS_FOOT) * POINTS_OF_AN_INCH
    step = height / (len(shown.rows) - 1 + 2 * ROW_ENDS)
    return max(LEAST_ROW_LETTERS, min(CHART_LETTERS, round(2 * step) / 2))


def _head(shown: DotPlot) -> float:
    """Return the room over the plot in inches."""
    return LINE_HEAD if shown.uprights else BARE_HEAD


def _plot(shown: DotPlot, letters: float, size: Size) -> Box:
    """Leave room for names and numbers, and for the name of a line on top."""
    told = (row.told for row in shown.rows if row.cell is None or row.cell.value is not None)
    left = min(MOST_NAME_SHARE, _width((row.name for row in shown.rows), letters, size) + BESIDE_PLOT)
    right = _width(told, letters, size) + BESIDE_PLOT
    top = _head(shown) / size.height
    return Box(left, top, 1 - left - right, 1 - top - AXIS_FOOT / size.height)


def _width(texts: Iterable[str], letters: float, size: Size) -> float:
    """Return the width of the longest of some texts, in shares of the chart."""
    longest = max(map(len, texts), default=0)
    return letters_width(longest, letters, CALIBRI_LABEL) / POINTS_OF_AN_INCH / size.width
