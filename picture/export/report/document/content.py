"""What a document says, whatever it is written as: blocks in their order, frozen.

Each program that writes a document (pdf.py, word_file.py) takes the same value, so that all files say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from contract.codes import Language
from contract.printable import printable_texts
from picture.text.labels import Tone

Align = Literal["left", "right"]
TextRole = Literal["lead", "body", "intro", "quiet"]  # intro: body text that stays with what follows


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    quiet: bool = False
    link: str = ""
    tone: Tone | None = None  # of a verdict


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading; the first one of a document is its title, of level 1."""

    text: str
    level: int
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    runs: tuple[TextRun, ...]
    role: TextRole = "body"


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list."""

    items: tuple[tuple[TextRun, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, and what it shows in words for those who do not see it."""

    svg: Markup
    alt: str
    width: float  # millimetres on the page
    height: float
    caption: str = ""  # under it

    def __post_init__(self) -> None:
        """Refuse a figure without words: who does not see it would not know that it is there."""
        if not self.alt.strip():
            raise ValueError("a figure needs words")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    head: str | Drawing
    width: float  # its share of the page, beside that of the others
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell: text or a figure."""

    runs: tuple[TextRun, ...] = ()
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with one row of heads, which is repeated on every page."""

    title: str  # for those who do not see it
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]  # the first cell names its row
    open_rows: bool = False  # figures run on from row to row
    to_write_in: bool = False  # rows are as high as handwriting


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A number that has changed, with its mark."""

    mark: str
    tone: Tone
    amount: str
    about: str
    note: str


@dataclass(frozen=True, slots=True)
class FactsBlock:
    """FactsBlock side by side."""

    facts: tuple[ChangeFact, ...]


@dataclass(frozen=True, slots=True)
class BoxBlock:
    """Text on a ground of its own, under a small heading."""

    title: str
    blocks: tuple[TextBlock | ListBlock, ...]


@dataclass(frozen=True, slots=True)
class BesideBlock:
    """Text with a figure at its right."""

    blocks: tuple[HeadingBlock | TextBlock | ListBlock, ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class LinesBlock:
    """Empty lines to write on, under heads."""

    title: str  # for those who do not see it
    heads: tuple[TableColumn, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TickBlock:
    """Boxes to tick, under what is asked; on one page."""

    asked: tuple[TextRun, ...]
    options: tuple[str, ...]
    across: bool = False  # one behind the other, where they are many and short
    apart: tuple[str, ...] = ()  # of a scale: what is no answer, on a line of its own


DocumentBlock = (
    HeadingBlock
    | TextBlock
    | ListBlock
    | Drawing
    | TableBlock
    | FactsBlock
    | BoxBlock
    | BesideBlock
    | LinesBlock
    | TickBlock
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language."""

    title: str  # of the file: what it is and of which area
    subject: str
    publication: str  # its name, at the top of every page
    kind: str  # what it is and of which edition, beside it
    marks: tuple[str, ...]  # what must stand on every page: made-up numbers, a draft
    foot: str  # at the bottom of every page
    language: Language
    made: datetime
    build: str
    blocks: tuple[DocumentBlock, ...]
    large: bool = False  # letters as readers of easy language need them


def text_runs(text: str) -> tuple[TextRun, ...]:
    """Return a text as runs; what is bold in HTML is bold here."""
    if not isinstance(text, Markup):
        return (TextRun(text),)
    runs = []
    for place, piece in enumerate(str(text).replace("</b>", "<b>").split("<b>")):
        if piece:
            runs.append(TextRun(Markup(piece).unescape(), bold=bool(place % 2)))  # noqa: S704 - was HTML before
    return tuple(runs)


def writable(document: Document) -> Document:
    """Return a document without letters that no file of XML may hold; a name may bring them in."""
    return printable_texts(document)
