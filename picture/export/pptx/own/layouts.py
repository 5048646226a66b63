"""Our layouts in the master of an office: its look, its title and its foot; between them, places for our pictures."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import SlideLayoutPart
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster

from contract.errors import UserError
from picture.charts.palette import FEWER, FEWER_GROUND, QUIET
from picture.export.pptx.layout import (
    AGENDA,
    BADGE,
    CHART,
    CHART_LAYOUT,
    COVER_LAYOUT,
    LEGEND,
    MAP,
    MAP_LAYOUT,
    MEETING,
    PAGE_NUMBER,
    SIDE,
    SUBTITLE,
    TABLE_LAYOUT,
    WIDE_LAYOUT,
    WORDS,
)
from picture.export.pptx.own.ground import ground_of, suit
from picture.export.pptx.own.opening import opened_template
from picture.export.pptx.own.placeholders import InchBox, placeholder_xml

EMU_AN_INCH = 914_400
TITLE_KINDS = frozenset({"title", "ctrTitle"})
FOOT_KINDS = frozenset({"dt", "ftr", "sldNum"})
LOWEST = 0.96  # of the height of a slide: where pictures end that have no foot under them
KEPT = ("title", "ctrTitle", "dt", "ftr", "sldNum")  # placeholders of an office that stay
CENTIMETRES = 2.54  # of an inch
LEAST_WIDTH = 10.0  # inches of the area for a picture; a chart in less cannot be read
LEAST_HEIGHT = 3.6
SLIDE_TITLE_POINTS = 26
AREA_STRIP = 0.34  # over the picture: domain and warning
AREA_FOOT = 0.7  # under it: marks and source
AREA_GAP = 0.1
WARNING_WIDTH = 3.4
WARNING_FILL = Markup('<a:solidFill><a:srgbClr val="{}"/></a:solidFill>')
LIST_STYLE = Markup("<a:lstStyle {}/>")
FIRST_LEVEL = Markup("<a:lvl1pPr {}><a:defRPr/></a:lvl1pPr>")
LISTED = Markup('<p:sldLayoutId {} id="{}" r:id="{}"/>')
DRAWING_SPACES = Markup(nsdecls("a"))  # noqa: S704 - constants of python-pptx
LISTED_SPACES = Markup(nsdecls("p", "r"))  # noqa: S704
FIRST_LAYOUT_ID = 2_147_483_648
PICTURE_KINDS = ("titleOnly", "obj", "tx")  # types of layouts, the most fitting first
COVER_KINDS = ("title",)
EVERY_LAYOUT = (COVER_LAYOUT, CHART_LAYOUT, WIDE_LAYOUT, MAP_LAYOUT, TABLE_LAYOUT)


@dataclass(frozen=True, slots=True)
class PictureArea:
    """Where the pictures of an office's slides stand, inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def picture(self) -> InchBox:
        """The place of a picture between strip and foot."""
        return (
            self.left,
            self.top + AREA_STRIP + AREA_GAP,
            self.width,
            self.height - AREA_STRIP - AREA_FOOT - 2 * AREA_GAP,
        )

    def part(self, start: float, share: float) -> InchBox:
        """Return a part of the picture's place. start, share: of its width."""
        left, top, width, height = self.picture
        return left + start * width, top, share * width, height


def own_deck(content: bytes) -> Deck:
    """Open an office's template as a deck for our slides; raise UserError where it cannot be one."""
    deck = opened_template(content)
    put_layouts(deck)
    return deck


def put_layouts(deck: Deck) -> list[str]:
    """Add each of our layouts that a template lacks to its first master; return the names of those added.

    Raise UserError where it has no title, or too little room for a picture.
    """
    held = {layout.name for layout in deck.slide_layouts if _is_ours(layout)}
    missing = [name for name in EVERY_LAYOUT if name not in held]
    if missing:
        base = base_layout(deck, PICTURE_KINDS)
        cover = base_layout(deck, COVER_KINDS)
        area = picture_area(deck, base)
        for name in missing:
            own = _cover_xml(area) if name == COVER_LAYOUT else _content_xml(name, area)
            _add_layout(deck, cover if name == COVER_LAYOUT else base, name, own)
    return missing


