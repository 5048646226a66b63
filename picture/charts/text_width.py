"""How wide text will be: a guess from its letters, as no font is read when a picture is laid out."""

from __future__ import annotations

import re
from types import MappingProxyType

# Mean width of a letter, in heights of the type.
SOURCE_SANS = 0.46
CALIBRI = 0.5
CALIBRI_LABEL = 0.53  # a label has too few letters for wide and narrow ones to even out
CAPITALS = 1.3  # times as wide as small letters
CALIBRI_LETTER = 0.52  # the width of most letters of Calibri; of the others:
CALIBRI_LETTERS = MappingProxyType(
    {
        **dict.fromkeys(" ijlI.,:'", 0.24),
        **dict.fromkeys("frt-()[]", 0.33),
        **dict.fromkeys("sczšžL/", 0.42),
        **dict.fromkeys("ADGHNOQUÅÄÖ", 0.63),
        **dict.fromkeys("mwMW%…▲▼", 0.83),
    }
)
BOLD_WIDTH = 1.06  # times as wide as plain letters


def letters_width(count: int, size: float, letter: float) -> float:
    """Return the width of so many letters, in the unit of the size; letter: one of the mean widths above."""
    return count * size * letter


def calibri_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in Calibri, letter by letter, in the unit of the size."""
    width = size * sum(CALIBRI_LETTERS.get(letter, CALIBRI_LETTER) for letter in text)
    return width * BOLD_WIDTH if bold else width


def text_width(content: str, size: float) -> float:
    """Return the width of the longest line of an SVG text in pixels; its tags have none, an entity is one letter."""
    plain = (re.sub(r"<[^>]+>", "", line) for line in content.split("<br>"))
    return letters_width(max(len(re.sub(r"&#?\w+;", "x", line)) for line in plain), size, SOURCE_SANS)
