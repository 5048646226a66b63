"""The region map and its equal tiles as Plotly figures, and their legend as HTML.

Polygons are cartesian scatter traces in km of EPSG:3067: no geographic subplot, so nothing is fetched from another host
and the exported SVG stays a drawing of regions. An area is two traces, polygon and what it answers; labels come last.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from markupsafe import Markup, escape

from contract.codes import Kind, Language, Level
from picture.charts.maps.classes import class_colour, class_labels, class_of
from picture.charts.maps.extent import extent_of
from picture.charts.maps.inset import capital_inset
from picture.charts.maps.pointing import DISC_STEP, HOVER_DISTANCE, LEAST_DISC, interactive_traces
from picture.charts.palette import ABSENCE, HATCH, INK, SELECTED, SEQUENTIAL, WHITE, class_colours, text_on
from picture.charts.theme import Figure, figure, note, unseen_axis
from picture.charts.tooltip import tooltip
from picture.query.model import Dataset, Observation, Shape
from picture.text.labels import mark
from picture.text.words import amount, number, word

LARGEST_MAP_HEIGHT = 720  # pixels
LEAST_MAP_HEIGHT = 320  # pixels
MAP_COLUMN_WIDTH = 500  # pixels of the column that the map is made for
MARGIN_KM = 8.0
# More areas than these carry no numbers on the map: the pointer, the dot plot and the table tell them.
MOST_LABELLED_AREAS = 20
TILE = 1.0
GAP = 0.06
TILE_LETTERS = 11
TILE_LABEL_SIZE = 11  # pixels: of a name with its number
NUMBER_SIZE = 13  # pixels: of a number alone
NUMBER_LETTERS = 5  # letters; a longer number has no room on the map

RegionFill = tuple[str, bool]  # colour, hatched; the colour of absence is ABSENCE


def region_map(dataset: Dataset) -> Figure:
    """Draw the regions of a map dataset, coloured by the locked classes.

    A click gives the area code as `customdata`. Withheld regions are hatched on their own ground and carry their mark,
    values of low reliability are hatched over the colour of their class; the chosen area is outlined.
    """
    return _drawn(dataset, dataset.shapes, LARGEST_MAP_HEIGHT)


def tile_map(dataset: Dataset, tiles: dict[str, tuple[int, int]]) -> Figure:
    """Draw the same dataset as equal tiles, so that small regions count as much as large ones.

    `tiles` gives row and column of each area code, row 0 in the north.
    """
    return _drawn(dataset, tuple(_square(code, *place) for code, place in tiles.items()), 560, names=True)


def has_room_for_numbers(dataset: Dataset) -> bool:
    """Return whether a map has room for the numbers of its areas: there are few, and none of them is long."""
    return len(dataset.shapes) <= MOST_LABELLED_AREAS and all(
        len(_label(r, dataset, names=False)) <= NUMBER_LETTERS for r in dataset.rows
    )


def region_fill(row: Observation | None, dataset: Dataset) -> RegionFill:
    """Choose colour and hatch of a region: the same on the map, in the legend and on the slide."""
    if row is None or row.value is None:
        return ABSENCE, True
    return class_colour(row.value, dataset), row.unreliable


def _drawn(dataset: Dataset, shapes: tuple[Shape, ...], height: int, *, names: bool = False) -> Figure:
    rows = {row.area.code: row for row in dataset.rows}
    many = len(shapes) > MOST_LABELLED_AREAS
    near = capital_inset(shapes) if dataset.view.level == Level.KUNTA else ()
    shapes += near
    extent = extent_of(shapes)
    margin = MARGIN_KM if not names else GAP
    wide = extent.width + 2 * margin
    tall = extent.height + 2 * margin
    fitting = max(LEAST_MAP_HEIGHT, round(MAP_COLUMN_WIDTH * tall / wide))
    height = min(height, fitting)  # one region alone leaves no empty room
    known = [s for s in shapes if s.code in rows]
    traces: list[Figure] = []
    for at, shape in enumerate(sorted(shapes, key=lambda s: (s.touch_km, region_fill(rows.get(s.code), dataset)))):
        row = rows.get(shape.code)
        polygon = _polygon(shape, region_fill(row, dataset), 0.4 if many else 1)
        told = None if row is None else tooltip(row, dataset)
        traces += interactive_traces(
            shape, polygon, told, size=at * DISC_STEP + max(LEAST_DISC, 2 * shape.touch_km * height / tall)
        )
    traces += [_outline(s) for s in known if dataset.view.chose(rows[s.code].area)]
    traces += (
        _labels(known, rows, dataset, names=names) if not many and (names or has_room_for_numbers(dataset)) else []
    )
    return figure(
        traces,
        height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hoverdistance=HOVER_DISTANCE,
        annotations=[_inset_title(near, dataset.view.language)] if near else [],
        xaxis=unseen_axis(extent.west - margin, extent.east + margin, constrain="domain"),
        yaxis=unseen_axis(
            extent.south - margin, extent.north + margin, scaleanchor="x", constrain="domain", constraintoward="top"
        ),
    )


def _polygon(shape: Shape, key: RegionFill, border: float) -> Figure:
    colour, hatched = key
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": [*shape.x],
        "y": [*shape.y],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": WHITE, "width": border},
    }
    if hatched:
        ink = HATCH if colour == ABSENCE else text_on(colour)
        trace["fillpattern"] = {"shape": "/", "fgcolor": ink, "bgcolor": colour, "size": 7, "solidity": 0.15}
        if colour == ABSENCE:
            trace["line"] = {"color": HATCH, "width": border}
    return trace


def _outline(shape: Shape) -> Figure:
    line = {"color": SELECTED, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "x": [*shape.x], "y": [*shape.y], "line": line, "hoverinfo": "skip"}


def _inset_title(near: tuple[Shape, ...], language: Language) -> Figure:
    extent = extent_of(near)
    return note(
        word("inset_capital", language), x=extent.west, y=extent.north + MARGIN_KM, xanchor="left", yanchor="bottom"
    )


def _labels(shapes: list[Shape], rows: dict[str, Observation], dataset: Dataset, *, names: bool) -> list[Figure]:
    """Make one trace per text colour: Plotly fades unselected labels, and can be told one colour a trace not to."""
    by_ink: dict[tuple[str, str], list[Shape]] = defaultdict(list)
    for shape in shapes:
        by_ink[_ink(rows[shape.code], dataset)].append(shape)
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [s.label_x for s in group],
            "y": [s.label_y for s in group],
            "text": [_label(rows[s.code], dataset, names=names) for s in group],
            "textfont": {
                "size": TILE_LABEL_SIZE if names else NUMBER_SIZE,
                "color": ink,
                "weight": 400 if names else 600,
                "shadow": halo,
            },
            "unselected": {"textfont": {"color": ink}},
            "hoverinfo": "skip",
        }
        for (ink, halo), group in by_ink.items()
    ]


def _ink(row: Observation, dataset: Dataset) -> tuple[str, str]:
    """Choose the colour of a label, and a halo so that hatching does not cut its letters."""
    ground, hatched = region_fill(row, dataset)
    ink = text_on(ground)
    halo = WHITE if ink == INK else SEQUENTIAL[-1]
    return ink, ", ".join([f"0 0 3px {halo}"] * 3) if hatched else "none"


def _label(row: Observation, dataset: Dataset, *, names: bool) -> Markup:
    value = mark(row) if row.value is None else number(row.value, dataset.indicators[0].decimals, dataset.view.language)
    return Markup("{}<br><b>{}</b>").format(_short(row.area.name), value) if names else escape(value)


def _short(name: str) -> Markup:
    """Break a long name at its space or hyphen, and shorten what is still too long for a tile."""
    parts = name.replace("-", "-\n").replace(" ", "\n").split("\n")
    shortened = (part if len(part) <= TILE_LETTERS else f"{part[: TILE_LETTERS - 1]}." for part in parts)
    return Markup("<br>").join(shortened)


def _square(code: str, line: int, column: int) -> Shape:
    left = column * TILE + GAP / 2
    right = (column + 1) * TILE - GAP / 2
    top = -line * TILE - GAP / 2
    bottom = -(line + 1) * TILE + GAP / 2
    middle = ((left + right) / 2, (top + bottom) / 2)
    return Shape(
        code,
        (left, right, right, left, left),
        (bottom, bottom, top, top, bottom),
        *middle,
        touch_x=middle[:1],
        touch_y=middle[1:],
        touch_km=TILE,  # more than from the middle to a corner
    )


def class_legend(dataset: Dataset) -> Markup:
    """Write the legend: classes with edges and numbers of areas, the country's place, and what hatching means."""
    language = dataset.view.language
    shown = [row for row in dataset.rows if row.value is not None]
    unreliable = sum(r.unreliable for r in shown)
    return Markup(
        '<figure class="lb-legend"><figcaption class="lb-unseen">{}</figcaption>'
        '<ol class="lb-classes">{}</ol><ul class="lb-keys">{}{}</ul></figure>'
    ).format(
        word("legend_caption", language),
        _class_bars(shown, dataset),
        _hatch_sign("lb-hatch", "legend_hidden", len(dataset.rows) - len(shown), language),
        _hatch_sign("lb-hatch lb-hatch-class", "legend_unreliable", unreliable, language),
    )


