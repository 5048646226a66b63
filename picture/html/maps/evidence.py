"""The evidence of the map page in one piece: years and map to the left, areas beside it to the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import COUNTRY, Against, Language, Level
from picture.charts.dot_plot import AREAS_AT_EACH_END, MOST_AREAS
from picture.html.links import page_address, page_link
from picture.html.maps.dots import dots_table
from picture.html.maps.picture import map_figure, tiles_figure
from picture.html.maps.years import maps_by_year, single_periods
from picture.html.verdict_mark import verdict_mark
from picture.query.maps.area_order import ORDERS
from picture.query.model import Dataset
from picture.query.selection import PANELS
from picture.text.labels import value_text, verdict_label
from picture.text.words import interval, period, word

OWN = ("classes", "sort", "panel")  # keys that say how the page shows its view
SEGMENT = Markup('<a class="lb-go" data-keep="{key}-{value}" href="{address}"{current}>{name}</a>')
STOP = Markup('<li><a class="lb-go" data-keep="period-{0}" href="{1}"{2}><span></span>{3}</a></li>')

Tiles = Callable[[], dict[str, tuple[int, int]]]


def own_keys(selected: Mapping[str, str]) -> dict[str, str]:
    """Return how the page shows its view, as the address carries it."""
    return {key: selected[key] for key in OWN}


def map_evidence(dataset: Dataset, selected: Mapping[str, str], tiles: Tiles, *, municipalities: bool) -> Markup:
    """Write years, map and areas; tiles: asks for the places of tiles; municipalities: whether they have numbers."""
    own = own_keys(selected)
    drawing = (
        map_figure(dataset)
        if dataset.shapes
        else Markup('<p class="lb-empty">{}</p>').format(word("no_boundaries", dataset.view.language))
    )
    return Markup(
        '<div class="lb-map-page"><div class="lb-map-left">{}{}</div><div class="lb-map-right">{}{}{}</div></div>{}'
    ).format(
        timeline(dataset, own),
        drawing,
        _bar(dataset, own),
        _panel(dataset, own, tiles),
        _signs(dataset) if own["panel"] == PANELS[0] else "",
        chosen_area(dataset, own, municipalities=municipalities),
    )


def timeline(dataset: Dataset, own: dict[str, str]) -> Markup:
    """Write the years as stops on a line, and a button that walks along them (our script shows it)."""
    language = dataset.view.language
    stops = single_periods(dataset)
    pooled = sorted({r.period for r in dataset.history} - set(stops))
    if len(stops) + len(pooled) <= 1:
        return Markup("")

    def stop(one: str) -> Markup:
        current = Markup(' aria-current="true"') if one == dataset.view.period else ""
        return STOP.format(one, page_address("map", dataset.view, **{**own, "period": one}), current, period(one))

    line = Markup("").join(map(stop, stops))
    beside = Markup('<ul class="lb-stops-pooled" aria-label="{}">{}</ul>').format(
        word("pooled_together", language), Markup("").join(map(stop, pooled))
    )
    return Markup(
        '<div class="lb-timeline" role="group" aria-label="{}"><button type="button" class="lb-play" '
        'aria-pressed="false" aria-label="{}" data-stop="{}" hidden></button><ol class="lb-stops">{}</ol>{}</div>'
    ).format(
        word("choose_period", language),
        word("play_years", language),
        word("stop_years", language),
        line,
        beside if pooled else "",
    )


def _bar(dataset: Dataset, own: dict[str, str]) -> Markup:
    """Write what stands beside the map, and the order of its areas."""
    language = dataset.view.language
    view = dataset.view

    names = {**{one: word(f"sort_{one}", language) for one in ORDERS}, **_panel_names(language)}

    def segments(key: str, values: tuple[str, ...]) -> Markup:
        written = (
            SEGMENT.format(
                key=key,
                value=one,
                address=page_address("map", view, **{**own, key: one}),
                current=Markup(' aria-current="true"') if own[key] == one else "",
                name=names[one],
            )
            for one in values
        )
        return Markup("").join(written)

    order = ""
    if own["panel"] == PANELS[0] and len(dataset.rows) <= MOST_AREAS:
        order = Markup('<div class="lb-segments" role="group" aria-label="{0}"><span>{0}</span>{1}</div>').format(
            word("choose_sort", language), segments("sort", ORDERS)
        )
    return Markup('<div class="lb-map-bar"><nav class="lb-panels-nav" aria-label="{}">{}</nav>{}</div>').format(
        word("choose_panel", language), segments("panel", PANELS), order
    )


def _panel_names(language: Language) -> dict[str, str]:
    return {one: word(f"panel_{one}", language) for one in PANELS}


def _panel(dataset: Dataset, own: dict[str, str], tiles: Tiles) -> Markup:
    language = dataset.view.language
    if own["panel"] == "years":
        return maps_by_year(dataset, own)
    if own["panel"] == "tiles":
        places = tiles()
        return tiles_figure(dataset, places) if places else Markup("<p>{}</p>").format(word("no_tiles", language))
    cut = ""
    if len(dataset.rows) > MOST_AREAS:
        cut = Markup('<p class="lb-quiet">{}</p>').format(word("dots_cut", language, count=AREAS_AT_EACH_END))
    return dots_table(dataset, own) + cut


def _signs(dataset: Dataset) -> Markup:
    """Explain the dots that are drawn."""
    language = dataset.view.language
    against = [r for r in dataset.rows if r.shown and r.against(Against.COUNTRY)]
    keys = []
    if against:
        keys = [("lb-dot-certain", "legend_differs_dot"), ("lb-dot-open", "legend_open_dot")]
    sign = Markup('<li><i class="lb-dots-dot {}" aria-hidden="true"></i>{}</li>')
    written = [sign.format(css, word(key, language)) for css, key in keys]
    if any(r.ci_low is not None for r in dataset.rows):
        band = Markup('<li><i class="lb-dots-band" aria-hidden="true"></i>{}</li>')
        written.append(band.format(word("interval_95", language)))
    return (
        Markup('<ul class="lb-keys lb-dots-keys">{}</ul>').format(Markup("").join(written)) if written else Markup("")
    )


def chosen_area(dataset: Dataset, own: dict[str, str], *, municipalities: bool) -> Markup:
    """Write the chosen area's number and where its other pages are; nothing where none on the map is chosen."""
    view = dataset.view
    row = next((r for r in dataset.rows if view.chose(r.area)), None)
    links: list[Markup] = []
    if view.level == Level.KUNTA:
        links.append(
            page_link(word("show_regions", view.language), page_address("map", view, **own, level=Level.MAAKUNTA))
        )
    elif municipalities and view.area_level == Level.MAAKUNTA and view.area != COUNTRY:
        label = word("show_municipalities", view.language, area=dataset.area_name)
        links.append(page_link(label, page_address("map", view, **own, level=Level.KUNTA)))
    if row is None:
        return Markup('<p class="lb-chosen-area">{}</p>').format(Markup(" ").join(links)) if links else Markup("")
    indicator = dataset.indicators[0]
    area = area_key(row.area.level, row.area.code)
    pages = [
        page_link(word(f"menu_{page}", view.language), page_address(page, view, area=area))
        for page in ("region", "trends", "groups")
    ]
    clear = Markup('<a class="lb-go lb-clear" href="{}">{}</a>').format(
        page_address("map", view, **own, area=COUNTRY), word("clear_choice", view.language)
    )
    has = row.ci_low is not None and row.ci_high is not None
    said = row.value is not None and row.against(Against.COUNTRY) is not None
    return Markup('<p class="lb-chosen-area"><b>{}</b> <b>{}</b>{} {} {}{}</p>').format(
        row.area.name,
        value_text(row, indicator, view.language),
        Markup(" ({})").format(interval(row.ci_low or 0.0, row.ci_high or 0.0, indicator, view.language))
        if has
        else "",
        verdict_mark(verdict_label(row, Against.COUNTRY, indicator, dataset.breaks, view.language), short=False)
        if said
        else "",
        Markup(" ").join([*pages, *links]),
        clear,
    )
