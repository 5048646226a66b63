"""One function for each kind of view: which native picture its slide carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import ceil

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from contract.codes import Against, Kind, Language, Unit
from picture.charts.axis import ValueAxis, axis_format, number_format, value_axis
from picture.charts.maps.classes import class_colour
from picture.charts.palette import AXIS, DOT, INK, QUIET, SECOND_AREA, SELECTED, SIMILAR
from picture.export.pptx.chart_xml import Plot, Point
from picture.export.pptx.charts import Series, native_bar_chart
from picture.export.pptx.layout import CHART, LEGEND, MAP
from picture.export.pptx.map import add_text, dashed_vertical, draw_map, draw_map_legend, set_alt_text
from picture.export.pptx.slide import add_slide, placeholder, remove
from picture.query.groups.blocks import Block, blocks_of
from picture.query.maps.area_order import in_order
from picture.query.model import Dataset, Observation
from picture.text.alt_text import groups_alt_text, map_alt_text, one_area_alt_text, overview_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.findings.front import findings
from picture.text.findings.standardised import difference_text, standardised_line
from picture.text.labels import DASH, direction_words, mark, verdict_label
from picture.text.names import dated_name
from picture.text.outcomes import Outcome, hidden_because, outcome_in
from picture.text.reading.profile import profile_reading
from picture.text.reading.spine import printed_points
from picture.text.source_lines import boundaries_line
from picture.text.words import amount, period, word

MOST_BARS = 24  # more areas than this are a wall, not a picture
GROUPS_A_SLIDE = 12
INDICATORS_A_SLIDE = 6
DIFFERENCES_A_SLIDE = 12
DIFFERENCE_STEP = 5  # percentage points
DIFFERENCE_PATTERN = "+0;\u22120;0"  # Excel number format
FEW_BARS = 12  # carry larger type
NO_POINT = Point(None, None, None)
LONE_NUMBER_SIZE = 96  # points: of one number alone on a slide
LONE_NAME_SIZE = 24  # points: of what it is


@dataclass(frozen=True, slots=True)
class Upright:
    """A line at a value that bars are compared with, from one bar on up to before another."""

    name: str
    value: float
    first: int
    last: int


def map_slide(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the map with its legend, and beside it the areas as bars with intervals against the country."""
    lines = reading(dataset, captions, Against.COUNTRY)
    if dataset.shapes and dataset.rows:
        slide = add_slide(deck, "Map", dataset, captions, [*lines, boundaries_line(dataset)])
        draw_map(slide, placeholder(slide, MAP), dataset, captions.alt)
        draw_map_legend(slide, placeholder(slide, LEGEND), dataset)
        for idx in (MAP, LEGEND):
            remove(placeholder(slide, idx))
    else:  # a division without boundaries, or a number for the country only
        slide = add_slide(deck, "Chart", dataset, captions, lines)
    rows = dataset.rows
    wall = len(rows) > MOST_BARS
    if wall:
        rows = tuple(row for row in rows if dataset.view.chose(row.area))
    ordered = in_order((*rows, *_beside(dataset)), dataset)
    colours = [class_colour(r.value, dataset) if r.value is not None and r in rows else INK for r in ordered]
    part = part_of(dataset, rows, dataset.reference)
    labels = [_label(r, r.area.name, part, Against.COUNTRY) for r in ordered]
    alt = one_area_alt_text(part) if wall else map_alt_text(part, "bars")
    uprights = [Upright(r.area.name, r.value, 0, len(ordered)) for r in _beside(part) if r.value is not None]
    _bars(slide, part, ordered, colours=colours, labels=labels, lines=uprights, alt=alt)


def groups_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw the groups as bars with intervals, a dozen to a slide; a line stands at the reference of each block."""
    several = len({row.group.dim for row in dataset.rows}) > 1
    blocks = blocks_of(dataset)
    own = any(block.reference in block.rows for block in blocks)  # then everybody would be a second reference
    for rows in chunks(dataset.rows, GROUPS_A_SLIDE) or [()]:
        part = part_of(dataset, rows, dataset.reference)
        alt = groups_alt_text(part, "bars")
        under = replace(captions_of_part(captions, part), alt=alt)
        dashed = word("groups_dashed", dataset.view.language) if own else ""
        lines = [*reading(part, under, Against.GROUP), f"{dashed} {standardised_line(part)}".strip()]
        slide = add_slide(deck, "Chart", dataset, under, [line for line in lines if line])
        ordered = [*(() if own else _beside(dataset)), *rows]
        refers = {block.reference for block in blocks}
        labels = [_group_label(r, part, several=several, refers=own and r in refers) for r in ordered]
        colours = [INK if r in refers or r.group.is_everybody else DOT for r in ordered]
        _bars(slide, part, ordered, colours=colours, labels=labels, lines=list(_uprights(blocks, ordered)), alt=alt)


def _uprights(blocks: Iterable[Block], ordered: Sequence[Observation]) -> Iterator[Upright]:
    """Yield a line for each block on a slide, over its bars alone; from everybody's bar on where that is meant."""
    for block in blocks:
        held = [place for place, row in enumerate(ordered) if row in block.rows]
        reference = block.reference
        if held and reference is not None and reference.value is not None:
            first = 0 if reference.group.is_everybody else held[0]
            yield Upright(reference.group.name, reference.value, first, held[-1] + 1)


