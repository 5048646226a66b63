"""Lines over the years with interval bands; never joined across a break, a gap or a hidden number."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from picture.charts.dot_plot import reach, suffix
from picture.charts.palette import BREAK, COUNTRY, COUNTRY_BAND, DOT, GROUPS, QUIET, SIMILAR, TREND_BAND, WHITE
from picture.charts.theme import Figure, axis, figure, line, note
from picture.charts.tooltip import hover
from picture.query.model import Break, Dataset, Observation
from picture.query.series import break_place, midpoint, periods_of, segments
from picture.text.alt_text import why_no_line
from picture.text.labels import mark
from picture.text.words import amount, period

HEIGHT = 430
LABEL_LETTERS = 16  # a longer label at a line's end takes two lines, so that a phone keeps room for the lines
LABEL_PX = 18  # height of one line of a label
BREAK_LETTERS = 34
LABELS = 8  # at most so many years are written on the axis
NORMAL = 2.0  # width of the line compared with
PLOT_PX = 350  # height of the plotting area


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its rows in order, and how it is drawn."""

    name: str
    rows: tuple[Observation, ...]
    colour: str
    band: str | None
    width: float
    symbol: str

    @property
    def drawn(self) -> bool:
        """Whether any of its numbers is shown."""
        return any(row.shown for row in self.rows)

    @property
    def leads(self) -> bool:
        """Whether this is a line the reader asked for, drawn and named more heavily."""
        return self.width > NORMAL


def trend(dataset: Dataset) -> Figure:
    """Draw the chosen area's line with its band against the country's and those of similar areas, if there are any.

    Lines stop at a break, at a period without a number and at a hidden one, which keeps its mark on the axis; each line
    carries its name at its end. Rows of several groups become lines of Okabe and Ito's colours.
    """
    indicator, language = dataset.indicators[0], dataset.view.language
    series = _series(dataset)
    breaks = [b for b in dataset.breaks if b.indicator == indicator.id]
    periods = periods_of(row for one in series for row in one.rows)
    low, high = reach([row for one in series for row in one.rows], indicator)
    traces = [t for one in series for t in _bands(one, periods, breaks)]
    traces += [t for one in series for t in _lines(one, periods, breaks, dataset)]
    leading = [one for one in series if one.leads and one.drawn]
    traces += [_hidden(one, low, dataset) for one in leading if not all(row.shown for row in one.rows)]
    traces += [_marks(one) for one in leading if any(row.shown and row.obs_status for row in one.rows)]
    years, named = [midpoint(p) for p in periods], thinned(periods)
    any_drawn = any(one.drawn for one in series)
    return figure(
        traces,
        language,
        HEIGHT,
        margin={"l": 8, "r": 7 * LABEL_LETTERS + 12, "t": 18 + 16 * _deepest(breaks), "b": 32},
        xaxis=axis(
            range=[years[0] - 0.4, years[-1] + 0.4],
            tickvals=[midpoint(p) for p in named],
            ticktext=[period(p) for p in named],
            tickangle=0,
            showgrid=False,
            showline=True,
        ),
        yaxis=axis(
            range=[low, high],
            ticksuffix=suffix(indicator.unit, language),
            nticks=6,
            visible=any_drawn,
        ),
        shapes=[_break_line(b, periods) for b in breaks],
        annotations=[_break_note(b, periods) for b in breaks]
        + _end_labels(series, dataset, low, high)
        + _undrawn(series, dataset),
    )


def _series(dataset: Dataset) -> list[Series]:
    several = len({row.group for row in dataset.rows}) > 1
    lines: dict[tuple[str, str, str, str], list[Observation]] = {}
    for row in dataset.rows:
        lines.setdefault((row.area.level, row.area.code, row.group.dim, row.group.code), []).append(row)
    drawn = []
    for place, rows in enumerate(lines.values()):
        first = tuple(rows)
        if several:
            colour = GROUPS[place % len(GROUPS)]
            drawn.append(Series(rows[0].group.name, first, colour, None, 2.5, SYMBOLS[place % len(SYMBOLS)]))
        elif dataset.view.chose(rows[0].area):
            drawn.append(Series(rows[0].area.name, first, DOT, TREND_BAND, 3, "circle"))
        else:
            drawn.insert(0, Series(rows[0].area.name, first, SIMILAR, None, 1.5, "circle"))
    if dataset.reference:
        name = dataset.reference[0].group.name if several else dataset.reference[0].area.name
        drawn.insert(0, Series(name, dataset.reference, COUNTRY, COUNTRY_BAND, NORMAL, "diamond"))
    return drawn


SYMBOLS = ("circle", "square", "diamond", "triangle-up")


def _bands(one: Series, periods: list[str], breaks: list[Break]) -> Iterator[Figure]:
    """Yield a band for each piece of a line; a piece of one number has a bar."""
    for piece in segments(one.rows, periods, breaks) if one.band else []:
        held = [r for r in piece if r.ci_low is not None]
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
            "fillcolor": one.band,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }


