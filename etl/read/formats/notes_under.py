"""Lines under a table: its source, notes, dates. They are no data, and harmless where nothing follows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from contract.errors import UserError
from etl.read.formats.grid import Grid, Row
from etl.read.formats.heading import is_number

A_NOTE = re.compile(  # how a line begins that is no data: source, note, date of an update, the sign of a footnote
    r"(lähde|källa|source|huom|anm|note|\w*päivitetty|uppdaterad|(last )?updated|tiedot|uppgifter|data|selite|"
    r"symbol|tietoja|muistio|[*©¹²³†]|\(?\d{1,2}\)|[a-z]\)|copyright|http)\b|[*©¹²³†]|\(?\d{1,2}\)",
    re.IGNORECASE,
)
LONG = 40  # letters: longer than the name of an area or a group
WORDS = 6


def table_rows(grid: Grid, below: Sequence[Row], holds_data: Callable[[Sequence[str]], bool]) -> Sequence[Row]:
    """Leave out the lines under a table; raise UserError for a line that is followed by data.

    Such a line has one text alone, and begins as notes do, is long, or follows an empty row. An area without a value is
    none.
    """
    last = max((place for place, (_, cells) in enumerate(below) if holds_data(cells)), default=-1)
    under = (place for place in range(last + 1, len(below)) if _is_note(grid, below[place]))
    for row, cells in below[: last + 1]:
        text = _alone(cells)
        if text is not None and (_reads_as_note(text) or len(cells) == 1):
            raise UserError("line_in_table", path=grid.path, row=row, found=text, number=row)
    return below[: next(under, len(below))]


def _alone(cells: Sequence[str]) -> str | None:
    """Return the text that stands alone in its row, None where there is a number or more than one cell."""
    texts = [cell for cell in cells if cell]
    return texts[0] if len(texts) == 1 and not is_number(texts[0]) else None


def _is_note(grid: Grid, row: Row) -> bool:
    text = _alone(row[1])
    return text is not None and (row[0] in grid.after_blank or _reads_as_note(text))


def _reads_as_note(text: str) -> bool:
    return A_NOTE.match(text) is not None or ":" in text or len(text) > LONG or len(text.split()) >= WORDS
