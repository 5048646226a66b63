"""Make picture/export/pptx/template.pptx: `python -m tools.make_template`.

A designer may change the file as long as the numbers of picture/export/pptx/layout.py stay. The default template of
python-pptx is 4:3; ours is 16:9 with four layouts. Calibri is on every office machine of the state; elsewhere Carlito
has the same widths.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from markupsafe import Markup
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Inches

from picture.charts.palette import ACCENT, DOT, FEWER, FEWER_GROUND, HEADING, QUIET, TITLE_BAR, WHITE
from picture.export.pptx.colours import THEME, colour_xml
from picture.export.pptx.layout import (
    AGENDA,
    BADGE,
    CHART,
    CHART_LAYOUT,
    COVER_LAYOUT,
    FOOTER,
    LEGEND,
    MAP,
    MAP_LAYOUT,
    MEETING,
    PAGE_NUMBER,
    PATH,
    SIDE,
    SUBTITLE,
    TABLE_LAYOUT,
    WIDE_LAYOUT,
    WORDS,
)
from picture.export.pptx.own.placeholders import placeholder_xml

# 16:9 as PowerPoint has it.
SLIDE_WIDTH = Emu(12192000)
SLIDE_HEIGHT = Inches(7.5)
NAME = "Lägesbild"  # of the theme


def title_xml() -> Markup:
    """Write the title of a slide: two lines at most."""
    return placeholder_xml("title", 0, (0.6, 0.66, 12.13, 0.94), 28, colour=HEADING, style="bold")


def foot_xml() -> list[str]:
    """Write what stands at the foot of every slide: source, warning, page number and the reader's own footer."""
    warning = Markup('<a:solidFill><a:srgbClr val="{}"/></a:solidFill>').format(FEWER_GROUND[1:])
    return [
        placeholder_xml("body", WORDS, (0.6, 6.57, 11.5, 0.72), 10, colour=QUIET),
        placeholder_xml("body", BADGE, (9.33, 0.32, 3.4, 0.3), 10, colour=FEWER, style="bold middle", look=warning),
        placeholder_xml("ftr", FOOTER, (0.6, 7.3, 8.1, 0.18), 10, colour=QUIET),
        placeholder_xml("sldNum", PAGE_NUMBER, (12.3, 6.95, 0.43, 0.3), 12, colour=HEADING, style="bold right middle"),
    ]


def slide_xml(*picture: str) -> list[str]:
    """Write a slide with numbers in the order in which it is read: domain, title, picture, foot."""
    domain = placeholder_xml("body", SUBTITLE, (0.6, 0.34, 8.6, 0.3), 14, colour=DOT, style="bold")
    return [title_xml(), domain, *picture, *foot_xml()]


def cover_xml() -> list[str]:
    """Write the cover: what it is, an empty place for meeting, day and speaker, what follows, the warning."""
    dashed = Markup('<a:ln w="9525"><a:solidFill>{}</a:solidFill><a:prstDash val="sysDash"/></a:ln>').format(
        colour_xml(WHITE)
    )
    warning = Markup('<a:solidFill><a:srgbClr val="{}"/></a:solidFill>').format(FEWER_GROUND[1:])
    return [
        placeholder_xml("ctrTitle", 0, (0.9, 1.3, 11.5, 1.5), 40, colour=WHITE, style="bold bottom"),
        placeholder_xml("body", SUBTITLE, (0.9, 0.8, 11.5, 0.4), 18, colour=WHITE),
        placeholder_xml("body", MEETING, (0.9, 3.0, 6.5, 0.5), 18, colour=WHITE, style="middle", look=dashed),
        placeholder_xml("body", AGENDA, (0.9, 3.8, 11.5, 2.7), 18, colour=WHITE),
        placeholder_xml("body", BADGE, (0, 6.8, 13.334, 0.5), 16, colour=FEWER, style="bold middle", look=warning),
    ]


