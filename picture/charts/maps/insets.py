"""Small areas once more, enlarged where the map is empty, so that they can be seen and touched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contract.codes import Level
from picture.charts.maps.extent import extent_of
from picture.query.model import Shape

CAPITAL = frozenset({"049", "091", "092", "235"})  # Espoo, Helsinki, Vantaa, Kauniainen
CORNER_KM = 28.0
FILLED = 0.9  # share of its box that the enlarged drawing fills
WHOLE_COUNTRY_KM = 800.0  # a map that is less high shows a part, in which nothing is small
ALAND = {Level.MAAKUNTA: "21", Level.SUURALUE: "5"}


@dataclass(frozen=True, slots=True)
class Inset:
    """Enlarged areas: the key of their title, the shapes, and the corner of the box around them."""

    title: str
    shapes: tuple[Shape, ...]
    west: float
    north: float
    width: float
    height: float


def insets_of(shapes: tuple[Shape, ...], level: str, west: float, south: float) -> tuple[Inset, ...]:
    """Return what is enlarged on a map whose drawing begins at a western and ends at a southern coordinate, in km."""
    codes = {ALAND[Level(level)]} if level in ALAND else CAPITAL if level == Level.KUNTA else frozenset[str]()
    near = [shape for shape in shapes if shape.code in codes]
    if not codes or len(near) < len(codes) or extent_of(shapes).height < WHOLE_COUNTRY_KM:
        return ()
    extent = extent_of(near)
    room = CAPITAL_ROOM if level == Level.KUNTA else ALAND_ROOM
    zoom = FILLED * min(room.width / extent.width, room.height / extent.height)
    left = west + room.west + (room.width - extent.width * zoom) / 2
    bottom = south + room.south + (room.height - extent.height * zoom) / 2
    move = Move(zoom, left - extent.west * zoom, bottom - extent.south * zoom)
    moved = tuple(_moved(shape, move) for shape in near)
    if len(moved) == 1:  # islands leave no room for a number: it stands in the corner of the box
        east = west + room.west + room.width - CORNER_KM
        moved = (replace(moved[0], label_x=east, label_y=south + room.south + CORNER_KM),)
    title = "inset_capital" if level == Level.KUNTA else "inset_aland"
    return (Inset(title, moved, west + room.west, south + room.south + room.height, room.width, room.height),)


@dataclass(frozen=True, slots=True)
class Room:
    """A box beside the map, in km from its south-western corner."""

    west: float
    south: float
    width: float
    height: float


ALAND_ROOM = Room(west=8.0, south=8.0, width=190.0, height=170.0)
CAPITAL_ROOM = Room(west=8.0, south=230.0, width=250.0, height=210.0)


@dataclass(frozen=True, slots=True)
class Move:
    """How often larger, and how far to the east and north afterwards, in km."""

    zoom: float
    east: float
    north: float


def _moved(shape: Shape, move: Move) -> Shape:
    """Enlarge a shape and put it beside the map."""

    def across(x: float) -> float:
        return round(x * move.zoom + move.east, 1)

    def up(y: float) -> float:
        return round(y * move.zoom + move.north, 1)

    return Shape(
        code=shape.code,
        x=tuple(None if x is None else across(x) for x in shape.x),
        y=tuple(None if y is None else up(y) for y in shape.y),
        label_x=across(shape.label_x),
        label_y=up(shape.label_y),
    )
