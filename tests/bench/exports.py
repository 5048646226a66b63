"""What leaves: bytes of the region map's part of its page, and seconds and bytes of each of its exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, product
from pathlib import Path

from duckdb import DuckDBPyConnection

from contract.pointer import served_database
from picture.export.data_files import data_zip
from picture.export.pptx.deck import make_deck, picture_deck
from picture.export.workbook.xlsx import workbook
from picture.html.maps.evidence import map_evidence
from picture.packs import REPORT, NamedFile, make_document, make_pack
from picture.query.choices import Choices, read_choices
from picture.query.database import connect
from picture.query.numbers import ask_map
from picture.query.selection import check, view_of
from picture.views import VIEW_KINDS, ask_view, linked_item
from tests.bench.line import Line, size, told, typical
from tests.picture.presented import item, png, svg

SLIDE_GOAL, EVIDENCE_GOAL = 0.3, 60_000  # seconds, bytes
DECK_OF, DECK_GOAL, DECK_BYTES = 20, 4.0, 1_500_000  # pictures, seconds, bytes
DECK_AREAS = ("MK01", "MK02", "MK18", "MK21")
REPORT_GOAL, PACK_GOAL = 3.0, 6.0  # seconds


def exports(data: Path) -> Iterator[Line]:
    con = connect(served_database(data))
    choices = read_choices(con.cursor(), "sv")
    choice, _ = check({}, {}, choices)
    dataset = ask_map(con.cursor(), view_of(choice, choices), choices)
    yield _evidence(map_evidence(dataset, choice, dict, municipalities=False))
    items = [item(dataset)]
    makers: dict[str, Callable[[], bytes]] = {
        "slide (PPTX)": lambda: picture_deck(items[0]),
        "workbook (XLSX)": lambda: workbook(items),
        "table (CSV with codebook)": lambda: data_zip(items),
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
    yield _deck(con, choices)
    yield from _of_area(con, choices)
    con.close()


def _deck(con: DuckDBPyConnection, choices: Choices) -> Line:
    """Measure a basket of pictures of every kind, from asking to the file."""

    def make() -> bytes:
        items = []
        for area, kind in islice(product(DECK_AREAS, VIEW_KINDS.values()), DECK_OF):
            selected, _ = check({"area": area}, {}, choices)
            items.append(linked_item(kind, ask_view(con.cursor(), kind, selected, choices), ""))
        return make_deck(items)

    taken = typical(make)
    content = len(make())
    return Line(
        f"deck of {DECK_OF} pictures of all kinds",
        f"{told(taken)}, {size(content)}",
        goal=f"< {told(DECK_GOAL)}, < {size(DECK_BYTES)}",
        met=taken < DECK_GOAL and content < DECK_BYTES,
    )


def _of_area(con: DuckDBPyConnection, choices: Choices) -> Iterator[Line]:
    """Measure what leaves of the largest region: its report, and its pack."""
    selected, _ = check({"area": "MK01"}, {}, choices)
    document = partial(make_document, con.cursor(), choices, selected, "", what=REPORT)
    makers: dict[str, tuple[Callable[[], NamedFile], float]] = {
        "report of a region (PDF)": (partial(document, form="pdf"), REPORT_GOAL),
        "report of a region (DOCX)": (partial(document, form="docx"), REPORT_GOAL),
        "pack of a region": (partial(make_pack, con.cursor(), choices, selected, ""), PACK_GOAL),
    }
    for name, (make, goal) in makers.items():
        taken = typical(make)
        _, content = make()
        yield Line(name, f"{told(taken)}, {size(len(content))}", goal=f"< {told(goal)}", met=taken < goal)


def _evidence(page: str) -> Line:
    """Tell what the browser gets of the map: years, picture and areas beside it. The websocket does not pack it."""
    sent = len(page.encode())
    return Line("map on its page (HTML)", size(sent), goal=f"< {size(EVIDENCE_GOAL)}", met=sent < EVIDENCE_GOAL)
