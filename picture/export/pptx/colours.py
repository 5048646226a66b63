"""Colours and hatches in the terms of python-pptx."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN

from picture.charts.palette import WHITE


def rgb(colour: str) -> RGBColor:
    """Turn "#rrggbb" into what python-pptx wants."""
    return RGBColor(*bytes.fromhex(colour[1:]))


def paint(fill: FillFormat, colour: str, *, hatched: bool = False, lines: str = WHITE) -> None:
    """Fill with a colour, or with a colour under a hatch."""
    if not hatched:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    fill.fore_color.rgb = rgb(lines)
    fill.back_color.rgb = rgb(colour)
