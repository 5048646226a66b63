"""A chart with new numbers in the look that a reader has given it.

Series are known by the columns of the workbook that they draw, so that one that was renamed is still ours, and one that
draws columns of its own is the reader's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.oxml.ns import qn

from picture.export.pptx.chart.book import DATA_SHEET, STAMP_SHEET, TABLE_COLUMNS
from picture.recheck.tables import read_sheets
from picture.refresh.carry.chart_look import keep_labels_look, keep_points
from picture.refresh.carry.series import Drawn, column_of, literal, series_name

X_HEAD = "x: "  # before the name of a series, over the numbers of its first axis
REPLACED = ("c:tx", "c:xVal", "c:yVal")  # of a series; its look stays


@dataclass(frozen=True, slots=True)
class RenewedChart:
    """A chart part with its workbook, and what a reader must know of them."""

    root: Any
    book: bytes
    own: tuple[str, ...]  # series of the reader, left as they are
    removed: tuple[str, ...]  # series of ours that a reader has taken away, and that stay away
    lost_points: bool  # whether a point with a look of its own is no longer drawn
    lost_sheets: bool  # whether the workbook held more than ours


def renewed_chart(kept: Any, fresh: Any, *, same_size: bool, untouched: bool) -> RenewedChart:
    """Put the numbers of a fresh chart part into a kept one.

    same_size: whether the charts are equally large, so that the plotting area may be that of the fresh one.
    untouched: whether the kept one says what we wrote, so that what it lacks was never there.
    """
    old_book = kept.chart_workbook.xlsx_part.blob
    new_book = fresh.chart_workbook.xlsx_part.blob
    root = deepcopy(kept._element)  # noqa: SLF001 - python-pptx offers the numbers of few kinds of charts
    source = fresh._element  # noqa: SLF001
    written = _names(old_book)
    old = _series(root, written)
    new = _series(source, _names(new_book))
    known = {one.name: one for one in old if one.name}
    removed = tuple(one.name for one in new if one.name in written.values() and one.name not in known)
    lost = [keep_points(known[one.name].element, one.element, root, source) for one in new if one.name in known]
    _renew(root, old, [one for one in new if one.name not in removed], untouched=untouched)
    _axes(root, source)
    if same_size:
        _plot(root, source)
    sheets = set(read_sheets(old_book)) - {DATA_SHEET, STAMP_SHEET}
    own = tuple(series_name(one.element) for one in old if not one.name)
    return RenewedChart(root, new_book, own, removed, any(lost), bool(sheets))


def _names(book: bytes) -> dict[int, str]:
    """Return the series that a workbook of ours holds, by the column of their first axis.

    Two of one name are told apart by their order.
    """
    heads = [str(cell) for cell in (read_sheets(book).get(DATA_SHEET) or [[]])[0]]
    found = [(place, head.removeprefix(X_HEAD)) for place, head in enumerate(heads) if _is_first(place, head)]
    seen: Counter[str] = Counter()
    names = {}
    for place, name in found:
        seen[name] += 1
        names[place] = f"{name}\n{seen[name]}"
    return names


def _is_first(place: int, head: str) -> bool:
    return place > len(TABLE_COLUMNS) and head.startswith(X_HEAD)


def _series(root: Any, names: dict[int, str]) -> list[Drawn]:
    """List the series of a chart; one that draws two columns of ours beside each other has their name."""
    found = []
    for element in root.iter(qn("c:ser")):
        x, y = (column_of(element.find(qn(axis))) for axis in ("c:xVal", "c:yVal"))
        name = names.get(x, "") if x is not None and y == x + 1 else ""
        found.append(Drawn(name, element))
    return found


def _renew(root: Any, old: Sequence[Drawn], new: Sequence[Drawn], *, untouched: bool) -> None:
    """Give each series of ours its new numbers, add those that are new, take away those that draw nothing now."""
    known = {one.name: one.element for one in old if one.name}
    for one in old:
        if not one.name:
            literal(one.element)
        elif one.name not in {fresh.name for fresh in new}:
            one.element.getparent().remove(one.element)
    for one in new:
        if one.name in known:
            keep_labels_look(known[one.name], one.element, untouched=untouched)
            _fill(known[one.name], one.element)
    _add(root, known, new)


def _fill(kept: Any, fresh: Any) -> None:
    renamed = series_name(kept) != series_name(fresh) and kept.find(qn("c:tx")) is not None
    for name in REPLACED:
        old = kept.find(qn(name))
        if name == "c:tx" and renamed:
            continue
        kept.replace(old, deepcopy(fresh.find(qn(name))))


def _add(root: Any, known: dict[str, Any], new: Sequence[Drawn]) -> None:
    """Add the series that a kept chart does not have, each beside the one it follows in the fresh chart."""
    chart = next(root.iter(qn("c:scatterChart")))
    placed = dict(known)
    for before, one in pairwise([None, *new]):
        if one is None or one.name in placed:
            continue
        made = deepcopy(one.element)
        made.find(qn("c:idx")).set("val", str(1 + max(_numbers(chart, "c:idx"), default=-1)))
        if before is None:
            chart.find(qn("c:varyColors")).addnext(made)
        else:
            placed[before.name].addnext(made)
        placed[one.name] = made
    _order(chart, placed, new)


def _order(chart: Any, placed: dict[str, Any], new: Sequence[Drawn]) -> None:
    """Put the series in order where some were added: ours as in the fresh chart, those of the reader in front."""
    ours = [placed[one.name] for one in sorted(new, key=lambda one: int(one.element.find(qn("c:order")).get("val")))]
    others = [one for one in chart.findall(qn("c:ser")) if one not in ours]
    for place, one in enumerate([*ours, *others]):
        one.find(qn("c:order")).set("val", str(place))


def _numbers(chart: Any, name: str) -> Iterable[int]:
    return (int(one.find(qn(name)).get("val")) for one in chart.findall(qn("c:ser")))


def _axes(root: Any, source: Any) -> None:
    """Give each axis its new ends: dots and words stand between them."""
    for kept, fresh in zip(root.iter(qn("c:valAx")), source.iter(qn("c:valAx")), strict=True):
        for path in ("c:scaling/c:max", "c:scaling/c:min", "c:majorUnit"):
            old, new = (axis.find("/".join(map(qn, path.split("/")))) for axis in (kept, fresh))
            if old is not None and new is not None:
                old.set("val", new.get("val"))


def _plot(root: Any, source: Any) -> None:
    """Give the plotting area its new place, which leaves room for the longest words beside it."""
    old, new = (next(one.iter(qn("c:plotArea"))).find(qn("c:layout")) for one in (root, source))
    if old is not None and new is not None:
        old.getparent().replace(old, deepcopy(new))
