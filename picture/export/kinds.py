"""One function for each kind of answer: which native picture its slide carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from picture.answer import Against, Answer, Flag, Indicator, Row
from picture.classes import class_colour
from picture.export.chart_xml import Plot, Point
from picture.export.charts import Series, bars
from picture.export.drawing import describe, draw_map, legend, upright, words
from picture.export.package import Told
from picture.export.page import holder, page, remove
from picture.export.scale import number_format, scale
from picture.export.template import CHART, LEGEND, MAP
from picture.palette import AXIS, DOT, INK, QUIET, SELECTED, SIMILAR
from picture.phrases import mark, saying
from picture.sentences import boundaries_line, hidden_because
from picture.words import word

NO_ARROW = "–"  # a name without a certain difference stays bare
MOST_BARS = 24  # more areas than this are a wall, not a picture
GROUPS_A_SLIDE = 12
INDICATORS_A_SLIDE = 6
FEW_BARS = 12  # carry larger type
NOTHING = Point(None, None, None)


def map_slide(deck: Deck, answer: Answer, told: Told) -> None:
    """Draw the map with its legend, and beside it the areas as bars with intervals against the country."""
    lines = reading(answer, answer.rows, told, Against.COUNTRY)
    if answer.shapes and answer.rows:
        slide = page(deck, "Map", answer, told, [*lines, boundaries_line(answer)])
        draw_map(slide, holder(slide, MAP), answer, told.alt)
        legend(slide, holder(slide, LEGEND), answer)
        for idx in (MAP, LEGEND):
            remove(holder(slide, idx))
    else:  # a division without boundaries, or a number for the country only
        slide = page(deck, "Chart", answer, told, lines)
    rows = answer.rows
    if len(rows) > MOST_BARS:
        rows = tuple(row for row in rows if answer.view.chose(row.area))
    ordered = sorted((*rows, *_beside(answer)), key=lambda r: (r.value is None, -(r.value or 0.0)))
    colours = [class_colour(r.value, answer) if r.value is not None and r in rows else INK for r in ordered]
    names = [r.area.name for r in ordered]
    _bars(slide, answer, ordered, colours=colours, names=names, against=Against.COUNTRY, alt=told.alt)


def groups_slides(deck: Deck, answer: Answer, told: Told) -> None:
    """Draw the groups as bars with intervals under the group of all, a dozen to a slide."""
    several = len({row.group.dim for row in answer.rows}) > 1
    for rows in chunks(answer.rows, GROUPS_A_SLIDE):
        slide = page(deck, "Chart", answer, told, reading(answer, rows, told, Against.GROUP))
        ordered = [*_beside(answer), *rows]
        names = [
            f"{r.group.dim_name}: {r.group.name}" if several and r.group.dim != "all" else r.group.name for r in ordered
        ]
        colours = [INK if r in answer.reference else DOT for r in ordered]
        _bars(slide, answer, ordered, colours=colours, names=names, against=Against.GROUP, alt=told.alt)


def profile_slides(deck: Deck, answer: Answer, told: Told) -> None:
    """Draw the area's shares beside the country's, then everything as a table."""
    shares = {i.id: i for i in answer.indicators if i.unit == "percent"}
    country = {(r.indicator, r.period): r for r in answer.reference}
    for rows in chunks([r for r in answer.rows if r.indicator in shares], INDICATORS_A_SLIDE):
        slide = page(deck, "Chart", answer, told, reading(answer, rows, told, Against.COUNTRY))
        beside = [country.get((r.indicator, r.period)) for r in rows]
        first, there = shares[rows[0].indicator], [r for r in beside if r]
        names = [_label(r, shares[r.indicator].name, answer, Against.COUNTRY) for r in rows]
        series = [Series(rows[0].area.name, tuple(point(r) for r in rows), DOT)]
        if there:
            series.append(Series(there[0].area.name, tuple(point(r) if r else NOTHING for r in beside), SIMILAR))
        axis = scale([*rows, *there], first, from_zero=True)
        pattern = number_format(first, answer.view.language)
        frame, plot = bars(holder(slide, CHART), names, series, axis, pattern=pattern, size=11)
        describe(frame, told.alt)
        _why_not(slide, plot, rows, answer, (0.28 if there else 0.5))


def reading(
    answer: Answer, rows: Iterable[Row], told: Told, against: Against | None, *, drawn: bool = True
) -> list[str]:
    """Write how to read a picture: the question, the intervals where they are drawn, and every mark that is in it."""
    language, rows = answer.view.language, list(rows)
    bar = word("interval_explained", language) if drawn and any(r.ci_low is not None for r in rows) else ""
    verdicts: dict[str, str] = {}
    for row in rows if against else []:
        said = saying(row, against or Against.COUNTRY, _indicator(answer, row), answer.breaks, language)
        if said.mark and row.shown:
            sign = word("export_no_arrow", language) if said.mark == NO_ARROW else said.mark
            verdicts.setdefault(sign, said.words)
    flags = {f"[{flag}]" for r in (*rows, *answer.reference) for flag in r.flags}
    meanings = [*verdicts.items(), *(m for m in told.marks if m[0] in flags)]
    explained = " · ".join(f"{sign} {meaning}" for sign, meaning in meanings)
    return [told.question_line, f"{bar} {explained}".strip()]


def point(row: Row, colour: str | None = None) -> Point:
    """Turn a row into a point; low reliability is hatched."""
    return Point(row.value, row.ci_low, row.ci_high, colour, hatched=row.shown and Flag.UNRELIABLE in row.flags)


def chunks(items: Sequence[Row], size: int) -> list[Sequence[Row]]:
    """Cut into even pieces no longer than a size."""
    count = -(-len(items) // size)
    return [items[len(items) * i // count : len(items) * (i + 1) // count] for i in range(count)]


def _bars(
    slide: Slide,
    answer: Answer,
    rows: Sequence[Row],
    *,
    colours: Sequence[str],
    names: Sequence[str],
    against: Against,
    alt: str,
) -> None:
    """Draw one indicator as bars, with a dashed line at the value compared with; no rows, no picture."""
    if not rows:
        remove(holder(slide, CHART))
        return
    indicator = answer.indicators[0]
    labels = [_label(r, name, answer, against) for r, name in zip(rows, names, strict=True)]
    chosen = {r.area for r in rows if against == Against.COUNTRY and answer.view.chose(r.area)}
    points = tuple(
        replace(point(r, colour), outline=SELECTED if r.area in chosen else None)
        for r, colour in zip(rows, colours, strict=True)
    )
    axis = scale(rows, indicator, from_zero=True)
    size = 12 if len(rows) <= FEW_BARS else 9
    pattern = number_format(indicator, answer.view.language)
    frame, plot = bars(
        holder(slide, CHART), labels, [Series(indicator.name, points, DOT)], axis, pattern=pattern, size=size
    )
    describe(frame, alt)
    for row in _beside(answer):
        if row.value is not None:
            x = plot.left + plot.width * axis.share(row.value)
            name = row.area.name if against == Against.COUNTRY else row.group.name
            upright(slide, x, (plot.top, plot.top + plot.height), name, AXIS)
    _why_not(slide, plot, rows, answer, 0.5)


def _beside(answer: Answer) -> tuple[Row, ...]:
    """Return what the rows are read against: nothing for counts, as a part is always smaller than the whole."""
    return () if answer.indicators[0].kind == "register_count" else answer.reference


def _why_not(slide: Slide, plot: Plot, rows: Sequence[Row], answer: Answer, middle: float) -> None:
    """Say in place of a bar why a row has none; middle: of the bar in its band, 0 the top, 1 the bottom."""
    band = plot.height / len(rows)
    for i, row in enumerate(rows):
        if row.value is None:
            top = plot.top + band * (i + middle) - Inches(0.08)
            text = hidden_because(row, answer.view.language)
            words(slide, text, (plot.left + Inches(0.06), top, plot.width, Inches(0.18)), 9, QUIET)


def _label(row: Row, name: str, answer: Answer, against: Against) -> str:
    """Write a name with the mark of its verdict and the marks of its flags."""
    said = saying(row, against, _indicator(answer, row), answer.breaks, answer.view.language)
    return " ".join(
        part for part in (name, said.mark if row.shown and said.mark != NO_ARROW else "", mark(row)) if part
    )


def _indicator(answer: Answer, row: Row) -> Indicator:
    return next(i for i in answer.indicators if i.id == row.indicator)
