"""PNG and SVG at 16:9 with title, source and marks inside the picture. Drawn on the server, without a browser.

SVG comes from the same dict that the screen draws; Typst turns it into PNG with the font that we ship as a dependency.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

import typst
from markupsafe import Markup

from picture.charts.dot_plot import dot_plot
from picture.charts.legend import Sign, dot_signs
from picture.charts.maps.choropleth import differs, region_map
from picture.charts.maps.classes import class_labels, colours_of
from picture.charts.palette import ABSENCE, HATCH, HEADING, INK, QUIET, SEQUENTIAL, WORSE, WORSE_GROUND
from picture.charts.svg.svg import draw_figure, hatch, svg_document
from picture.charts.svg.svg_text import text
from picture.charts.text_width import CAPITALS, text_width
from picture.charts.theme import Figure
from picture.export.item import ExportItem
from picture.export.stamp import stamp, warnings
from picture.html.sparkline import legend_sign
from picture.query.model import Dataset
from picture.text.captions import Captions
from picture.text.words import word

# Pixels of the SVG; the PNG has twice as many.
IMAGE_WIDTH = 1600
IMAGE_HEIGHT = 900
SCALE = 1.5  # the sheet is laid out as small as a screen figure and enlarged, so that a slide can be read from afar
SHEET_WIDTH = IMAGE_WIDTH / SCALE
SHEET_HEIGHT = IMAGE_HEIGHT / SCALE
EDGE = 32.0
TITLE_SIZES = (22.0, 19.0, 16.0, 14.0)
TITLE_LINES = 3
TITLE_LETTERS = 2112  # on one line, times the size of the type
FOOT_LETTERS = 205  # on one line under the picture
SHEET_LETTERS = 80  # on one line of a reason or of a name
LOOSE = 0.95  # a legend closer than this has smaller letters, so that they do not touch the next sign
CLASS_WIDTH = 66.0  # of one class of the map's legend, at least
FONTS = typst.Fonts(font_paths=[Path(str(files("font_source_sans_pro") / "files"))], include_system_fonts=False)
RECTANGLE = Markup('<rect x="{:.1f}" y="{:.1f}" width="{}" height="{}" fill="{}"/>')
OUTLINE_SIGN = Markup('<rect x="{:.1f}" y="{:.1f}" width="20" height="10" fill="none" stroke="{}" stroke-width="2"/>')
TYPST_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def svg(item: ExportItem) -> bytes:
    """Draw a picture with its title, subtitle, source, marks and stamp, 1600 by 900."""
    head, top = _head(item.captions, item.dataset)
    notes = item.rules.notes(item.dataset) if item.rules.notes else []
    foot, bottom = _foot(item.captions, item.dataset, notes)
    body = head + item.rules.image(item.dataset, top, bottom) + foot
    return svg_document(SHEET_WIDTH, SHEET_HEIGHT, SCALE, item.captions.alt, body).encode()


def png(item: ExportItem) -> bytes:
    """Draw the same picture as pixels, 3200 by 1800."""
    page = TYPST_PAGE.format(width=IMAGE_WIDTH, height=IMAGE_HEIGHT).encode()
    picture = svg(item).decode()
    return typst.compile(page, format="png", ppi=144, sys_inputs={"svg": picture}, font_paths=FONTS)


def map_image(dataset: Dataset, top: float, bottom: float) -> Markup:
    """Draw the map with its classes, and the areas as dots beside it."""
    width = SHEET_WIDTH - 2 * EDGE
    height = bottom - top
    left = draw_figure(region_map(dataset), EDGE, top, 330, height - 52) if dataset.shapes else Markup("")
    right = draw_figure(dot_plot(dataset, SHEET_LETTERS), EDGE + 370, top, width - 370, height - 46)
    signs = _signs(dot_signs(dataset), EDGE + 400, bottom - 32)
    return left + right + _classes(dataset, EDGE, bottom - 32) + signs


def figure_image(
    figure: Callable[[Dataset], Figure],
    signs: Callable[[Dataset], list[Sign]],
    dataset: Dataset,
    top: float,
    bottom: float,
) -> Markup:
    """Draw one figure over the whole sheet, and under it its signs, if it has some."""
    found = signs(dataset)
    height = bottom - top - (26 if found else 0)
    return draw_figure(figure(dataset), EDGE, top, SHEET_WIDTH - 2 * EDGE, height) + _signs(found, EDGE, bottom - 18)


def _head(captions: Captions, dataset: Dataset) -> tuple[Markup, float]:
    """Write title, subtitle and warnings; return the elements and where the picture may begin."""
    size, title = _title(captions.title)
    y = 28.0
    parts = [text(Markup("<br>").join(title), EDGE, y, size, HEADING, valign="top", weight=600)]
    y += 1.22 * size * len(title) + 6
    parts.append(text(captions.subtitle, EDGE, y, 13, QUIET, valign="top"))
    x = SHEET_WIDTH - EDGE
    for warning in warnings(dataset):
        wide = CAPITALS * text_width(warning, 11) + 20
        parts.append(RECTANGLE.format(x - wide, y - 3, f"{wide:.1f}", 20, WORSE_GROUND))
        parts.append(text(warning, x - wide / 2, y + 7, 11, WORSE, anchor="middle", weight=600))
        x -= wide + 8
    return Markup("").join(parts), y + 24


def _title(words: str) -> tuple[float, list[str]]:
    """Break a title into lines of the largest type in which three hold it; no word of it is left out."""
    for size in TITLE_SIZES:
        lines = textwrap.wrap(words, int(TITLE_LETTERS / size))
        if len(lines) <= TITLE_LINES:
            return size, lines
    return TITLE_SIZES[-1], lines


def _foot(captions: Captions, dataset: Dataset, notes: Sequence[str]) -> tuple[Markup, float]:
    """Write notes, wording, marks, source and stamp; return the elements and where the picture must end."""
    marks = " · ".join(f"{mark} {meaning}" for mark, meaning in captions.marks)
    parts = (*notes, captions.question_line, marks, captions.source_line, stamp(dataset))
    lines = list(chain.from_iterable(textwrap.wrap(part, FOOT_LETTERS) for part in parts))
    top = SHEET_HEIGHT - 18 - 13.5 * len(lines)
    written = text(Markup("<br>").join(lines), EDGE, top, 11, QUIET, valign="top")
    return written, top - 12


def _class_width(dataset: Dataset) -> float:
    """Make the classes as wide as their widest label."""
    return max(CLASS_WIDTH, *(text_width(label, 11) + 8 for label in class_labels(dataset)))


def _classes(dataset: Dataset, left: float, top: float) -> Markup:
    """Draw the classes of the map with their edges, and what hatching means."""
    language = dataset.view.language
    parts = []
    wide = _class_width(dataset)
    colours = colours_of(dataset)
    for place, (label, colour) in enumerate(zip(class_labels(dataset), colours, strict=True)):
        x = left + place * wide
        parts.append(RECTANGLE.format(x, top - 14, f"{wide - 1:.1f}", 10, colour))
        parts.append(text(label, x + wide / 2, top, 11, INK, anchor="middle", valign="top"))
    hatchings = (
        ("legend_hidden", hatch(ABSENCE, HATCH, 6), any(r.value is None for r in dataset.rows)),
        ("legend_unreliable", hatch(SEQUENTIAL[2], INK, 6), any(r.shown and r.unreliable for r in dataset.rows)),
    )
    x = left
    if any(map(differs, dataset.rows)):
        said = word("legend_differs", language)
        parts.append(OUTLINE_SIGN.format(x, top + 18, INK))
        parts.append(text(said, x + 26, top + 16, 11, QUIET, valign="top"))
        x += 26 + text_width(said, 11) + 16
    for name, (pattern, drawing), present in hatchings:
        if present:
            said = word(name, language)
            parts.append(Markup("<defs>{}</defs>").format(drawing))
            parts.append(RECTANGLE.format(x, top + 18, 20, 10, f"url(#{pattern})"))
            parts.append(text(said, x + 26, top + 16, 11, QUIET, valign="top"))
            x += 26 + text_width(said, 11) + 16
    return Markup("").join(parts)


def _signs(signs: Iterable[Sign], left: float, middle: float) -> Markup:
    """Draw what the dots and strokes mean, in one line, closer and smaller where they are many."""
    parts = []
    x = left
    placed = [(sign, said, 26 + text_width(said, 12) + 18) for sign, said in signs]
    share = min(1.0, (SHEET_WIDTH - EDGE - left) / max(1.0, sum(width for _, _, width in placed)))
    size = 12 * min(1.0, share / LOOSE)
    for sign, said, width in placed:
        at = Markup('<svg x="{:.1f}" y="{:.1f}" width="24" height="24" ').format(x, middle - 12)
        parts.append(legend_sign(sign).replace("<svg ", at, 1))
        parts.append(text(said, x + 26, middle, size, QUIET))
        x += width * share
    return Markup("").join(parts)
