"""What our slides say of themselves to a program, in tags, the way of PowerPoint to keep data of add-ins with a slide.

PowerPoint keeps tags when a slide is edited, moved or copied into another deck. Each slide names the view that it shows
and, for each shape that we wrote, its part on the slide with a hash of its text: a program that refreshes a deck finds
what is ours, and what a user has changed since. Decisions 0023 and 0029 list the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
CELLS = f"{PREFIX}CELLS_"  # followed by the number of a table
NOTES = 0  # in the place of the number of a shape
HASH_LETTERS = 16
CELL_LETTERS = 6  # of a hash: a table has a hundred cells
TAGS_XML = Markup('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:tagLst {}>{}</p:tagLst>')
TAG = Markup('<p:tag name="{}" val="{}"/>')

Tags = Sequence[tuple[str, str]]


def record(slide: Slide, dataset: Dataset, link: str, part: int, *, kind: str = "", own_title: str = "") -> None:
    """Write the tags of a slide.

    part: which slide of its view it is, 0 the first. kind: of a slide that shows no view. own_title: that a reader
    has given instead of the picture's sentence.
    """
    told = [("part", str(part)), *stamp_cells(dataset, link)]
    told += [("kind", kind)] if kind else []
    told += [("own_title", own_title)] if own_title else []
    named = {f"{PREFIX}{name.upper()}": text for name, text in told}
    write_tags(slide, [*named.items(), *record_shapes(slide)])


def write_tags(slide: Slide, tags: Tags) -> None:
    """Write the tags of a slide into a part of their own."""
    package: Any = slide.part.package
    name = PackURI(f"/ppt/tags/tag{slide.slide_id}.xml")
    number = slide.part.relate_to(Part(name, CT.PML_TAGS, package, tags_xml(tags)), RT.TAGS)
    held = Markup('<p:custDataLst {}><p:tags r:id="{}"/></p:custDataLst>')
    spaces = Markup(nsdecls("p", "r"))  # noqa: S704 - constants of python-pptx
    slide.element.find(f"{qn('p:cSld')}/{qn('p:spTree')}").addnext(parse_xml(held.format(spaces, number)))


def tags_xml(tags: Tags) -> bytes:
    """Write a part of tags."""
    spaces = Markup(nsdecls("p"))  # noqa: S704 - constants of python-pptx
    return TAGS_XML.format(spaces, Markup("").join(TAG.format(name, text) for name, text in tags)).encode("utf-8")


def tags_part(slide: Slide) -> Any:
    """Return the part that holds the tags of a slide; None where it has none."""
    held = slide.element.find(f"{qn('p:cSld')}/{qn('p:custDataLst')}/{qn('p:tags')}")
    return None if held is None else slide.part.related_part(held.get(qn("r:id")))


def read_tags(slide: Slide) -> dict[str, str]:
    """Read the tags of a slide, ours and those of other programs."""
    part = tags_part(slide)
    tags = () if part is None else parse_xml(part.blob).iter(qn("p:tag"))
    return {tag.get("name", ""): tag.get("val", "") for tag in tags}


def text_hash(text: str) -> str:
    """Return what identifies a text."""
    return sha256(text.encode("utf-8")).hexdigest()[:HASH_LETTERS]


def shape_text(element: Any) -> str:
    """Return the words of a shape or a table, a paragraph on each line."""
    paragraphs = element.iter(qn("a:p"))
    return "\n".join("".join(run.text or "" for run in one.iter(qn("a:t"))) for one in paragraphs)


def shape_words(shape: Any) -> str:
    """Return what a shape says; a chart says its numbers and labels, in whatever order and way they are written."""
    if not getattr(shape, "has_chart", False):
        return shape_text(shape.element)
    told = shape.chart.part._element.iter(qn("c:v"), qn("a:t"))  # noqa: SLF001 - python-pptx offers neither
    return "\n".join(sorted(_number_in_one_way(one.text or "") for one in told))


def alt_text(shape: Any) -> str:
    """Return the alternative text of a shape."""
    return str(shape.element.xpath(".//p:cNvPr")[0].get("descr", ""))


def cell_hashes(rows: Any) -> list[list[str]]:
    """Return what identifies the words of each cell of a table; rows: its `a:tr`."""
    return [[text_hash(shape_text(cell))[:CELL_LETTERS] for cell in row.iter(qn("a:tc"))] for row in rows]


def record_shapes(slide: Slide) -> Iterator[tuple[str, str]]:
    """Yield a tag for each shape that we wrote: its role, what its words and its alternative text are known by."""
    for shape in slide.shapes:
        known = (text_hash(shape_words(shape)), text_hash(alt_text(shape)))
        yield f"{SHAPE}{shape.shape_id}", " ".join((_role(shape), *known))
        if shape.has_table:
            rows = cell_hashes(shape.element.iter(qn("a:tr")))
            yield f"{CELLS}{shape.shape_id}", " ".join(",".join(row) for row in rows)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None:
        yield f"{SHAPE}{NOTES}", f"notes {text_hash(notes.text)}"


def _number_in_one_way(text: str) -> str:
    """Write a number in one way, as programs write it in several; leave other words."""
    try:
        return repr(float(text))
    except ValueError:
        return text


def _role(shape: Any) -> str:
    """Return what a shape is on its slide: its kind, or the number of its placeholder."""
    if shape.has_chart:
        return "chart"
    if shape.has_table:
        return "table"
    if shape.is_placeholder:
        return f"placeholder{shape.placeholder_format.idx}"
    return "group" if shape.shape_type is not None and hasattr(shape, "shapes") else "text"
