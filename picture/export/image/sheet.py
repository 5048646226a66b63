"""The sheet of an image: its shape, and the box in which its picture is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from picture.charts.theme import FigureRoom

EDGE = 32.0
SCALE = 1.5  # a sheet is laid out as small as a screen figure and enlarged, so that it can be read from afar
NARROW_WIDTH = 800.0  # a box that is narrower has shorter names and smaller columns


class ImageShape(StrEnum):
    """The shape of an image: for a slide, for a feed, for a phone; on a slide that cannot be edited."""

    WIDE = "wide"
    SQUARE = "square"
    PORTRAIT = "portrait"
    SLIDE = "slide"

    @property
    def pixels(self) -> tuple[int, int]:
        """Return the width and height of its SVG."""
        narrow = {ImageShape.SQUARE: (1080, 1080), ImageShape.PORTRAIT: (1080, 1350)}
        return narrow.get(self, (1600, 900))

    @property
    def enlarged(self) -> int:
        """Return how many pixels of the PNG a pixel of the SVG takes: a wide one fills a hall, the others a phone."""
        return 2 if self in {ImageShape.WIDE, ImageShape.SLIDE} else 1

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and height on which it is laid out."""
        width, height = self.pixels
        return width / SCALE, height / SCALE


@dataclass(frozen=True, slots=True)
class SheetBox:
    """A part of a sheet, in its pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def room(self) -> FigureRoom:
        """How much room for names and columns it has across."""
        return FigureRoom.NARROW if self.width < NARROW_WIDTH else FigureRoom.WIDE

    def columns(self, gap: float) -> tuple[SheetBox, SheetBox]:
        """Return its left and its right half."""
        width = (self.width - gap) / 2
        return SheetBox(self.left, self.top, width, self.height), SheetBox(
            self.right - width, self.top, width, self.height
        )
