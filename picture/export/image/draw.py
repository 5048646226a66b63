"""SVG and PNG of a picture with title, source and marks inside. Drawn on the server, without a browser.

SVG comes from the same dict that the screen draws; Typst turns it into PNG with the font that we ship as a dependency.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import typst

from contract.printable import printable
from picture.charts.svg.svg import svg_document
from picture.export.image.about import about_picture, with_texts
from picture.export.image.frame import draw_foot, draw_head
from picture.export.image.sheet import EDGE, SCALE, ImageShape, SheetBox
from picture.export.item import ExportItem

POINTS_TO_AN_INCH = 72
FONTS = typst.Fonts(font_paths=[Path(str(files("font_source_sans_pro") / "files"))], include_system_fonts=False)
TYPST_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def svg(item: ExportItem, shape: ImageShape = ImageShape.WIDE) -> bytes:
    """Draw a picture with its title, subtitle, source, marks and stamp."""
    width, height = shape.size
    head, top = draw_head(item.captions, item.dataset, width)
    notes = item.rules.notes(item.dataset) if item.rules.notes else []
    foot, bottom = draw_foot(item.captions, item.dataset, notes, shape.size)
    body = head + item.rules.image(item.dataset, SheetBox(EDGE, top, width - 2 * EDGE, bottom - top)) + foot
    return printable(svg_document(width, height, SCALE, item.captions.title, about_picture(item) + body)).encode()


def png(item: ExportItem, shape: ImageShape = ImageShape.WIDE) -> bytes:
    """Draw the same picture as pixels; a wide one has twice as many as its SVG."""
    width, height = shape.pixels
    dots = POINTS_TO_AN_INCH * shape.enlarged
    page = TYPST_PAGE.format(width=width, height=height).encode()
    picture = svg(item, shape).decode()
    made = typst.compile(page, format="png", ppi=dots, sys_inputs={"svg": picture}, font_paths=FONTS)
    return with_texts(made, item, dots)
