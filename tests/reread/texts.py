"""Everything that people read in a file, a piece for each paragraph, row of a table, figure or alternative text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

import docx
from lxml import etree
from pptx import Presentation
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from tests.picture.export.reread import charts, series_of

BETWEEN = " | "  # cells of a row
BLOCKS = {"/TR", "/P", "/H1", "/H2", "/H3", "/LI", "/Caption", "/Figure"}  # of a tagged PDF, read whole
CELLS = {"/TD", "/TH"}
LINES = re.compile(r"[ \n]+")
WRAPPED = re.compile(r"\u00ad |(?<=\d–) (?=\d)")  # between two lines of a word or a range
TICK = r"[+−]?\d+(?:[ \u00a0\u202f,]000)*(?:[.,][05])?[\u00a0\u202f]?%?"
CLASS = r"\d+(?:[.,]\d)?–\d+(?:[.,]\d)?"
CLASSES = re.compile(rf"(?m)^{CLASS}(?:; {CLASS})*$")  # of a map, in its key
AXIS = re.compile(rf"{TICK}(?: +{TICK})*")


def texts_in(form: str, content: bytes) -> Iterator[str]:
    """Yield everything that people read in a file."""
    read = {"pptx": _of_deck, "pdf": _of_pdf, "docx": _of_word, "svg": _of_svg}[form]
    yield from (CLASSES.sub("", text) for text in read(content))


def _of_deck(content: bytes) -> Iterator[str]:
    opened = Presentation(BytesIO(content))
    for slide in opened.slides:
        yield from _rows_and_paragraphs(slide.element)
        yield from (one.get("descr") or "" for one in slide.element.iter("{*}cNvPr"))
        if slide.has_notes_slide:
            yield from slide.notes_slide.notes_text_frame.text.splitlines()
    yield from chain.from_iterable(map(_rows_of_chart, charts(opened)))


def _of_word(content: bytes) -> Iterator[str]:
    body = docx.Document(BytesIO(content)).element.body
    yield from _rows_and_paragraphs(body)
    yield from (one.get("descr") or "" for one in body.iter("{*}docPr"))


def _rows_and_paragraphs(element: Any) -> Iterator[str]:
    """Yield the rows of tables whole, and the paragraphs outside them."""
    for row in element.iter("{*}tr"):
        yield BETWEEN.join("".join(cell.itertext("{*}t")) for cell in row.iter("{*}tc"))
    for paragraph in element.iter("{*}p"):
        if next(paragraph.iterancestors("{*}tr"), None) is None:
            yield "".join(paragraph.itertext("{*}t"))


def _rows_of_chart(chart: Any) -> Iterator[str]:
    """Yield the words that stand at one height of a chart."""
    rows = defaultdict(list)
    for series in series_of(chart):
        for place, words in series.words.items():
            rows[series.points[place][1]].append(words)
    yield from map(BETWEEN.join, rows.values())


def _of_svg(content: bytes) -> Iterator[str]:
    drawn = etree.fromstring(content)
    words = ("".join(one.itertext()) for one in drawn.iter("{*}text", "{*}title", "{*}desc"))
    yield from (one for one in words if not _on_axis(one))


def _on_axis(text: str) -> bool:
    """Return whether a text is nothing but places on an axis; they stand at every five of a unit."""
    told = text.strip()
    return bool(AXIS.fullmatch(told)) and all(int(re.sub(r"\D", "", one)) % 5 == 0 for one in told.split(" "))


def _of_pdf(content: bytes) -> Iterator[str]:
    """Yield what a screen reader reads, block after block, and then what stands at the edges of pages."""
    opened = PdfReader(BytesIO(content))
    marked: dict[tuple[int, int], str] = {}
    for page in opened.pages:
        for mark, text in _marked(page).items():
            marked[page.indirect_reference.idnum, mark] = text
    yield from _blocks(opened.trailer["/Root"]["/StructTreeRoot"]["/K"], 0, marked)
    yield from (text for (_, mark), text in marked.items() if mark < 0)


def _marked(page: PageObject) -> dict[int, str]:
    """Return the text of each marked piece of a page; under -1 what no piece holds."""
    open_marks: list[int] = [-1]
    held: defaultdict[int, str] = defaultdict(str)

    def before(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            about = operands[-1]
            open_marks.append(about.get("/MCID", -1) if isinstance(about, DictionaryObject) else -1)

    def after(operator: bytes, *_: Any) -> None:
        if operator == b"EMC":
            open_marks.pop()

    def told(text: str, *_: Any) -> None:
        held[open_marks[-1]] += text

    page.extract_text(visitor_operand_before=before, visitor_operand_after=after, visitor_text=told)
    return held


def _blocks(node: Any, page: int, marked: dict[tuple[int, int], str]) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from _blocks(one, page, marked)
    elif isinstance(node, DictionaryObject):
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        if node.get("/S") in BLOCKS:
            lines = LINES.sub(" ", " ".join(_pieces(node, page, marked)))
            yield WRAPPED.sub("", lines).replace("\u00ad", "-")  # both signs have one glyph
        elif "/K" in node:
            yield from _blocks(node["/K"], page, marked)


def _pieces(node: Any, page: int, marked: dict[tuple[int, int], str], *, drawn: bool = False) -> Iterator[str]:
    """Yield the texts of a block: its alternative texts, and all its marked pieces."""
    node = node.get_object()
    if isinstance(node, int):
        lines = CLASSES.sub("", marked.get((page, node), "")).splitlines()
        yield "\n".join(one for one in lines if not (drawn and _on_axis(one)))
    elif isinstance(node, ArrayObject):
        for one in node:
            yield from _pieces(one, page, marked, drawn=drawn)
    elif node.get("/Type") != "/OBJR":
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        yield from (BETWEEN,) if node.get("/S") in CELLS else (node.get("/Alt", ""),)
        inside = node.get("/MCID", node.get("/K", ArrayObject()))
        yield from _pieces(inside, page, marked, drawn=drawn or node.get("/S") == "/Figure")
