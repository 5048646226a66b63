"""One series of a chart: its name, the columns it draws, its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn
from xlsxwriter.utility import xl_cell_to_rowcol

from picture.export.pptx.chart.book import DATA_SHEET

CELLS_OF_DATA = re.compile(rf"'?{DATA_SHEET}'?!\$?([A-Z]+)\$?\d+(:\$?\1\$?\d+)?")  # of one column
LITERAL = {"c:numRef": ("c:numCache", "c:numLit"), "c:strRef": ("c:strCache", "c:strLit")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series; without a name it is the reader's."""

    name: str
    element: Any


def series_name(element: Any) -> str:
    """Return the name that readers see."""
    head = element.find(qn("c:tx"))
    return "" if head is None else "".join(one.text or "" for one in head.iter(qn("c:v")))


def column_of(numbers: Any) -> int | None:
    """Return the column of our sheet that an axis of a series draws, 0 the first; None for another place."""
    formula = None if numbers is None else next(numbers.iter(qn("c:f")), None)
    found = None if formula is None else CELLS_OF_DATA.fullmatch(formula.text or "")
    return xl_cell_to_rowcol(f"{found[1]}1")[1] if found else None


def numbers_of(element: Any, axis: str) -> dict[int, float]:
    """Return the numbers of a series on an axis ("c:xVal") by their place."""
    return dict(_numbers(element.find(qn(axis))))


def _numbers(numbers: Any) -> Iterator[tuple[int, float]]:
    for point in () if numbers is None else numbers.iter(qn("c:pt")):
        yield int(point.get("idx")), float(point.find(qn("c:v")).text)


def literal(element: Any) -> None:
    """Let a series hold its numbers itself: the workbook that it refers to is about to be another one."""
    head = element.find(f"{qn('c:tx')}/{qn('c:strRef')}")
    if head is not None:
        text = element.makeelement(qn("c:v"))
        text.text = series_name(element)
        head.getparent().replace(head, text)
    for name, (cache, kept) in LITERAL.items():
        for reference in list(element.iter(qn(name))):
            held = reference.find(qn(cache))
            if held is not None:
                held.tag = qn(kept)
                reference.getparent().replace(reference, held)
