"""Lines over the years with interval bands; never joined across a break, a gap or a hidden number."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from picture.charts.axis import screen_axis
from picture.charts.lines import Role, Trend, TrendLine, trend_lines
from picture.charts.palette import BREAK, COUNTRY_BAND, QUIET, TREND_BAND, WHITE
from picture.charts.theme import Figure, axis, figure, line, note
from picture.charts.tooltip import tooltip
from picture.query.model import Break, Dataset, Observation
from picture.query.series import break_place, midpoint
from picture.text.alt_text import why_no_line
from picture.text.words import period

LINE_CHART_HEIGHT = 430
END_LABEL_LETTERS = 16  # a longer label at a line's end takes two lines, so that a phone keeps room for the lines
END_LABEL_HEIGHT = 18  # height of one line of a label
BREAK_LETTERS = 34
MOST_YEARS = 8  # at most so many years are written on the axis
PLOT_HEIGHT = 350  # height of the plotting area


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; the lowest layer first."""

    layer: int
    width: float
    band: str | None
    symbol: str
    size: float  # of its points


PENS = {
    Role.REFERENCE: Pen(0, 2, COUNTRY_BAND, "diamond", 5),
    Role.SIMILAR: Pen(1, 1.5, None, "circle", 5),
    Role.CHOSEN: Pen(2, 3, TREND_BAND, "circle", 7),
}


def line_chart(dataset: Dataset) -> Figure:
    """Draw the chosen area's line with its band against the country's and those of similar areas, if there are any.

    A hidden number keeps its mark on the axis, a break its reason above a dashed line; each line carries its name at
    its end. `lines.py` decides which lines there are and where they stop.
    """
    trend = trend_lines(dataset)
    layers = sorted(trend.lines, key=lambda one: PENS[one.role].layer)
    shown = [one for one in layers if one.shown]
    chosen = [one for one in shown if one.role == Role.CHOSEN]
    traces = list(chain.from_iterable(_bands(one) for one in shown))
    traces += chain.from_iterable(_lines(one, dataset) for one in shown)
    traces += [_hidden(one, trend.axis.low, dataset) for one in chosen if not all(row.shown for row in one.rows)]
    traces += [_marks(one) for one in chosen if any(row.shown and row.period in one.marks for row in one.rows)]
    years = [midpoint(p) for p in trend.periods]
    named = labelled_periods(trend.periods)
    return figure(
        traces,
        LINE_CHART_HEIGHT,
        margin={"l": 8, "r": 7 * END_LABEL_LETTERS + 12, "t": 18 + 16 * _deepest(trend.breaks), "b": 32},
        xaxis=axis(
            range=[years[0] - 0.4, years[-1] + 0.4],
            tickvals=[midpoint(p) for p in named],
            ticktext=[period(p) for p in named],
            tickangle=0,
            showgrid=False,
            showline=True,
        ),
        yaxis=axis(**screen_axis(trend.axis, dataset.indicators[0].unit, dataset.view.language), visible=bool(shown)),
        shapes=[_break_line(b, trend.periods) for b in trend.breaks],
        annotations=[_break_note(b, trend.periods) for b in trend.breaks]
        + _end_labels(shown, dataset, trend)
        + _undrawn(layers, dataset),
    )


def _bands(one: TrendLine) -> Iterator[Figure]:
    """Yield a band for each segment of a line; a segment of one number has a bar."""
    for segment in one.segments if PENS[one.role].band else ():
        held = [r for r in segment if r.ci_low is not None]
        if not held:
            continue
        x = [midpoint(r.period) for r in held]
        if len(held) == 1:
            x = [x[0] - 0.06, x[0] + 0.06]
            held *= 2
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": x + x[::-1],
            "y": [r.ci_high for r in held] + [r.ci_low for r in held[::-1]],
            "fill": "toself",
            "fillcolor": PENS[one.role].band,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }


def _lines(one: TrendLine, dataset: Dataset) -> Iterator[Figure]:
    pen = PENS[one.role]
    for segment in one.segments:
        yield {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [midpoint(r.period) for r in segment],
            "y": [r.value for r in segment],
            "line": {"color": one.colour, "width": pen.width},
            "marker": {
                "size": pen.size,
                "symbol": pen.symbol,
                "color": one.colour,
                "line": {"color": WHITE, "width": 1},
            },
            "hovertext": [_told(r, dataset) for r in segment],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }


def _told(row: Observation, dataset: Dataset) -> Markup:
    return Markup("{}<br>{}").format(period(row.period), tooltip(row, dataset))


