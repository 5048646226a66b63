"""The box that a map must show, in km of EPSG:3067."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from picture.query.model import Shape


@dataclass(frozen=True, slots=True)
class Extent:
    """The outermost coordinates of shapes, in km."""

    west: float
    east: float
    south: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south


def extent_of(shapes: Iterable[Shape]) -> Extent:
    """Return the extent of shapes; at least one. The None between two rings has no place."""
    shapes = tuple(shapes)
    xs = [x for x in chain.from_iterable(shape.x for shape in shapes) if x is not None]
    ys = [y for y in chain.from_iterable(shape.y for shape in shapes) if y is not None]
    return Extent(west=min(xs), east=max(xs), south=min(ys), north=max(ys))
