"""Outlines on a grid so coarse that a page of small maps stays light."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise

from picture.charts.maps.extent import extent_of
from picture.query.model import Shape

STEP_KM = 4
LEAST_STEPS = 3  # steps of a ring that has an area


def coarse_view_box(shapes: Iterable[Shape]) -> str:
    """Return the box around all shapes, with a margin of two steps of the grid."""
    extent = extent_of(shapes)
    corner = f"{extent.west / STEP_KM - 2:.0f} {-extent.north / STEP_KM - 2:.0f}"
    return f"{corner} {extent.width / STEP_KM + 4:.0f} {extent.height / STEP_KM + 4:.0f}"


def coarse_path(shape: Shape) -> str:
    """Write the rings in whole steps of the grid, each point as its distance from the one before."""
    parts = []
    for ring in _rings(shape):
        x, y = ring[0]
        steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(ring)]
        if len(steps) >= LEAST_STEPS:
            parts.append(f"M{x} {y}l{' '.join(f'{dx} {dy}' for dx, dy in steps)}Z".replace(" -", "-"))
    return "".join(parts)


def _rings(shape: Shape) -> Iterable[list[tuple[int, int]]]:
    """Put the rings on the coarse grid and leave out points that fall together."""
    for ring in shape.rings:
        points = ((round(x / STEP_KM), -round(y / STEP_KM)) for x, y in ring)
        yield [point for point, _ in groupby(points)]