def _class_bars(shown: list[Observation], dataset: Dataset) -> Markup:
    """Write each class with a bar of its number of areas; the country stands beside its own."""
    language = dataset.view.language
    counts = Counter(class_of(row.value or 0.0, dataset) for row in shown)
    tallest = max(counts.values(), default=1)
    country_class, country_words = _country_class(dataset)
    bar = Markup('<li>{}<span class="lb-class-label">{}</span>{}</li>')
    country = Markup('<span class="lb-class-country">▲ {}</span>').format(country_words)
    colours = class_colours(len(dataset.classes) + 1)
    return Markup("").join(
        bar.format(
            _bar(counts[place], counts[place] / tallest, colours[place], language),
            label,
            country if place == country_class else "",
        )
        for place, label in enumerate(class_labels(dataset))
    )


def _country_class(dataset: Dataset) -> tuple[int | None, str]:
    """Return the class of the whole country and its number in words; a count has none, as a part is never as large."""
    indicator = dataset.indicators[0]
    country = next((r for r in dataset.reference if r.value is not None), None)
    if country is None or country.value is None or indicator.kind == Kind.REGISTER_COUNT:
        return None, ""
    words = f"{country.area.name} {amount(country.value, indicator, dataset.view.language)}"
    return class_of(country.value, dataset), words


def _bar(count: int, share: float, colour: str, language: Language) -> Markup:
    many = word("class_count_one", language) if count == 1 else word("class_count", language, count=count)
    return Markup(
        '<span class="lb-class-count" title="{many}"><span aria-hidden="true">{count}</span>'
        '<span class="lb-class-bar" style="height:{height}px;background:{colour}"></span></span>'
        '<span class="lb-unseen">{many}: </span><span class="lb-class-swatch" style="background:{colour}"></span>'
    ).format(many=many, count=count, height=round(36 * share), colour=colour)


def _hatch_sign(css: str, key: str, count: int, language: Language) -> Markup:
    if not count:
        return Markup("")
    return Markup('<li><span class="{}" aria-hidden="true"></span>{} ({})</li>').format(css, word(key, language), count)
