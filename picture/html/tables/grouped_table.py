"""A narrow table in groups: a heading for each group instead of its name in every row, so that a phone holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

GROUPED_TABLE = Markup(
    '<div class="lb-data" tabindex="0"><table class="lb-grouped"><caption class="lb-unseen">{}</caption>'
    "<thead><tr>{}</tr></thead>{}</table></div>"
)
HEAD_CELL = Markup('<th scope="col">{}</th>')
GROUP = Markup('<tbody><tr><th scope="rowgroup" colspan="{}" class="lb-group">{}</th></tr>{}</tbody>')
ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
CELL = Markup("<td>{}</td>")

TableGroup = tuple[str, Sequence[Sequence[str]]]  # a group's name and its rows, each a name and its cells


def grouped_table(caption: str, heads: Sequence[str], groups: Iterable[TableGroup]) -> Markup:
    """Write groups under one another in the same columns; the caption is for screen readers."""
    bodies = Markup("").join(
        GROUP.format(len(heads), name, Markup("").join(table_row(row) for row in rows)) for name, rows in groups
    )
    return GROUPED_TABLE.format(caption, head_cells(heads), bodies)


def head_cells(heads: Iterable[str]) -> Markup:
    """Write the cells of a table's head."""
    return Markup("").join(HEAD_CELL.format(head) for head in heads)


def table_row(cells: Sequence[str]) -> Markup:
    """Write a row: its name and its cells."""
    return ROW.format(cells[0], Markup("").join(CELL.format(cell) for cell in cells[1:]))
