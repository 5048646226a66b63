"""How wide text will be: a guess from its letters, as no font is read when a picture is laid out."""

from __future__ import annotations

import re

# Mean width of a letter, in heights of the type.
SOURCE_SANS = 0.46
CALIBRI = 0.5
CALIBRI_LABEL = 0.53  # a label has too few letters for wide and narrow ones to even out
CAPITALS = 1.3  # times as wide as small letters
BOLD_WIDTH = 1.06  # times as wide as plain letters


def letters_width(count: int, size: float, letter: float) -> float:
    """Return the width of so many letters, in the unit of the size; letter: one of the mean widths above."""
    return count * size * letter


def text_width(content: str, size: float) -> float:
    """Return the width of the longest line of an SVG text in pixels; its tags have none, an entity is one letter."""
    plain = (re.sub(r"<[^>]+>", "", line) for line in content.split("<br>"))
    return letters_width(max(len(re.sub(r"&#?\w+;", "x", line)) for line in plain), size, SOURCE_SANS)
