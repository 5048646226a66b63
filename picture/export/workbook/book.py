"""What a workbook is, whatever writes it: sheets with one table each, made of texts and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from textwrap import wrap

from contract.codes import Language

LETTERS_TO_A_DIGIT = 1.1  # letters of a text that stand in the width of one digit


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A text, a number with the decimals in which it is shown, or nothing."""

    value: str | float | None
    decimals: int = 0
    sheet: str = ""  # which it leads to


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The head of a column, how wide that is in letters, and whether people need it on paper."""

    text: str
    width: int
    printed: bool = True


SheetRow = tuple[SheetCell, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, lines that tell about it, and one table under them."""

    name: str
    title: str
    warning: str  # in the row under the title, as it must be seen; "" where there is nothing to warn of
    lines: tuple[str, ...]
    table: str  # name of the table: letters and _
    heads: tuple[SheetHead, ...]  # those that are printed come first
    rows: tuple[SheetRow, ...]

    @cached_property
    def head_row(self) -> int:
        """Count the rows above the head of the table."""
        return 1 + bool(self.warning) + len(self.lines)

    @cached_property
    def last_row(self) -> int:
        """Return the place of the last row of the table, the first row of the sheet being 0."""
        return self.head_row + len(self.rows)

    @cached_property
    def last_printed(self) -> int:
        """Return the place of the last column that is printed."""
        return sum(head.printed for head in self.heads) - 1

    def lines_of(self, texts: Iterable[str | float | None]) -> int:
        """Count the lines that the texts of a row take in the widths of their columns, as no program is asked."""
        pairs = zip(texts, self.heads, strict=True)
        return max(
            (_lines(text, int(LETTERS_TO_A_DIGIT * head.width)) for text, head in pairs if isinstance(text, str)),
            default=1,
        )


def _lines(text: str, letters: int) -> int:
    """Count the lines of a text; most texts of large tables are codes and names that nothing needs to wrap."""
    return 1 if len(text) <= letters else len(wrap(text, letters))


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook and its properties."""

    language: Language
    title: str
    subject: str
    author: str
    keywords: str
    created: datetime
    sheets: tuple[Sheet, ...]
