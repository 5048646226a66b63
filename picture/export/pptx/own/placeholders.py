"""The XML of a placeholder on a layout."""

from __future__ import annotations

from markupsafe import Markup
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from picture.charts.palette import INK
from picture.export.pptx.colours import colour_xml
from picture.export.pptx.layout import (
    AGENDA,
    BADGE,
    CHART,
    FOOTER,
    LEGEND,
    MAP,
    MEETING,
    PAGE_NUMBER,
    SIDE,
    SUBTITLE,
    WORDS,
)

PLACEHOLDER_NAMES = {  # of the placeholders, as an office program lists them
    0: "Title",
    1: "Body",
    FOOTER: "Footer",
    PAGE_NUMBER: "Page number",
    SUBTITLE: "Subtitle",
    WORDS: "Source",
    CHART: "Picture",
    MAP: "Map",
    LEGEND: "Legend",
    BADGE: "Status",
    SIDE: "Words",
    MEETING: "Meeting, date, speaker",
    AGENDA: "Agenda",
}

InchBox = tuple[float, float, float, float]  # left, top, width, height in inches


PLACE = Markup(
    "<p:sp {spaces}>"
    '<p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{look}</p:spPr>'
    '<p:txBody><a:bodyPr lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
    '<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}">'
    '<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:buNone/>'
    '<a:defRPr sz="{size}" b="{bold}"><a:solidFill>{colour}</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    "<a:p>{text}</a:p></p:txBody></p:sp>"
)
INDEX = Markup(' idx="{}"')
SLIDE_NUMBER = Markup(
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fi-FI"/><a:t>‹#›</a:t></a:fld>'
)
PROMPT = Markup('<a:r><a:rPr lang="fi-FI"/><a:t>{}</a:t></a:r>')
NO_LOOK = Markup()
SPACES = Markup(nsdecls("p", "a"))  # noqa: S704 - constants of python-pptx


def placeholder_xml(
    kind: str, idx: int, box: InchBox, size: float, *, colour: str = INK, style: str = "", look: Markup = NO_LOOK
) -> Markup:
    """Write a placeholder with one level of text without bullets; size in points.

    style: words among "bold", "right", "middle", "bottom"; look: XML of its fill and outline.
    """
    left, top, width, height = (Inches(side) for side in box)
    name = PLACEHOLDER_NAMES.get(idx, kind)
    return PLACE.format(
        spaces=SPACES,
        number=idx + 2,
        name=name,
        kind=kind,
        index=INDEX.format(idx) if idx else "",
        left=left,
        top=top,
        width=width,
        height=height,
        look=look,
        inset=Inches(0.08) if look else 0,
        anchor="ctr" if "middle" in style else "b" if "bottom" in style else "t",
        align="r" if "right" in style else "l",
        before=0 if idx == WORDS else round(size * 20),  # hundredths of a point over a paragraph
        size=round(size * 100),
        bold=int("bold" in style),
        colour=colour_xml(colour),
        text=SLIDE_NUMBER if kind == "sldNum" else PROMPT.format(name),
    )
