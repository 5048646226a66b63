"""Small pictures beside a number: where it stands on the scale, and how it has moved. SVG inside <img alt>."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from picture.charts.palette import BORDER, BREAK, COUNTRY, DOT, NEITHER, SIMILAR, WHITE
from picture.query.model import Break, Observation
from picture.query.series import break_place, midpoint, periods_of, segments

BAND = "#2a6ebb"
INTERVAL = f'stroke="{BAND}" stroke-opacity="0.33" stroke-width="6" stroke-linecap="round"'
PLACE_HEIGHT = 24
SPARK = (96, 32)
DASHED = 'stroke-width="1.5" stroke-dasharray="3 3"'
MARGIN = 4.0  # percent of the width, room for the dot at either end
EDGE = 6.0  # room for the dot at either end


def image(svg: str, alt: str, width: int, height: int, css: str) -> str:
    """Wrap an SVG so that Streamlit keeps it and a screen reader reads it."""
    data = b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{data}"
    return f'<img class="{css}" width="{width}" height="{height}" alt="{escape(alt)}" src="{source}">'


def place(row: Observation, reference: float | None, ink: str, fill: str, scale: tuple[float, float]) -> str:
    """Draw a value with its interval on a scale that its neighbours share, the reference as an upright stroke in `ink`.

    The dot is filled with `fill`. Places are percentages, so that the picture widens without growing.
    """
    low, high = scale
    middle = PLACE_HEIGHT / 2

    def x(value: float) -> str:
        return f"{MARGIN + (value - low) / (high - low) * (100 - 2 * MARGIN):.2f}%"

    def stroke(at: float, half: float, colour: str, width: float) -> str:
        ends = f'x1="{x(at)}" x2="{x(at)}" y1="{middle - half}" y2="{middle + half}"'
        return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'

    def bar(start: float, end: float, more: str) -> str:
        return f'<line x1="{x(start)}" x2="{x(end)}" y1="{middle}" y2="{middle}" {more}/>'

    parts = [bar(low, high, f'stroke="{BORDER}"'), *(stroke(v, 3, BORDER, 1) for v in (low, (low + high) / 2, high))]
    if row.ci_low is not None and row.ci_high is not None:
        parts.append(bar(row.ci_low, row.ci_high, INTERVAL))
    if reference is not None:
        parts.append(stroke(reference, 9, ink, 2))
    if row.value is not None:
        dot = f'r="5" fill="{fill}" stroke="{DOT if fill == WHITE else fill}" stroke-width="2"'
        parts.append(f'<circle cx="{x(row.value)}" cy="{middle}" {dot}/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'


def spark(rows: Sequence[Observation], breaks: Sequence[Break]) -> str:
    """Draw how a number has moved: line and band, cut at breaks and gaps, the last number as a dot."""
    width, height = SPARK
    periods = periods_of(rows)
    shown = [v for r in rows for v in (r.value, r.ci_low, r.ci_high) if v is not None]
    if not shown:
        return _svg(width, height, [])
    low, high = min(shown), max(shown)
    first, last = midpoint(periods[0]), midpoint(periods[-1])

    def x(at: float) -> float:
        return round(EDGE + (at - first) / ((last - first) or 1) * (width - 2 * EDGE), 1)

    def y(value: float) -> float:
        return round(height - EDGE - (value - low) / ((high - low) or 1) * (height - 2 * EDGE), 1)

    parts = []
    for piece in segments(rows, periods, breaks):
        held = [r for r in piece if r.ci_low is not None and r.ci_high is not None]
        if len(held) > 1:
            corners = [(x(midpoint(r.period)), y(r.ci_high or 0.0)) for r in held]
            corners += [(x(midpoint(r.period)), y(r.ci_low or 0.0)) for r in reversed(held)]
            parts.append(f'<polygon points="{_points(corners)}" fill="{BAND}" fill-opacity="0.2"/>')
        line = [(x(midpoint(r.period)), y(r.value or 0.0)) for r in piece]
        parts.append(f'<polyline points="{_points(line)}" fill="none" stroke="{DOT}" stroke-width="2"/>')
        if len(piece) == 1:
            parts.append(f'<circle cx="{line[0][0]}" cy="{line[0][1]}" r="2" fill="{DOT}"/>')
    parts += [
        f'<path d="M{x(break_place(b, periods))} 2V{height - 2}" stroke="{BREAK}" {DASHED}/>'
        for b in breaks
        if first < midpoint(b.period) <= last
    ]
    end = max((r for r in rows if r.value is not None), key=lambda r: midpoint(r.period))
    parts.append(f'<circle cx="{x(midpoint(end.period))}" cy="{y(end.value or 0.0)}" r="3.5" fill="{DOT}"/>')
    return _svg(width, height, parts)


def key(kind: str) -> str:
    """Draw one sign of the legend: certain, open, grey, country, previous, interval, break."""
    middle = PLACE_HEIGHT / 2
    signs = {
        "certain": f'<circle cx="12" cy="{middle}" r="5" fill="{DOT}" stroke="{DOT}" stroke-width="2"/>',
        "open": f'<circle cx="12" cy="{middle}" r="5" fill="{WHITE}" stroke="{DOT}" stroke-width="2"/>',
        "grey": f'<circle cx="12" cy="{middle}" r="5" fill="{NEITHER}" stroke="{NEITHER}" stroke-width="2"/>',
        "country": f'<path d="M12 {middle - 8}v16" stroke="{COUNTRY}" stroke-width="2"/>',
        "previous": f'<path d="M12 {middle - 8}v16" stroke="{SIMILAR}" stroke-width="2"/>',
        "interval": f'<path d="M4 {middle}H20" {INTERVAL}/>',
        "break": f'<path d="M12 {middle - 9}v18" stroke="{BREAK}" {DASHED}/>',
    }
    left, width = (0, 24) if kind == "interval" else (5, 14)  # no empty room beside a narrow sign
    return _svg(width, PLACE_HEIGHT, [signs[kind]], left)


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)


def _svg(width: int, height: int, parts: list[str], left: int = 0) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} 0 {width} {height}">{"".join(parts)}</svg>'