def _group_label(row: Observation, part: Dataset, *, several: bool, refers: bool) -> str:
    """Write a group's name with its difference, or that it is the reference; with its dimension beside others."""
    group = row.group
    language = part.view.language
    name = f"{group.dim_name}: {group.name}" if several and not group.is_everybody else group.name
    if refers:
        return f"{name} ({word('comparison_group', language)}) {mark(row)}".strip()
    stored = row.against(Against.GROUP) if row.shown else None
    difference = difference_text(stored, part.indicators[0], language) if stored else ""
    return f"{_label(row, name, part, Against.GROUP)} {difference}".strip()


def profile_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw what differs from the country under the page's own title, then all shares beside the country's by domain."""
    certain = [one.row for one in findings(dataset, Against.COUNTRY)]
    means = [row for row in certain if dataset.indicator(row.indicator).unit != Unit.PERCENT]
    for rows in chunks(_by_side(certain, dataset), DIFFERENCES_A_SLIDE):
        _differences(deck, part_of(dataset, rows, beside(dataset, rows)), captions, _off_scale(means, dataset))
    shares = [r for r in dataset.rows if dataset.indicator(r.indicator).unit == Unit.PERCENT]
    for domain, held in groupby(shares, key=lambda r: dataset.indicator(r.indicator).domain):
        name = word(f"domain_{domain}", dataset.view.language)
        for rows in chunks(list(held), INDICATORS_A_SLIDE):
            part = part_of(dataset, rows, beside(dataset, rows))
            alt = overview_alt_text(part, "bars")
            under = captions_of_part(captions, part)
            if under.title == captions.title:  # the reader's own, or that of a picture with one domain
                under = replace(under, subtitle=f"{captions.subtitle} · {name}", alt=alt)
            else:
                under = replace(under, title=f"{name}: {under.title}", alt=alt)
            slide = add_slide(deck, "Chart", dataset, under, reading(part, under, Against.COUNTRY))
            _pairs(slide, part, alt)


def _by_side(rows: Iterable[Observation], dataset: Dataset) -> list[Observation]:
    """Put shares that differ in the order of the slide: the larger ones first, then the smaller ones, each by size."""
    shares = [row for row in rows if dataset.indicator(row.indicator).unit == Unit.PERCENT]
    return sorted(shares, key=lambda row: outcome_in(row, Against.COUNTRY, dataset) != Outcome.HIGHER)


def _off_scale(means: Sequence[Observation], dataset: Dataset) -> str:
    """Write the means that differ, too, and have no place on a scale of percentage points."""
    country = {row.indicator: row for row in dataset.reference}
    told = [_named_difference(row, country[row.indicator], dataset) for row in means]
    return word("slide_differences_means", dataset.view.language, means="; ".join(told)) if told else ""


def _differences(deck: Deck, part: Dataset, captions: Captions, means: str) -> None:
    """Draw the differences of one slide as bars to both sides of the country."""
    language = part.view.language
    country = {row.indicator: row for row in part.reference}
    points = [_difference(row, country[row.indicator], part) for row in part.rows]
    others = _second_differences(part, country)
    ends = chain.from_iterable((one.value, one.low, one.high) for one in (*points, *others))
    reach = ceil(max(abs(end) for end in ends if end is not None) / DIFFERENCE_STEP) * DIFFERENCE_STEP
    alt = overview_alt_text(part, "bars")
    under = captions_of_part(captions, part)
    notes = "\n".join(text for text in (profile_reading(part, drawn="bar"), captions.notes) if text)
    under = replace(under, title=captions.title.rstrip("."), alt=alt, notes=notes)
    lines = [
        " ".join(text for text in (word("slide_differences", language), _untested(others, part), means) if text),
        " · ".join(f"{sign} {meaning}" for sign, meaning in under.marks),
    ]
    slide = add_slide(deck, "Chart", part, under, [line for line in lines if line])
    names = [_named_difference(row, country[row.indicator], part) for row in part.rows]
    axis = ValueAxis(-reach, reach, DIFFERENCE_STEP)
    series = [Series(part.rows[0].area.name if others else word("spine_scale", language), tuple(points), DOT)]
    series += [Series(part.second[0].area.name, others, SECOND_AREA)] if others else []
    box = placeholder(slide, CHART)
    frame, _ = native_bar_chart(box, names, series, axis, pattern=DIFFERENCE_PATTERN, size=12)
    set_alt_text(frame, alt)


def _difference(row: Observation, country: Observation, part: Dataset) -> Point:
    """Turn a row into its difference as a reader takes it from the printed numbers, with the stored interval."""
    stored = row.against(Against.COUNTRY)
    points = float(printed_points(row, country, part.indicator(row.indicator)))
    low, high = (stored.ci_low, stored.ci_high) if stored else (None, None)
    return Point(points, low, high, DIFFERENCE_PATTERN)


def _untested(others: Sequence[Point], part: Dataset) -> str:
    """Write that the bars of the region chosen beside are not chosen by a test; nothing where there are none."""
    return word("slide_second_untested", part.view.language, area=part.second[0].area.name) if others else ""


def _second_differences(part: Dataset, country: Mapping[str, Observation]) -> tuple[Point, ...]:
    """Return how far the region chosen beside lies from the country, without interval: its page has its verdicts."""
    shown = {r.indicator: r for r in part.second if r.shown}
    if not shown:
        return ()
    held = [(shown.get(row.indicator), country[row.indicator]) for row in part.rows]
    return tuple(
        Point(float(printed_points(own, other, part.indicator(own.indicator))), None, None, DIFFERENCE_PATTERN)
        if own
        else NO_POINT
        for own, other in held
    )


def _named_difference(row: Observation, country: Observation, part: Dataset) -> str:
    """Write an indicator's name with both numbers and its marks: "Trusts people: 70 %, whole country 63 %"."""
    indicator = part.indicator(row.indicator)
    language = part.view.language
    own, other = (amount(one.value or 0.0, indicator, language) for one in (row, country))
    both = word("beside_country", language, value=own, country=other)
    return f"{dated_name(row, indicator, part)}: {both} {mark(row)}".rstrip()


