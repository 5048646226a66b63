"""What a deck says of itself to an office program: which program made it, and how many slides it has."""

from __future__ import annotations

from markupsafe import Markup
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck

PROPERTIES_XML = Markup(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Lägesbild</Application><PresentationFormat>Widescreen</PresentationFormat><Slides>{slides}</Slides>"
    "<Notes>{notes}</Notes><HiddenSlides>0</HiddenSlides><AppVersion>1.0000</AppVersion></Properties>"
)


def write_properties(deck: Deck) -> None:
    """Write the extended properties of a deck; python-pptx leaves those of the program that made its template."""
    notes = sum(slide.has_notes_slide for slide in deck.slides)
    part = deck.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
    part.blob = PROPERTIES_XML.format(slides=len(deck.slides), notes=notes).encode("utf-8")
