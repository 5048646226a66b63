"""The capital region, enlarged beside the map of municipalities: most foreign-language speakers live on its four."""

from __future__ import annotations

from picture.charts.maps.extent import extent_of
from picture.query.model import Shape

CAPITAL = frozenset({"049", "091", "092", "235"})  # Espoo, Helsinki, Vantaa, Kauniainen
ZOOM = 5
# The Gulf of Bothnia and Sweden, where the map is empty.
LEFT_KM = 90
TOP_KM = 7420


def capital_inset(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Return the municipalities of the capital region once more, enlarged and moved aside; none where one lacks."""
    near = [shape for shape in shapes if shape.code in CAPITAL]
    if len(near) < len(CAPITAL):
        return ()
    extent = extent_of(near)

    def across(x: float) -> float:
        return round(LEFT_KM + (x - extent.west) * ZOOM, 1)

    def up(y: float) -> float:
        return round(TOP_KM + (y - extent.north) * ZOOM, 1)

    return tuple(
        Shape(
            code=shape.code,
            x=tuple(None if x is None else across(x) for x in shape.x),
            y=tuple(None if y is None else up(y) for y in shape.y),
            label_x=across(shape.label_x),
            label_y=up(shape.label_y),
            touch_x=tuple(across(x) for x in shape.touch_x),
            touch_y=tuple(up(y) for y in shape.touch_y),
            touch_km=shape.touch_km * ZOOM,
        )
        for shape in near
    )
