"""A native table in our own look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from picture.charts.palette import HEADING, NEITHER_GROUND, WHITE
from picture.export.pptx.colours import paint, set_colour

TABLE_LETTERS = 14  # points
SMALL_LETTERS = 12  # in an office's template with less room
ROOMY = Inches(4.5)
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
    row_height = min(Inches(row_inches), box.height // len(cells))
    letters = TABLE_LETTERS if box.height >= ROOMY else SMALL_LETTERS
    frame = box.insert_table(rows=len(cells), cols=len(cells[0]))
    table = frame.table
    frame.element.find(".//" + qn("a:tableStyleId")).text = PLAIN
    table.first_row = header
    table.first_col = not header
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(whole * width / sum(widths))
    for i, line in enumerate(cells):
        table.rows[i].height = Emu(row_height)
        for native, (text, colour) in zip(table.rows[i].cells, line, strict=True):
            head = header and i == 0
            size = min(head_size, letters) if head else letters
            _fill(native, text, WHITE if head else colour, size, ground=HEADING if head else GROUNDS[i % 2])
    return frame


def _fill(cell: Any, text: str, colour: str, size: float, *, ground: str) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(0.1)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    paint(cell.fill, ground)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = colour in {WHITE, HEADING}
    set_colour(run.font.color, colour)
