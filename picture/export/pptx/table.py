"""A native table in our own look.

Its rows are written as pieces of XML, like the regions of a map: python-pptx takes ten times as long for cell after
cell, and a matrix has hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from contract.printable import printable
from picture.charts.palette import HEADING, NEITHER_GROUND, WHITE
from picture.charts.text_width import calibri_width
from picture.export.pptx.colours import solid, solid_fixed
from picture.export.pptx.fit import LEAST_TEXT, LINE_STEP, cut_to_lines, line_count

TABLE_LETTERS = 14  # points
LEAST_TABLE_LETTERS = 11  # where rows with two lines, or an office's template, leave less room
MARGIN_SIDE = Inches(0.1)  # of a cell
HEAD_RIGHT = Inches(0.02)  # of a head, whose column is as narrow as its numbers
MARGIN_TOP = Inches(0.02)
MOST_HEAD_LINES = 4
NO_BREAK = "\u00a0"  # between a number and its unit
ROW_STEP = Inches(0.01)
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid": the look below is ours
GROUNDS = (NEITHER_GROUND, WHITE)  # every other row
TABLE_SPACES = Markup(nsdecls("a"))  # noqa: S704 - constants of python-pptx
TABLE_ROW = Markup('<a:tr {} h="{}">{}</a:tr>')
TABLE_CELL = Markup(
    '<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr sz="{size}" b="{bold}">{colour}</a:rPr><a:t>{text}</a:t>'
    '</a:r><a:endParaRPr sz="{size}"/></a:p></a:txBody><a:tcPr anchor="ctr" marL="{left}" marR="{right}" marT="{top}" '
    'marB="{top}">{ground}</a:tcPr></a:tc>'
)  # without the size at its end an empty cell is as high as letters of 18 points

Cell = tuple[str, str]  # words, colour


def add_table(
    box: Any,
    cells: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    header: bool = True,
    row_inches: float = 0.4,
    head_size: float = TABLE_LETTERS,
    largest: int = TABLE_LETTERS,
) -> Any:
    """Put a native table into a placeholder and return its frame; widths: of the columns beside each other.

    largest: size of the letters where all rows have room for it, in points.
    row_inches: height of a row; less where the rows would not fit into the place, whose longest cells are cut at last.
    """
    whole = box.width  # the placeholder is gone once the table stands in its place
    columns = [int(whole * width / sum(widths)) for width in widths]
    cells = [_breakable(line, columns) for line in cells]
    if header:
        cells = [_cut_to(MOST_HEAD_LINES, cells[0], columns, LEAST_TEXT), *cells[1:]]
    letters = letters_that_fit(cells, columns, box.height, largest)
    cells = _cut_cells(cells, columns, letters, box.height)
    head_letters = _whole_words(cells[0], columns, min(head_size, letters)) if header else letters
    needs = [_row_needs(line, columns, letters if i else head_letters) for i, line in enumerate(cells)]
    row_height = row_height_that_fits(needs, Inches(row_inches), box.height)
    frame = box.insert_table(rows=1, cols=len(cells[0]))
    table = frame.table
    frame.element.find(".//" + qn("a:tableStyleId")).text = PLAIN
    table.first_row = header
    table.first_col = not header
    table.horz_banding = False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Emu(width)
    (blank,) = frame.element.iter(qn("a:tr"))
    heights = [max(row_height, one) for one in needs]
    for i, line in enumerate(cells):
        head = header and i == 0
        written = _head(line, head_letters) if head else _line(line, letters, ground=GROUNDS[i % 2])
        blank.addprevious(parse_xml(TABLE_ROW.format(TABLE_SPACES, heights[i], written)))
    blank.getparent().remove(blank)
    frame.height = Emu(sum(heights))
    return frame


def letters_that_fit(
    cells: Sequence[Sequence[Cell]], columns: Sequence[int], height: int, largest: int = TABLE_LETTERS
) -> int:
    """Return the largest size in which all rows stand within a height, as far as widths of letters tell; all in EMU."""
    for size in range(largest, LEAST_TABLE_LETTERS, -1):
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


def _breakable(row: Sequence[Cell], columns: Sequence[int]) -> list[Cell]:
    """Return a row in which a number stands over its unit where both are wider than their column."""
    told = []
    for (text, ink), column in zip(row, columns, strict=True):
        told.append((" ".join(_apart(one, _room(column)) for one in text.split(" ")), ink))
    return told


def _apart(word: str, room: int) -> str:
    return word.replace(NO_BREAK, " ") if line_count(word, room, LEAST_TABLE_LETTERS) > 1 else word


def _cut_cells(
    cells: Sequence[Sequence[Cell]], columns: Sequence[int], size: float, height: int
) -> Sequence[Sequence[Cell]]:
    """Return cells of which the longest are cut, line by line, until all rows stand within a height."""
    lines = max(_lines(line, columns, size) for line in cells)
    while lines > 1 and sum(_row_needs(line, columns, size) for line in cells) > height:
        lines -= 1
        cells = [_cut_to(lines, line, columns, size) for line in cells]
    return cells


def _cut_to(lines: int, row: Sequence[Cell], columns: Sequence[int], size: float) -> list[Cell]:
    """Return a row whose cells have no more lines than they may."""
    rooms = map(_room, columns)
    return [(cut_to_lines(text, lines, room, size), ink) for (text, ink), room in zip(row, rooms, strict=True)]


def _row_needs(line: Sequence[Cell], columns: Sequence[int], size: float) -> int:
    return int(_lines(line, columns, size) * size * LINE_STEP * Pt(1)) + 2 * MARGIN_TOP


def _lines(line: Sequence[Cell], columns: Sequence[int], size: float) -> int:
    """Return how many lines a row has."""
    return max(line_count(text, _room(width), size) for (text, _), width in zip(line, columns, strict=True))


def _room(column: int) -> int:
    return column - 2 * MARGIN_SIDE


def _whole_words(line: Sequence[Cell], columns: Sequence[int], size: float) -> float:
    """Return the largest size up to one in which no word of a head is broken."""
    rooms = [(width - MARGIN_SIDE - HEAD_RIGHT) / Pt(1) for width in columns]
    words = [text.split() for text, _ in line]
    while size > LEAST_TEXT and any(_widest(some, size) > room for some, room in zip(words, rooms, strict=True)):
        size -= 0.5
    return size


def _widest(words: Iterable[str], size: float) -> float:
    return max((calibri_width(one, size, bold=True) for one in words), default=0.0)


def _head(line: Sequence[Cell], size: float) -> Markup:
    """Write a head in colours of the theme: its background on the colour of its headings."""
    return Markup("").join(
        _cell(text, size, HEAD_RIGHT, bold=True, colour=solid(WHITE), ground=solid(HEADING)) for text, _ in line
    )


def _line(line: Sequence[Cell], size: float, *, ground: str) -> Markup:
    """Write a row in colours that no theme turns: its ground is ours."""
    return Markup("").join(
        _cell(text, size, MARGIN_SIDE, bold=colour == HEADING, colour=solid_fixed(colour), ground=solid_fixed(ground))
        for text, colour in line
    )


def _cell(text: str, size: float, right: int, *, bold: bool, colour: Markup, ground: Markup) -> Markup:
    return TABLE_CELL.format(
        size=Pt(size).centipoints,
        bold=int(bold),
        colour=colour,
        text=printable(text),
        left=MARGIN_SIDE,
        right=right,
        top=MARGIN_TOP,
        ground=ground,
    )
