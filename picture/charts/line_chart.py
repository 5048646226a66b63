"""Lines over the years with interval bands; never joined across a break, a gap or a hidden number."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

from markupsafe import Markup

from contract.codes import Language
from picture.charts.axis import screen_axis
from picture.charts.lines import FittedLine, Trend, TrendLine, trend_lines
from picture.charts.palette import BREAK, HEADING, QUIET, WHITE, translucent
from picture.charts.text_width import BOLD_WIDTH, text_width
from picture.charts.theme import Figure, FigureRoom, axis, figure, line, note
from picture.charts.tooltip import tooltip
from picture.query.model import Break, Dataset, Observation
from picture.query.series import break_place, midpoint
from picture.query.trend.events import PlacedEvent, drawn_events
from picture.query.trend.lines import Role
from picture.text.register.marks import event_text
from picture.text.words import period, word

LINE_CHART_HEIGHT = 430
END_LABEL_LETTERS = 18  # a longer label at a line's end takes two lines, so that a phone keeps room for the lines
END_LABEL_HEIGHT = 20  # height of one line of a label
END_LABEL_SIZE = 14
BREAK_LETTERS = 34
SHORT_LETTERS = 28  # of the same on a screen, which may be a phone's
EARLY = 0.4  # of the axis of years
MOST_YEARS = 8  # at most so many years are written on the axis
PLOT_HEIGHT = 350  # height of the plotting area
EVENT_DEPTH = 0.085  # of the numbers of events under the axis, in heights of the plotting area
DOTTED = "1px,4px"
TOLD_HEIGHT = 0.055  # of a line of words in the plot, in its heights
MARKER = 8.0  # size of a point
SMALL_SYMBOLS = {"diamond", "triangle-up", "triangle-down", "hourglass", "bowtie"}  # the same size looks smaller
LAYERS = (Role.REFERENCE, Role.BESIDE, Role.CHOSEN)  # the lowest first
BAND_OF = {Role.REFERENCE: 0.10, Role.BESIDE: 0.10, Role.CHOSEN: 0.14}  # opacity of an interval


def line_chart(dataset: Dataset) -> Figure:
    """Draw the chosen line and the country's with their bands, and those put beside them.

    A hidden number keeps its mark on the axis; lines stop at a break, whose reason stands under the picture; each
    carries its name and latest number at its end. `lines.py` decides which lines there are and where they stop.
    """
    return _chart(dataset, reasons=False)


def line_chart_of_sheet(dataset: Dataset, _room: FigureRoom = FigureRoom.WIDE) -> Figure:
    """Draw the same for a file, with the reasons of breaks in it and what its scale is."""
    return _chart(dataset, reasons=True)


def _chart(dataset: Dataset, *, reasons: bool) -> Figure:
    trend = trend_lines(dataset)
    layers = sorted(trend.lines, key=lambda one: LAYERS.index(one.role))
    shown = [one for one in layers if one.shown]
    events = drawn_events(dataset) if shown else ()
    named = labelled_periods(trend.periods)
    deep = 16 * _deepest(trend.breaks) if reasons else 28 * bool(trend.breaks)
    return figure(
        _traces(trend, shown, dataset),
        LINE_CHART_HEIGHT,
        margin={"l": 8, "r": _label_width(shown, dataset), "t": 14 + deep, "b": 58 if events else 32},
        xaxis=axis(
            range=_across(trend.periods),
            tickvals=[midpoint(p) for p in named],
            ticktext=[period(p) for p in named],
            tickangle=0,
            showgrid=False,
            showline=True,
        ),
        yaxis=axis(**screen_axis(trend.axis, dataset.indicators[0].unit, dataset.view.language), visible=bool(shown)),
        shapes=[_event_line(one) for one in events] + [_break_line(b, trend.periods) for b in trend.breaks],
        annotations=[_break_note(b, trend.periods, dataset.view.language, whole=reasons) for b in trend.breaks]
        + _end_labels(shown, dataset, trend)
        + (_told(trend) if shown else [])
        + [_event_number(one, dataset.view.language) for one in events]
        + _undrawn(layers),
    )


def _traces(trend: Trend, shown: Sequence[TrendLine], dataset: Dataset) -> list[Figure]:
    chosen = [one for one in shown if one.role == Role.CHOSEN]
    traces = list(chain.from_iterable(_bands(one) for one in shown))
    traces += [_fitted(one) for one in trend.fitted]
    traces += chain.from_iterable(_lines(one, dataset) for one in shown)
    traces += [_hidden(one, trend.axis.low, dataset) for one in chosen if not all(row.shown for row in one.rows)]
    return traces + [_marks(one) for one in chosen if any(row.shown and row.period in one.marks for row in one.rows)]


def _across(periods: Sequence[str]) -> list[float]:
    """Return the ends of the axis of years: a little beside the first and the last point."""
    if not periods:
        return [0.0, 1.0]
    first = midpoint(periods[0])
    last = midpoint(periods[-1])
    beside = max(0.03 * (last - first), 0.08) if last > first else 0.5
    return [first - beside, last + beside]


def _fitted(one: FittedLine) -> Figure:
    (x0, y0), (x1, y1) = one.ends
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x0, x1],
        "y": [y0, y1],
        "line": {"color": one.colour, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _told(trend: Trend) -> list[Figure]:
    """Write the changes that tests have found where there is room, in the colours of their lines."""
    written = list(chain.from_iterable(one.written for one in trend.told))
    lines = written[::-1] if trend.told_low else written
    places = [0.03 + TOLD_HEIGHT * at if trend.told_low else 0.97 - TOLD_HEIGHT * at for at in range(len(lines))]
    return [
        note(
            Markup("<b>{}</b>").format(text),
            x=0.012,
            xref="paper",
            y=place,
            yref="paper",
            xanchor="left",
            yanchor="bottom" if trend.told_low else "top",
            align="left",
            font={"size": 13, "color": colour},
        )
        for (text, colour), place in zip(lines, places, strict=True)
    ]


def _event_line(one: PlacedEvent) -> Figure:
    dotted = {"color": QUIET, "width": 1, "dash": DOTTED}
    return line(x0=one.place, x1=one.place, y0=-EVENT_DEPTH + 0.01, y1=1, yref="paper", line=dotted, layer="below")


def _event_number(one: PlacedEvent, language: Language) -> Figure:
    """Write the number of an event under its line: a label, as Plotly hides points outside the axes."""
    return note(
        Markup("<b>{}</b>").format(one.number),
        x=one.place,
        y=-EVENT_DEPTH,
        yref="paper",
        yanchor="top",
        borderpad=2,
        borderwidth=1,
        bordercolor=HEADING,
        hovertext=Markup("{}").format(event_text(one.event, language)),
        font={"size": 12.5, "color": HEADING},
    )


def _bands(one: TrendLine) -> Iterator[Figure]:
    """Yield a band for each segment of a line; a segment of one number has a bar."""
    for segment in one.segments if one.banded else ():
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
            "fillcolor": translucent(one.colour, BAND_OF[one.role]),
            "line": {"width": 0},
            "hoverinfo": "skip",
        }


def _lines(one: TrendLine, dataset: Dataset) -> Iterator[Figure]:
    chosen = one.role == Role.CHOSEN
    for segment in one.segments:
        yield {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [midpoint(r.period) for r in segment],
            "y": [r.value for r in segment],
            "line": {"color": one.colour, "width": 3 if chosen else 2},
            "marker": {
                "size": MARKER + 2 * (one.symbol in SMALL_SYMBOLS),
                "symbol": one.symbol,
                "color": one.colour,
                "line": {"color": WHITE, "width": 1},
            },
            "hovertext": [_pointed(r, dataset) for r in segment],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }


def _pointed(row: Observation, dataset: Dataset) -> Markup:
    return Markup("{}<br>{}").format(period(row.period), tooltip(row, dataset))


def _undrawn(lines: Sequence[TrendLine]) -> list[Figure]:
    """Write at the foot of the figure of which line nothing is shown, and why; no year carries a mark for it."""
    place: Figure = {"x": 0.01, "xref": "paper", "y": 0.02, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    why = [f"{one.name}: {one.why}" for one in lines if not one.shown]
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
        "hovertext": [_pointed(r, dataset) for r in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _deepest(breaks: Sequence[Break]) -> int:
    """Count the lines of the longest reason, which stands above the plot."""
    return max((len(textwrap.wrap(b.reason, BREAK_LETTERS)) for b in breaks), default=0)


def _break_line(one: Break, periods: Sequence[str]) -> Figure:
    x = break_place(one, periods)
    return line(x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": BREAK, "width": 1.5, "dash": "dash"})


def _break_note(one: Break, periods: Sequence[str], language: Language, *, whole: bool) -> Figure:
    """Write over a break its reason, or shortly that lines are not joined."""
    letters = BREAK_LETTERS if whole else SHORT_LETTERS
    words = textwrap.wrap(one.reason if whole else word("trend_break_short", language), letters)
    place = break_place(one, periods)
    first, last = _across(periods)
    early = not whole and place - first < EARLY * (last - first)  # centred, it would leave a phone to the left
    at: Figure = {"x": place, "xanchor": "left" if early else "center", "align": "left" if early else "center"}
    font = {"size": 12.5, "color": BREAK}
    return note(Markup("<br>").join(words), **at, y=1.01, yref="paper", yanchor="bottom", font=font)


def _end_labels(lines: Sequence[TrendLine], dataset: Dataset, trend: Trend) -> list[Figure]:
    """Name each line at its end with its latest number, moved apart where two ends are close."""
    ends = sorted(lines, key=lambda one: one.last.value or 0.0)
    names = [_wrapped(one.end_label(dataset)) for one in ends]
    tall = max((name.count("<br>") + 1 for name in names), default=1)
    room = (trend.axis.high - trend.axis.low) / PLOT_HEIGHT * END_LABEL_HEIGHT * tall
    places = move_apart([one.last.value or 0.0 for one in ends], room)
    return [
        note(
            Markup("<b>{}</b>").format(name),
            x=midpoint(one.last.period),
            y=trend.axis.share(place),
            yref="paper",  # moved past the end of the axis, a label would be hidden
            yanchor="middle",
            xanchor="left",
            xshift=10,
            align="left",
            font={"size": END_LABEL_SIZE, "color": one.colour},
        )
        for one, name, place in zip(ends, names, places, strict=True)
    ]


def _label_width(lines: Sequence[TrendLine], dataset: Dataset) -> int:
    """Return the pixels that the longest label at the end of a line needs."""
    widths = [text_width(_wrapped(one.end_label(dataset)), END_LABEL_SIZE) for one in lines]
    return ceil(max(widths, default=0.0) * BOLD_WIDTH) + 14


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
