"""What python-pptx has no words for: intervals as error bars, a fixed plotting area, a label moved aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame

from picture.query.rounding import rounded

EXACT = 6  # decimals: what subtracting leaves behind them is no number of ours
HAIRLINE = 12700  # EMU: one point


@dataclass(frozen=True, slots=True)
class Point:
    """One number with its interval and its own number format, and its own look where it differs from its series."""

    value: float | None
    low: float | None
    high: float | None
    pattern: str = "General"  # Excel number format
    colour: str | None = None
    hatched: bool = False
    outline: str | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """How far the interval reaches below and above the value, when there is one."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return float(rounded(self.value - self.low, EXACT)), float(rounded(self.high - self.value, EXACT))


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the plotting area lies on the slide, in EMU, so that words and lines can stand on it."""

    left: float
    top: float
    width: float
    height: float


def fix_plot(frame: GraphicFrame, x: float, y: float, *, width: float, height: float) -> Plot:
    """Fix the plotting area, in shares of the chart, instead of leaving it to each office program."""
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/>'
        f'<c:h val="{height:.4f}"/></c:manualLayout></c:layout>'
    )
    area = frame.chart.element.find(".//" + qn("c:plotArea"))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, parse_xml(layout))
    return Plot(frame.left + x * frame.width, frame.top + y * frame.height, width * frame.width, height * frame.height)


def place_axes(chart: Any, *, top_down: bool) -> None:
    """Place points between the tick marks, and keep the numbers below when the first category is on top."""
    value = chart.element.find(".//" + qn("c:valAx"))
    crosses = value.find(qn("c:crosses"))
    crosses.set("val", "max" if top_down else "autoZero")
    crosses.addnext(parse_xml(f'<c:crossBetween {nsdecls("c")} val="between"/>'))


def join_blanks(chart: Any) -> None:
    """Let a line run over years in which nobody asks; where it must stop, its series ends."""
    chart.element.find(".//" + qn("c:dispBlanksAs")).set("val", "span")


def error_bars(chart: Any, place: int, points: Sequence[Point], colour: str) -> None:
    """Write the published intervals as custom, asymmetric error bars; a point without one has none."""
    series = chart.element.findall(".//" + qn("c:ser"))[place]
    held = [(i, point.ends) for i, point in enumerate(points) if point.ends]
    if not held:
        return
    plus = _literal("plus", [(i, up) for i, (_, up) in held], len(points))
    minus = _literal("minus", [(i, down) for i, (down, _) in held], len(points))
    direction = '<c:errDir val="y"/>' if series.find(qn("c:marker")) is not None else ""
    xml = f"""<c:errBars {nsdecls("c", "a")}>{direction}<c:errBarType val="both"/><c:errValType val="cust"/>
      <c:noEndCap val="0"/>{plus}{minus}<c:spPr><a:ln w="{HAIRLINE}"><a:solidFill><a:srgbClr val="{colour[1:]}"/>
      </a:solidFill></a:ln></c:spPr></c:errBars>"""
    series.find(qn("c:cat")).addprevious(parse_xml(xml))


def own_format(label: Any, pattern: str) -> None:
    """Write a point's label in a number format of its own; label: a data label that has its font already."""
    element = label._get_or_add_dLbl()  # noqa: SLF001 - python-pptx offers the format of all labels of a plot only
    form = parse_xml(f'<c:numFmt {nsdecls("c")} sourceLinked="0"/>')
    form.set("formatCode", pattern)
    element.find(qn("c:txPr")).addprevious(form)


def move_label(chart: Any, place: int, at: int, up: float) -> None:
    """Move the label of one point up, in shares of the chart."""
    series = chart.element.findall(".//" + qn("c:ser"))[place]
    label = next(one for one in series.iter(qn("c:dLbl")) if one.find(qn("c:idx")).get("val") == str(at))
    layout = f'<c:manualLayout><c:x val="0"/><c:y val="{-up:.4f}"/></c:manualLayout>'
    label.find(qn("c:idx")).addnext(parse_xml(f"<c:layout {nsdecls('c')}>{layout}</c:layout>"))


def _literal(name: str, values: Sequence[tuple[int, float]], count: int) -> str:
    """Write numbers that stand in the chart itself and refer to no cell."""
    points = "".join(f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in values)
    form = "<c:formatCode>General</c:formatCode>"
    return f'<c:{name}><c:numLit>{form}<c:ptCount val="{count}"/>{points}</c:numLit></c:{name}>'
