"""Areas as dots beside the map, row by row: name, interval on a common axis, number. Each name chooses its area."""

from __future__ import annotations

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import COUNTRY, Against, Kind
from picture.charts.axis import ValueAxis, screen_axis, value_axis
from picture.charts.dot_plot import dot_colour, most_and_least
from picture.charts.palette import DOT, WHITE
from picture.html.links import methods_address, page_address
from picture.html.maps.told import told
from picture.html.methods.anchors import Question
from picture.query.model import Dataset, Observation
from picture.text.labels import mark
from picture.text.outcomes import hidden_because
from picture.text.words import amount, interval, word

TURNED_INWARDS = 0.3  # share of the axis: the country's name over it is turned inwards there
SIGNS = {DOT: "certain", WHITE: "open"}
DOT_ROW = Markup(
    '<tr class="{css}" data-area="{code}" data-told="{told}"><th scope="row"><a class="lb-go" data-keep="{code}" '
    'href="{address}"{current}>{name}</a></th>{strip}<td class="lb-dots-value">{value}</td>{interval}</tr>'
)


def dots_table(dataset: Dataset, selected: dict[str, str]) -> Markup:
    """Write the areas in the chosen order; selected: how the page shows the view, as the address carries it."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    count = indicator.kind == Kind.REGISTER_COUNT
    country = None if count else next((r for r in dataset.reference if r.shown), None)
    rows = most_and_least(dataset)
    axis = value_axis([*rows, *([country] if country else [])], indicator)
    place = axis.share(country.value) if country and country.value is not None else None
    intervals = any(r.ci_low is not None for r in rows)
    body = Markup("").join(_row(r, dataset, axis, place, selected, intervals=intervals) for r in rows)
    ticks = screen_axis(axis, indicator.unit, language, sparse=count)
    return Markup(
        '<table class="lb-dots{}" style="--lb-step:{:.4f}%"><caption class="lb-unseen">{}</caption>'
        '<thead><tr><th scope="col"><span class="lb-unseen">{}</span></th><th scope="col" class="lb-dots-over">{}</th>'
        '<th scope="col"><span class="lb-unseen">{}</span></th>{}</tr></thead><tbody>{}</tbody>'
        '<tfoot aria-hidden="true"><tr><td></td><td class="lb-dots-axis">{}</td><td></td>{}</tr></tfoot></table>'
    ).format(
        "" if intervals else " lb-dots-plain",
        100 * axis.step / (axis.high - axis.low),
        word("dots_caption", language),
        word("column_area", language),
        _over(country, place, dataset) if country and place is not None else "",
        word("column_value", language),
        Markup('<th scope="col"><span class="lb-unseen">{}</span></th>').format(word("interval_95", language))
        if intervals
        else "",
        body,
        axis_ticks(axis, ticks["tickvals"], ticks["ticktext"]),
        Markup("<td></td>") if intervals else "",
    )


def _row(
    row: Observation,
    dataset: Dataset,
    axis: ValueAxis,
    country: float | None,
    selected: dict[str, str],
    *,
    intervals: bool,
) -> Markup:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    chosen = dataset.view.chose(row.area)
    sign = SIGNS.get(dot_colour(row, Against.COUNTRY), "grey")
    css = [
        "lb-dots-row",
        *(["lb-certain"] if sign == "certain" and row.shown else []),
        *(["lb-chosen"] if chosen else []),
    ]
    key = COUNTRY if chosen else area_key(row.area.level, row.area.code)
    held = ""
    if intervals:
        has = row.ci_low is not None and row.ci_high is not None
        text = interval(row.ci_low or 0.0, row.ci_high or 0.0, indicator, language) if has else ""
        held = Markup('<td class="lb-dots-interval">{}</td>').format(text)
    return DOT_ROW.format(
        css=" ".join(css),
        code=row.area.code,
        told=told(row, dataset),
        address=page_address("map", dataset.view, **{**selected, "area": key}),
        current=Markup(' aria-current="true"') if chosen else "",
        name=short_area(row, dataset),
        strip=_strip(row, dataset, axis, country, sign),
        value=Markup("<b>{}</b>{}").format(
            amount(row.value, indicator, language) if row.value is not None else "",
            Markup(" {}").format(mark(row)) if mark(row) else "",
        ),
        interval=held,
    )


def short_area(row: Observation, dataset: Dataset) -> str:
    """Return an area's name without what all areas of its division are called, which the page says once."""
    about = word(f"named_{row.area.level}", dataset.view.language) if row.area.level in ENDED_ALIKE else ""
    return row.area.name.removeprefix(about).removesuffix(about).strip() or row.area.name


ENDED_ALIKE = ("elinvoimakeskus", "ely", "hyvinvointialue")


def _strip(row: Observation, dataset: Dataset, axis: ValueAxis, country: float | None, sign: str) -> Markup:
    line = (
        Markup('<i class="lb-dots-country" style="left:{:.2f}%"></i>').format(100 * country)
        if country is not None
        else ""
    )
    if row.value is None:
        language = dataset.view.language
        why = Markup('<a class="lb-go" href="{}">{}</a>').format(
            methods_address(Question.HATCHED, dataset.view), word("dots_why", language)
        )
        return Markup(
            '<td class="lb-dots-strip lb-dots-hidden"><span class="lb-hatch" aria-hidden="true"></span>{} {}</td>'
        ).format(hidden_because(row, language), why)
    band = ""
    if row.ci_low is not None and row.ci_high is not None:
        left, right = (100 * axis.share(end) for end in (row.ci_low, row.ci_high))
        band = Markup('<i class="lb-dots-band" style="left:{:.2f}%;width:{:.2f}%"></i>').format(left, right - left)
    dot = Markup('<i class="lb-dots-dot lb-dot-{}" style="left:{:.2f}%"></i>').format(sign, 100 * axis.share(row.value))
    return Markup('<td class="lb-dots-strip" aria-hidden="true">{}{}{}</td>').format(line, band, dot)


def _over(country: Observation, place: float, dataset: Dataset) -> Markup:
    """Write the country's name and number over its line, turned inwards near an end of the axis."""
    indicator = dataset.indicators[0]
    value = amount(country.value or 0.0, indicator, dataset.view.language)
    turned = "start" if place < TURNED_INWARDS else "end" if place > 1 - TURNED_INWARDS else "middle"
    return Markup('<span class="lb-over-{}" style="left:{:.2f}%">{} <b>{}</b> {}</span>').format(
        turned, 100 * place, country.area.name, value, mark(country)
    )


def axis_ticks(axis: ValueAxis, values: list[float], names: list[str]) -> Markup:
    """Write the steps of an axis at their places."""
    tick = Markup('<span style="left:{:.2f}%">{}</span>')
    return Markup("").join(tick.format(100 * axis.share(v), name) for v, name in zip(values, names, strict=True))