def _undrawn(lines: Sequence[TrendLine], dataset: Dataset) -> list[Figure]:
    """Write at the foot of the figure of which line nothing is shown, and why; no year carries a mark for it."""
    place: Figure = {"x": 0.01, "xref": "paper", "y": 0.02, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    why = [f"{one.name}: {why_no_line(one.rows, dataset.view.language)}" for one in lines if not one.shown]
    return [note(Markup("<br>").join(why), **place, align="left", font={"size": 13, "color": QUIET})] if why else []


def _marks(one: TrendLine) -> Figure:
    """Write the marks of a line's shown numbers over its points."""
    rows = [row for row in one.rows if row.shown and row.period in one.marks]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [midpoint(row.period) for row in rows],
        "y": [row.value for row in rows],
        "text": [Markup("{}<br> ").format(one.marks[row.period]) for row in rows],
        "textposition": "top center",
        "textfont": {"size": 12, "color": one.colour},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _hidden(one: TrendLine, low: float, dataset: Dataset) -> Figure:
    """Put the marks of numbers that are not shown on the axis, with the reason under the pointer."""
    rows = [row for row in one.rows if row.value is None]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [midpoint(r.period) for r in rows],
        "y": [low] * len(rows),
        "text": [one.marks.get(r.period, "") for r in rows],
        "textposition": "top center",
        "textfont": {"size": 12, "color": QUIET},
        "hovertext": [_told(r, dataset) for r in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _deepest(breaks: Sequence[Break]) -> int:
    """Count the lines of the longest reason, which stands above the plot."""
    return max((len(textwrap.wrap(b.reason, BREAK_LETTERS)) for b in breaks), default=0)


def _break_line(one: Break, periods: Sequence[str]) -> Figure:
    x = break_place(one, periods)
    return line(x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": BREAK, "width": 1.5, "dash": "dash"})


def _break_note(one: Break, periods: Sequence[str]) -> Figure:
    text = Markup("<br>").join(textwrap.wrap(one.reason, BREAK_LETTERS))
    place = break_place(one, periods)
    return note(text, x=place, y=1.01, yref="paper", yanchor="bottom", font={"size": 12, "color": BREAK})


def _end_labels(lines: Sequence[TrendLine], dataset: Dataset, trend: Trend) -> list[Figure]:
    """Name each line at its end, moved apart where two ends are close."""
    ends = sorted(lines, key=lambda one: one.last.value or 0.0)
    names = [_wrapped(one.end_label(dataset)) for one in ends]
    tall = max((name.count("<br>") + 1 for name in names), default=1)
    room = (trend.axis.high - trend.axis.low) / PLOT_HEIGHT * END_LABEL_HEIGHT * tall
    places = move_apart([one.last.value or 0.0 for one in ends], room)
    return [
        note(
            Markup("<b>{}</b>").format(name) if one.role == Role.CHOSEN else name,
            x=midpoint(one.last.period),
            y=place,
            xanchor="left",
            xshift=10,
            align="left",
            font={"size": 13, "color": QUIET if one.role == Role.SIMILAR else one.colour},
        )
        for one, name, place in zip(ends, names, places, strict=True)
    ]


def _wrapped(label: str) -> Markup:
    return Markup("<br>").join(textwrap.wrap(label, END_LABEL_LETTERS, break_on_hyphens=False, break_long_words=False))


def labelled_periods(periods: Sequence[str]) -> list[str]:
    """Choose the periods that are written on the axis, the newest first, so that they do not touch on a phone."""
    room = (midpoint(periods[-1]) - midpoint(periods[0])) / (
        MOST_YEARS if max(map(len, periods)) <= len("2026") else MOST_YEARS / 2
    )
    kept: list[str] = []
    for one in reversed(periods):
        if not kept or midpoint(kept[-1]) - midpoint(one) >= room:
            kept.append(one)
    return kept[::-1]


def move_apart(values: list[float], least: float) -> list[float]:
    """Move rising values up and down until neighbours are at least this far apart, keeping their order and middle."""
    clusters: list[list[float]] = []
    for value in values:
        clusters.append([value])
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1], least):
            upper = clusters.pop()
            clusters[-1] += upper
    return list(chain.from_iterable(_spaced(cluster, least) for cluster in clusters))


def _spaced(cluster: list[float], distance: float) -> list[float]:
    """Return as many places as a cluster has values, evenly around its middle."""
    return [_middle(cluster) + (place - (len(cluster) - 1) / 2) * distance for place in range(len(cluster))]


def _middle(cluster: list[float]) -> float:
    return sum(cluster) / len(cluster)


def _touch(lower: list[float], upper: list[float], least: float) -> bool:
    room = (len(lower) + len(upper)) / 2 * least
    return _middle(upper) - _middle(lower) < room
