"""Text in its place: as large as it fits, and cut where even the smallest letters that can be read are too many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.util import Pt

from picture.charts.text_width import CALIBRI_LABEL, calibri_width, letters_width
from picture.text.names import shortened

LEAST_TEXT = 10  # points: nothing on a slide is smaller
LINE_STEP = 1.22  # heights of the type from a line to the next
BETWEEN_PARAGRAPHS = 2  # points
LEFT_BY_CUT = 0.95  # share of a text
KEPT_END = 70  # letters
UNCUT_LETTERS = 12  # which are not cut
POINTS_OF_AN_INCH = 72
WORD = re.compile(r"[^ \n-]*[ \n-]*")  # with what follows it; a no-break space is inside


def fit_text(box: Any, lines: Sequence[str], largest: float, smallest: float = LEAST_TEXT) -> None:
    """Write paragraphs into a box, smaller than its layout has them where they would not fit, at last cut."""
    width = box.width
    height = box.height
    size = type_size(lines, width, height, largest, smallest)
    box.text_frame.text = "\n".join(cut_lines(lines, width, height, size))
    if size == largest:
        return
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def type_size(lines: Sequence[str], width: float, height: float, largest: float, smallest: float = LEAST_TEXT) -> float:
    """Return the largest type, in points, in which the lines fit; width and height in EMU."""
    size = largest
    while size > smallest and _height(lines, width, size) > height:
        size -= 0.5
    return size


def cut_lines(lines: Sequence[str], width: float, height: float, size: float, *, bold: bool = True) -> list[str]:
    """Return lines of which the longest are cut until all of them fit; width and height in EMU, size in points."""
    kept = list(lines)
    while _height(kept, width, size, bold=bold) > height and max(map(len, kept)) > UNCUT_LETTERS:
        longest = max(range(len(kept)), key=lambda i: len(kept[i]))
        kept[longest] = shortened(kept[longest], int(len(kept[longest]) * LEFT_BY_CUT))
    return kept


def cut_to_lines(text: str, most: int, width: float, size: float) -> str:
    """Return a text, cut until it has no more lines than it may."""
    while len(text) > UNCUT_LETTERS and line_count(text, width, size) > most:
        text = shortened(text, int(len(text) * LEFT_BY_CUT))
    return text


def shortened_inside(text: str, letters: int) -> str:
    """Return a text that has lost a piece of its middle if it has more letters: its end says which edition it is."""
    if len(text) <= letters:
        return text
    end = min(KEPT_END, letters // 2)
    return f"{shortened(text, letters - end)} {text[-end:].lstrip()}"


def label_that_fits(text: str, inches: float, size: float) -> str:
    """Return a text that stands alone in one line, cut if it is wider; size in points."""
    return shortened(text, int(inches * POINTS_OF_AN_INCH / letters_width(1, size, CALIBRI_LABEL)))


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return in how many lines a text stands, broken between its words; width in EMU, size in points."""
    room = width / Pt(1)
    if calibri_width(text.rstrip(), size, bold=bold) <= room:
        return 1
    count = 1
    used = 0.0
    for word in WORD.findall(text):
        wide = calibri_width(word, size, bold=bold)
        if used and used + calibri_width(word.rstrip(), size, bold=bold) > room:
            count += 1
            used = 0.0
        count += max(ceil(wide / room) - 1, 0)  # a word wider than the line is broken
        used += wide
    return count


def _height(lines: Sequence[str], width: float, size: float, *, bold: bool = True) -> float:
    """Return the height of paragraphs in EMU."""
    rows = sum(line_count(line, width, size, bold=bold) for line in lines)
    return (rows * size * LINE_STEP + (len(lines) - 1) * BETWEEN_PARAGRAPHS) * Pt(1)
