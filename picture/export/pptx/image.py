"""A slide that holds a picture as an image: SVG, sharp at any size, and PNG for programs that draw no SVG."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from markupsafe import Markup
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from picture.export.image.draw import png, svg
from picture.export.image.sheet import ImageShape
from picture.export.item import ExportItem
from picture.export.pptx.layout import TABLE_LAYOUT
from picture.export.pptx.slide import add_slide, remove
from picture.text.words import word

SVG_TYPE = "image/svg+xml"
SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # of the extension of Office 2016 that names the SVG of an image
SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_XML = Markup('<a:extLst {}><a:ext uri="{}"><v:svgBlip xmlns:v="{}" r:embed="{}"/></a:ext></a:extLst>')


def add_image_slide(deck: Deck, item: ExportItem) -> Slide:
    """Add a slide with the image over all of it; its title stays under the image, for outlines and screen readers."""
    slide: Slide = add_slide(deck, TABLE_LAYOUT, item.dataset, item.captions)
    for box in [one for one in slide.shapes if one != slide.shapes.title]:
        remove(box)
    left, top, width, height = _inside(deck, ImageShape.SLIDE.pixels)
    image: Any = slide.shapes.add_picture(BytesIO(png(item, ImageShape.SLIDE)), left, top, width, height)
    image.name = word("shape_picture", item.dataset.view.language)
    image.element.find(f".//{qn('p:cNvPr')}").set("descr", item.captions.alt)
    _put_svg(slide, image, svg(item, ImageShape.SLIDE))
    return slide


def _inside(deck: Deck, pixels: tuple[int, int]) -> tuple[Emu, Emu, Emu, Emu]:
    """Return the largest box of these proportions in the middle of a slide: left, top, width, height in EMU."""
    wide = int(deck.slide_width or 0)
    high = int(deck.slide_height or 0)
    scale = min(wide / pixels[0], high / pixels[1])
    width, height = (int(side * scale) for side in pixels)
    return Emu((wide - width) // 2), Emu((high - height) // 2), Emu(width), Emu(height)


def _put_svg(slide: Slide, image: Any, drawn: bytes) -> None:
    """Let an image be drawn from an SVG where a program can."""
    part = Part(PackURI("/ppt/media/picture1.svg"), SVG_TYPE, slide.part.package, drawn)
    spaces = Markup(nsdecls("a", "r"))  # noqa: S704 - constants of python-pptx
    held = SVG_XML.format(spaces, SVG_USE, SVG_SPACE, slide.part.relate_to(part, RT.IMAGE))
    image.element.find(f".//{qn('a:blip')}").append(parse_xml(held))
