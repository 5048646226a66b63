"""The map of a page: a drawing in which each area can be pointed at, and its legend.

The drawing is an image, so that it is there at once and on paper. Our script (pages/server/shell/script/map.js) lays
the areas over it, which then answer pointer and touch; the keyboard has the names of the dot plot.
"""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from contract.codes import Kind, Language, Unit
from picture.charts.maps.choropleth import MAP_HEIGHT, MAP_WIDTH, differs, region_map, tile_map
from picture.charts.maps.classes import class_labels, class_of, colours_of
from picture.charts.maps.extent import extent_of
from picture.charts.maps.insets import WHOLE_COUNTRY_KM
from picture.charts.svg.svg import draw_figure
from picture.charts.theme import FONT, Figure
from picture.query.model import Dataset, Observation
from picture.text.alt_text import map_alt_text
from picture.text.words import amount, capital, number, unit, word

MOST_SQUARES = 12  # more areas of a class are counted instead
DRAWING = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}">{}</svg>')
PICTURE = Markup(
    '<img class="lb-map-picture" width="{}" height="{}" alt="{}" decoding="sync" src="data:image/svg+xml;base64,{}">'
)


def map_figure(dataset: Dataset) -> Markup:
    """Write the map with its legend in the empty north-west, under the map where only a part of the country is."""
    part = extent_of(dataset.shapes).height < WHOLE_COUNTRY_KM
    return Markup('<figure class="lb-map{}">{}{}</figure>').format(
        " lb-map-part" if part else "",
        _picture(region_map(dataset), MAP_WIDTH, MAP_HEIGHT, map_alt_text(dataset)),
        class_legend(dataset),
    )


def tiles_figure(dataset: Dataset, tiles: dict[str, tuple[int, int]]) -> Markup:
    """Write the same numbers as equal tiles."""
    figure = tile_map(dataset, tiles)
    across, up = (figure["layout"][axis]["range"] for axis in ("xaxis", "yaxis"))
    height = figure["layout"]["height"]
    width = round(height * (across[1] - across[0]) / (up[1] - up[0]))
    picture = _picture(figure, width, height, map_alt_text(dataset, "tiles"))
    return Markup('<figure class="lb-map lb-tiles">{}</figure>').format(picture)


def _picture(figure: Figure, width: int, height: int, alt: str) -> Markup:
    drawn = DRAWING.format(width, height, FONT, draw_figure(figure, 0, 0, width, height))
    return PICTURE.format(width, height, alt, b64encode(drawn.encode()).decode())


def class_legend(dataset: Dataset) -> Markup:
    """Write the legend: each class with its areas, the country's mark in its class, hatch and outline."""
    language = dataset.view.language
    shown = [row for row in dataset.rows if row.value is not None]
    unreliable = sum(r.unreliable for r in shown)
    about = word("legend_squares", language) if len(shown) <= MOST_SQUARES * 2 else ""
    return Markup(
        '<div class="lb-legend lb-map-legend"><p class="lb-legend-unit"><b>{}</b> {}</p>'
        '<ol class="lb-classes">{}</ol><ul class="lb-keys">{}{}{}</ul></div>'
    ).format(
        _unit_of_legend(dataset),
        Markup('<span class="lb-quiet">{}</span>').format(about) if about else "",
        _classes(shown, dataset),
        _key(
            Markup('<span class="lb-hatch" aria-hidden="true"></span>'),
            "legend_hidden",
            len(dataset.rows) - len(shown),
            language,
        ),
        _key(
            Markup('<span class="lb-hatch lb-hatch-class" aria-hidden="true"></span>'),
            "legend_unreliable",
            unreliable,
            language,
        ),
        _key(
            Markup('<span class="lb-ring" aria-hidden="true"></span>'),
            "legend_differs",
            sum(map(differs, shown)),
            language,
        ),
    )


def _unit_of_legend(dataset: Dataset) -> str:
    indicator = dataset.indicators[0]
    language = dataset.view.language
    if indicator.unit in {Unit.PERCENT, Unit.POINTS}:
        return word(f"legend_unit_{indicator.unit}", language)
    return capital(unit(indicator, language))


def _classes(shown: list[Observation], dataset: Dataset) -> Markup:
    """Write each class, the highest first, with a square for each area; the country stands beside its own."""
    language = dataset.view.language
    country_class, country_words = _country_class(dataset)
    entry = Markup(
        '<li><span class="lb-class-swatch" style="background:{}"></span><span class="lb-class-label">{}</span>{}{}</li>'
    )
    country = Markup('<span class="lb-class-country">{}</span>').format(country_words)
    written = [
        entry.format(
            colour,
            label,
            _squares([r for r in shown if class_of(r.value or 0.0, dataset) == place], language),
            country if place == country_class else "",
        )
        for place, (label, colour) in enumerate(zip(class_labels(dataset), colours_of(dataset), strict=True))
    ]
    return Markup("").join(reversed(written))


def _squares(rows: list[Observation], language: Language) -> Markup:
    many = word("class_count_one", language) if len(rows) == 1 else word("class_count", language, count=len(rows))
    said = Markup('<span class="lb-unseen"> {}</span>').format(many)
    if len(rows) > MOST_SQUARES:
        return (
            Markup('<span class="lb-class-count" title="{}">{}</span>').format(many, number(len(rows), 0, language))
            + said
        )
    first = sorted(rows, key=lambda r: not differs(r))
    squares = Markup("").join(
        Markup("<i{}></i>").format(Markup(' class="lb-dark"') if differs(r) else "") for r in first
    )
    return Markup('<span class="lb-squares" title="{}" aria-hidden="true">{}</span>').format(many, squares) + said


def _country_class(dataset: Dataset) -> tuple[int | None, str]:
    """Return the class of the whole country and its number in words; a count has none, as a part is never as large."""
    indicator = dataset.indicators[0]
    country = next((r for r in dataset.reference if r.value is not None), None)
    if country is None or country.value is None or indicator.kind == Kind.REGISTER_COUNT:
        return None, ""
    language = dataset.view.language
    words = f"{word('legend_country', language)} {amount(country.value, indicator, language)}"
    return class_of(country.value, dataset), words


def _key(sign: Markup, key: str, count: int, language: Language) -> Markup:
    written = Markup("<li>{}<span>{} ({})</span></li>").format(sign, word(key, language), count)
    return written if count else Markup("")
