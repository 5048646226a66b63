"""The region map and its equal tiles as Plotly figures, and their legend as HTML.

Polygons are cartesian scatter traces in km of EPSG:3067: no geographic subplot, so nothing is fetched from another host
and the exported SVG stays a drawing of regions. One trace per class; the labels come last and carry the area codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from html import escape

from picture.answer import Answer, Flag, Language, Row, Shape
from picture.classes import class_colour, class_labels, class_of
from picture.hover import hover
from picture.inset import enlarged
from picture.palette import ABSENCE, HATCH, INK, SELECTED, SEQUENTIAL, WHITE, class_colours, text_on
from picture.phrases import mark
from picture.template import Figure, bare_axis, figure, note
from picture.words import amount, number, word

HEIGHT, LEAST_HEIGHT = 720, 320  # pixels
WIDTH = 500  # pixels of the column that the map is made for
MARGIN_KM = 8.0
LABELLED = 20  # more areas than these carry no numbers on the map: the pointer, the dot plot and the table tell them
TILE = 1.0
GAP = 0.06
TILE_LETTERS = 11
SMALL, LARGE = 11, 13  # sizes of labels with names and without
LONG = 5  # letters; a longer number has no room on the map

Fill = tuple[str, bool]  # colour, hatched; the colour of absence is ABSENCE


def region_map(answer: Answer) -> Figure:
    """Draw the regions of a map answer, coloured by the locked classes.

    A click gives the area code as `customdata`. Withheld regions are hatched on their own ground and carry their mark,
    values of low reliability are hatched over the colour of their class; the chosen area is outlined.
    """
    return _drawn(answer, answer.shapes, HEIGHT)


def tile_map(answer: Answer, tiles: dict[str, tuple[int, int]]) -> Figure:
    """Draw the same answer as equal tiles, so that small regions count as much as large ones.

    `tiles` gives row and column of each area code, row 0 in the north.
    """
    return _drawn(answer, tuple(_square(code, *place) for code, place in tiles.items()), 560, names=True)


def labelled(answer: Answer) -> bool:
    """Tell whether a map has room for the numbers of its areas: there are few, and none of them is long."""
    return len(answer.shapes) <= LABELLED and all(len(_label(r, answer, names=False)) <= LONG for r in answer.rows)


def fill(row: Row | None, answer: Answer) -> Fill:
    """Choose colour and hatch of a region: the same on the map, in the legend and on the slide."""
    if row is None or row.value is None:
        return ABSENCE, True
    return class_colour(row.value, answer), Flag.UNRELIABLE in row.flags


def _drawn(answer: Answer, shapes: tuple[Shape, ...], height: int, *, names: bool = False) -> Figure:
    rows = {row.area.code: row for row in answer.rows}
    many = len(shapes) > LABELLED
    near = enlarged(shapes) if answer.view.level == "kunta" else ()
    shapes += near
    by_fill: dict[Fill, list[Shape]] = defaultdict(list)
    for shape in shapes:
        by_fill[fill(rows.get(shape.code), answer)].append(shape)
    traces = [_polygons(by_fill[key], key, 0.4 if many else 1) for key in sorted(by_fill)]
    traces += [_outline(s) for s in shapes if s.code in rows and answer.view.chose(rows[s.code].area)]
    known = [s for s in shapes if s.code in rows]
    bare = many or not (names or labelled(answer))
    traces += [_pointers(known, rows, answer)] if bare else _labels(known, rows, answer, names=names)
    xs = [x for s in shapes for x in s.x if x is not None]
    ys = [y for s in shapes for y in s.y if y is not None]
    margin = MARGIN_KM if not names else GAP
    slender = (max(ys) - min(ys)) / (max(xs) - min(xs))
    return figure(
        traces,
        answer.view.language,
        min(height, max(LEAST_HEIGHT, round(WIDTH * slender))),  # one region alone leaves no empty room above and below
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hoverdistance=30,
        annotations=[_inset_title(near, answer.view.language)] if near else [],
        xaxis=bare_axis(min(xs) - margin, max(xs) + margin, constrain="domain"),
        yaxis=bare_axis(min(ys) - margin, max(ys) + margin, scaleanchor="x", constrain="domain", constraintoward="top"),
    )


def _polygons(shapes: list[Shape], key: Fill, border: float) -> Figure:
    colour, hatched = key
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": _joined(s.x for s in shapes),
        "y": _joined(s.y for s in shapes),
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": WHITE, "width": border},
        "hoverinfo": "skip",
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


def _pointers(shapes: list[Shape], rows: dict[str, Row], answer: Answer) -> Figure:
    """Make unseen marks that carry area codes and what the pointer tells, where there is no room for labels."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [s.label_x for s in shapes],
        "y": [s.label_y for s in shapes],
        "marker": {"size": 12, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [s.code for s in shapes],
        "hovertext": [hover(rows[s.code], answer) for s in shapes],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _inset_title(near: tuple[Shape, ...], language: Language) -> Figure:
    left, top = min(x for s in near for x in s.x if x is not None), max(y for s in near for y in s.y if y is not None)
    return note(word("inset_capital", language), x=left, y=top + MARGIN_KM, xanchor="left", yanchor="bottom")


def _labels(shapes: list[Shape], rows: dict[str, Row], answer: Answer, *, names: bool) -> list[Figure]:
    """Make one trace per text colour: Plotly fades unselected labels, and can be told one colour a trace not to."""
    by_ink: dict[tuple[str, str], list[Shape]] = defaultdict(list)
    for shape in shapes:
        by_ink[_ink(rows[shape.code], answer)].append(shape)
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [s.label_x for s in group],
            "y": [s.label_y for s in group],
            "text": [_label(rows[s.code], answer, names=names) for s in group],
            "textfont": {
                "size": SMALL if names else LARGE,
                "color": ink,
                "weight": 400 if names else 600,
                "shadow": halo,
            },
            "marker": {"size": 26, "opacity": 0},
            "selected": {"marker": {"opacity": 0}, "textfont": {"color": ink}},
            "unselected": {"marker": {"opacity": 0}, "textfont": {"color": ink}},
            "customdata": [s.code for s in group],
            "hovertext": [hover(rows[s.code], answer) for s in group],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for (ink, halo), group in by_ink.items()
    ]