def beside(dataset: Dataset, rows: Iterable[Observation]) -> list[Observation]:
    """Return the reference numbers of the same indicators and periods."""
    same = {(r.indicator, r.period) for r in rows}
    return [r for r in dataset.reference if (r.indicator, r.period) in same]


def reading(part: Dataset, captions: Captions, against: Against | None, *, intervals_drawn: bool = True) -> list[str]:
    """Write how to read a slide: the question, the intervals where they are drawn, and every mark that is on it."""
    language = part.view.language
    rows = (*part.rows, *part.reference)
    bar = _interval_explained(rows, language) if intervals_drawn else ""
    verdicts: dict[str, str] = {}
    for row in part.rows if against else []:
        said = verdict_label(row, against or Against.COUNTRY, part.indicator(row.indicator), part.breaks, language)
        if said.mark and row.shown:
            sign = _beside_name(said.mark, against or Against.COUNTRY) or word("slide_no_triangle", language)
            verdicts.setdefault(sign, direction_words(row, against or Against.COUNTRY, said, language))
    explained = " · ".join(f"{sign} {meaning}" for sign, meaning in (*verdicts.items(), *captions.marks))
    return [captions.question_line, f"{bar} {explained}".strip()]


def _interval_explained(rows: Iterable[Observation], language: Language) -> str:
    """Write what the thin lines are, and whether each number has one; nothing where none has."""
    given = {r.ci_low is not None for r in rows if r.shown}
    if True not in given:
        return ""
    return word("interval_explained" if False not in given else "interval_explained_some", language)


def point(row: Observation, dataset: Dataset, colour: str | None = None) -> Point:
    """Turn a row into a point in the format of its own indicator; low reliability is hatched."""
    pattern = number_format(dataset.indicator(row.indicator), dataset.view.language)
    hatched = row.shown and row.unreliable
    return Point(row.value, row.ci_low, row.ci_high, pattern, colour, hatched=hatched)


