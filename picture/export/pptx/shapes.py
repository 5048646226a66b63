"""Words, alternative text and names of native shapes."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from picture.charts.palette import INK
from picture.export.pptx.colours import set_colour
from picture.export.pptx.fit import cut_lines, type_size
from picture.text.names import shortened

LONGEST_SHAPE_NAME = 60  # letters of a shape's name
Rectangle = tuple[float, float, float, float]  # left, top, width, height in EMU
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def add_text(
    shapes: Any,
    text: str,
    box: Rectangle,
    size: float,
    colour: str = INK,
    *,
    bold: bool = False,
    middle: bool = False,
    centred: bool = False,
    fixed: bool = False,
    fitted: bool = False,
) -> Any:
    """Write words into a box, which has them as its name.

    shapes: of a slide or a group; size in points; fixed: in a colour that no theme turns; fitted: smaller, or cut,
    where they would not fit.
    """
    if fitted:
        _, _, width, height = box
        size = type_size([text], width, height, size)
        text = "".join(cut_lines([text], width, height, size))
    shape = shapes.add_textbox(*(Emu(round(side)) for side in box))
    shape.name = shortened(text, LONGEST_SHAPE_NAME)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    paragraph = frame.paragraphs[0]
    if centred:
        paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = bold
    set_colour(run.font.color, colour, fixed=fixed)
    return shape


def set_alt_text(shape: Any, alt: str) -> None:
    """Set the alt text of a shape, a group, a chart or a table."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", alt)


def set_decorative(shape: Any) -> None:
    """Mark a shape that only repeats what others say, so that a screen reader passes over it."""
    shape.element.xpath(".//p:cNvPr")[0].append(parse_xml(DECORATIVE))


def remove_theme_style(shape: Any) -> None:
    """Take away the theme's shadow and outline."""
    style = shape.element.find(qn("p:style"))
    if style is not None:
        shape.element.remove(style)
