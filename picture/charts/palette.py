"""The colours of the house, on the screen and on everything that leaves it."""

from __future__ import annotations

INK = "#1b1f24"
HEADING = "#0b2545"
QUIET = "#5d6773"
GRID = "#e4e8ec"
BORDER = "#dde2e8"
AXIS = "#9aa5b1"
WHITE = "#ffffff"

ACCENT = "#2a6ebb"
TITLE_BAR = "#002e5f"  # the bar and the first slide of a deck
DOT = "#134b91"
COUNTRY = INK
SIMILAR = "#8b97a5"
# Lines beside each other, in turn: apart for colour-blind eyes, dark enough for their names; each has a marker as well.
LINES = (DOT, "#b03f00", "#0f6b5c", "#7a2f8f", "#7d5a00", "#a8246e")
SELECTED = "#d97706"
BREAK = "#b4530a"

SEQUENTIAL = ("#dbe9f6", "#a6c8e4", "#6aa3d1", "#2f76b5", "#0d3f7a")
# Around the whole country's number: below it, about as large, above it. Neither side is good or bad.
DIVERGING = ("#a85a08", "#eeb877", "#d9dee5", "#8fb8de", "#1f5f9f")
# The ground of what is not shown: a little warm, so that it is unlike the lowest class for every eye.
ABSENCE = "#f3efe6"
HATCH = "#8a8f96"  # the lines on it

BETTER = "#0d6b3f"
BETTER_GROUND = "#d8efe3"
WORSE = "#a3330f"
WORSE_GROUND = "#fde3d9"
NEITHER = "#4b5662"
NEITHER_GROUND = "#e9edf1"

MORE = "#0b3a75"  # differs upwards in the matrix, without judgement
MORE_GROUND = "#cfe0f3"
FEWER = "#6b4a00"
FEWER_GROUND = "#f6e3c0"
LEVEL_GROUND = "#f4f6f9"

SRGB_TOE = 0.04045  # below it the sRGB curve is a straight line


def class_colours(count: int) -> tuple[str, ...]:
    """Return the sequential colours of `count` classes (1 to 5), as far apart as they can be."""
    if count == 1:
        return (SEQUENTIAL[2],)
    last = len(SEQUENTIAL) - 1
    return tuple(SEQUENTIAL[round(i * last / (count - 1))] for i in range(count))


def diverging_colours(count: int) -> tuple[str, ...]:
    """Return the colours of `count` classes around the country (5, or fewer on either side)."""
    last = len(DIVERGING) - 1
    return tuple(DIVERGING[round(i * last / max(count - 1, 1))] for i in range(count))


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 to 1 (WCAG 2.1)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= SRGB_TOE else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(ground: str) -> str:
    """Return white or ink, whichever is easier to read on this ground."""
    return max((WHITE, INK), key=lambda text: contrast(text, ground))


def translucent(colour: str, opacity: float) -> str:
    """Return "#rrggbb" at an opacity of 0 to 1 as Plotly reads it: "rgba(r, g, b, opacity)"."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgba({red}, {green}, {blue}, {opacity:.2f})"


NO_CHANGE = "#d5dce5"  # an area without a certain change
BAND_LIGHT = "#b4cde8"  # the interval in a small picture
REGIONS = "#d5dbe2"  # the middle half of the regions in a small picture
SECOND_AREA = "#8f4a00"  # another area beside the one looked at
BAND = translucent(ACCENT, 0.33)  # the interval
