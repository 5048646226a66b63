"""A chart with its workbook, handed to python-pptx in the place of its own chart data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

from pptx.enum.chart import XL_CHART_TYPE
from pptx.shapes.graphfrm import GraphicFrame

from picture.export.pptx.chart.book import ChartBook, PlotColumn, book_bytes
from picture.export.pptx.chart.scatter import Scatter, Series
from picture.export.pptx.chart.xml import scatter_xml


@dataclass(frozen=True, slots=True)
class ScatterFile:
    """A chart with its workbook, as `insert_chart` and `add_chart` of python-pptx take chart data."""

    scatter: Scatter
    book: ChartBook

    def xml_bytes(self, _kind: object) -> bytes:
        """Return the chart part."""
        return scatter_xml(self.scatter, self.book)

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind it."""
        return book_bytes(self.book, plot_columns(self.scatter.series))


def plot_columns(series: Sequence[Series]) -> list[PlotColumn]:
    """Return the two columns of each series, in their order."""
    return list(
        chain.from_iterable(
            (
                PlotColumn(f"x: {one.name}", tuple(spot.x for spot in one.spots)),
                PlotColumn(one.name, tuple(spot.y for spot in one.spots)),
            )
            for one in series
        )
    )


def insert_scatter(placeholder: Any, scatter: Scatter, book: ChartBook) -> GraphicFrame:
    """Put a chart in the place of a placeholder and return its frame."""
    return cast("GraphicFrame", placeholder.insert_chart(XL_CHART_TYPE.XY_SCATTER, ScatterFile(scatter, book)))
