"""Small pictures beside a number: where it stands on the scale, and how it has moved. SVG inside <img alt>."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from itertools import chain

from markupsafe import Markup

from picture.charts.axis import ValueAxis
from picture.charts.palette import (
    ACCENT,
    BETTER,
    BORDER,
    BREAK,
    COUNTRY,
    DOT,
    NEITHER,
    QUIET,
    SECOND_AREA,
    SIMILAR,
    WHITE,
    WORSE,
)
from picture.query.model import Break, Observation
from picture.query.series import break_place, midpoint, periods_of, segments

INTERVAL = Markup('stroke="{}" stroke-opacity="0.33" stroke-width="6"').format(ACCENT)
SCALE_HEIGHT = 24
SPARKLINE_SIZE = (96, 32)
DASHED = Markup('stroke-width="1.5" stroke-dasharray="3 3"')
DOT_OF_VALUE = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}"/>')
OUTLINED_DOT = Markup('<circle cx="{}" cy="{}" r="5" fill="{}" stroke="{}" stroke-width="2"/>')
RING = Markup('<circle cx="{}" cy="{}" r="4.4" fill="{}" stroke="{}" stroke-width="1.6"/>')
UPRIGHT = Markup('<path d="M12 {}v16" stroke="{}" stroke-width="2"/>')
THROUGH = Markup('<path d="M12 0v24" stroke="{}" stroke-width="2"/>')
SCALE_MARGIN = 4.0  # percent of the width, room for the dot at either end
DOT_ROOM = 6.0  # room for the dot at either end


def image(svg: Markup, alt: str, width: int, height: int, css: str) -> Markup:
    """Wrap an SVG so that Streamlit keeps it and a screen reader reads it."""
    return Markup('<img class="{}" width="{}" height="{}" alt="{}" src="{}">').format(
        css, width, height, alt, data_address(svg)
    )


def data_address(svg: Markup) -> str:
    """Write an SVG as an address that holds it."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def scale_picture(row: Observation, reference: float | None, ink: str, fill: str, axis: ValueAxis) -> Markup:
    """Draw a value with its interval on an axis that its neighbours share, the reference as an upright stroke in `ink`.

    The dot is filled with `fill`. Places are percentages, so that the picture widens without growing.
    """
    middle = SCALE_HEIGHT / 2

    def x(value: float) -> str:
        return f"{SCALE_MARGIN + axis.share(value) * (100 - 2 * SCALE_MARGIN):.2f}%"

    def stroke(at: float, half: float, colour: str, width: float) -> Markup:
        line = Markup('<line x1="{x}" x2="{x}" y1="{}" y2="{}" stroke="{}" stroke-width="{}"/>')
        return line.format(middle - half, middle + half, colour, width, x=x(at))

    def bar(start: float, end: float, look: Markup) -> Markup:
        return Markup('<line x1="{}" x2="{}" y1="{y}" y2="{y}" {}/>').format(x(start), x(end), look, y=middle)

    parts = [bar(axis.low, axis.high, Markup('stroke="{}"').format(BORDER))]
    parts += [stroke(value, 3, BORDER, 1) for value in (axis.low, (axis.low + axis.high) / 2, axis.high)]
    if row.ci_low is not None and row.ci_high is not None:
        parts.append(bar(row.ci_low, row.ci_high, INTERVAL))
    if reference is not None:
        parts.append(stroke(reference, 9, ink, 2))
    if row.value is not None:
        parts.append(OUTLINED_DOT.format(x(row.value), middle, fill, DOT if fill == WHITE else fill))
    return Markup('<svg xmlns="http://www.w3.org/2000/svg">{}</svg>').format(Markup("").join(parts))