def picture_area(deck: Deck, base: SlideLayout) -> PictureArea:
    """Return the room between title and foot of an office's slides; raise UserError where it is too little."""
    width, height = (float(one or 0) / EMU_AN_INCH for one in (deck.slide_width, deck.slide_height))
    title = next(one for one in _placeholders(base) if _kind(one) in TITLE_KINDS)
    feet = [one.top / EMU_AN_INCH for one in _placeholders(base) if _kind(one) in FOOT_KINDS and one.top]
    left = title.left / EMU_AN_INCH
    top = (title.top + title.height) / EMU_AN_INCH
    bottom = min([height * LOWEST, *(one for one in feet if one > height / 2)])
    area = PictureArea(left, top, width - 2 * left, bottom - top)
    if area.width < LEAST_WIDTH or area.picture[3] < LEAST_HEIGHT:
        raise UserError(
            "template_too_small",
            width=CENTIMETRES * area.width,
            height=CENTIMETRES * area.picture[3],
            needed_width=CENTIMETRES * LEAST_WIDTH,
            needed_height=CENTIMETRES * LEAST_HEIGHT,
        )
    return area


def _is_ours(layout: SlideLayout) -> bool:
    """Return whether a layout has the places that its name promises: it comes from our own template."""
    needed = {COVER_LAYOUT: AGENDA, MAP_LAYOUT: MAP}.get(layout.name, CHART)
    return layout.name in EVERY_LAYOUT and needed in {one.placeholder_format.idx for one in _placeholders(layout)}


def _placeholders(of: SlideLayout | SlideMaster) -> list[Any]:
    return [shape for shape in of.shapes if shape.is_placeholder]


def _kind(placeholder: Any) -> str:
    """Return the kind of a placeholder as its file has it."""
    return str(placeholder.element.ph.get("type", "obj"))


def base_layout(deck: Deck, kinds: tuple[str, ...]) -> SlideLayout:
    """Return the layout whose look ours take: of the first kind that there is, else any with a title."""
    titled = [one for one in deck.slide_layouts if not TITLE_KINDS.isdisjoint(map(_kind, _placeholders(one)))]
    if not titled:
        raise UserError("template_no_title")
    of_kind = {one.element.get("type"): one for one in reversed(titled)}
    return next((of_kind[kind] for kind in kinds if kind in of_kind), titled[0])


def _content_xml(name: str, area: PictureArea) -> list[Markup]:
    pictures = {
        CHART_LAYOUT: (
            placeholder_xml("chart", CHART, area.part(0, 0.71), 14),
            placeholder_xml("body", SIDE, area.part(0.735, 0.265), 16),
        ),
        MAP_LAYOUT: (
            placeholder_xml("body", MAP, area.part(0, 0.3), 12),
            placeholder_xml("body", LEGEND, area.part(0, 0.132), 12),
            placeholder_xml("chart", CHART, area.part(0.32, 0.68), 14),
        ),
        WIDE_LAYOUT: (placeholder_xml("chart", CHART, area.picture, 14),),
        TABLE_LAYOUT: (placeholder_xml("tbl", CHART, area.picture, 14),),
    }[name]
    domain = (area.left, area.top, area.width - WARNING_WIDTH - AREA_GAP, AREA_STRIP)
    badge = (area.left + area.width - WARNING_WIDTH, area.top, WARNING_WIDTH, AREA_STRIP - 0.04)
    return [
        placeholder_xml("body", SUBTITLE, domain, 14, style="bold"),
        *pictures,
        placeholder_xml(
            "body", WORDS, (area.left, area.top + area.height - AREA_FOOT, area.width, AREA_FOOT), 10, colour=QUIET
        ),
        placeholder_xml("body", BADGE, badge, 10, colour=FEWER, style="bold middle", look=_warning()),
    ]


def _cover_xml(area: PictureArea) -> list[Markup]:
    """Write what a cover holds beside its title: edition, meeting, what follows, the warning."""
    bottom = area.top + area.height
    warning = (area.left, bottom - 0.4, area.width, 0.4)
    return [
        placeholder_xml("body", SUBTITLE, (area.left, 0.45, area.width, 0.4), 18),
        placeholder_xml("body", MEETING, (area.left, bottom - 2.75, area.width * 0.6, 0.45), 18, style="middle"),
        placeholder_xml("body", AGENDA, (area.left, bottom - 2.2, area.width, 1.7), 18),
        placeholder_xml("body", BADGE, warning, 14, colour=FEWER, style="bold middle", look=_warning()),
    ]