def layouts_xml() -> dict[str, list[str]]:
    """Write the placeholders of each layout."""
    whole = (0.6, 1.7, 12.13, 4.84)
    return {
        COVER_LAYOUT: cover_xml(),
        CHART_LAYOUT: slide_xml(
            placeholder_xml("chart", CHART, (0.6, 1.7, 8.6, 4.84), 14),
            placeholder_xml("body", SIDE, (9.5, 1.85, 3.23, 4.7), 16),
        ),
        WIDE_LAYOUT: slide_xml(placeholder_xml("chart", CHART, whole, 14)),
        MAP_LAYOUT: slide_xml(
            placeholder_xml("body", MAP, (0.6, 1.7, 3.6, 4.84), 12),
            placeholder_xml("body", LEGEND, (0.6, 1.78, 1.6, 3.2), 12),
            placeholder_xml("chart", CHART, (4.45, 1.7, 8.28, 4.84), 14),
        ),
        TABLE_LAYOUT: slide_xml(placeholder_xml("tbl", CHART, whole, 14)),
    }


def fill_layout(layout: SlideLayout, name: str, placeholders: list[str]) -> None:
    """Put placeholders into an emptied layout."""
    layout.element.cSld.set("name", name)
    layout.element.attrib.pop("type", None)  # ours is none of the layouts that PowerPoint knows
    layout.element.set("preserve", "1")
    for shape in list(layout.shapes):
        shape.element.getparent().remove(shape.element)
    for text in placeholders:
        layout.shapes.element.append(parse_xml(text))
    if name == COVER_LAYOUT:
        layout.element.set("showMasterSp", "0")
        layout.background.fill.solid()
        layout.background.fill.fore_color.rgb = RGBColor.from_string(TITLE_BAR[1:])


def fill_master(master: SlideMaster) -> None:
    """Fill the master with our placeholders, the bar on top, fonts and colours."""
    for shape in list(master.shapes):
        shape.element.getparent().remove(shape.element)
    body = placeholder_xml("body", 1, (0.6, 1.7, 12.13, 4.84), 16)
    for text in [title_xml(), body, *(one for one in foot_xml() if 'type="body"' not in one)]:
        master.shapes.element.append(parse_xml(text))
    bar = f"""<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>
      </p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{SLIDE_WIDTH}" cy="{Inches(0.1)}"/></a:xfrm>
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{TITLE_BAR[1:]}"/></a:solidFill>
      </p:spPr></p:sp>"""
    master.shapes.element.insert(2, parse_xml(bar))


def name_theme(part: Part) -> None:
    """Write our name, colours and font into the theme of a master."""
    theme = next(rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    for slot, colour in {**THEME, "hlink": ACCENT, "folHlink": ACCENT}.items():
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\1<a:srgbClr val="{colour[1:]}"/>\2', text, flags=re.DOTALL)
    text = re.sub(r'(<a:(?:theme|clrScheme|fontScheme|fmtScheme)\b[^>]* name=")[^"]*', rf"\g<1>{NAME}", text)
    theme.blob = re.sub(r'(<a:latin typeface=")[^"]*', r"\1Calibri", text).encode("utf-8")


def write_template(path: Path) -> None:
    """Write the template."""
    deck = Presentation()
    deck.slide_width = SLIDE_WIDTH
    deck.slide_height = SLIDE_HEIGHT
    deck.element.find(qn("p:sldSz")).attrib.pop("type")  # it said 4:3
    fill_master(deck.slide_master)
    layouts = layouts_xml()
    for spare in list(deck.slide_layouts)[len(layouts) :]:
        deck.slide_layouts.remove(spare)
    for layout, (name, placeholders) in zip(deck.slide_layouts, layouts.items(), strict=True):
        fill_layout(layout, name, placeholders)
    for part, kind in ((deck.part.package, "/thumbnail"), (deck.part, "/printerSettings")):
        part.drop_rel(next(rel.rId for rel in deck.part.package.iter_rels() if rel.reltype.endswith(kind)))
    held = deck.part.relate_to(deck.notes_master.part, RT.NOTES_MASTER)
    masters = f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{held}"/></p:notesMasterIdLst>'
    deck.element.find(qn("p:sldMasterIdLst")).addnext(parse_xml(masters))
    deck.core_properties.author = deck.core_properties.last_modified_by = "Lägesbild"
    deck.core_properties.title = ""
    made = BytesIO()
    deck.save(made)
    deck = Presentation(made)  # a theme that python-pptx has just made is no text yet
    for master in (deck.slide_master, deck.notes_master):
        name_theme(master.part)
    deck.save(str(path))


if __name__ == "__main__":
    write_template(PATH)