def _lines(one: Series, periods: list[str], breaks: list[Break], dataset: Dataset) -> Iterator[Figure]:
    for piece in segments(one.rows, periods, breaks):
        yield {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [midpoint(r.period) for r in piece],
            "y": [r.value for r in piece],
            "line": {"color": one.colour, "width": one.width},
            "marker": {
                "size": 7 if one.leads else 5,
                "symbol": one.symbol,
                "color": one.colour,
                "line": {"color": WHITE, "width": 1},
            },
            "hovertext": [_told(r, dataset) for r in piece],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }


def _told(row: Observation, dataset: Dataset) -> Markup:
    return Markup("{}<br>{}").format(period(row.period), hover(row, dataset))


def _undrawn(series: list[Series], dataset: Dataset) -> list[Figure]:
    """Write at the foot of the figure of which line nothing is shown, and why; no year carries a mark for it."""
    missing = [one for one in series if not one.drawn]
    place: Figure = {"x": 0.01, "xref": "paper", "y": 0.02, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    lines = [f"{s.name}: {why_no_line(s.rows, dataset.view.language)}" for s in missing]
    return [note(Markup("<br>").join(lines), **place, align="left", font={"size": 13, "color": QUIET})] if lines else []


def _marks(one: Series) -> Figure:
    """Write the marks of a line's shown numbers over its points."""
    rows = [row for row in one.rows if row.shown and row.obs_status]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [midpoint(row.period) for row in rows],
        "y": [row.value for row in rows],
        "text": [Markup("{}<br> ").format(mark(row)) for row in rows],
        "textposition": "top center",
        "textfont": {"size": 12, "color": one.colour},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _hidden(one: Series, low: float, dataset: Dataset) -> Figure:
    """Put the marks of numbers that are not shown on the axis, with the reason under the pointer."""
    rows = [row for row in one.rows if row.value is None]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [midpoint(r.period) for r in rows],
        "y": [low] * len(rows),
        "text": [mark(r) for r in rows],
        "textposition": "top center",
        "textfont": {"size": 12, "color": QUIET},
        "hovertext": [_told(r, dataset) for r in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _deepest(breaks: list[Break]) -> int:
    """Count the lines of the longest reason, which stands above the plot."""
    return max((len(textwrap.wrap(b.reason, BREAK_LETTERS)) for b in breaks), default=0)


def _break_line(one: Break, periods: list[str]) -> Figure:
    x = break_place(one, periods)
    return line(x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": BREAK, "width": 1.5, "dash": "dash"})


def _break_note(one: Break, periods: list[str]) -> Figure:
    text = Markup("<br>").join(textwrap.wrap(one.reason, BREAK_LETTERS))
    place = break_place(one, periods)
    return note(text, x=place, y=1.01, yref="paper", yanchor="bottom", font={"size": 12, "color": BREAK})


def _end_labels(series: list[Series], dataset: Dataset, low: float, high: float) -> list[Figure]:
    """Name each line at its end, moved apart where two ends are close."""
    indicator, language = dataset.indicators[0], dataset.view.language
    ends = []
    for one in series:
        known = [r for r in one.rows if r.value is not None]
        if known:
            last = max(known, key=lambda r: midpoint(r.period))
            name = textwrap.wrap(
                f"{one.name} {amount(last.value or 0.0, indicator, language)}",
                LABEL_LETTERS,
                break_on_hyphens=False,
                break_long_words=False,
            )
            ends.append((last.value or 0.0, midpoint(last.period), one, Markup("<br>").join(name)))
    ends.sort(key=lambda end: end[0])
    lines = max((text.count("<br>") + 1 for *_, text in ends), default=1)
    places = apart([value for value, *_ in ends], (high - low) / PLOT_PX * LABEL_PX * lines)
    return [
        note(
            Markup("<b>{}</b>").format(text) if one.leads else text,
            x=x,
            y=y,
            xanchor="left",
            xshift=10,
            align="left",
            font={"size": 13, "color": QUIET if one.colour == SIMILAR else one.colour},
        )
        for (_, x, one, text), y in zip(ends, places, strict=True)
    ]


def thinned(periods: list[str]) -> list[str]:
    """Choose the periods that are written on the axis, the newest first, so that they do not touch on a phone."""
    room = (midpoint(periods[-1]) - midpoint(periods[0])) / (
        LABELS if max(map(len, periods)) <= len("2026") else LABELS / 2
    )
    kept: list[str] = []
    for one in reversed(periods):
        if not kept or midpoint(kept[-1]) - midpoint(one) >= room:
            kept.append(one)
    return kept[::-1]


def apart(values: list[float], least: float) -> list[float]:
    """Move rising values up and down until neighbours are at least this far apart, keeping their order and middle."""
    clusters: list[list[float]] = []
    for value in values:
        clusters.append([value])
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1], least):
            upper = clusters.pop()
            clusters[-1] += upper
    return [_middle(c) + (i - (len(c) - 1) / 2) * least for c in clusters for i in range(len(c))]


def _middle(cluster: list[float]) -> float:
    return sum(cluster) / len(cluster)


def _touch(lower: list[float], upper: list[float], least: float) -> bool:
    room = (len(lower) + len(upper)) / 2 * least
    return _middle(upper) - _middle(lower) < room
