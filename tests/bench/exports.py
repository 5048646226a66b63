"""What leaves: seconds and bytes of each export of the region map, and the JSON of its figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from contract.pointer import served_database
from picture.charts.maps.choropleth import region_map
from picture.export.csv import csv_zip
from picture.export.pptx.deck import make_deck
from picture.export.xlsx import workbook
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.numbers import ask_map
from picture.query.selection import check, view_of
from tests.bench.line import Line, size, told, typical
from tests.picture.presented import item, png, svg

SLIDE_GOAL, FIGURE_GOAL = 1.0, 60_000  # seconds, bytes


def exports(data: Path) -> Iterator[Line]:
    con = connect(served_database(data))
    choices = read_choices(con.cursor(), "sv")
    choice, _ = check({}, {}, choices)
    dataset = ask_map(con.cursor(), view_of(choice, choices), choices)
    figure = len(json.dumps(region_map(dataset), separators=(",", ":")).encode())
    yield Line("figure JSON of the region map", size(figure), goal=f"< {size(FIGURE_GOAL)}", met=figure < FIGURE_GOAL)
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
