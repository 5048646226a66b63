"""One small picture of each region over time, all on one scale, the country's line behind in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Against
from picture.charts.axis import ValueAxis, value_axis
from picture.charts.palette import BORDER, BREAK, DOT, QUIET, SIMILAR
from picture.html.links import page_address, page_link
from picture.html.sparkline import image
from picture.html.verdict_mark import verdict_mark
from picture.query.model import Dataset, Observation
from picture.query.series import break_place, midpoint, periods_of, segments
from picture.query.trend.lines import LineRows, Role, lines_of
from picture.text.alt_text import line_alt_text, why_no_line
from picture.text.findings.changes import ends_of
from picture.text.labels import verdict_label
from picture.text.words import amount, period, word

SMALL_WIDTH = 170
SMALL_HEIGHT = 90
SMALL_EDGE = 7.0  # pixels beside the outermost points
FOOT = 14.0  # pixels of the years
FIGURE = Markup('<figure class="{}">{}<figcaption>{}{}</figcaption></figure>')
SMALL_LINE = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="{}"/>')
POINT = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="2.4" fill="{}"/>')


def regions_over_time(dataset: Dataset) -> Markup:
    """Draw all lines but the country's, each beside the country's; names lead to the trend of each."""
    asked = lines_of(dataset)
    country = [one for one in asked if one.role == Role.REFERENCE]
    regions = [one for one in asked if one.role != Role.REFERENCE]
    if not any(row.shown for row in dataset.rows):
        return Markup("<p>{}</p>").format(word("not_on_level", dataset.view.language))
    bare = (replace(row, ci_low=None, ci_high=None) for row in (*dataset.rows, *dataset.reference))
    axis = value_axis(bare, dataset.indicators[0])
    figures = Markup("").join(_figure(one, country, axis, dataset) for one in regions)
    ends = [amount(end, dataset.indicators[0], dataset.view.language) for end in (axis.low, axis.high)]
    told = word("small_trends_scale", dataset.view.language, low=ends[0], high=ends[1])
    return Markup('<p class="lb-quiet">{}</p><div class="lb-small-trends">{}</div>').format(told, figures)


def _figure(one: LineRows, country: Sequence[LineRows], axis: ValueAxis, dataset: Dataset) -> Markup:
    language = dataset.view.language
    area = one.line.area
    address = page_address("trends", dataset.view, area=area_key(area.level, area.code))
    shown = [row for row in one.rows if row.shown]
    picture = image(
        _drawing(one, country, axis, dataset),
        line_alt_text(one.rows, dataset),
        SMALL_WIDTH,
        SMALL_HEIGHT,
        "lb-small-trend",
    )
    css = "lb-shown" if dataset.view.chose(area) else ""
    said = (
        _said(shown, dataset)
        if shown
        else Markup('<span class="lb-quiet">{}</span>').format(why_no_line(one.rows, language))
    )
    return FIGURE.format(css, picture, page_link(area.name, address), said)


def _said(shown: Sequence[Observation], dataset: Dataset) -> Markup:
    """Write the latest number, or from where to where it went since the first wave with the verdict of that test."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    last = shown[-1]
    stored = last.against(Against.TREND) or last.against(Against.PREVIOUS)
    before = next((row for row in shown if stored and row.period == stored.reference), None)
    if stored is None or before is None:
        return Markup("<span>{}</span>").format(amount(last.value or 0.0, indicator, language))
    label = verdict_label(last, stored.against, indicator, dataset.breaks, language)
    return Markup("<span>{}</span>{}").format(ends_of(before, last, indicator, language), verdict_mark(label))


def _drawing(one: LineRows, country: Sequence[LineRows], axis: ValueAxis, dataset: Dataset) -> Markup:
    periods = periods_of((*dataset.rows, *dataset.reference))
    first = midpoint(periods[0])
    span = (midpoint(periods[-1]) - first) or 1.0

    def across(place: float) -> float:
        return SMALL_EDGE + (place - first) / span * (SMALL_WIDTH - 2 * SMALL_EDGE)

    def up(value: float) -> float:
        return SMALL_EDGE + (1 - axis.share(value)) * (SMALL_HEIGHT - FOOT - 2 * SMALL_EDGE)

    def drawn(line: LineRows, colour: str, width: float) -> Iterator[Markup]:
        for piece in segments(line.rows, periods, dataset.breaks):
            places = [(across(midpoint(r.period)), up(r.value or 0.0)) for r in piece]
            yield SMALL_LINE.format(" ".join(f"{x:.1f},{y:.1f}" for x, y in places), colour, width)
            yield POINT.format(*places[-1], colour)

    level = Markup('<path d="M0 {y:.1f}H{w}" stroke="{c}"/>')
    parts = [level.format(y=up(end), w=SMALL_WIDTH, c=BORDER) for end in (axis.low, axis.high)]
    upright = Markup('<path d="M{x:.1f} 2V{h}" stroke="{c}" stroke-dasharray="3 3"/>')
    broken = [b for b in dataset.breaks if b.period in periods[1:]]
    parts += [upright.format(x=across(break_place(b, periods)), h=SMALL_HEIGHT - FOOT, c=BREAK) for b in broken]
    parts += chain.from_iterable(drawn(other, SIMILAR, 1.5) for other in country)
    parts += drawn(one, DOT, 2.2)
    year = Markup('<text x="{}" y="{}" text-anchor="{}" font-family="sans-serif" font-size="11" fill="{}">{}</text>')
    parts.append(year.format(1, SMALL_HEIGHT - 2, "start", QUIET, period(periods[0])))
    parts.append(year.format(SMALL_WIDTH - 1, SMALL_HEIGHT - 2, "end", QUIET, period(periods[-1])))
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>').format(
        SMALL_WIDTH, SMALL_HEIGHT, Markup("").join(parts)
    )
