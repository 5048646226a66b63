"""What our slides say of themselves to a program, in tags, the way of PowerPoint to keep data of add-ins with a slide.

PowerPoint keeps tags when a slide is edited, moved or copied into another deck. Each slide names the view that it shows
and, for each shape that we wrote, its part on the slide with a hash of its text: a program that refreshes a deck finds
what is ours, and what a user has changed since. Decision 0023 lists the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from markupsafe import Markup
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide

from picture.export.pptx.chart.stamp import stamp_cells
from picture.query.model import Dataset

PREFIX = "LAGESBILD_"  # of all our tags; PowerPoint writes names in capitals
SHAPE = f"{PREFIX}SHAPE_"  # followed by the number of a shape on its slide
HASH_LETTERS = 16
TAGS_XML = Markup('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:tagLst {}>{}</p:tagLst>')
TAG = Markup('<p:tag name="{}" val="{}"/>')


def record(slide: Slide, dataset: Dataset, link: str, part: int) -> None:
    """Write the tags of a slide; part: which slide of its view it is, 0 the first."""
    told = [("part", str(part)), *stamp_cells(dataset, link)]
    named = [(f"{PREFIX}{name.upper()}", text) for name, text in told]
    write_tags(slide, [*named, *((f"{SHAPE}{number}", text) for number, text in _shapes(slide))])


def write_tags(slide: Slide, tags: list[tuple[str, str]]) -> None:
    """Write the tags of a slide into a part of their own."""
    spaces = Markup(nsdecls("p"))  # noqa: S704 - constants of python-pptx
    xml = TAGS_XML.format(spaces, Markup("").join(TAG.format(name, text) for name, text in tags))
    package: Any = slide.part.package
    name = PackURI(f"/ppt/tags/tag{slide.slide_id}.xml")
    number = slide.part.relate_to(Part(name, CT.PML_TAGS, package, xml.encode("utf-8")), RT.TAGS)
    held = Markup('<p:custDataLst {}><p:tags r:id="{}"/></p:custDataLst>')
    spaces = Markup(nsdecls("p", "r"))  # noqa: S704 - constants of python-pptx
    slide.element.find(f"{qn('p:cSld')}/{qn('p:spTree')}").addnext(parse_xml(held.format(spaces, number)))


def text_hash(text: str) -> str:
    """Return what identifies a text."""
    return sha256(text.encode("utf-8")).hexdigest()[:HASH_LETTERS]


def shape_text(element: Any) -> str:
    """Return the words of a shape or a table, a paragraph on each line."""
    paragraphs = element.iter(qn("a:p"))
    return "\n".join("".join(run.text or "" for run in one.iter(qn("a:t"))) for one in paragraphs)


def _shapes(slide: Slide) -> Iterator[tuple[int, str]]:
    """Yield number and record of each shape that we wrote: "title 0f3a…"."""
    for shape in slide.shapes:
        yield shape.shape_id, f"{_role(shape)} {text_hash(shape_text(shape.element))}"
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None:
        yield 0, f"notes {text_hash(notes.text)}"


def _role(shape: Any) -> str:
    """Return what a shape is on its slide: its kind, or the number of its placeholder."""
    if shape.has_chart:
        return "chart"
    if shape.has_table:
        return "table"
    if shape.is_placeholder:
        return f"placeholder{shape.placeholder_format.idx}"
    return "group" if shape.shape_type is not None and hasattr(shape, "shapes") else "text"
