"""The region map and its equal tiles as figures: the page, the image and the slide draw the same.

Polygons are cartesian scatter traces in km of EPSG:3067: no geographic subplot, so nothing is fetched from another host
and the SVG stays a drawing of regions. Each polygon names its area, by which the page finds it under the pointer.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from markupsafe import Markup, escape

from contract.codes import Against
from picture.charts.maps.classes import class_colour
from picture.charts.maps.extent import extent_of
from picture.charts.maps.insets import Inset, insets_of
from picture.charts.palette import ABSENCE, AXIS, HATCH, INK, SELECTED, SEQUENTIAL, WHITE, text_on
from picture.charts.theme import Figure, figure, note, unseen_axis
from picture.query.model import Dataset, Observation, Shape
from picture.text.labels import behind, mark
from picture.text.outcomes import Outcome, outcome
from picture.text.words import number, word

MAP_HEIGHT = 590  # pixels
MAP_WIDTH = 431  # pixels, of a map of the whole country with its legend in the empty north-west
TILES_HEIGHT = 560  # pixels
MARGIN_KM = 8.0
# More areas than these carry no numbers on the map: the pointer, the dot plot and the table tell them.
MOST_LABELLED_AREAS = 20
TILE = 1.0
GAP = 0.06
TILE_LETTERS = 11
TILE_LABEL_SIZE = 11  # pixels: of a name with its number
NUMBER_SIZE = 14  # pixels: of a number alone
NUMBER_LETTERS = 5  # letters; a longer number has no room on the map
LEAST_RING_KM = 25.0
RING_WIDTHS = {"white": 5.0, "ink": 2.2}  # pixels: the outline of an area that differs, white under ink
TRIANGLES = {Outcome.HIGHER: "▲", Outcome.LOWER: "▼"}

RegionFill = tuple[str, bool]  # colour, hatched; the colour of absence is ABSENCE


def region_map(dataset: Dataset) -> Figure:
    """Draw the regions of a map dataset, coloured by the locked classes.

    Withheld regions are hatched on their own ground and carry their mark, values of low reliability are hatched over
    the colour of their class. What differs from the country by the stored test is outlined, its number bold with a
    triangle; the chosen area is outlined in its own colour.
    """
    extent = extent_of(dataset.shapes)
    tall = extent.height + 2 * MARGIN_KM
    wide = max(extent.width + 2 * MARGIN_KM, tall * MAP_WIDTH / MAP_HEIGHT)
    east = extent.east + MARGIN_KM
    west = east - wide
    south = extent.south - MARGIN_KM
    insets = insets_of(dataset.shapes, dataset.view.level, west, south)
    titles = [_inset_title(inset, dataset) for inset in insets]
    return _drawn(dataset, dataset.shapes, (west, east, south, south + tall), insets=insets, annotations=titles)


def tile_map(dataset: Dataset, tiles: dict[str, tuple[int, int]]) -> Figure:
    """Draw the same dataset as equal tiles, so that small regions count as much as large ones.

    `tiles` gives row and column of each area code, row 0 in the north.
    """
    shapes = tuple(_square(code, *place) for code, place in tiles.items())
    extent = extent_of(shapes)
    box = (extent.west - GAP, extent.east + GAP, extent.south - GAP, extent.north + GAP)
    return _drawn(dataset, shapes, box, names=True)


def has_room_for_numbers(dataset: Dataset) -> bool:
    """Return whether a map has room for the numbers of its areas: there are few, and none of them is long."""
    return len(dataset.shapes) <= MOST_LABELLED_AREAS and all(
        len(_value(r, dataset)) <= NUMBER_LETTERS for r in dataset.rows
    )


def region_fill(row: Observation | None, dataset: Dataset) -> RegionFill:
    """Choose colour and hatch of a region: the same on the map, in the legend and on the slide."""
    if row is None or row.value is None:
        return ABSENCE, True
    return class_colour(row.value, dataset), row.unreliable


def region_number(row: Observation, dataset: Dataset) -> str:
    """Write what stands on a region: its number, with a triangle where it differs from the country, or its mark."""
    written = f"{_value(row, dataset)}{TRIANGLES.get(outcome(row, Against.COUNTRY), '')}"
    return behind(written, row) if row.shown else written


def differs(row: Observation) -> bool:
    """Return whether an area differs from the whole country by the stored test."""
    return outcome(row, Against.COUNTRY).differs


def _drawn(
    dataset: Dataset,
    shapes: tuple[Shape, ...],
    box: tuple[float, float, float, float],
    *,
    names: bool = False,
    insets: tuple[Inset, ...] = (),
    annotations: list[Figure] | None = None,
) -> Figure:
    """Draw shapes into a box: west, east, south and north."""
    rows = {row.area.code: row for row in dataset.rows}
    many = len(shapes) > MOST_LABELLED_AREAS
    enlarged = tuple(chain.from_iterable(inset.shapes for inset in insets))
    every = (*shapes, *enlarged)
    known = [s for s in every if s.code in rows]
    chosen = [s for s in known if dataset.view.chose(rows[s.code].area)]
    traces = [_frame(inset) for inset in insets]
    traces += [_polygon(s, region_fill(rows.get(s.code), dataset), 0.4 if many else 1) for s in every]
    certain = [s for s in known if differs(rows[s.code])]
    traces += [_ring(s, WHITE, RING_WIDTHS["white"] / (2 if many else 1)) for s in certain]
    traces += [_ring(s, INK, RING_WIDTHS["ink"] / (2 if many else 1)) for s in certain]
    traces += [_ring(s, SELECTED, 3.0) for s in chosen]
    if not many and (names or has_room_for_numbers(dataset)):
        again = {shape.code for shape in enlarged}  # their number stands on the enlarged ones
        labelled = [s for s in known if s in enlarged or s.code not in again]
        traces += _labels([s for s in labelled if s not in enlarged], rows, dataset, names=names)
        traces += [_over_water(s, rows[s.code], dataset) for s in labelled if s in enlarged]
    west, east, south, north = box
    return figure(
        traces,
        TILES_HEIGHT if names else MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        shapes=[],
        annotations=annotations or [],
        xaxis=unseen_axis(west, east, constrain="domain"),
        yaxis=unseen_axis(south, north, scaleanchor="x", constrain="domain", constraintoward="top"),
    )


def _polygon(shape: Shape, key: RegionFill, border: float) -> Figure:
    colour, hatched = key
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": [*shape.x],
        "y": [*shape.y],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": WHITE, "width": border},
        "meta": shape.code,
    }
    if hatched:
        ink = HATCH if colour == ABSENCE else text_on(colour)
        trace["fillpattern"] = {"shape": "/", "fgcolor": ink, "bgcolor": colour, "size": 7, "solidity": 0.15}
        if colour == ABSENCE:
            trace["line"] = {"color": HATCH, "width": border}
    return trace


def _ring(shape: Shape, colour: str, width: float) -> Figure:
    """Outline a shape; of islands only the large ones, where a line does not cover the land."""
    rings = large_rings(shape)
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [*(point[0] for point in ring), None]
        y += [*(point[1] for point in ring), None]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": width}}


def large_rings(shape: Shape) -> list[list[tuple[float, float]]]:
    """Return the rings of a shape that are large enough to be outlined: the largest one at least."""
    rings = list(shape.rings)
    sizes = [_size(ring) for ring in rings]
    least = min(LEAST_RING_KM, max(sizes))
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= least]


def _size(ring: list[tuple[float, float]]) -> float:
    """Return the longer side of the box around a ring, in km."""
    sides = ([point[axis] for point in ring] for axis in (0, 1))
    return max(max(side) - min(side) for side in sides)


def _frame(inset: Inset) -> Figure:
    """Draw the box around enlarged areas; all of it answers for an area that is alone in it."""
    corners = [(0.0, 0.0), (inset.width, 0.0), (inset.width, -inset.height), (0.0, -inset.height), (0.0, 0.0)]
    alone = {"meta": inset.shapes[0].code} if len(inset.shapes) == 1 else {}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [inset.west + across for across, _ in corners],
        "y": [inset.north + down for _, down in corners],
        "fill": "toself",
        "fillcolor": WHITE,
        "line": {"color": AXIS, "width": 1},
        **alone,
    }


def _inset_title(inset: Inset, dataset: Dataset) -> Figure:
    return note(
        word(inset.title, dataset.view.language), x=inset.west, y=inset.north + 6, xanchor="left", yanchor="bottom"
    )


def _labels(shapes: list[Shape], rows: dict[str, Observation], dataset: Dataset, *, names: bool) -> list[Figure]:
    """Make one trace for each look of a label."""
    by_look: dict[tuple[str, str, int], list[Shape]] = defaultdict(list)
    for shape in shapes:
        row = rows[shape.code]
        by_look[(*_ink(row, dataset), 700 if differs(row) else 400)].append(shape)
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [s.label_x for s in group],
            "y": [s.label_y for s in group],
            "text": [_label(rows[s.code], dataset, names=names) for s in group],
            "textfont": {
                "size": TILE_LABEL_SIZE if names else NUMBER_SIZE,
                "color": ink,
                "weight": weight,
                "shadow": halo,
            },
        }
        for (ink, halo, weight), group in by_look.items()
    ]


def _over_water(shape: Shape, row: Observation, dataset: Dataset) -> Figure:
    """Write the number of enlarged islands, which stands half on water."""
    weight = 700 if differs(row) else 400
    font = {"size": NUMBER_SIZE, "color": INK, "weight": weight, "shadow": f"0 0 3px {WHITE}"}
    text = [escape(region_number(row, dataset))]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [shape.label_x],
        "y": [shape.label_y],
        "text": text,
        "textfont": font,
    }


def _ink(row: Observation, dataset: Dataset) -> tuple[str, str]:
    """Choose the colour of a label, and a halo so that neither hatching nor an outline cuts its letters."""
    ground, hatched = region_fill(row, dataset)
    ink = text_on(ground)
    halo = WHITE if ink == INK else SEQUENTIAL[-1]
    return ink, ", ".join([f"0 0 3px {halo}"] * 3) if hatched or differs(row) else "none"


def _value(row: Observation, dataset: Dataset) -> str:
    return mark(row) if row.value is None else number(row.value, dataset.indicators[0].decimals, dataset.view.language)


def _label(row: Observation, dataset: Dataset, *, names: bool) -> Markup:
    written = region_number(row, dataset)
    return Markup("{}<br><b>{}</b>").format(_short(row.area.name), written) if names else escape(written)


def _short(name: str) -> Markup:
    """Break a long name at its space or hyphen, and shorten what is still too long for a tile."""
    parts = name.replace("-", "-\n").replace(" ", "\n").split("\n")
    shortened = (part if len(part) <= TILE_LETTERS else f"{part[: TILE_LETTERS - 1]}." for part in parts)
    return Markup("<br>").join(shortened)


def _square(code: str, line: int, column: int) -> Shape:
    left = column * TILE + GAP / 2
    right = (column + 1) * TILE - GAP / 2
    top = -line * TILE - GAP / 2
    bottom = -(line + 1) * TILE + GAP / 2
    middle = ((left + right) / 2, (top + bottom) / 2)
    return Shape(
        code,
        (left, right, right, left, left),
        (bottom, bottom, top, top, bottom),
        *middle,
    )
