"""What leaves: bytes of the region map's part of its page, and seconds and bytes of each of its exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from contract.pointer import served_database
from picture.export.csv import csv_zip
from picture.export.pptx.deck import make_deck
from picture.export.workbook.xlsx import workbook
from picture.html.maps.evidence import map_evidence
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.numbers import ask_map
from picture.query.selection import check, view_of
from tests.bench.line import Line, size, told, typical
from tests.picture.presented import item, png, svg

SLIDE_GOAL, EVIDENCE_GOAL = 1.0, 60_000  # seconds, bytes


def exports(data: Path) -> Iterator[Line]:
    con = connect(served_database(data))
    choices = read_choices(con.cursor(), "sv")
    choice, _ = check({}, {}, choices)
    dataset = ask_map(con.cursor(), view_of(choice, choices), choices)
    yield _evidence(map_evidence(dataset, choice, dict, municipalities=False))
    items = [item(dataset)]
    makers: dict[str, Callable[[], bytes]] = {
        "slide (PPTX)": lambda: make_deck(items),
        "workbook (XLSX)": lambda: workbook(items),
        "table (CSV with codebook)": lambda: csv_zip(items),
        "picture (SVG)": lambda: svg(dataset),
        "picture (PNG, 3200 × 1800)": lambda: png(dataset),
    }
    taken = {name: typical(make) for name, make in makers.items()}
    slide = next(iter(taken.values()))
    for name, make in makers.items():
        is_slide = name.startswith("slide")
        yield Line(
            f"map as {name}",
            f"{told(taken[name])}, {size(len(make()))}",
            "" if is_slide else f"slide: {told(slide)}",
            None if is_slide else taken[name] / slide,
            f"< {told(SLIDE_GOAL)}" if is_slide else "",
            met=slide < SLIDE_GOAL if is_slide else None,
        )
    con.close()


def _evidence(page: str) -> Line:
    """Tell what the browser gets of the map: years, picture and areas beside it. The websocket does not pack it."""
    sent = len(page.encode())
    return Line("map on its page (HTML)", size(sent), goal=f"< {size(EVIDENCE_GOAL)}", met=sent < EVIDENCE_GOAL)
