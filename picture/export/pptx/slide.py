"""One slide of our template: its title, its warnings, the source at its foot, its notes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from contract.codes import Language
from picture.charts.palette import QUIET
from picture.export.languages import LANGUAGE_TAGS
from picture.export.pptx.colours import set_colour
from picture.export.pptx.fit import cut_lines, fit_text, shortened_inside
from picture.export.pptx.layout import BADGE, COVER_LAYOUT, PAGE_NUMBER, SHAPE_WORDS, SUBTITLE, WORDS
from picture.export.stamp import stamp, warnings
from picture.query.model import Dataset
from picture.text.captions import Captions
from picture.text.words import word

SLIDE_TITLE_SIZE = 28  # points
LEAST_TITLE = 14  # of a title that a reader has written very long
COVER_TITLE = 40
SUBTITLE_SIZE = 14
COVER_SUBTITLE = 18
FOOT_SIZE = 10


def add_slide(deck: Deck, layout: str, dataset: Dataset, captions: Captions, lines: Sequence[str] = ()) -> Any:
    """Add a slide with everything but its picture; lines: what its foot says above marks and source."""
    slide = add_plain_slide(deck, layout, dataset, captions.title, _with_domain(captions.subtitle, dataset))
    marks = " · ".join(f"{sign} {meaning}" for sign, meaning in captions.marks)
    left = _foot(placeholder(slide, WORDS), lines, marks, captions, dataset.view.language)
    told = [*left, *captions.corrections, captions.question_line, captions.notes]
    spoken = [captions.title, captions.alt, *told, stamp(dataset)]
    notes = slide.notes_slide.notes_placeholder.text_frame
    notes.text = "\n\n".join(text for text in spoken if text)
    if captions.link:
        add_link(notes.add_paragraph(), captions.link, captions.link)
    return slide


def add_plain_slide(deck: Deck, layout: str, dataset: Dataset, title: str, subtitle: str) -> Any:
    """Add a slide with title, subtitle, warnings and page number."""
    kind = next(one for one in deck.slide_layouts if one.name == layout)
    slide = deck.slides.add_slide(kind)
    language = dataset.view.language
    for box in slide.placeholders:
        key = SHAPE_WORDS.get(box.placeholder_format.idx)  # None: a group of shapes with its own name takes its place
        box.name = word(key, language) if key else box.name
    cover = layout == COVER_LAYOUT
    fit_text(slide.shapes.title, [title], COVER_TITLE if cover else SLIDE_TITLE_SIZE, LEAST_TITLE)
    fit_text(placeholder(slide, SUBTITLE), [subtitle], COVER_SUBTITLE if cover else SUBTITLE_SIZE)
    write_placeholder(slide, BADGE, [" · ".join(warnings(dataset))])
    if not cover:  # python-pptx does not carry the page number over from the layout
        number = next(s for s in kind.shapes if s.is_placeholder and s.placeholder_format.idx == PAGE_NUMBER)
        copy = deepcopy(number.element)
        copy.nvSpPr.cNvPr.set("id", str(1 + max(shape.shape_id for shape in slide.shapes)))  # its layout counts anew
        copy.nvSpPr.cNvPr.set("name", word(SHAPE_WORDS[PAGE_NUMBER], language))
        slide.shapes.element.append(copy)
    return slide


def _with_domain(subtitle: str, dataset: Dataset) -> str:
    """Name the domain of a slide that shows one indicator; the others name theirs."""
    if len(dataset.indicators) != 1:
        return subtitle
    return f"{word(f'domain_{dataset.indicators[0].domain}', dataset.view.language)} · {subtitle}"


def placeholder(slide: Slide, idx: int) -> Any:
    """Return a placeholder by its number."""
    return slide.placeholders[idx]


def write_placeholder(slide: Slide, idx: int, lines: Sequence[str]) -> None:
    """Write paragraphs into a placeholder; one without words is taken away."""
    box = placeholder(slide, idx)
    full = [line for line in lines if line]
    if full:
        box.text_frame.text = "\n".join(full)
    else:
        remove(box)


def add_link(paragraph: Any, text: str, address: str) -> None:
    """Write words that lead somewhere, if the address names its server."""
    run = paragraph.add_run()
    run.text = text
    if "://" in address:
        run.hyperlink.address = address


def remove(shape: Any) -> None:
    """Take a shape away."""
    shape.element.getparent().remove(shape.element)


def put_in_place(box: Any, shape: Any) -> None:
    """Put a shape in the place of a placeholder, where it is read before what follows."""
    box.element.addprevious(shape.element)
    remove(box)


def set_language(slide: Slide, language: Language) -> None:
    """Mark every run of a slide with its language, for screen readers and the spelling checker."""
    for run in slide.element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = run.makeelement(qn("a:rPr"))
            run.insert(0, properties)
        properties.set("lang", LANGUAGE_TAGS[language])


def _fits(lines: list[str], box: Any) -> bool:
    return cut_lines(lines, box.width, box.height, FOOT_SIZE, bold=False) == lines


def _foot(box: Any, lines: Sequence[str], marks: str, captions: Captions, language: Language) -> list[str]:
    """Write what the marks mean, the source with its n, and a link that opens the same view.

    Return the lines that have no room at a size that can be read: they stand in the notes.
    """
    shown = word("slide_open", language) if captions.link else ""
    always = [line for line in (marks, *captions.corrections, f"{captions.source_line} {shown}".strip()) if line]
    full = [line for line in lines if line]
    left: list[str] = []
    while full and not _fits([*full, *always], box):
        left.insert(0, full.pop())
    whole = [*full, *always]
    fitted = cut_lines(whole, box.width, box.height, FOOT_SIZE, bold=False)
    left += [line.removesuffix(shown) for line, cut in zip(whole, fitted, strict=True) if line != cut]
    source = shortened_inside(captions.source_line, len(fitted[-1]) - len(shown) - bool(shown))
    box.text_frame.text = "\n".join([*fitted[:-1], f"{source} " if shown else source])
    last = box.text_frame.paragraphs[-1]
    set_colour(last.runs[0].font.color, QUIET)
    if shown:
        add_link(last, shown, captions.link)
    return left
