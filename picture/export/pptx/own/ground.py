"""Ink on the ground of an office: on a dark one, or where its theme's text colour is not seen, our colours change."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide, SlideLayout

from picture.charts.palette import (
    BETTER,
    BETTER_GROUND,
    BREAK,
    FEWER_GROUND,
    NEITHER,
    NEITHER_GROUND,
    WORSE,
    WORSE_GROUND,
)
from picture.export.pptx.colours import THOUSANDTHS
from picture.export.pptx.own.scheme import scheme_of

MIDDLE = 0.18  # luminance on which black and white are equally easy to read
MOST_UNCOVERED = 0.5  # share of a slide; a larger panel or photograph hides its background
TURNED = MappingProxyType({"tx1": "bg1", "bg1": "tx1", "tx2": "bg2", "bg2": "tx2"})
# Colours of meaning are dark on a light ground and light on a dark one.
ON_DARK = MappingProxyType(
    {
        one[1:]: other[1:]
        for one, other in (
            (BETTER, BETTER_GROUND),
            (BETTER_GROUND, BETTER),
            (WORSE, WORSE_GROUND),
            (WORSE_GROUND, WORSE),
            (NEITHER, NEITHER_GROUND),
            (BREAK, FEWER_GROUND),
        )
    }
)
SEEN_ON_DARK = 1.5  # times as much of a light colour is needed on a dark ground as of a dark one on white
LINK_SPACES = Markup(nsdecls("a"))  # noqa: S704 - constants of python-pptx
LINK_FILL = Markup('<a:solidFill {}><a:schemeClr val="tx1"/></a:solidFill>')
LINK_COLOUR = Markup(  # how Office since 2019 is told so
    '<a:extLst {}><a:ext uri="{{A12FA001-AC4F-418D-AE19-62706E023703}}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
FIXED_COLOURS = ".//a:srgbClr[not(ancestor::a:tbl)]"  # a table has a ground of its own
BODY_INK = "p:txStyles/p:bodyStyle/a:lvl1pPr/a:defRPr/a:solidFill"


@dataclass(frozen=True, slots=True)
class Ground:
    """What our pictures stand on."""

    dark: bool
    turned: bool  # the theme's text is not seen on it: text and background of the theme change places
    body_unseen: bool  # nor is the office's own body text seen on it


def suit_ground(slide: Slide) -> None:
    """Let everything on a slide be seen on its ground, charts too."""
    names = slide.slide_layout.element.find(f"{qn('p:clrMapOvr')}[{qn('a:overrideClrMapping')}]")
    if names is not None:  # colours that an office has named anew on its layout are those of the slide as well
        slide.element.replace(slide.element.find(qn("p:clrMapOvr")), deepcopy(names))
    ground = ground_of(slide.slide_layout)
    shapes: Any = slide.shapes
    charts = [shape.chart.part._element for shape in shapes if shape.has_chart]  # noqa: SLF001 - no other way
    for element in (slide.element, *charts):
        suit(element, ground)


def suit(element: Any, ground: Ground) -> None:
    """Let what we have drawn be seen on a ground."""
    for link in element.iter(qn("a:hlinkClick")) if ground.dark else ():
        _colour_link(link)
    if ground.turned:
        for colour in element.iter(qn("a:schemeClr")):
            colour.set("val", TURNED.get(colour.get("val"), colour.get("val")))
    if ground.dark:
        for lighter in list(element.iter(qn("a:lumOff"))):
            _fade(lighter.getparent())
        for colour in element.xpath(FIXED_COLOURS):
            colour.set("val", ON_DARK.get(colour.get("val").lower(), colour.get("val")))


def _fade(colour: Any) -> None:
    """Let a colour come nearer to its ground where it would come nearer to white."""
    kept = int(colour.find(qn("a:lumMod")).get("val"))
    for child in list(colour):
        colour.remove(child)
    opacity = min(round(SEEN_ON_DARK * kept), THOUSANDTHS)
    colour.append(colour.makeelement(qn("a:alpha"), {"val": str(opacity)}))


def _colour_link(link: Any) -> None:
    """Let a link have the colour of its words: that of the theme is made for a light ground."""
    words = link.getparent()
    if words.find(qn("a:solidFill")) is None:
        words.insert(0, parse_xml(LINK_FILL.format(LINK_SPACES)))
    link.append(parse_xml(LINK_COLOUR.format(LINK_SPACES)))


def ground_of(layout: SlideLayout) -> Ground:
    """Return the ground of a layout: its background or, where something covers it, what its body text is seen on."""
    scheme = scheme_of(layout)
    text = scheme.light_of("tx1")
    ink = scheme.light(layout.slide_master.element.xpath(BODY_INK))
    light_ink = (text if ink is None else ink) > MIDDLE
    background = None if _covered(layout) else scheme.light(_background(layout))
    dark = light_ink if background is None else background <= MIDDLE
    return Ground(dark, turned=dark != (text > MIDDLE), body_unseen=dark != light_ink)


def _background(layout: SlideLayout) -> list[Any]:
    """Return the background of a layout, its own or its master's."""
    held = (holder.element.find(f".//{qn('p:bg')}") for holder in (layout, layout.slide_master))
    return [one for one in held if one is not None][:1]


def _covered(layout: SlideLayout) -> bool:
    """Return whether one shape lies over most of the background."""
    deck: Any = layout.part.package.presentation_part.presentation
    whole = int(deck.slide_width) * int(deck.slide_height)
    shapes = chain(layout.shapes, layout.slide_master.shapes)
    sizes = [int(one.width or 0) * int(one.height or 0) for one in shapes if not one.is_placeholder]
    return max(sizes, default=0) > MOST_UNCOVERED * whole