def _warning() -> Markup:
    return WARNING_FILL.format(FEWER_GROUND[1:])


def _add_layout(deck: Deck, base: SlideLayout, name: str, own: list[Markup]) -> None:
    """Add a layout that looks as another one does, with our places instead of its own."""
    element: Any = deepcopy(base.element)
    element.cSld.set("name", name)
    element.attrib.pop("type", None)
    element.set("preserve", "1")
    tree = element.cSld.spTree
    for shape in list(tree.iter_ph_elms()):
        kind = shape.ph.get("type", "obj")
        if kind not in KEPT:
            tree.remove(shape)
        elif kind == "sldNum":
            shape.ph.set("idx", str(PAGE_NUMBER))
        elif kind in TITLE_KINDS and name != COVER_LAYOUT:
            _size(shape, SLIDE_TITLE_POINTS)
    ground = ground_of(base)
    for shape in tree.iter_ph_elms() if ground.body_unseen else ():
        _ink(shape)
        suit(shape, ground)
    for text in own:
        place = parse_xml(text)
        suit(place, ground)
        tree.append(place)
    package: Any = deck.part.package
    layouts = chain.from_iterable(master.slide_layouts for master in deck.slide_masters)
    number = 1 + max(int(one.part.partname.idx or 0) for one in layouts)
    part = SlideLayoutPart(PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml"), CT.PML_SLIDE_LAYOUT, package, element)
    _relate_as(base, part)
    _list_layout(deck, part)


def _size(shape: Any, points: int) -> None:
    """Set the size of a title: two lines of a sentence stand in it, where offices think of a few words."""
    _letters(shape).set("sz", str(points * 100))


def _ink(shape: Any) -> None:
    """Give a place of an office the text colour of its theme."""
    letters = _letters(shape)
    for fill in letters.findall(qn("a:solidFill")):
        letters.remove(fill)
    fill = letters.makeelement(qn("a:solidFill"))
    fill.append(fill.makeelement(qn("a:schemeClr"), {"val": "tx1"}))
    letters.insert(len(letters.findall(qn("a:ln"))), fill)  # the schema wants it after the outline


def _letters(shape: Any) -> Any:
    """Return the look of letters of a place, which takes that of its master where it has none."""
    style = shape.txBody.find(qn("a:lstStyle"))
    if style is None:
        style = parse_xml(LIST_STYLE.format(DRAWING_SPACES))
        shape.txBody.find(qn("a:bodyPr")).addnext(style)
    held = style.find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    if held is None:
        style.append(parse_xml(FIRST_LEVEL.format(DRAWING_SPACES)))
        held = style.find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    return held


def _relate_as(base: SlideLayout, part: Any) -> None:
    """Let a copied layout lead to the same master and pictures, under its own numbers."""
    new = {}
    for number, one in base.part.rels.items():
        target = one.target_ref if one.is_external else one.target_part
        new[number] = part.relate_to(target, one.reltype, is_external=one.is_external)
    for element in part._element.iter():  # noqa: SLF001 - python-pptx has no way to copy a layout
        for key, value in element.attrib.items():
            if key.startswith(f"{{{element.nsmap.get('r', '')}}}") and value in new:
                element.set(key, new[value])


def _list_layout(deck: Deck, part: Any) -> None:
    master = deck.slide_master
    listed = [int(one.get("id")) for one in master.element.iter(qn("p:sldLayoutId")) if one.get("id")]
    masters = [int(one.get("id")) for one in deck.element.iter(qn("p:sldMasterId")) if one.get("id")]
    number = max([FIRST_LAYOUT_ID, *listed, *masters]) + 1
    held = master.part.relate_to(part, RT.SLIDE_LAYOUT)
    master.element.find(qn("p:sldLayoutIdLst")).append(parse_xml(LISTED.format(LISTED_SPACES, number, held)))
