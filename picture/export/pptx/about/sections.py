"""Sections of a deck, as PowerPoint shows them beside its slides (MS-PPTX, sectionLst)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck

SECTIONS = Markup(
    '<p:ext {} uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{}</p14:sectionLst></p:ext>'
)
SECTION = Markup('<p14:section name="{}" id="{{{}}}"><p14:sldIdLst>{}</p14:sldIdLst></p14:section>')
SLIDE = Markup('<p14:sldId id="{}"/>')


@dataclass(frozen=True, slots=True)
class Section:
    """Slides that belong together."""

    name: str
    count: int  # of its slides


def write_sections(deck: Deck, sections: Sequence[Section], build: str) -> None:
    """Write the sections of a deck, whose slides follow each other in their order; build: of its numbers."""
    slides = iter([slide.slide_id for slide in deck.slides])
    written = [
        SECTION.format(
            section.name,
            str(uuid5(NAMESPACE_URL, f"{build}/{place}/{section.name}")).upper(),
            Markup("").join(SLIDE.format(next(slides)) for _ in range(section.count)),
        )
        for place, section in enumerate(sections)
    ]
    spaces = Markup(nsdecls("p"))  # noqa: S704 - constants of python-pptx
    more = deck.element.find(qn("p:extLst"))
    if more is None:
        more = parse_xml(Markup("<p:extLst {}/>").format(spaces))
        deck.element.append(more)
    more.append(parse_xml(SECTIONS.format(spaces, Markup("").join(written))))
