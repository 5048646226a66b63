"""An XY scatter in plain values: all our charts are one, as only there a dot, an interval and a line share two axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.codes import Language
from picture.charts.axis import ValueAxis
from picture.charts.palette import INK
from picture.export.pptx.chart.book import Number

Symbol = Literal["circle", "diamond", "square", "triangle"]
Side = Literal["l", "r", "t", "b", "ctr"]


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point."""

    text: str
    side: Side
    colour: str = INK
    bold: bool = False
    size: float | None = None  # points; None: of the chart


@dataclass(frozen=True, slots=True)
class Spot:
    """A point; one without a number is a gap in the line of its series."""

    x: Number
    y: Number
    label: Label | None = None


NO_SPOT = Spot(None, None)


@dataclass(frozen=True, slots=True)
class Marker:
    """How the points of a series are drawn."""

    symbol: Symbol
    size: int  # points
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Pen:
    """How the points of a series are joined."""

    colour: str
    width: float  # points
    dash: Literal["solid", "dash", "sysDot"] = "solid"


@dataclass(frozen=True, slots=True)
class Series:
    """Points that look alike. Without marker and pen it only carries words."""

    name: str
    spots: tuple[Spot, ...]
    marker: Marker | None = None
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """One axis; without a number format it is not seen."""

    ends: ValueAxis
    pattern: str = ""  # Excel number format
    gridlines: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The plotting area, in shares of the chart."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """A chart; of its series the first lies behind the others."""

    series: tuple[Series, ...]
    x: ChartAxis
    y: ChartAxis
    plot: Box
    size: float  # of the letters, points
    language: Language
