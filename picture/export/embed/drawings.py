"""How each kind of view is drawn on a page that other sites show in a frame, from 300 pixels of width on.

A map and its dots stand beside each other or, on a phone, under each other, and are drawn once. Where that does not do,
a phone has drawings of its own: names stand over their rows, and a matrix is one of each domain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from picture.charts.dot_plot import dot_plot, most_and_least
from picture.charts.group_plot import group_plot
from picture.charts.legend import dot_signs, group_signs, overview_signs
from picture.charts.line_chart import line_chart_of_sheet
from picture.charts.maps.choropleth import region_map
from picture.charts.overview import overview
from picture.charts.svg.svg import draw_figure
from picture.charts.theme import Figure, FigureRoom
from picture.export.image.legend import Piece, draw_legend, map_pieces, sign_pieces
from picture.export.image.matrix import matrix_image
from picture.export.image.sheet import SheetBox
from picture.export.item import EmbedDrawing, Screens
from picture.query.model import Dataset

EMBED_PAGE_WIDTH = 720.0
EMBED_PHONE_WIDTH = 340.0
EMBED_MAP_SIZE = (330.0, 452.0)
EMBED_DOT_ROW = 22.0  # height of an area beside a map
EMBED_AROUND_DOTS = 70.0  # height of what stands above and below the dots
EMBED_TREND_SIZES = {Screens.WIDE: (EMBED_PAGE_WIDTH, 400.0), Screens.PHONE: (EMBED_PHONE_WIDTH, 330.0)}
EMBED_PHONE_ROW = 50.0  # height of a row whose name stands over it
EMBED_AROUND_ROWS = 40.0
EMBED_MATRIX_ROW = 24.0
EMBED_AROUND_MATRIX = 150.0
EMBED_SIDE = 4.0  # of free ground at either side of a drawing


def map_drawings(dataset: Dataset) -> tuple[EmbedDrawing, ...]:
    """Draw the areas, the dots beside them, and what the signs mean."""
    areas = [_drawn(region_map(dataset), *EMBED_MAP_SIZE)] if dataset.shapes else []
    tall = EMBED_DOT_ROW * len(most_and_least(dataset)) + EMBED_AROUND_DOTS
    dots = [_drawn(dot_plot(dataset), EMBED_PHONE_WIDTH, tall)] if dataset.rows else []
    pieces = [*(map_pieces(dataset) if dataset.shapes else ()), *sign_pieces(dot_signs(dataset))]
    return (*areas, *dots, *(_legend(pieces) if dataset.rows else ()))


def trend_drawings(dataset: Dataset) -> tuple[EmbedDrawing, ...]:
    """Draw the lines for a wide page and for a phone."""
    figure = line_chart_of_sheet(dataset)
    return tuple(_drawn(figure, *size, screens=screens) for screens, size in EMBED_TREND_SIZES.items())


def group_drawings(dataset: Dataset) -> tuple[EmbedDrawing, ...]:
    """Draw the groups in their blocks."""
    return (*_in_rows(partial(group_plot, dataset)), *_legend(sign_pieces(group_signs(dataset))))


def overview_drawings(dataset: Dataset) -> tuple[EmbedDrawing, ...]:
    """Draw every indicator of a front page or a profile as a row."""
    signs = [sign for sign in overview_signs(dataset) if sign[0] != "break"]  # no series is drawn
    return (*_in_rows(partial(overview, dataset)), *_legend(sign_pieces(signs)))


def matrix_drawings(dataset: Dataset) -> tuple[EmbedDrawing, ...]:
    """Draw areas as rows and indicators as columns."""
    areas = len({row.area for row in dataset.rows})
    if not areas:
        return ()
    domains = dict.fromkeys(one.domain for one in dataset.indicators)
    parts = [
        replace(dataset, indicators=tuple(one for one in dataset.indicators if one.domain == domain))
        for domain in domains
    ]
    return (
        _matrix(dataset, areas, EMBED_PAGE_WIDTH, Screens.WIDE),
        *(_matrix(part, areas, EMBED_PHONE_WIDTH, Screens.PHONE) for part in parts),
    )


def _matrix(dataset: Dataset, areas: int, width: float, screens: Screens) -> EmbedDrawing:
    tall = EMBED_MATRIX_ROW * (areas + 1) + EMBED_AROUND_MATRIX
    body = matrix_image(dataset, SheetBox(EMBED_SIDE, 0, width - 2 * EMBED_SIDE, tall))
    return EmbedDrawing(width, tall, body, screens)


def _in_rows(plot: Callable[[FigureRoom], Figure]) -> tuple[EmbedDrawing, ...]:
    """Draw rows with their names beside them for a wide page, over them for a phone; nothing where there are none."""
    wide = plot(FigureRoom.NARROW)
    phone = plot(FigureRoom.PHONE)
    names = phone["layout"]["yaxis"]["tickvals"]
    if not names:
        return ()
    tall = EMBED_PHONE_ROW * len(names) + EMBED_AROUND_ROWS
    return (
        _drawn(wide, EMBED_PAGE_WIDTH, wide["layout"]["height"], screens=Screens.WIDE),
        _drawn(phone, EMBED_PHONE_WIDTH, tall, screens=Screens.PHONE),
    )


def _drawn(figure: Figure, width: float, height: float, *, screens: Screens = Screens.ALL) -> EmbedDrawing:
    return EmbedDrawing(width, height, draw_figure(figure, EMBED_SIDE, 0, width - 2 * EMBED_SIDE, height), screens)


def _legend(pieces: Sequence[Piece]) -> tuple[EmbedDrawing, ...]:
    """Draw what the signs mean in lines as wide as a phone, or as the widest sign."""
    width = max([EMBED_PHONE_WIDTH - 2 * EMBED_SIDE, *(piece.width for piece in pieces)])
    _, height = draw_legend(pieces, SheetBox(EMBED_SIDE, 0, width, 0))
    body, _ = draw_legend(pieces, SheetBox(EMBED_SIDE, 0, width, height))
    return (EmbedDrawing(width + 2 * EMBED_SIDE, height, body),) if height else ()
