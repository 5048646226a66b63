"""Small maps, one for each period, in the same classes: what has moved can be seen at a glance."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from picture.charts.maps.choropleth import region_fill
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import ABSENCE, HATCH, SELECTED, WHITE, text_on
from picture.charts.svg.svg import hatch
from picture.html.sparkline import image
from picture.query.model import Dataset, Observation, Shape
from picture.query.series import periods_of
from picture.text.alt_text import map_alt_text
from picture.text.words import period, word

MOST_PERIODS = 8  # so many periods can be compared by eye
MAP_WIDTH = 160
MAP_HEIGHT = 270
AREA_PATH = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>')


def maps_by_year(dataset: Dataset) -> Markup:
    """Draw one small map for each of the latest single periods of a map dataset, oldest first, and name the breaks."""
    if not dataset.shapes:
        return Markup("<p>{}</p>").format(word("no_boundaries", dataset.view.language))
    single = [p for p in periods_of(dataset.history) if "-" not in p]
    figures = Markup("").join(_figure(p, dataset) for p in single[-MOST_PERIODS:])
    return Markup('<div class="lb-years">{}</div>').format(figures)


def _figure(shown_period: str, dataset: Dataset) -> Markup:
    rows = tuple(r for r in dataset.history if r.period == shown_period)
    of_period = replace(dataset, rows=rows, view=replace(dataset.view, period=shown_period))
    broken = any(b.period == shown_period for b in dataset.breaks)
    mark = Markup(' <span class="lb-quiet">{}</span>').format(word("series_break", dataset.view.language))
    return Markup("<figure>{}<figcaption>{}{}</figcaption></figure>").format(
        image(_map(rows, of_period), map_alt_text(of_period), MAP_WIDTH, MAP_HEIGHT, "lb-year"),
        period(shown_period),
        mark if broken else "",
    )


def _map(rows: tuple[Observation, ...], dataset: Dataset) -> Markup:
    by_code = {row.area.code: row for row in rows}
    patterns: dict[str, Markup] = {}
    paths: list[Markup] = []
    for shape in sorted(dataset.shapes, key=lambda s: _chosen(s, by_code, dataset)):
        colour, hatched = region_fill(by_code.get(shape.code), dataset)
        paint = colour
        if hatched:
            name, patterns[colour] = hatch(colour, HATCH if colour == ABSENCE else text_on(colour), 5)
            paint = f"url(#{name})"
        edge = HATCH if colour == ABSENCE else WHITE
        chosen = _chosen(shape, by_code, dataset)
        paths.append(AREA_PATH.format(coarse_path(shape), paint, SELECTED if chosen else edge, 1.8 if chosen else 0.8))
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}"><defs>{}</defs>{}</svg>').format(
        coarse_view_box(dataset.shapes), Markup("").join(patterns.values()), Markup("").join(paths)
    )


def _chosen(shape: Shape, rows: dict[str, Observation], dataset: Dataset) -> bool:
    return shape.code in rows and dataset.view.chose(rows[shape.code].area)
