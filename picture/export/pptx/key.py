"""The key under a chart, as one group of shapes, and the chart in its place above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from picture.charts.palette import BAND_LIGHT, COUNTRY, DOT, NEITHER, REGIONS, SECOND_AREA, WHITE
from picture.charts.text_width import CALIBRI, calibri_width, letters_width
from picture.export.pptx.chart.book import ChartBook
from picture.export.pptx.chart.dots import Size
from picture.export.pptx.chart.file import insert_scatter
from picture.export.pptx.chart.scatter import Scatter
from picture.export.pptx.colours import paint, set_colour
from picture.export.pptx.layout import CHART
from picture.export.pptx.shapes import add_text, remove_theme_style, set_alt_text, set_decorative
from picture.export.pptx.slide import placeholder
from picture.text.names import shortened

KEY_STRIP = Inches(0.36)
KEY_SIZE = 12  # points
KEY_SIGN_WIDTH = Inches(0.3)
AFTER_SIGN = Inches(0.08)
BETWEEN_ENTRIES = Inches(0.3)

KeyEntry = tuple[str, str]  # which sign, what it means
DOTS = {"certain": (DOT, DOT), "open": (WHITE, DOT), "grey": (NEITHER, NEITHER), "reference": (COUNTRY, COUNTRY)}
BARS = {"interval": (BAND_LIGHT, 0.09), "half": (REGIONS, 0.18)}  # colour, inches


def draw_chart(
    slide: Slide, chart: Callable[[Size], tuple[Scatter, ChartBook]], key: Sequence[KeyEntry], name: str, alt: str
) -> None:
    """Draw a chart in its placeholder, with the key under it."""
    box = placeholder(slide, CHART)
    height = box.height - (KEY_STRIP if key else 0)
    frame = insert_scatter(box, *chart(Size(box.width / Inches(1), height / Inches(1))))
    frame.height = Emu(height)
    frame.name = name
    set_alt_text(frame, alt)
    if key:
        _draw_key(slide, frame, key)


def _draw_key(slide: Slide, frame: Any, key: Sequence[KeyEntry]) -> None:
    group = slide.shapes.add_group_shape()
    left: float = frame.left
    middle: float = frame.top + frame.height + KEY_STRIP / 2
    words = _cut_meanings([meaning for _, meaning in key], frame.width)
    for (sign, _), meaning in zip(key, words, strict=True):
        _sign(group, sign, left, middle).name = meaning
        width = _width(meaning)
        place = (left + KEY_SIGN_WIDTH + AFTER_SIGN, middle - KEY_STRIP / 2, width, KEY_STRIP)
        add_text(group.shapes, meaning, place, KEY_SIZE, middle=True)
        left += KEY_SIGN_WIDTH + AFTER_SIGN + width + BETWEEN_ENTRIES
    group.name = "; ".join(meaning for _, meaning in key)
    set_alt_text(group, group.name)
    frame.element.addnext(group.element)


def _cut_meanings(meanings: Sequence[str], width: int) -> list[str]:
    """Return meanings that stand beside each other with their signs; the longest are cut where they would not."""
    room = width + BETWEEN_ENTRIES - len(meanings) * (KEY_SIGN_WIDTH + AFTER_SIGN + BETWEEN_ENTRIES)
    most = max(map(len, meanings))
    while most > 1 and sum(_width(shortened(one, most)) for one in meanings) > room:
        most -= 1
    return [shortened(one, most) for one in meanings]


def _width(meaning: str) -> int:
    """Return the width of words and of a letter behind them."""
    return int(Pt(calibri_width(meaning, KEY_SIZE) + letters_width(1, KEY_SIZE, CALIBRI)))


def _sign(group: Any, sign: str, left: float, middle: float) -> Any:
    centre = left + KEY_SIGN_WIDTH / 2
    if sign in BARS:
        colour, high = BARS[sign]
        edge = None
        kind = MSO_SHAPE.RECTANGLE
        width = KEY_SIGN_WIDTH
        height = Inches(high)
    else:
        colour, edge = DOTS.get(sign, (SECOND_AREA, SECOND_AREA))
        kind = MSO_SHAPE.OVAL if sign in DOTS else MSO_SHAPE.DIAMOND
        width = height = Inches(0.14)
    corner = (Emu(round(centre - width / 2)), Emu(round(middle - height / 2)))
    shape = group.shapes.add_shape(kind, *corner, Emu(round(width)), Emu(round(height)))
    remove_theme_style(shape)
    paint(shape.fill, colour)
    if edge is None:
        shape.line.fill.background()
    else:
        set_colour(shape.line.color, edge)
        shape.line.width = Pt(1.75)
    set_decorative(shape)
    return shape
