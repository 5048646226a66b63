"""The pictures of maps, trends, groups and overviews in the box of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup

from picture.charts.dot_plot import dot_plot
from picture.charts.legend import Sign, dot_signs, overview_signs
from picture.charts.maps.choropleth import region_map
from picture.charts.overview import overview
from picture.charts.svg.svg import draw_figure
from picture.charts.theme import Figure, FigureRoom
from picture.export.image.legend import draw_legend, map_pieces, sign_pieces
from picture.export.image.sheet import SheetBox
from picture.query.indicator_rows import DOMAINS, indicator_rows
from picture.query.model import Dataset

SHEET_LETTERS = 80  # on one line of a reason or of a name
MAP_SHARE = 0.4  # of the width
WIDEST_MAP = 330.0
SMALLER = 0.75
BESIDE_MAP = {FigureRoom.NARROW: 12.0, FigureRoom.WIDE: 40.0}  # between map and dots
LEAST_ROW = 13.5  # pixels of a row of an overview: with less its words touch
BETWEEN_COLUMNS = 24.0


def map_image(dataset: Dataset, box: SheetBox) -> Markup:
    """Draw the map with its classes, and the areas as dots beside it."""
    legend, foot = draw_legend([*map_pieces(dataset), *sign_pieces(dot_signs(dataset))], box)
    height = box.height - foot
    wide = min(WIDEST_MAP, MAP_SHARE * box.width) if dataset.shapes else 0.0
    left = box.left + wide + (BESIDE_MAP[box.room] if wide else 0.0)
    drawn = _with_smaller_numbers(region_map(dataset)) if box.room == FigureRoom.NARROW else region_map(dataset)
    areas = draw_figure(drawn, box.left, box.top, wide, height) if wide else Markup("")
    dots = draw_figure(dot_plot(dataset, SHEET_LETTERS), left, box.top, box.right - left, height)
    return areas + dots + legend


def _with_smaller_numbers(figure: Figure) -> Figure:
    """Shrink the numbers on the areas as the map is shrunk, so that they do not touch."""
    traces = [
        one | ({"textfont": one["textfont"] | {"size": SMALLER * one["textfont"]["size"]}} if "textfont" in one else {})
        for one in figure["data"]
    ]
    return {**figure, "data": traces}


def figure_image(
    figure: Callable[[Dataset, FigureRoom], Figure],
    signs: Callable[[Dataset], list[Sign]],
    dataset: Dataset,
    box: SheetBox,
) -> Markup:
    """Draw one figure over the whole box, and under it its signs, if it has some."""
    legend, foot = draw_legend(sign_pieces(signs(dataset)), box)
    return draw_figure(figure(dataset, box.room), box.left, box.top, box.width, box.height - foot) + legend


def overview_image(dataset: Dataset, box: SheetBox) -> Markup:
    """Draw a front page or a profile; in two columns where one would be so full that its words touch."""
    signs = [sign for sign in overview_signs(dataset) if sign[0] != "break"]  # an image draws no series
    legend, foot = draw_legend(sign_pieces(signs), box)
    body = SheetBox(box.left, box.top, box.width, box.height - foot)
    rows = {domain: len(indicator_rows(dataset, domain)) for domain in DOMAINS}
    full = body.height / LEAST_ROW < sum(rows.values()) + len(rows)
    if body.room == FigureRoom.NARROW or not full:
        return draw_figure(overview(dataset, body.room), body.left, body.top, body.width, body.height) + legend
    halves = DOMAINS[: len(DOMAINS) // 2], DOMAINS[len(DOMAINS) // 2 :]
    columns = zip(halves, body.columns(BETWEEN_COLUMNS), strict=True)
    return Markup("").join(_column(dataset, domains, column) for domains, column in columns) + legend


def _column(dataset: Dataset, domains: Sequence[str], box: SheetBox) -> Markup:
    """Draw the rows of some domains."""
    rows = tuple(row for row in dataset.rows if dataset.indicator(row.indicator).domain in domains)
    return draw_figure(
        overview(replace(dataset, rows=rows), FigureRoom.COLUMN), box.left, box.top, box.width, box.height
    )
