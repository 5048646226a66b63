"""Make picture/export/pptx/template.pptx: `python -m tools.make_template`.

A designer may change the file as long as the numbers of picture/export/pptx/layout.py stay. The default template of
python-pptx is 4:3; ours is 16:9 with four layouts. Calibri is on every office machine of the state; elsewhere Carlito
has the same widths.
"""

from __future__ import annotations

import re
from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Inches

from picture.charts.palette import (
    ABSENCE,
    ACCENT,
    BETTER,
    DOT,
    HEADING,
    INK,
    QUIET,
    SELECTED,
    TITLE_BAR,
    WHITE,
    WORSE,
)
from picture.export.pptx.layout import BADGE, CHART, FOOTER, LEGEND, MAP, PAGE_NUMBER, PATH, SUBTITLE, WORDS

# 16:9 as PowerPoint has it.
SLIDE_WIDTH = Emu(12192000)
SLIDE_HEIGHT = Inches(7.5)
LAYOUT_NAMES = ("Title", "Chart", "Map", "Table")

THEME = {
    "dk1": INK,
    "lt1": WHITE,
    "dk2": HEADING,
    "lt2": ABSENCE,
    "accent1": ACCENT,
    "accent2": DOT,
    "accent3": BETTER,
    "accent4": WORSE,
    "accent5": SELECTED,
    "accent6": QUIET,
}

Box = tuple[float, float, float, float]  # left, top, width, height in inches


def placeholder_xml(
    kind: str, idx: int, box: Box, size: float, *, colour: str = "tx1", style: str = "", anchor: str = "t"
) -> str:
    """Write a placeholder with one level of text without bullets; size in points, colour of the theme."""
    left, top, width, height = (Inches(side) for side in box)
    name = f"{kind} {idx}"
    return f"""<p:sp {nsdecls("p", "a")}>
      <p:nvSpPr><p:cNvPr id="{idx + 2}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
        <p:nvPr><p:ph type="{kind}" {f'idx="{idx}"' if idx else ""}/></p:nvPr></p:nvSpPr>
      <p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>
      <p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>
        <a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{"r" if "right" in style else "l"}">
          <a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="200"/></a:spcBef><a:buNone/>
          <a:defRPr sz="{round(size * 100)}" b="{int("bold" in style)}"><a:solidFill><a:schemeClr val="{
        colour
    }"/></a:solidFill>
          </a:defRPr></a:lvl1pPr></a:lstStyle>
        <a:p>{
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fi-FI"/><a:t>‹#›</a:t></a:fld>'
        if kind == "sldNum"
        else f'<a:r><a:rPr lang="fi-FI"/><a:t>{name}</a:t></a:r>'
    }</a:p></p:txBody></p:sp>"""


def footer_xml(colour: str = "accent6") -> list[str]:
    """Write the footer and the page number."""
    return [
        placeholder_xml("ftr", FOOTER, (0.6, 7.08, 11.0, 0.26), 10, colour=colour),
        placeholder_xml("sldNum", PAGE_NUMBER, (11.73, 7.08, 1.0, 0.26), 10, colour=colour, style="right"),
    ]


def head_xml() -> list[str]:
    """Write what stands on every slide with numbers: warning, title, subtitle."""
    return [
        placeholder_xml("title", 0, (0.6, 0.52, 12.13, 0.92), 26, colour="tx2", style="bold", anchor="b"),
        placeholder_xml("body", SUBTITLE, (0.6, 1.5, 12.13, 0.32), 14, colour="accent6"),
        placeholder_xml("body", BADGE, (6.73, 0.24, 6.0, 0.26), 11, colour="accent4", style="bold right"),
    ]


def layouts_xml() -> dict[str, list[str]]:
    """Write the placeholders of each layout."""
    return {
        "Title": [
            placeholder_xml("ctrTitle", 0, (0.9, 2.0, 11.5, 1.6), 40, colour="bg1", style="bold", anchor="b"),
            placeholder_xml("body", SUBTITLE, (0.9, 3.8, 11.5, 1.2), 20, colour="bg1"),
            placeholder_xml("body", BADGE, (0.9, 5.4, 11.5, 0.4), 16, colour="bg1", style="bold"),
            *footer_xml("bg1"),
        ],
        "Chart": [
            *head_xml(),
            placeholder_xml("chart", CHART, (0.6, 1.9, 12.13, 3.95), 12),
            placeholder_xml("body", WORDS, (0.6, 5.92, 12.13, 1.1), 11),
            *footer_xml(),
        ],
        "Map": [
            *head_xml(),
            placeholder_xml("body", MAP, (0.6, 1.95, 2.95, 5.0), 12),
            placeholder_xml("body", LEGEND, (3.65, 2.0, 2.0, 4.9), 11),
            placeholder_xml("chart", CHART, (5.75, 1.9, 6.98, 4.1), 12),
            placeholder_xml("body", WORDS, (5.75, 6.02, 6.98, 1.02), 10),
            *footer_xml(),
        ],
        "Table": [
            *head_xml(),
            placeholder_xml("tbl", CHART, (0.6, 1.95, 12.13, 3.9), 12),
            placeholder_xml("body", WORDS, (0.6, 5.92, 12.13, 1.1), 11),
            *footer_xml(),
        ],
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
    if name == "Title":
        layout.element.set("showMasterSp", "0")
        layout.background.fill.solid()
        layout.background.fill.fore_color.rgb = RGBColor.from_string(TITLE_BAR[1:])


def fill_master(master: SlideMaster) -> None:
    """Fill the master with our placeholders, the bar on top, fonts and colours."""
    for shape in list(master.shapes):
        shape.element.getparent().remove(shape.element)
    body = placeholder_xml("body", 1, (0.6, 1.9, 12.13, 4.9), 16)
    for text in [
        placeholder_xml("title", 0, (0.6, 0.52, 12.13, 0.92), 26, colour="tx2", style="bold", anchor="b"),
        body,
        *footer_xml(),
    ]:
        master.shapes.element.append(parse_xml(text))
    bar = f"""<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>
      </p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{SLIDE_WIDTH}" cy="{Inches(0.14)}"/></a:xfrm>
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{TITLE_BAR[1:]}"/></a:solidFill>
      </p:spPr></p:sp>"""
    master.shapes.element.insert(2, parse_xml(bar))
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    for slot, colour in THEME.items():
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\1<a:srgbClr val="{colour[1:]}"/>\2', text, flags=re.DOTALL)
    theme.blob = re.sub(r'(<a:latin typeface=")[^"]*', r"\1Calibri", text).encode("utf-8")


def write_template(path: Path) -> None:
    """Write the template."""
    deck = Presentation()
    deck.slide_width = SLIDE_WIDTH
    deck.slide_height = SLIDE_HEIGHT
    deck.element.find(qn("p:sldSz")).attrib.pop("type")  # it said 4:3
    fill_master(deck.slide_master)
    for spare in list(deck.slide_layouts)[len(LAYOUT_NAMES) :]:
        deck.slide_layouts.remove(spare)
    for layout, (name, placeholders) in zip(deck.slide_layouts, layouts_xml().items(), strict=True):
        fill_layout(layout, name, placeholders)
    for part, kind in ((deck.part.package, "/thumbnail"), (deck.part, "/printerSettings")):
        part.drop_rel(next(rel.rId for rel in deck.part.package.iter_rels() if rel.reltype.endswith(kind)))
    deck.core_properties.author = deck.core_properties.last_modified_by = "Lägesbild"
    deck.core_properties.title = ""
    deck.save(str(path))


if __name__ == "__main__":
    write_template(PATH)
