"""Indicators on one scale: how far an area is from the whole country, which is the spine of the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import quantiles

from picture.charts.axis import ValueAxis
from picture.charts.palette import BAND_LIGHT, COUNTRY, INK, QUIET, REGIONS, SECOND_AREA
from picture.charts.text_width import CALIBRI_LABEL, letters_width
from picture.export.pptx.chart.book import CellRow, ChartBook
from picture.export.pptx.chart.dots import (
    AXIS_FOOT,
    BAND_WIDTH,
    CHART_LETTERS,
    LINE_HEAD,
    MOST_NAME_SHARE,
    ROW_ENDS,
    Size,
    dot_series,
)
from picture.export.pptx.chart.scatter import NO_SPOT, Box, ChartAxis, Label, Marker, Pen, Scatter, Series, Spot
from picture.export.pptx.chart.stamp import stamp_cells
from picture.export.pptx.fit import POINTS_OF_AN_INCH, label_that_fits
from picture.html.profile.spine import Spine
from picture.query.model import Dataset
from picture.text.names import area_name
from picture.text.reading.spine import FEWEST_REGIONS
from picture.text.words import word

HALF_BOX = 14  # points: of the middle half of the regions
COARSE_TICK = 10
FINE_TICK = 5
FEW_TICKS = 15  # points from the middle up to which every fifth has its label
DIFFERENCE_PATTERN = "+0;\u22120;0"  # Excel number format
LEAST_REACH = 10  # percentage points from the country to either end


@dataclass(frozen=True, slots=True)
class SpineRow:
    """One indicator: its published cells, its differences, and both numbers in words."""

    name: str
    spine: Spine
    cells: tuple[CellRow, ...]  # the area's, the country's, that of the area chosen beside
    told: str


def spine_chart(
    rows: Sequence[SpineRow], second: str, dataset: Dataset, link: str, size: Size
) -> tuple[Scatter, ChartBook]:
    """Lay out the chart; second: the name of the area chosen beside, if one is drawn."""
    room = MOST_NAME_SHARE * size.width
    rows = [replace(row, name=label_that_fits(row.name, room, CHART_LETTERS)) for row in rows]
    language = dataset.view.language
    half = _half([row.spine for row in rows])
    count = len(rows)
    placed = [(count - i, row.spine) for i, row in enumerate(rows)]
    certain = word("spine_key_certain", language, area=area_name(dataset))
    unsure = word("spine_key_open", language)
    ticks = ValueAxis(-half, half, FINE_TICK if half <= FEW_TICKS else COARSE_TICK)
    series = [
        _box(placed, word("slide_half", language)),
        _country(count, word("legend_country", language)),
        _line(placed, lambda one: one.band, word("spine_key_band", language), Pen(BAND_LIGHT, BAND_WIDTH)),
        _points([(y, one.second) for y, one in placed], second, Marker("diamond", 9, SECOND_AREA, SECOND_AREA)),
        *dot_series(certain, "certain", [Spot(one.difference, y) for y, one in placed if one.certain]),
        *dot_series(unsure, "open", [Spot(one.difference, y) for y, one in placed if not one.certain]),
        _words(rows, half, (word("lower_share", language), word("higher_share", language))),
    ]
    seen = tuple(one for one in series if one.spots)
    book = ChartBook(tuple(chain.from_iterable(row.cells for row in rows)), stamp_cells(dataset, link))
    scatter = Scatter(
        series=seen,
        x=ChartAxis(ticks, DIFFERENCE_PATTERN, gridlines=True),
        y=ChartAxis(ValueAxis(1 - ROW_ENDS, count + ROW_ENDS, 1.0)),
        plot=_plot(rows, size),
        size=CHART_LETTERS,
        language=language,
    )
    return scatter, book


def spine_entries(rows: Sequence[SpineRow], second: str, dataset: Dataset) -> list[tuple[str, str]]:
    """Return what each sign of the chart means, of those that are drawn."""
    language = dataset.view.language
    spines = [row.spine for row in rows]
    certain = word("spine_key_certain", language, area=area_name(dataset))
    entries = [
        ("certain", certain if any(one.certain for one in spines) else ""),
        ("open", "" if all(one.certain for one in spines) else word("spine_key_open", language)),
        ("interval", word("spine_key_band", language) if any(one.band for one in spines) else ""),
        ("half", word("slide_half", language) if any(_middle(one) for one in spines) else ""),
        ("second", second),
    ]
    return [(sign, meaning) for sign, meaning in entries if meaning]


def _half(spines: Sequence[Spine]) -> int:
    """Return the percentage points to either end: as few as hold everything that is drawn."""
    ends = [max(abs(end) for end in _drawn(spine)) for spine in spines]
    reach = max([LEAST_REACH, *ends])
    step = FINE_TICK if reach <= FEW_TICKS else COARSE_TICK
    return int(-(-reach // step) * step)


def _drawn(spine: Spine) -> list[float]:
    second = () if spine.second is None else (spine.second,)
    return [spine.difference, *(spine.band or ()), *(_middle(spine) or ()), *second]


def _middle(spine: Spine) -> tuple[float, float] | None:
    if len(spine.regions) < FEWEST_REGIONS:
        return None
    low, _, high = quantiles(spine.regions, n=4, method="inclusive")
    return low, high


def _box(placed: Iterable[tuple[int, Spine]], name: str) -> Series:
    return _line(placed, _middle, name, Pen(REGIONS, HALF_BOX))


def _line(
    placed: Iterable[tuple[int, Spine]], ends_of: Callable[[Spine], tuple[float, float] | None], name: str, pen: Pen
) -> Series:
    held = [(y, ends) for y, spine in placed if (ends := ends_of(spine)) is not None]
    spots = chain.from_iterable((Spot(low, y), Spot(high, y), NO_SPOT) for y, (low, high) in held)
    return Series(name, tuple(spots), pen=pen)


def _country(count: int, name: str) -> Series:
    ends = (Spot(0.0, count + ROW_ENDS, Label(name, "t", INK, bold=True)), Spot(0.0, 1 - ROW_ENDS))
    return Series(name, ends, pen=Pen(COUNTRY, 2))


def _points(held: Iterable[tuple[int, float | None]], name: str, marker: Marker) -> Series:
    return Series(name, tuple(Spot(x, y) for y, x in held if x is not None), marker=marker)


def _words(rows: Sequence[SpineRow], half: int, sides: tuple[str, str]) -> Series:
    """Write the name of each row at the left, its numbers at the right, and what the two sides mean on top."""
    count = len(rows)
    names = [Spot(-half, count - i, Label(row.name, "l")) for i, row in enumerate(rows)]
    told = [Spot(half, count - i, Label(row.told, "r", INK, bold=True)) for i, row in enumerate(rows)]
    top = count + ROW_ENDS
    heads = [
        Spot(-half, top, Label(f"← {sides[0]}", "t", QUIET)),
        Spot(half, top, Label(f"{sides[1]} →", "t", QUIET)),
    ]
    return Series("", (*names, *told, *heads))


def _plot(rows: Sequence[SpineRow], size: Size) -> Box:
    def share(texts: Iterable[str]) -> float:
        return letters_width(max(map(len, texts)), CHART_LETTERS, CALIBRI_LABEL) / POINTS_OF_AN_INCH / size.width

    left = min(MOST_NAME_SHARE, share(row.name for row in rows) + 0.015)
    right = share(row.told for row in rows) + 0.015
    top = LINE_HEAD / size.height
    return Box(left, top, 1 - left - right, 1 - top - AXIS_FOOT / size.height)
