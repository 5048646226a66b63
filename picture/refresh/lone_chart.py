"""A chart of ours that was copied alone onto a slide of others: the stamp in its workbook names its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pptx.slide import Slide

from contract.cell_key import KeyParts
from picture.export.pptx.about.record import PREFIX
from picture.export.pptx.chart.book import STAMP_SHEET
from picture.recheck.deck import read_chart
from picture.recheck.found import FoundPart
from picture.recheck.tables import read_sheets
from picture.refresh.carry.chart import RenewedChart, renewed_chart
from picture.refresh.our_slide import OurSlide

LastingCell = tuple[str, str, str]  # indicator, area, group: the same in every period


@dataclass(frozen=True, slots=True)
class LoneChart:
    """A chart with its numbers; view: its stamp, as the tags of a slide would tell it."""

    view: OurSlide
    shape: Any
    part: FoundPart


@dataclass(frozen=True, slots=True)
class NewChart:
    """What a chart becomes, and the numbers that it has then."""

    renewed: RenewedChart
    part: FoundPart


def lone_charts(place: int, slide: Slide, ours: OurSlide | None) -> Iterator[LoneChart]:
    """Yield the charts of a slide that have a stamp of ours and no tag. ours: what its tags tell, if it has any."""
    recorded = {shape.shape.shape_id for shape in ours.with_role("chart") if shape.shape} if ours else set()
    shapes: Any = slide.shapes
    for shape in shapes:
        if not shape.has_chart or shape.shape_id in recorded:
            continue
        chart = shape.chart.part
        part = read_chart(place, slide, chart)
        if part is not None:
            yield LoneChart(OurSlide(place, slide, _stamp(chart), ()), shape, part)


def new_chart(kept: LoneChart, slides: Iterable[OurSlide]) -> NewChart | None:
    """Find the chart of a view that shows the same cells; None where none shows most of them."""
    held = _cells(kept.part)
    charts = chain.from_iterable(slide.with_role("chart") for slide in slides)
    found = [(one.shape, part) for one in charts if (part := read_chart(0, kept.view.slide, one.shape.chart.part))]
    shape, part = max(found, key=lambda one: len(held & _cells(one[1])), default=(None, kept.part))
    if shape is None or 2 * len(held & _cells(part)) <= len(held):
        return None
    same = all(abs(getattr(kept.shape, side) - getattr(shape, side)) <= 1 for side in ("width", "height"))
    made = renewed_chart(kept.shape.chart.part, shape.chart.part, same_size=same, untouched=False)
    return NewChart(made, part)


def _cells(part: FoundPart) -> set[LastingCell]:
    return {_cell(number.key) for number in part.numbers}


def _cell(key: KeyParts) -> LastingCell:
    return key.indicator, key.area, key.group


def _stamp(chart: Any) -> dict[str, str]:
    rows = read_sheets(chart.chart_workbook.xlsx_part.blob)[STAMP_SHEET]
    return {f"{PREFIX}{str(row[0]).upper()}": str(row[1]) for row in rows if len(row) > 1}