def sparkline(rows: Sequence[Observation], breaks: Sequence[Break]) -> Markup:
    """Draw how a number has moved: line and band, cut at breaks and gaps, the last number as a dot."""
    width, height = SPARKLINE_SIZE
    periods = periods_of(rows)
    numbers = chain.from_iterable((r.value, r.ci_low, r.ci_high) for r in rows)
    shown = [number for number in numbers if number is not None]
    if not shown:
        return _svg(width, height, [])
    low = min(shown)
    high = max(shown)
    first = midpoint(periods[0])
    last = midpoint(periods[-1])

    def x(at: float) -> float:
        return round(DOT_ROOM + (at - first) / ((last - first) or 1) * (width - 2 * DOT_ROOM), 1)

    def y(value: float) -> float:
        return round(height - DOT_ROOM - (value - low) / ((high - low) or 1) * (height - 2 * DOT_ROOM), 1)

    parts: list[Markup] = []
    for piece in segments(rows, periods, breaks):
        held = [r for r in piece if r.ci_low is not None and r.ci_high is not None]
        if len(held) > 1:
            corners = [(x(midpoint(r.period)), y(r.ci_high or 0.0)) for r in held]
            corners += [(x(midpoint(r.period)), y(r.ci_low or 0.0)) for r in reversed(held)]
            polygon = Markup('<polygon points="{}" fill="{}" fill-opacity="0.2"/>')
            parts.append(polygon.format(_points(corners), ACCENT))
        line = [(x(midpoint(r.period)), y(r.value or 0.0)) for r in piece]
        polyline = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>')
        parts.append(polyline.format(_points(line), DOT))
        if len(piece) == 1:
            parts.append(DOT_OF_VALUE.format(*line[0], 2, DOT))
    break_line = Markup('<path d="M{} 2V{}" stroke="{}" {}/>')
    parts += [
        break_line.format(x(break_place(b, periods)), height - 2, BREAK, DASHED)
        for b in breaks
        if first < midpoint(b.period) <= last
    ]
    end = max((r for r in rows if r.value is not None), key=lambda r: midpoint(r.period))
    parts.append(DOT_OF_VALUE.format(x(midpoint(end.period)), y(end.value or 0.0), 3.5, DOT))
    return _svg(width, height, parts)


def legend_sign(kind: str) -> Markup:
    """Draw one sign of the legend: certain, open, grey, reference, country, previous, second, interval, break."""
    middle = SCALE_HEIGHT / 2
    signs = {
        "certain": OUTLINED_DOT.format(12, middle, DOT, DOT),
        "open": OUTLINED_DOT.format(12, middle, WHITE, DOT),
        "grey": OUTLINED_DOT.format(12, middle, NEITHER, NEITHER),
        "judged": OUTLINED_DOT.format(6, middle, BETTER, BETTER) + OUTLINED_DOT.format(19, middle, WORSE, WORSE),
        "ring": RING.format(12, middle, WHITE, QUIET),
        "reference": THROUGH.format(COUNTRY) + OUTLINED_DOT.format(12, middle, COUNTRY, COUNTRY),
        "country": UPRIGHT.format(middle - 8, COUNTRY),
        "previous": UPRIGHT.format(middle - 8, SIMILAR),
        "second": Markup('<path d="M12 {}l6 6 -6 6 -6 -6Z" fill="{}" stroke="{}" stroke-width="1.8"/>').format(
            middle - 6, WHITE, SECOND_AREA
        ),
        "interval": Markup('<path d="M4 {}H20" {}/>').format(middle, INTERVAL),
        "break": Markup('<path d="M12 {}v18" stroke="{}" {}/>').format(middle - 9, BREAK, DASHED),
    }
    if kind in {"interval", "judged", "second"}:
        return _svg(24, SCALE_HEIGHT, [signs[kind]])
    return _svg(14, SCALE_HEIGHT, [signs[kind]], left=5)  # no empty room beside a narrow sign


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)


def _svg(width: int, height: int, parts: list[Markup], left: int = 0) -> Markup:
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} 0 {} {}">{}</svg>').format(
        left, width, height, Markup("").join(parts)
    )
