"""What stands around the picture of an image: title, subtitle and warnings above, marks and source below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import chain

from markupsafe import Markup

from picture.charts.palette import HEADING, QUIET, WORSE, WORSE_GROUND
from picture.charts.svg.svg_text import text
from picture.charts.text_width import BOLD_WIDTH, CAPITALS, SOURCE_SANS, text_width
from picture.export.image.sheet import EDGE
from picture.export.stamp import stamp, warnings
from picture.query.model import Dataset
from picture.text.captions import Captions

TITLE_SIZES = (22.0, 19.0, 16.0, 14.0)
TITLE_LINES = 3
IMAGE_SUBTITLE_SIZE = 13.0
BADGE_SIZE = 11.0
BADGE_HEIGHT = 20.0
IMAGE_FOOT_SIZE = 11.0
FOOT_LINE = 13.5
RECTANGLE = Markup('<rect x="{:.1f}" y="{:.1f}" width="{}" height="{}" fill="{}"/>')


def draw_head(captions: Captions, dataset: Dataset, width: float) -> tuple[Markup, float]:
    """Write title, subtitle and warnings on a sheet of a width; return them and where the picture may begin."""
    size, title = _title(captions.title, width - 2 * EDGE)
    y = 28.0
    parts = [text(Markup("<br>").join(title), EDGE, y, size, HEADING, valign="top", weight=600)]
    y += 1.22 * size * len(title) + 6
    subtitle = _lines(captions.subtitle, IMAGE_SUBTITLE_SIZE, width - 2 * EDGE)
    parts.append(text(Markup("<br>").join(subtitle), EDGE, y, IMAGE_SUBTITLE_SIZE, QUIET, valign="top"))
    badges, wide = _badges(warnings(dataset), width - EDGE)
    beside = EDGE + text_width(captions.subtitle, IMAGE_SUBTITLE_SIZE) + wide < width - EDGE
    if not beside:  # they would cover the subtitle
        y += 1.22 * IMAGE_SUBTITLE_SIZE * len(subtitle) + 8
    parts.append(Markup('<g transform="translate(0 {:.1f})">{}</g>').format(y - 3, badges))
    return Markup("").join(parts), y + 24


def draw_foot(
    captions: Captions, dataset: Dataset, notes: Sequence[str], size: tuple[float, float]
) -> tuple[Markup, float]:
    """Write notes, wording, marks, source and stamp at the foot; return them and where the picture must end."""
    width, height = size
    marks = " · ".join(f"{mark} {meaning}" for mark, meaning in captions.marks)
    parts = (*notes, captions.question_line, marks, *captions.corrections, captions.source_line, stamp(dataset))
    lines = list(chain.from_iterable(_lines(part, IMAGE_FOOT_SIZE, width - 2 * EDGE) for part in parts))
    top = height - 18 - FOOT_LINE * len(lines)
    return text(Markup("<br>").join(lines), EDGE, top, IMAGE_FOOT_SIZE, QUIET, valign="top"), top - 12


def _lines(words: str, size: float, width: float) -> list[str]:
    return textwrap.wrap(words, int(width / (size * SOURCE_SANS)))


def _title(words: str, width: float) -> tuple[float, list[str]]:
    """Break a title into lines of the largest type in which three hold it; no word of it is left out."""
    lines: list[str] = []
    for size in TITLE_SIZES:
        lines = _lines(words, size * BOLD_WIDTH, width)
        if len(lines) <= TITLE_LINES:
            return size, lines
    return TITLE_SIZES[-1], lines


def _badges(found: Sequence[str], right: float) -> tuple[Markup, float]:
    """Draw warnings from the right end of a line on; return them and how wide they are."""
    parts = []
    x = right
    for warning in found:
        wide = CAPITALS * text_width(warning, BADGE_SIZE) + 20
        parts.append(RECTANGLE.format(x - wide, 0, f"{wide:.1f}", BADGE_HEIGHT, WORSE_GROUND))
        middle = BADGE_HEIGHT / 2
        parts.append(text(warning, x - wide / 2, middle, BADGE_SIZE, WORSE, anchor="middle", weight=600))
        x -= wide + 8
    return Markup("").join(parts), right - x