def chunks(items: Sequence[Observation], size: int) -> list[Sequence[Observation]]:
    """Cut into even pieces no longer than a size."""
    count = -(-len(items) // size)
    return [items[len(items) * i // count : len(items) * (i + 1) // count] for i in range(count)]


def _pairs(slide: Slide, part: Dataset, alt: str) -> None:
    """Draw an area's shares and, beside each, the country's."""
    country = {(r.indicator, r.period): r for r in part.reference}
    others = [country.get((r.indicator, r.period)) for r in part.rows]
    first = part.indicator(part.rows[0].indicator)
    names = [_label(r, dated_name(r, part.indicator(r.indicator), part), part, Against.COUNTRY) for r in part.rows]
    series = [Series(part.rows[0].area.name, tuple(point(r, part) for r in part.rows), DOT)]
    if part.reference:
        points = tuple(point(r, part) if r else NO_POINT for r in others)
        series.append(Series(part.reference[0].area.name, points, SIMILAR))
    second = {(r.indicator, r.period): r for r in part.second if r.shown}
    if second:
        points = tuple(
            point(second[key], part) if (key := (r.indicator, r.period)) in second else NO_POINT for r in part.rows
        )
        series.append(Series(part.second[0].area.name, points, SECOND_AREA))
    axis = value_axis([*part.rows, *part.reference, *second.values()], first, bars=True)
    pattern = axis_format(axis, first, part.view.language)
    frame, plot = native_bar_chart(placeholder(slide, CHART), names, series, axis, pattern=pattern, size=11)
    set_alt_text(frame, alt)
    _why_not(slide, plot, part.rows, part, 0.5 / len(series) + 0.03 if len(series) > 1 else 0.5)


def _bars(
    slide: Slide,
    part: Dataset,
    rows: Sequence[Observation],
    *,
    colours: Sequence[str],
    labels: Sequence[str],
    lines: Sequence[Upright],
    alt: str,
) -> None:
    """Draw one indicator as bars, with a dashed line at each value compared with; without rows, one number alone."""
    if not rows:
        _alone(slide, part)
        return
    indicator = part.indicators[0]
    chosen = {r.area for r in rows if part.compared_with == Against.COUNTRY and part.view.chose(r.area)}
    points = tuple(
        replace(point(r, part, colour), outline=SELECTED if r.area in chosen else None)
        for r, colour in zip(rows, colours, strict=True)
    )
    axis = value_axis(rows, indicator, bars=True)
    size = 12 if len(rows) <= FEW_BARS else 9
    pattern = axis_format(axis, indicator, part.view.language)
    frame, plot = native_bar_chart(
        placeholder(slide, CHART), labels, [Series(indicator.name, points, DOT)], axis, pattern=pattern, size=size
    )
    set_alt_text(frame, alt)
    for line in lines:
        x = plot.left + plot.width * axis.share(line.value)
        ends = (plot.top + plot.height * place / len(rows) for place in (line.first, line.last))
        dashed_vertical(slide, x, (next(ends), next(ends)), line.name, AXIS)
    _why_not(slide, plot, rows, part, 0.5)


def _alone(slide: Slide, part: Dataset) -> None:
    """Write the one number that is known, large, in the place of a chart; without any the title says so."""
    box = placeholder(slide, CHART)
    left = box.left
    top = box.top + box.height / 4
    width = box.width
    remove(box)
    for row in part.reference[:1]:
        if row.value is not None:
            indicator = part.indicators[0]
            language = part.view.language
            named = f"{row.area.name} {period(row.period)}"
            add_text(
                slide, amount(row.value, indicator, language), (left, top, width, Inches(1.5)), LONE_NUMBER_SIZE, DOT
            )
            add_text(
                slide,
                f"{named} {mark(row)}".strip(),
                (left, top + Inches(1.7), width, Inches(0.5)),
                LONE_NAME_SIZE,
                INK,
            )


def _beside(dataset: Dataset) -> tuple[Observation, ...]:
    """Return what the rows are read against: nothing for counts, as a part is always smaller than the whole."""
    return () if dataset.indicators[0].kind == Kind.REGISTER_COUNT else dataset.reference


def _why_not(slide: Slide, plot: Plot, rows: Sequence[Observation], dataset: Dataset, middle: float) -> None:
    """Write in place of a bar why a row has none; middle: of the bar in its band, 0 the top, 1 the bottom."""
    band = plot.height / len(rows)
    for i, row in enumerate(rows):
        if row.value is None:
            top = plot.top + band * (i + middle) - Inches(0.08)
            text = hidden_because(row, dataset.view.language)
            add_text(slide, text, (plot.left + Inches(0.06), top, plot.width, Inches(0.18)), 9, QUIET)


def _label(row: Observation, name: str, dataset: Dataset, against: Against) -> str:
    """Write a name with the mark of its verdict and those of its statuses."""
    said = verdict_label(row, against, dataset.indicator(row.indicator), dataset.breaks, dataset.view.language)
    sign = _beside_name(said.mark, against) if row.shown else ""
    return " ".join(part for part in (name, sign, mark(row)) if part)


def _beside_name(sign: str, against: Against) -> str:
    """Return the mark of a verdict behind a name; no dash where a difference follows: "– −4" reads as one number."""
    return "" if (sign, against) == (DASH, Against.GROUP) else sign
