"""One slide of our template: its title, its warnings, the words under its picture, its notes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import chain
from math import ceil
from typing import Any

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from contract.codes import Language
from picture.charts.text_width import CALIBRI, letters_width
from picture.export.pptx.layout import BADGE, FOOTER, PAGE_NUMBER, SUBTITLE, WORDS
from picture.export.stamp import stamp, warnings
from picture.query.model import Dataset
from picture.text.captions import Captions

TAGS: dict[Language, str] = {Language.FI: "fi-FI", Language.SV: "sv-FI", Language.EN: "en-GB"}


def add_slide(deck: Deck, layout: str, dataset: Dataset, captions: Captions, lines: Sequence[str]) -> Any:
    """Add a slide with everything but its picture; lines: what stands under it, above the source."""
    slide = add_plain_slide(deck, layout, dataset, captions.title, captions.subtitle)
    write_placeholder(slide, WORDS, [*lines, captions.source_line], largest=11)
    spoken = [captions.title, captions.alt, captions.notes, captions.link, stamp(dataset)]
    notes = slide.notes_slide.notes_placeholder
    notes.text_frame.text = "\n\n".join(text for text in spoken if text)
    return slide


def add_plain_slide(deck: Deck, layout: str, dataset: Dataset, title: str, subtitle: str) -> Any:
    """Add a slide with title, subtitle, warnings, footer and page number."""
    kind = next(one for one in deck.slide_layouts if one.name == layout)
    slide = deck.slides.add_slide(kind)
    _fit(slide.shapes.title, [title], largest=26 if layout != "Title" else 40)
    write_placeholder(slide, SUBTITLE, [subtitle], largest=14 if layout != "Title" else 20)
    write_placeholder(slide, BADGE, [" · ".join(warnings(dataset))])
    for idx in (FOOTER, PAGE_NUMBER):  # python-pptx does not carry these over from the layout
        footer = next(one for one in kind.shapes if one.is_placeholder and one.placeholder_format.idx == idx)
        slide.shapes.element.append(deepcopy(footer.element))
    placeholder(slide, FOOTER).text_frame.text = stamp(dataset)
    return slide


def placeholder(slide: Slide, idx: int) -> Any:
    """Return a placeholder by its number."""
    return next(one for one in slide.placeholders if one.placeholder_format.idx == idx)


def write_placeholder(slide: Slide, idx: int, lines: Sequence[str], *, largest: float | None = None) -> None:
    """Write paragraphs into a placeholder, as large as they fit; one without words is taken away."""
    box = placeholder(slide, idx)
    full = [line for line in lines if line]
    if full:
        _fit(box, full, largest=largest)
    else:
        remove(box)


def remove(shape: Any) -> None:
    """Take a shape away."""
    shape.element.getparent().remove(shape.element)


def set_language(slide: Slide, language: Language) -> None:
    """Mark every run of a slide with its language, for screen readers and the spelling checker."""
    for run in slide.element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = run.makeelement(qn("a:rPr"))
            run.insert(0, properties)
        properties.set("lang", TAGS[language])


def type_size(lines: Sequence[str], width: float, height: float, largest: float, smallest: float = 8) -> float:
    """Return the largest type, in points, in which the lines fit; width and height in EMU."""
    size = largest
    while size > smallest:
        letters = width / Pt(1) / letters_width(1, size, CALIBRI)
        needed = sum(ceil(len(line) / letters) * size * 1.15 + 2 for line in lines)
        if needed <= height / Pt(1):
            break
        size -= 0.5
    return size


def _fit(box: Any, lines: Sequence[str], *, largest: float | None) -> None:
    frame = box.text_frame
    frame.text = "\n".join(lines)
    if largest is not None:
        size = type_size(lines, box.width, box.height, largest)
        if size == largest:
            return
        for run in chain.from_iterable(paragraph.runs for paragraph in frame.paragraphs):
            run.font.size = Pt(size)
