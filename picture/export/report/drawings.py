"""The figures of a report as SVG, each with its words: the same drawings as the pages have."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from contract.codes import Against, Language, Unit
from picture.charts.dot_plot import dot_plot
from picture.charts.group_plot import group_plot
from picture.charts.legend import Sign
from picture.charts.maps.choropleth import MAP_HEIGHT, MAP_WIDTH, differs, region_map
from picture.charts.maps.classes import class_labels, colours_of
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import ABSENCE, DOT, HATCH, INK, NO_CHANGE, QUIET, SELECTED, WHITE
from picture.charts.svg.svg import draw_figure, hatch
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.charts.theme import FONT
from picture.export.report.document.content import Drawing
from picture.export.report.short_names import with_short_names
from picture.html.front.strip import STRIP_HEIGHT, STRIP_WIDTH, Strip, strip_picture
from picture.html.profile.spine import (
    SPINE_HEIGHT,
    SPINE_WIDTH,
    Spine,
    labelled_ticks,
    place,
    spine_picture,
)
from picture.html.sparkline import SPARKLINE_SIZE, legend_sign, sparkline
from picture.query.indicator_rows import IndicatorRow
from picture.query.model import Area, Dataset, Shape
from picture.query.series import midpoint
from picture.text.alt_text import groups_alt_text, map_alt_text
from picture.text.findings.front import findings
from picture.text.labels import value_text
from picture.text.names import area_name
from picture.text.outcomes import Outcome, outcome_in
from picture.text.places import in_areas
from picture.text.reading.spine import spine_alt
from picture.text.words import moments, percent_sign, period, signed, word

PAGE_WIDTH = 176.0  # millimetres between the margins
SPINE_MM = 60.0
SPARK_MM = 14.0
STRIP_MM = 44.0
LOCATOR_MM = 31.0
SHEET = 700.0  # units over the width of the page
MAP_UNITS = 316.0
CLASS_LETTERS = 21  # on one line beside the map
ROW_UNITS = 25.0
SIGN_GAP = 14.0
SIGN_WIDTH = 30
INSIDE = (DOT, DOT)  # fill and edge: small islands are seen by their edge
OUTSIDE = (NO_CHANGE, WHITE)
GROUPS_SHEET = 840.0  # names, numbers and differences leave little room for the dots
GROUPS_EDGE = 30.0  # room for the last head, which is wider than its column
AREA_LETTERS = 34  # beside the dots of a map
GROUP_LETTERS = 48
DOT_LETTERS = 40  # of a reason on one line beside the map
FEWEST_IN_TREND = 2
SQUARE = Markup('<rect x="{:.1f}" y="{:.1f}" width="22" height="11" fill="{}" stroke="{}" stroke-width="{}"/>')


def spine_drawing(item: IndicatorRow, spine: Spine, half: int, dataset: Dataset) -> Drawing:
    """Draw how far an area is from the country in one indicator."""
    drawn = spine_picture(spine, half)
    return Drawing(drawn, spine_alt(item, spine, None, dataset), SPINE_MM, SPINE_MM * SPINE_HEIGHT / SPINE_WIDTH)


def spine_scale(half: int, language: Language) -> Drawing:
    """Draw the scale over such drawings: what either side means, the country between, the ticks."""
    low, high = (word(key, language) for key in ("lower_share", "higher_share"))
    middle = word("legend_country", language)
    told = [
        text(f"←\u00a0{low}", 0, 10, 12, QUIET),
        text(f"{high}\u00a0→", SPINE_WIDTH, 10, 12, QUIET, anchor="end"),
        text(middle, SPINE_WIDTH / 2, 26, 12, INK, anchor="middle", weight=600),
    ]
    told += [
        text(signed(tick, 0, language), place(tick, half), 26, 12, QUIET, anchor="middle")
        for tick in labelled_ticks(half)
        if abs(tick) > 1 and abs(place(tick, half) - SPINE_WIDTH / 2) > text_width(middle, 12) / 2 + 14
    ]
    return _drawing(SPINE_WIDTH, 36, Markup("").join(told), word("spine_scale", language), SPINE_MM)


def trend_drawing(item: IndicatorRow, language: Language) -> Drawing | None:
    """Draw how a number has moved; None where there is but one."""
    known = [r for r in item.history if r.value is not None]
    if len(known) < FEWEST_IN_TREND:
        return None
    ends = [end(known, key=lambda r: midpoint(r.period)) for end in (min, max)]
    alt = ", ".join(f"{period(r.period)}: {value_text(r, item.indicator, language)}" for r in ends)
    alt += "".join(
        f"; {word('break_at', language, reason=b.reason, **moments(b.period, language))}" for b in item.breaks
    )
    width, height = SPARKLINE_SIZE
    return Drawing(sparkline(item.history, item.breaks), alt, SPARK_MM, SPARK_MM * height / width)


def strip_drawing(strip: Strip, span: int, language: Language) -> Drawing:
    """Draw both ends of a change on a scale as long as that of every other."""
    sign = percent_sign(language) if strip.indicator.unit == Unit.PERCENT else ""
    rows = [row for row in (strip.before, strip.row) if row is not None]
    alt = ", ".join(f"{period(row.period)}: {value_text(row, strip.indicator, language)}" for row in rows)
    return Drawing(strip_picture(strip, span, sign), alt, STRIP_MM, STRIP_MM * STRIP_HEIGHT / STRIP_WIDTH)


def locator(shapes: Sequence[Shape], codes: Iterable[str], area: Area, language: Language) -> Drawing:
    """Draw where the area lies in the country. codes: of the regions that it is made of."""
    return _small_map(shapes, set(codes), word("report_locator", language, area=area.name))


def where_it_changed(shapes: Sequence[Shape], news: Dataset, regions: Dataset) -> Drawing:
    """Draw the regions that share the first change of the country which shows in any; without one, the country."""
    language = news.view.language
    indicator = regions.indicators[0]
    told = next((one for one in findings(news, Against.PREVIOUS) if one.indicator.id == indicator.id), None)
    wanted = Outcome.HIGHER if told and told.higher else Outcome.LOWER
    rows = [row for row in regions.rows if told and outcome_in(row, Against.PREVIOUS, regions) == wanted]
    if not rows:
        return _small_map(shapes, {s.code for s in shapes}, word("report_locator", language, area=area_name(news)))
    areas = in_areas([row.area for row in rows], language)
    caption = word("report_where", language, indicator=indicator.name, areas=areas)
    return replace(_small_map(shapes, {row.area.code for row in rows}, caption), caption=caption)


def _small_map(shapes: Sequence[Shape], own: Collection[str], alt: str) -> Drawing:
    path = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="0.8"/>')
    paths = Markup("").join(path.format(coarse_path(s), *(INSIDE if s.code in own else OUTSIDE)) for s in shapes)
    box = coarse_view_box(shapes)
    _, _, wide, tall = map(float, box.split())
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">{}</svg>').format(box, paths)
    return Drawing(svg, alt, LOCATOR_MM, LOCATOR_MM * tall / wide)


def map_drawing(dataset: Dataset) -> Drawing:
    """Draw a map with its classes at the left, all areas as dots with their intervals at the right."""
    tall = MAP_UNITS * MAP_HEIGHT / MAP_WIDTH
    height = max(tall, ROW_UNITS * len(dataset.rows) + 60)
    short = with_short_names(dataset, AREA_LETTERS)
    drawn = draw_figure(region_map(short), 0, 0, MAP_UNITS, tall) if dataset.shapes else Markup("")
    left = MAP_UNITS + 16 if dataset.shapes else 0.0
    dots = draw_figure(dot_plot(short, DOT_LETTERS), left, 0, SHEET - left, height)
    return _drawing(SHEET, height, drawn + dots + _classes(short, 12), map_alt_text(dataset), PAGE_WIDTH)


def groups_drawing(dataset: Dataset) -> Drawing:
    """Draw groups side by side, each block with its reference."""
    blocks = {row.group.dim for row in dataset.rows}
    height = ROW_UNITS * (len(dataset.rows) + len(blocks)) + 60
    drawn = draw_figure(group_plot(with_short_names(dataset, GROUP_LETTERS)), 0, 0, GROUPS_SHEET - GROUPS_EDGE, height)
    return _drawing(GROUPS_SHEET, height, drawn, groups_alt_text(dataset), PAGE_WIDTH)


def key_of_dots(signs: Iterable[Sign]) -> Drawing:
    """Draw what the dots and strokes of a map or of groups mean."""
    return key_of([(legend_sign(sign), words) for sign, words in signs])


def key_of(signs: Sequence[tuple[Markup, str]]) -> Drawing:
    """Draw what signs mean, in one or more lines."""
    parts: list[Markup] = []
    x = 0.0
    line = 0
    for sign, words in signs:
        wide = SIGN_WIDTH + 6 + text_width(words, 12) + SIGN_GAP
        if x + wide > SHEET:
            x = 0.0
            line += 1
        at = Markup('<svg x="{:.1f}" y="{}" width="{}" height="20" ').format(x, 22 * line, SIGN_WIDTH)
        parts += [sign.replace("<svg ", at, 1), text(words, x + SIGN_WIDTH + 6, 22 * line + 10, 12, QUIET)]
        x += wide
    alt = "; ".join(words for _, words in signs)
    return _drawing(SHEET, 22 * (line + 1), Markup("").join(parts), alt, PAGE_WIDTH)


def _classes(dataset: Dataset, top: float) -> Markup:
    """Draw the classes one under the other in the empty north-west, then what hatch and outline mean."""
    language = dataset.view.language
    entries = [
        (colour, label, WHITE, 0.0) for colour, label in zip(colours_of(dataset), class_labels(dataset), strict=True)
    ]
    entries.reverse()
    pattern, drawing = hatch(ABSENCE, HATCH, 6)
    if any(row.value is None for row in dataset.rows):
        entries.append((f"url(#{pattern})", word("legend_hidden", language), HATCH, 0.6))
    if any(map(differs, dataset.rows)):
        entries.append((WHITE, word("legend_differs", language), INK, 2.0))
    if any(dataset.view.chose(row.area) for row in dataset.rows):
        entries.append((WHITE, dataset.area_name, SELECTED, 2.4))
    parts = [Markup("<defs>{}</defs>").format(drawing)]
    y = top
    for fill, label, edge, width in entries:
        lines = textwrap.wrap(label, CLASS_LETTERS)
        words = text(Markup("<br>").join(lines), 30, y - 6, 11, INK, valign="top")
        parts += [SQUARE.format(2, y - 6, fill, edge, width), words]
        y += 6 + 13.5 * len(lines)
    return Markup("").join(parts)


def _drawing(width: float, height: float, body: Markup, alt: str, millimetres: float) -> Drawing:
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:g}" font-family="{}">{}</svg>')
    return Drawing(svg.format(width, height, FONT, body), alt, millimetres, millimetres * height / width)
