"""A native table in our own look."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from picture.charts.palette import HEADING, NEITHER_GROUND, WHITE
from picture.charts.text_width import CALIBRI, CALIBRI_LABEL, letters_width
from picture.export.pptx.colours import paint, set_colour

TABLE_LETTERS = 14  # points
LEAST_TABLE_LETTERS = 11  # where rows with two lines, or an office's template, leave less room
LEAST_HEAD = 9  # of a head whose longest word is wider than its column
MARGIN_SIDE = Inches(0.1)  # of a cell
HEAD_RIGHT = Inches(0.02)  # of a head, whose column is as narrow as its numbers
MARGIN_TOP = Inches(0.02)
LINE_SPACING = 1.2
ROW_STEP = Inches(0.01)
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid": the look below is ours
GROUNDS = (NEITHER_GROUND, WHITE)  # every other row

Cell = tuple[str, str]  # words, colour


def add_table(
    box: Any,
    cells: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    header: bool = True,
    row_inches: float = 0.4,
    head_size: float = TABLE_LETTERS,
) -> Any:
    """Put a native table into a placeholder and return its frame; widths: of the columns beside each other.

    row_inches: height of a row; less where the rows would not fit into the place.
    """
    whole = box.width  # the placeholder is gone once the table stands in its place
    columns = [int(whole * width / sum(widths)) for width in widths]
    letters = letters_that_fit(cells, columns, box.height)
    needs = [_row_needs(line, columns, letters) for line in cells]
    row_height = row_height_that_fits(needs, Inches(row_inches), box.height)
    head_letters = _whole_words(cells[0], columns, min(head_size, letters)) if header else letters
    frame = box.insert_table(rows=len(cells), cols=len(cells[0]))
    table = frame.table
    frame.element.find(".//" + qn("a:tableStyleId")).text = PLAIN
    table.first_row = header
    table.first_col = not header
    table.horz_banding = False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Emu(width)
    for i, line in enumerate(cells):
        table.rows[i].height = Emu(row_height)
        for native, (text, colour) in zip(table.rows[i].cells, line, strict=True):
            head = header and i == 0
            size = head_letters if head else letters
            _fill(native, text, WHITE if head else colour, size, ground=HEADING if head else GROUNDS[i % 2])
            native.margin_right = HEAD_RIGHT if head else MARGIN_SIDE
    return frame


def letters_that_fit(cells: Sequence[Sequence[Cell]], columns: Sequence[int], height: int) -> int:
    """Return the largest size in which all rows stand within a height, as far as widths of letters tell; all in EMU."""
    for size in range(TABLE_LETTERS, LEAST_TABLE_LETTERS, -1):
        if sum(_row_needs(line, columns, size) for line in cells) <= height:
            return size
    return LEAST_TABLE_LETTERS


def row_height_that_fits(needs: Sequence[int], tallest: int, height: int) -> int:
    """Return the largest height of rows, up to a tallest, with which all stand within a height, in EMU.

    needs: of each row, which is never lower.
    """
    row_height = tallest
    while row_height > min(needs) and sum(max(row_height, one) for one in needs) > height:
        row_height -= ROW_STEP
    return row_height


def _row_needs(line: Sequence[Cell], columns: Sequence[int], size: float) -> int:
    lines = max(ceil(len(text) / _letters_a_line(width, size)) for (text, _), width in zip(line, columns, strict=True))
    return int(lines * size * LINE_SPACING * Pt(1)) + 2 * MARGIN_TOP


def _whole_words(line: Sequence[Cell], columns: Sequence[int], size: float) -> float:
    """Return the largest size up to one in which no word of a line is broken."""
    longest = [max(map(len, text.split()), default=0) for text, _ in line]
    pairs = list(zip(longest, columns, strict=True))
    while size > LEAST_HEAD and any(n > _letters_a_line(w, size, HEAD_RIGHT, CALIBRI_LABEL) for n, w in pairs):
        size -= 0.5
    return size


def _letters_a_line(width: int, size: float, right: int = MARGIN_SIDE, letter: float = CALIBRI) -> float:
    return (width - MARGIN_SIDE - right) / Pt(1) / letters_width(1, size, letter)


def _fill(cell: Any, text: str, colour: str, size: float, *, ground: str) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = MARGIN_SIDE
    cell.margin_top = cell.margin_bottom = MARGIN_TOP
    paint(cell.fill, ground)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = colour in {WHITE, HEADING}
    set_colour(run.font.color, colour)
