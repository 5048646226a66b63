"""Our charts in a deck: behind each stands a workbook with its numbers, their keys, and the build they are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from contract.errors import UserError
from picture.export.pptx.chart.book import DATA_SHEET, STAMP_SHEET, TABLE_COLUMNS
from picture.recheck.found import FoundFile, FoundPart, MadeFrom
from picture.recheck.tables import keyed_table, read_sheets

OURS = ("made_by", "lagesbild")
DRAWN_TOLERANCE = 1e-6  # an office program may write a number with fewer digits than we do
DRAWN_FROM = len(TABLE_COLUMNS) + 1  # columns before those that are drawn


def read_deck(content: bytes) -> FoundFile:
    """Find our charts in a deck, slide by slide; raise UserError where it cannot be read or holds none."""
    charts = list(_charts(open_deck(content).slides))
    parts = [read_chart(place, slide, chart) for place, slide, chart in charts]
    ours = tuple(part for part in parts if part is not None)
    if not ours:
        raise UserError("kept_file_foreign")
    return FoundFile(ours, foreign=len(parts) - len(ours))


def open_deck(content: bytes) -> Deck:
    """Open a deck; raise UserError where it cannot be read."""
    try:
        deck = Presentation(BytesIO(content))
        list(_charts(deck.slides))  # all its slides can be read
    except Exception as error:  # the one guard around this reader: a damaged file may raise anything
        raise UserError("kept_file_broken") from error
    return deck


def _charts(slides: Iterable[Slide]) -> Iterator[tuple[int, Slide, Any]]:
    """Yield every chart with its slide and the number of that, 1 the first."""
    for place, slide in enumerate(slides, 1):
        related = (one for one in slide.part.rels.values() if one.reltype == RT.CHART and not one.is_external)
        yield from ((place, slide, one.target_part) for one in related)


def read_chart(place: int, slide: Slide, chart: Any) -> FoundPart | None:
    """Read the workbook behind a chart; None where it is none of ours, or can no longer be read."""
    book = chart.chart_workbook.xlsx_part
    if book is None:
        return None
    try:
        sheets = read_sheets(book.blob)
    except UserError:
        return None
    stamp = {str(row[0]): str(row[1]) for row in sheets.get(STAMP_SHEET, ()) if len(row) > 1}
    rows = sheets.get(DATA_SHEET, [])
    table = keyed_table([row[: len(TABLE_COLUMNS)] for row in rows])
    if table is None or OURS not in stamp.items():
        return None
    made_from = MadeFrom(stamp.get("edition", ""), stamp.get("version", ""), stamp.get("build", ""))
    return FoundPart(place, _title(slide), made_from, tuple(table.numbers()), redrawn=_redrawn(chart, rows))


def _title(slide: Slide) -> str:
    title = slide.shapes.title
    return "" if title is None else title.text_frame.text.replace("\n", " ")


def _redrawn(chart: Any, rows: Sequence[Sequence[Any]]) -> bool:
    """Return whether a number that the chart draws stands in none of the columns that it is drawn from."""
    held = [cell for cell in chain.from_iterable(row[DRAWN_FROM:] for row in rows[1:]) if isinstance(cell, float)]
    caches = chart._element.iter(qn("c:numCache"))  # noqa: SLF001 - python-pptx offers the numbers of few kinds of charts
    drawn = (float(one.text) for one in chain.from_iterable(cache.iter(qn("c:v")) for cache in caches))
    return any(min((abs(one - cell) for cell in held), default=1.0) > DRAWN_TOLERANCE for one in drawn)
