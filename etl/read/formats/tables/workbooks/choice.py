"""Which sheet of a workbook is read: hidden ones never, the only visible one, or the one that the card names."""

from __future__ import annotations

from contract.errors import UserError
from etl.read.formats.tables.workbooks.sheets import Book


def chosen(book: Book, sheet: str | None) -> str:
    """Return the name of the sheet to read; raise UserError where nobody has said which, or it is hidden."""
    visible = [tab.name for tab in book.tabs if tab.visible]
    if sheet is not None:
        if sheet in visible:
            return sheet
        if any(tab.name == sheet for tab in book.tabs):
            raise UserError("sheet_hidden", path=book.path, found=visible, sheet=sheet)
        raise UserError("sheet_missing", path=book.path, found=visible, sheet=sheet)
    filled = filled_sheets(book)
    if len(filled) > 1:
        raise UserError("sheet_not_named", path=book.path, found=filled, sheet=filled[0])
    if not filled:
        raise UserError("sheets_empty", path=book.path)
    return filled[0]


def filled_sheets(book: Book) -> list[str]:
    """Return the visible sheets; of several, those that hold something."""
    visible = [tab.name for tab in book.tabs if tab.visible]
    return visible if len(visible) == 1 else [name for name in visible if not book.is_empty(name)]
