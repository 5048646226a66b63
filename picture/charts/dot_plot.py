"""Dots with intervals, as Plotly figures (plain dicts)."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from math import ceil

from markupsafe import Markup, escape

from contract.codes import Against, Kind, Language
from picture.charts.axis import ValueAxis, screen_axis, value_axis
from picture.charts.palette import BAND, COUNTRY, DOT, INK, NEITHER, QUIET, WHITE
from picture.charts.text_width import BOLD_WIDTH, text_width
from picture.charts.theme import Figure, axis, figure, line, note
from picture.charts.tooltip import tooltip
from picture.query.maps.area_order import BY_VALUE, in_order
from picture.query.model import Dataset, Indicator, Observation
from picture.text.labels import mark, verdict_label
from picture.text.outcomes import Outcome, hidden_because, outcome
from picture.text.words import amount, number

ROW_HEIGHT = 30  # pixels; a reason of two lines fits
MOST_AREAS = 40  # more areas than these are cut to some of either end
AREAS_AT_EACH_END = 12
VALUE_SIZE = 12  # of the letters, pixels
VALUE_GAP = 12  # between the plot and the values, so that a dot at the end of the axis does not touch one
VALUE_EDGE = 4
REASON_LETTERS = 30  # of a reason on one line, so that a phone shows it whole
NEAR_END = 0.2  # share of the axis that counts as near its end

Placed = tuple[int, Observation]  # a row and its place from the top


def dot_plot(dataset: Dataset, letters: int = REASON_LETTERS) -> Figure:
    """Draw all areas of a map dataset, in the chosen order, with their intervals against the country's line.

    A filled dot differs from the country by the stored test, an open one does not; areas without a number stand last
    with the reason in words; the chosen one is bold. A click gives the area code as `customdata`.
    Reasons are broken into lines of so many letters.
    """
    rows = most_and_least(dataset)
    names = [_bold(_named(r, dataset), chosen=dataset.view.chose(r.area)) for r in rows]
    against = Against.COUNTRY
    named = dict(enumerate(names))
    found = dots(dataset, list(enumerate(rows)), named, letters, lambda row: dot_colour(row, against))
    return _with_values(found, rows, dataset)


def _with_values(found: Figure, rows: Sequence[Observation], dataset: Dataset) -> Figure:
    """Print the values at the right, as nobody reads them off the axis; a count stands beside its name already."""
    indicator = dataset.indicators[0]
    if indicator.kind == Kind.REGISTER_COUNT:
        return found
    told = {y: amount(r.value, indicator, dataset.view.language) for y, r in enumerate(rows) if r.value is not None}
    place: Figure = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": VALUE_GAP, "align": "left"}
    ink = {"size": VALUE_SIZE, "color": INK}
    chosen = {y for y, row in enumerate(rows) if dataset.view.chose(row.area)}
    values = [note(_bold(text, chosen=y in chosen), **place, y=y, font=ink) for y, text in told.items()]
    layout = found["layout"]
    wide = ceil(BOLD_WIDTH * max((text_width(text, VALUE_SIZE) for text in told.values()), default=0.0))
    margin = {**layout["margin"], "r": VALUE_GAP + wide + VALUE_EDGE} if told else layout["margin"]
    return {**found, "layout": {**layout, "margin": margin, "annotations": [*layout["annotations"], *values]}}


def most_and_least(dataset: Dataset) -> list[Observation]:
    """Sort the areas as chosen; of very many, keep both ends by value and the chosen one: the table holds them all."""
    if len(dataset.rows) <= MOST_AREAS:
        return in_order(dataset.rows, dataset)
    rows = in_order(dataset.rows, replace(dataset, order=BY_VALUE))
    shown = [r for r in rows if r.value is not None]
    return [
        r
        for r in rows
        if r in shown[:AREAS_AT_EACH_END] or r in shown[-AREAS_AT_EACH_END:] or dataset.view.chose(r.area)
    ]


def _named(row: Observation, dataset: Dataset) -> str:
    """Name an area with its marks; a count stands beside it, as a dot on an axis of millions cannot be read off."""
    indicator = dataset.indicators[0]
    name = f"{row.area.name} {mark(row)}".strip()
    if indicator.kind != Kind.REGISTER_COUNT or row.value is None:
        return name
    return f"{name}\u2002{number(row.value, indicator.decimals, dataset.view.language)}"


def dots(
    dataset: Dataset,
    placed: list[Placed],
    names: dict[int, Markup],
    letters: int,
    colour_of: Callable[[Observation], str],
) -> Figure:
    """Draw rows at their places with their intervals, hidden ones with their reason, and the line compared with."""
    against = dataset.compared_with
    indicator = dataset.indicators[0]
    language = dataset.view.language
    beside = () if indicator.kind == Kind.REGISTER_COUNT else dataset.reference  # a part is not read against the whole
    values = value_axis([*(row for _, row in placed), *beside], indicator)
    known = [(y, row) for y, row in placed if row.value is not None]
    by_colour: dict[str, list[Placed]] = {}
    for y, row in known:
        by_colour.setdefault(colour_of(row), []).append((y, row))
    traces = [interval_trace(known)]
    traces += [_markers(some, dataset, against, colour) for colour, some in by_colour.items()]
    last = max(names, default=0)
    reference = next((r for r in beside if r.shown), None)
    return figure(
        traces,
        ROW_HEIGHT * (last + 1) + 64,
        xaxis=axis(
            # counts are long, and stand beside the names
            **screen_axis(values, indicator.unit, language, sparse=indicator.kind == Kind.REGISTER_COUNT),
            tickangle=0,
            visible=bool(known) or reference is not None,  # an axis without a number on it would only seem to say some
        ),
        yaxis=axis(
            range=[last + 0.6, -0.6],
            tickvals=list(names),
            ticktext=list(names.values()),
            tickfont={"size": 13, "color": INK},
            ticklabelstandoff=8,  # a dot at the end of the axis does not touch its name
            showgrid=False,
        ),
        shapes=[_reference_line(reference)] if reference else [],
        annotations=[_hidden_note(y, row, language, letters) for y, row in placed if row.value is None]
        + ([_reference_note(reference, indicator, language, against, values)] if reference else []),
    )


def dot_colour(row: Observation, against: Against) -> str:
    """Fill a dot that differs by the stored test, leave open one of which the test found no difference, grey the rest.

    An open dot claims that a test was made: too uncertain, not comparable and not tested are no such finding.
    """
    found = outcome(row, against)
    if found.differs:
        return DOT
    return WHITE if found == Outcome.NO_DIFFERENCE else NEITHER


def interval_trace(items: list[Placed]) -> Figure:
    """Draw the intervals of rows, each at its place."""
    held = [(y, r) for y, r in items if r.ci_low is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(chain.from_iterable((r.ci_low, r.ci_high, None) for _, r in held)),
        "y": list(chain.from_iterable((y, y, None) for y, _ in held)),
        "line": {"color": BAND, "width": 7},
        "hoverinfo": "skip",
    }


def _markers(items: list[Placed], dataset: Dataset, against: Against, colour: str) -> Figure:
    plain = {"marker": {"opacity": 1}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value for _, row in items],
        "y": [y for y, _ in items],
        "marker": {
            "size": 12,
            "color": colour,
            "line": {"color": DOT if colour == WHITE else colour, "width": 2},
            "opacity": 1,
        },
        "selected": plain,
        "unselected": plain,
        "customdata": [_code(row, against) for _, row in items],
        "hovertext": [_told(row, dataset, against) for _, row in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _code(row: Observation, against: Against) -> str:
    return f"{row.group.dim}.{row.group.code}" if against == Against.GROUP else row.area.code


def _told(row: Observation, dataset: Dataset, against: Against) -> Markup:
    told = tooltip(row, dataset, row.group.name if against == Against.GROUP else row.area.name)
    if row.against(against) is None:
        return told
    said = verdict_label(row, against, dataset.indicators[0], dataset.breaks, dataset.view.language)
    return Markup("{}<br>{} {}").format(told, said.mark, said.words)


def _reference_line(row: Observation) -> Figure:
    return line(
        x0=row.value, x1=row.value, y0=0, y1=1, yref="paper", line={"color": COUNTRY, "width": 1.5}, layer="below"
    )


def _reference_note(
    row: Observation, indicator: Indicator, language: Language, against: Against, values: ValueAxis
) -> Figure:
    """Write the reference's name and value over its line, turned inwards near an end of the axis."""
    value = row.value or 0.0
    name = row.group.name if against == Against.GROUP else row.area.name
    share = values.share(value)
    anchor = "left" if share < NEAR_END else "right" if share > 1 - NEAR_END else "center"
    place: Figure = {"x": value, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": anchor}
    text = f"{name} {amount(value, indicator, language)} {mark(row)}".strip()
    return note(text, **place, font={"size": 13, "color": COUNTRY})


def _hidden_note(y: int, row: Observation, language: Language, letters: int) -> Figure:
    lines = textwrap.wrap(hidden_because(row, language), letters)
    place: Figure = {"x": 0.01, "xref": "paper", "xanchor": "left", "y": y, "align": "left", "bgcolor": WHITE}
    return note(Markup("<br>").join(lines), **place, font={"size": 11 if len(lines) > 1 else 12, "color": QUIET})


def _bold(name: str, *, chosen: bool) -> Markup:
    return Markup("<b>{}</b>").format(name) if chosen else escape(name)