def _ink(row: Row, answer: Answer) -> tuple[str, str]:
    """Choose the colour of a label, and a halo so that hatching does not cut its letters."""
    ground, hatched = fill(row, answer)
    ink = text_on(ground)
    halo = WHITE if ink == INK else SEQUENTIAL[-1]
    return ink, ", ".join([f"0 0 3px {halo}"] * 3) if hatched else "none"


def _label(row: Row, answer: Answer, *, names: bool) -> str:
    value = mark(row) if row.value is None else number(row.value, answer.indicators[0].decimals, answer.view.language)
    return f"{_short(row.area.name)}<br><b>{value}</b>" if names else value


def _short(name: str) -> str:
    """Break a long name at its space or hyphen, and shorten what is still too long for a tile."""
    parts = name.replace("-", "-\n").replace(" ", "\n").split("\n")
    return "<br>".join(escape(part if len(part) <= TILE_LETTERS else f"{part[: TILE_LETTERS - 1]}.") for part in parts)


def _joined(parts: Iterable[tuple[float | None, ...]]) -> list[float | None]:
    joined: list[float | None] = []
    for part in parts:
        joined += [*([None] if joined else []), *part]
    return joined


def _square(code: str, line: int, column: int) -> Shape:
    left, right = column * TILE + GAP / 2, (column + 1) * TILE - GAP / 2
    top, bottom = -line * TILE - GAP / 2, -(line + 1) * TILE + GAP / 2
    return Shape(
        code,
        (left, right, right, left, left),
        (bottom, bottom, top, top, bottom),
        (left + right) / 2,
        (top + bottom) / 2,
    )


def legend_html(answer: Answer) -> str:
    """Write the legend: classes with edges and numbers of areas, the country's place, and what hatching means."""
    language, indicator = answer.view.language, answer.indicators[0]
    shown = [row for row in answer.rows if row.value is not None]
    counts = Counter(class_of(row.value or 0.0, answer) for row in shown)
    part = indicator.kind == "register_count"  # the country's count is no value on the areas' scale
    country = None if part else next((r for r in answer.reference if r.shown), None)
    home = None if country is None else class_of(country.value or 0.0, answer)
    told = "" if country is None else f"{country.area.name} {amount(country.value or 0.0, indicator, language)}"
    tallest = max(counts.values(), default=1)
    classes = zip(class_labels(answer), class_colours(len(answer.classes) + 1), strict=True)
    bars = ""
    for place, (label, colour) in enumerate(classes):
        bar = _bar(counts[place], counts[place] / tallest, colour, language)
        here = f'<span class="lb-class-country">▲ {escape(told)}</span>' if place == home else ""
        bars += f'<li>{bar}<span class="lb-class-label">{escape(label)}</span>{here}</li>'
    extra = [_sign("lb-hatch", "legend_hidden", len(answer.rows) - len(shown), language)]
    extra.append(
        _sign("lb-hatch lb-hatch-class", "legend_unreliable", sum(Flag.UNRELIABLE in r.flags for r in shown), language)
    )
    caption = escape(word("legend_caption", language))
    return (
        f'<figure class="lb-legend"><figcaption class="lb-unseen">{caption}</figcaption>'
        f'<ol class="lb-classes">{bars}</ol>'
        f'<ul class="lb-keys">{"".join(extra)}</ul></figure>'
    )


def _bar(count: int, share: float, colour: str, language: Language) -> str:
    many = word("class_count_one", language) if count == 1 else word("class_count", language, count=count)
    return (
        f'<span class="lb-class-count" title="{many}"><span aria-hidden="true">{count}</span>'
        f'<span class="lb-class-bar" style="height:{round(36 * share)}px;background:{colour}"></span></span>'
        f'<span class="lb-unseen">{many}: </span><span class="lb-class-swatch" style="background:{colour}"></span>'
    )


def _sign(css: str, key: str, count: int, language: Language) -> str:
    if not count:
        return ""
    return f'<li><span class="{css}" aria-hidden="true"></span>{escape(word(key, language))} ({count})</li>'
