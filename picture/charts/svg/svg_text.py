"""Text in SVG: lines and bold as Plotly knows them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

BOLD = Markup("<b>")
BOLD_END = Markup("</b>")


def text(content: str, x: float, y: float, size: float, colour: str, **more: Any) -> Markup:
    """Write text of one or more lines; as Markup it may hold <br> and <b>, which Plotly knows too.

    `anchor` start, middle or end; `valign` top, middle or bottom; `weight` of the letters.
    """
    anchor = more.get("anchor", "start")
    valign = more.get("valign", "middle")
    weight = more.get("weight", 400)
    lines = _lines(content)
    step = size * 1.22
    first = {"top": 0.8 * size, "middle": 0.35 * size - (len(lines) - 1) / 2 * step}.get(
        valign, -0.25 * size - (len(lines) - 1) * step
    )
    span = Markup('<tspan x="{:.1f}" y="{:.1f}">{}</tspan>')
    spans = Markup(" ").join(span.format(x, y + first + i * step, line) for i, line in enumerate(lines))
    return Markup('<text font-size="{:g}" fill="{}" font-weight="{}" text-anchor="{}">{}</text>').format(
        size, colour, weight, anchor, spans
    )


def _lines(content: str) -> list[Markup]:
    """Split at <br>, and let bold run over the ends of lines."""
    lines = []
    bold = False
    for piece in escape(content).split("<br>"):
        marked = BOLD + piece if bold else piece
        bold = marked.rfind(BOLD) > marked.rfind(BOLD_END)
        marked = marked + BOLD_END if bold else marked
        span = marked.replace(BOLD, Markup('<tspan font-weight="600">'))
        lines.append(span.replace(BOLD_END, Markup("</tspan>")))
    return lines
