"""Colours and hatches of PowerPoint: those of the theme by their slot, so that another theme recolours them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR

from picture.charts.palette import (
    ABSENCE,
    AXIS,
    BAND_LIGHT,
    DOT,
    GRID,
    HEADING,
    INK,
    LINES,
    QUIET,
    REGIONS,
    SECOND_AREA,
    WHITE,
)

# The slots of the theme in our own template. Colours of meaning (better, worse) and classes of maps are in none: they
# must not turn when a theme does.
THEME: Mapping[str, str] = MappingProxyType(
    {
        "dk1": INK,
        "lt1": WHITE,
        "dk2": HEADING,
        "lt2": ABSENCE,
        **{f"accent{place}": colour for place, colour in enumerate(LINES, 1)},
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A colour of the theme, made lighter by a share of what is missing to white."""

    name: str  # as DrawingML writes it
    index: MSO_THEME_COLOR
    lighter: float = 0.0


SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        INK: Slot("tx1", MSO_THEME_COLOR.TEXT_1),
        WHITE: Slot("bg1", MSO_THEME_COLOR.BACKGROUND_1),
        HEADING: Slot("tx2", MSO_THEME_COLOR.TEXT_2),
        QUIET: Slot("tx1", MSO_THEME_COLOR.TEXT_1, 0.35),
        AXIS: Slot("tx1", MSO_THEME_COLOR.TEXT_1, 0.6),
        REGIONS: Slot("tx1", MSO_THEME_COLOR.TEXT_1, 0.85),
        GRID: Slot("tx1", MSO_THEME_COLOR.TEXT_1, 0.9),
        BAND_LIGHT: Slot("accent1", MSO_THEME_COLOR.ACCENT_1, 0.7),
        SECOND_AREA: Slot("accent5", MSO_THEME_COLOR.ACCENT_5),
        DOT: Slot("accent1", MSO_THEME_COLOR.ACCENT_1),
        LINES[1]: Slot("accent2", MSO_THEME_COLOR.ACCENT_2),
        LINES[2]: Slot("accent3", MSO_THEME_COLOR.ACCENT_3),
        LINES[3]: Slot("accent4", MSO_THEME_COLOR.ACCENT_4),
        LINES[4]: Slot("accent5", MSO_THEME_COLOR.ACCENT_5),
        LINES[5]: Slot("accent6", MSO_THEME_COLOR.ACCENT_6),
    }
)
THOUSANDTHS = 100_000  # of a share, as DrawingML counts
MOST_FILLS = 100  # of one colour: a table repeats a few in hundreds of cells


@lru_cache(MOST_FILLS)
def solid(colour: str) -> Markup:
    """Write a fill of one colour."""
    return Markup("<a:solidFill>{}</a:solidFill>").format(colour_xml(colour))


@lru_cache(MOST_FILLS)
def solid_fixed(colour: str) -> Markup:
    """Write a fill of one colour that no theme turns: of what stands on a ground of ours."""
    return Markup("<a:solidFill>{}</a:solidFill>").format(fixed_xml(colour))


def fixed_xml(colour: str) -> Markup:
    """Write a colour that no theme turns."""
    return Markup('<a:srgbClr val="{}"/>').format(colour[1:])


def colour_xml(colour: str) -> Markup:
    """Write a colour: its slot of the theme, or itself where it has none."""
    slot = SLOTS.get(colour)
    if slot is None:
        return fixed_xml(colour)
    if not slot.lighter:
        return Markup('<a:schemeClr val="{}"/>').format(slot.name)
    kept = round((1 - slot.lighter) * THOUSANDTHS)
    lighter = Markup('<a:schemeClr val="{}"><a:lumMod val="{}"/><a:lumOff val="{}"/></a:schemeClr>')
    return lighter.format(slot.name, kept, THOUSANDTHS - kept)


def set_colour(format_: Any, colour: str, *, fixed: bool = False) -> None:
    """Set the colour of a font, a line or a fill of python-pptx; fixed: that no theme turns, on a ground of ours."""
    slot = None if fixed else SLOTS.get(colour)
    if slot is None:
        format_.rgb = rgb(colour)
        return
    format_.theme_color = slot.index
    if slot.lighter:
        format_.brightness = slot.lighter


def rgb(colour: str) -> RGBColor:
    """Turn "#rrggbb" into what python-pptx wants."""
    return RGBColor(*bytes.fromhex(colour[1:]))


def paint(fill: FillFormat, colour: str, *, fixed: bool = False) -> None:
    """Fill with a colour; fixed: that no theme turns."""
    fill.solid()
    set_colour(fill.fore_color, colour, fixed=fixed)


def hatch_fill(fill: FillFormat, colour: str, lines: str) -> None:
    """Fill with a colour under a hatch, as a class of a map: no theme turns them."""
    fill.patterned()
    fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    set_colour(fill.fore_color, lines, fixed=True)
    set_colour(fill.back_color, colour, fixed=True)
