"""Text in SVG: lines and bold as Plotly knows them. Widths are estimated, not measured."""

from __future__ import annotations

import re
from typing import Any

LETTER = 0.46  # mean width of a letter in ems, Source Sans


def text(content: str, x: float, y: float, size: float, colour: str, **more: Any) -> str:
    """Write text of one or more lines, <br> and <b> as Plotly knows them; its special characters are escaped already.

    `anchor` start, middle or end; `valign` top, middle or bottom; `weight` of the letters.
    """
    anchor, valign, weight = more.get("anchor", "start"), more.get("valign", "middle"), more.get("weight", 400)
    lines = _lines(content)
    step = size * 1.22
    first = {"top": 0.8 * size, "middle": 0.35 * size - (len(lines) - 1) / 2 * step}.get(
        valign, -0.25 * size - (len(lines) - 1) * step
    )
    spans = "".join(f'<tspan x="{x:.1f}" y="{y + first + i * step:.1f}">{line}</tspan>' for i, line in enumerate(lines))
    return f'<text font-size="{size:g}" fill="{colour}" font-weight="{weight}" text-anchor="{anchor}">{spans}</text>'


def text_width(content: str, size: float) -> float:
    """Estimate the width of text in pixels."""
    plain = (re.sub(r"<[^>]+>", "", line) for line in content.split("<br>"))
    return max(len(re.sub(r"&#?\w+;", "x", line)) for line in plain) * size * LETTER


def _lines(content: str) -> list[str]:
    """Split at <br>, and let bold run over the ends of lines."""
    lines, bold = [], False
    for piece in content.split("<br>"):
        marked = ("<b>" if bold else "") + piece
        bold = marked.rfind("<b>") > marked.rfind("</b>")
        marked += "</b>" if bold else ""
        lines.append(marked.replace("<b>", '<tspan font-weight="600">').replace("</b>", "</tspan>"))
    return lines
