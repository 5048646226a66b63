"""Small maps, one for each period, in the same classes: what has moved can be seen at a glance, a click opens one."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from picture.charts.maps.choropleth import region_fill
from picture.charts.maps.classes import class_labels, colours_of, difference_labels
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import ABSENCE, HATCH, SELECTED, WHITE, text_on
from picture.charts.svg.svg import hatch
from picture.html.links import page_address
from picture.html.sparkline import image
from picture.query.maps.class_edges import AROUND
from picture.query.model import Dataset, Observation, Shape
from picture.query.series import periods_of
from picture.text.alt_text import map_alt_text
from picture.text.outcomes import hidden_because
from picture.text.words import period, word

MOST_PERIODS = 8  # so many periods can be compared by eye
YEAR_WIDTH = 160
YEAR_HEIGHT = 270
AREA_PATH = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>')


def maps_by_year(dataset: Dataset, selected: dict[str, str]) -> Markup:
    """Draw one small map for each of the latest single periods, oldest first, name the breaks, explain the colours.

    selected: how the page shows the view; each map leads to its own period.
    """
    if not dataset.shapes:
        return Markup("<p>{}</p>").format(word("no_boundaries", dataset.view.language))
    shown = single_periods(dataset)[-MOST_PERIODS:]
    figures = Markup("").join(_figure(p, dataset, selected) for p in shown)
    return Markup('<div class="lb-years">{}</div>{}').format(figures, _legend(shown, dataset))


def single_periods(dataset: Dataset) -> list[str]:
    """List the periods that do not pool several, oldest first."""
    return [p for p in periods_of(dataset.history) if "-" not in p]


def of_period(shown: str, dataset: Dataset) -> Dataset:
    """Return the same map of another period."""
    return replace(
        dataset,
        rows=tuple(r for r in dataset.history if r.period == shown),
        reference=tuple(r for r in dataset.country_history if r.period == shown),
        view=replace(dataset.view, period=shown),
    )


def _figure(shown: str, dataset: Dataset, selected: dict[str, str]) -> Markup:
    of = of_period(shown, dataset)
    broken = any(b.period == shown for b in dataset.breaks)
    mark = Markup(' <span class="lb-quiet">{}</span>').format(word("series_break", dataset.view.language))
    current = Markup(' aria-current="true"') if shown == dataset.view.period else ""
    address = page_address("map", of.view, **{**selected, "period": shown, "panel": "compare"})
    return Markup('<figure><a class="lb-go" href="{}"{}>{}<span class="lb-year-name">{}{}</span></a></figure>').format(
        address,
        current,
        image(_map(of), map_alt_text(of), YEAR_WIDTH, YEAR_HEIGHT, "lb-year"),
        period(shown),
        mark if broken else "",
    )


def _legend(shown: list[str], dataset: Dataset) -> Markup:
    """Write the classes that all of the maps share, and why areas are hatched."""
    language = dataset.view.language
    labels = difference_labels(dataset) if dataset.class_method == AROUND else class_labels(dataset)
    swatch = Markup('<li><span class="lb-class-swatch" style="background:{}"></span>{}</li>')
    keys = [swatch.format(colour, label) for colour, label in zip(colours_of(dataset), labels, strict=True)]
    drawn = [r for r in dataset.history if r.period in shown]
    why = dict.fromkeys(hidden_because(r, language) for r in drawn if r.value is None)
    if why:
        sign = Markup('<li><span class="lb-hatch" aria-hidden="true"></span>{}</li>')
        keys.append(sign.format("; ".join(why)))
    if any(r.shown and r.unreliable for r in drawn):
        sign = Markup('<li><span class="lb-hatch lb-hatch-class" aria-hidden="true"></span>{}</li>')
        keys.append(sign.format(word("legend_unreliable", language)))
    about = word("years_around" if dataset.class_method == AROUND else "years_same", language)
    return Markup('<div class="lb-legend"><p class="lb-quiet">{}</p><ul class="lb-keys">{}</ul></div>').format(
        about, Markup("").join(keys)
    )


def _map(dataset: Dataset) -> Markup:
    by_code = {row.area.code: row for row in dataset.rows}
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
