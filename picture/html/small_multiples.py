"""Small maps, one for each period, in the same classes: what has moved can be seen at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from itertools import pairwise

from picture.charts.maps.choropleth import fill
from picture.charts.palette import ABSENCE, HATCH, SELECTED, WHITE, text_on
from picture.charts.svg.svg import hatch
from picture.html.sparkline import image
from picture.query.model import Dataset, Observation, Shape
from picture.query.series import periods_of
from picture.text.alt_text import alt_text
from picture.text.words import period, word

STEP_KM = 4  # the small maps are drawn on a grid so coarse that a page of them stays light
MOST = 8  # so many periods can be compared by eye
LEAST = 3  # steps of a ring that has an area
WIDTH, HEIGHT = 160, 270


def maps_by_year(dataset: Dataset) -> str:
    """Draw one small map for each of the latest single periods of a map dataset, oldest first, and name the breaks."""
    if not dataset.shapes:
        return f"<p>{escape(word('no_boundaries', dataset.view.language))}</p>"
    single = [one for one in periods_of(dataset.history) if "-" not in one]
    figures = "".join(_figure(one, dataset) for one in single[-MOST:])
    return f'<div class="lb-years">{figures}</div>'


def _figure(one: str, dataset: Dataset) -> str:
    language = dataset.view.language
    rows = tuple(r for r in dataset.history if r.period == one)
    then = replace(dataset, rows=rows, view=replace(dataset.view, period=one))
    broken = any(b.period == one for b in dataset.breaks)
    mark = f' <span class="lb-quiet">{escape(word("series_break", language))}</span>' if broken else ""
    picture = image(_map(rows, then), alt_text(then), WIDTH, HEIGHT, "lb-year")
    return f"<figure>{picture}<figcaption>{period(one)}{mark}</figcaption></figure>"


def _map(rows: tuple[Observation, ...], dataset: Dataset) -> str:
    by_code = {row.area.code: row for row in rows}
    xs = [x / STEP_KM for s in dataset.shapes for x in s.x if x is not None]
    ys = [-y / STEP_KM for s in dataset.shapes for y in s.y if y is not None]
    box = f"{min(xs) - 2:.0f} {min(ys) - 2:.0f} {max(xs) - min(xs) + 4:.0f} {max(ys) - min(ys) + 4:.0f}"
    patterns, parts = {}, []
    for shape in sorted(dataset.shapes, key=lambda s: _chosen(s, by_code, dataset)):
        colour, hatched = fill(by_code.get(shape.code), dataset)
        paint = colour
        if hatched:
            name, patterns[colour] = hatch(colour, HATCH if colour == ABSENCE else text_on(colour), 5)
            paint = f"url(#{name})"
        edge, width = (
            (SELECTED, 1.8) if _chosen(shape, by_code, dataset) else (HATCH if colour == ABSENCE else WHITE, 0.8)
        )
        parts.append(f'<path d="{_path(shape)}" fill="{paint}" stroke="{edge}" stroke-width="{width}"/>')
    defs = "".join(patterns.values())
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><defs>{defs}</defs>{"".join(parts)}</svg>'


def _chosen(shape: Shape, rows: dict[str, Observation], dataset: Dataset) -> bool:
    return shape.code in rows and dataset.view.chose(rows[shape.code].area)


def _path(shape: Shape) -> str:
    """Write the rings in whole steps of the grid, each point as its distance from the one before."""
    parts = []
    for ring in _rings(shape):
        (x, y), steps = ring[0], [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
        if len(steps) >= LEAST:
            parts.append(f"M{x} {y}l{' '.join(f'{dx} {dy}' for dx, dy in steps)}Z".replace(" -", "-"))
    return "".join(parts)


def _rings(shape: Shape) -> Iterable[list[tuple[int, int]]]:
    """Put the rings on the coarse grid and leave out points that fall together."""
    ring: list[tuple[int, int]] = []
    for x, y in [*zip(shape.x, shape.y, strict=True), (None, None)]:
        if x is None or y is None:
            yield ring
            ring = []
            continue
        point = round(x / STEP_KM), -round(y / STEP_KM)
        if not ring or ring[-1] != point:
            ring.append(point)
