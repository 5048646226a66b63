"""Draws a timeline twice: wide, and for a telephone with each name over its thing, so that nothing is scrolled away.

The line of today is left out where it would cross a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from contract.codes import Language
from picture.charts.palette import BREAK, DOT, GRID, HEADING, INK, QUIET, SEQUENTIAL, WHITE
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.charts.theme import FONT
from picture.html.sparkline import image
from picture.html.timeline.lanes import DatedThing, ThingSign, TimeLane, Timeline, moment_of
from picture.text.names import shortened
from picture.text.words import number, word

HEADED = 42  # height of the line of today and of the years
NOW_AT = 11
YEARS_AT = 29
LETTERS = 13  # height
WIDER = 1.12  # the letters of a picture may be wider than those of the page
HALF_SIGN = 6.0  # of a diamond or a dot
NAME_GAP = 6.0  # between a thing and its name
AIR = 6.0  # around a thing in its row
UNDER_LANE = 2
LANE_NAME = 22  # height of a name over its lane
YEAR_ROOM = 38.0  # for the number of a year
BOX = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}" rx="3" fill="{}" stroke="{}"{}/>')
DIAMOND = Markup('<path d="M{:.1f} {:.1f}l6 6 -6 6 -6 -6Z" fill="{}" stroke="{}" stroke-width="1.5"{}/>')
DOT_OF_WAVE = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5.5" fill="{}"/>')
UPRIGHT_LINE = Markup('<path d="M{:.1f} {:.1f}V{:.1f}" stroke="{}" stroke-width="{}"/>')
LEVEL_RULE = Markup('<path d="M0 {}H{}" stroke="{}"/>')
DASHED_EDGE = Markup(' stroke-dasharray="5 3"')
DRAWN_TIMELINE = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}">{}</svg>')
SCROLLED_TIMELINE = Markup('<div class="lb-timeline-scroll" role="region" aria-label="{}" tabindex="0">{}</div>')


@dataclass(frozen=True, slots=True)
class TimelineLook:
    """The measures of a drawing."""

    css: str
    width: int
    names: int  # room for the names of lanes before the years; 0: a name stands over its lane, and over its thing
    row: int  # from row to row
    label_at: int  # from the top of a row to the middle of a name
    sign_at: int  # the same of a bar, diamond or dot
    thick: int  # of a bar
    most_rows: int  # of a lane
    letters: int  # of the longest name with its marks

    @property
    def lane_top(self) -> int:
        """Return the height that the name of a lane takes."""
        return 8 if self.names else LANE_NAME


def wide_look(width: int, names: int) -> TimelineLook:
    """Return the measures for a wide screen."""
    return TimelineLook("lb-timeline-wide", width, names, 26, 9, 9, 18, 9, 60)


NARROW_LOOK = TimelineLook("lb-timeline-narrow", 346, 0, 38, 9, 24, 12, 7, 56)


@dataclass(frozen=True, slots=True)
class _Years:
    """The years of a timeline in a drawing."""

    timeline: Timeline
    look: TimelineLook

    @property
    def wide(self) -> float:
        """Return the width of a year."""
        return (self.look.width - self.look.names) / (self.timeline.last + 1 - self.timeline.first)

    def x(self, at: float) -> float:
        """Return the place of a time; what lies outside stands at the edge."""
        inside = min(max(at, self.timeline.first), self.timeline.last + 1)
        return self.look.names + (inside - self.timeline.first) * self.wide


@dataclass(frozen=True, slots=True)
class _Placed:
    """A thing in a drawing: from where to where, and where its name begins and ends."""

    thing: DatedThing
    start: float
    end: float
    told: str  # its name
    label: float
    label_end: float
    before: bool  # whether the name stands before the thing, and ends at it

    @property
    def span(self) -> tuple[float, float]:
        return min(self.start, self.label) - AIR, max(self.end, self.label_end) + AIR


@dataclass(frozen=True, slots=True)
class _Laid:
    """A lane in a drawing: its things row by row, from a height on."""

    lane: TimeLane
    rows: tuple[tuple[_Placed, ...], ...]
    left_out: int
    top: int

    def bottom(self, look: TimelineLook) -> int:
        rows = max(1, len(self.rows) + bool(self.left_out))
        return self.top + look.lane_top + rows * look.row + UNDER_LANE

    def placed(self, look: TimelineLook) -> Iterator[tuple[int, _Placed]]:
        """Yield each thing with the height of its row."""
        for number_of_row, row in enumerate(self.rows):
            for one in row:
                yield self.top + look.lane_top + number_of_row * look.row, one


def draw_timeline(timeline: Timeline, title: str, alt: str, wide: TimelineLook, language: Language) -> Markup:
    """Write a timeline as pictures, one for a wide screen and one for a narrow one; title: what it answers."""
    pictures = (_picture(timeline, alt, look, language) for look in (wide, NARROW_LOOK))
    return SCROLLED_TIMELINE.format(title, Markup("").join(pictures))


def _picture(timeline: Timeline, alt: str, look: TimelineLook, language: Language) -> Markup:
    years = _Years(timeline, look)
    laid = list(_lay(timeline, years))
    bottom = laid[-1].bottom(look) if laid else HEADED
    parts = [*_grid(years, bottom), *chain.from_iterable(_lane(one, look, language) for one in laid)]
    parts += _now(laid, years, bottom, language)
    drawn = DRAWN_TIMELINE.format(look.width, bottom + 4, FONT, Markup("").join(parts))
    return image(drawn, alt, look.width, bottom + 4, look.css)


def _lay(timeline: Timeline, years: _Years) -> Iterator[_Laid]:
    top = HEADED
    for lane in timeline.lanes:
        rows, left_out = _packed([_place(one, years) for one in lane.things], years.look.most_rows)
        laid = _Laid(lane, rows, left_out, top)
        yield laid
        top = laid.bottom(years.look)


def _place(thing: DatedThing, years: _Years) -> _Placed:
    """Put a name into its bar, behind it, or before it where there is no room behind; on a telephone over it."""
    look = years.look
    start = years.x(thing.begins)
    end = max(years.x(thing.ends), start + HALF_SIGN)
    if thing.sign is not ThingSign.SPAN:
        start -= HALF_SIGN
        end = start + 2 * HALF_SIGN
    told = shortened(thing.name, look.letters - len(thing.marks)) + thing.marks
    wide = text_width(told.replace("<", "x").replace("&", "x"), LETTERS) * WIDER
    if not look.names:
        label = max(min(start, look.width - wide), 0.0)
        return _Placed(thing, start, end, told, label, min(label + wide, look.width), label < start)
    if thing.sign is ThingSign.SPAN and wide + 2 * NAME_GAP <= end - start:
        return _Placed(thing, start, end, told, start + NAME_GAP, start + NAME_GAP + wide, before=False)
    behind = end + NAME_GAP
    before = behind + wide > look.width
    label = max(start - NAME_GAP - wide, look.names) if before else behind
    return _Placed(thing, start, end, told, label, label + wide, before)


def _packed(placed: Iterable[_Placed], most: int) -> tuple[tuple[tuple[_Placed, ...], ...], int]:
    """Put each thing into the first row in which it has room; return the rows, and how many things found none."""
    rows: list[list[_Placed]] = []
    left_out = 0
    for one in placed:
        start, end = one.span
        row = next((row for row in rows if all(end < o.span[0] or o.span[1] < start for o in row)), None)
        if row is not None:
            row.append(one)
        elif len(rows) < most:
            rows.append([one])
        else:
            left_out += 1
    return tuple(map(tuple, rows)), left_out


def _lane(laid: _Laid, look: TimelineLook, language: Language) -> Iterator[Markup]:
    yield LEVEL_RULE.format(laid.top, look.width, GRID)
    yield text(laid.lane.name, 0, laid.top + (18 if look.names else 12), LETTERS, INK, weight=600)
    for y, one in laid.placed(look):
        yield _sign(one, y + look.sign_at, look)
        x, anchor = (one.label_end, "end") if one.before else (one.label, "start")
        yield text(one.told, x, y + look.label_at, LETTERS, INK, anchor=anchor)
    if laid.left_out:
        told = word("register_timeline_more_short", language, count=number(laid.left_out, 0, language))
        y = laid.top + look.lane_top + len(laid.rows) * look.row + 9
        yield text(told, look.width, y, LETTERS, QUIET, anchor="end")


def _sign(one: _Placed, middle: int, look: TimelineLook) -> Markup:
    planned = one.thing.planned
    dashes = DASHED_EDGE if planned else ""
    if one.thing.sign is ThingSign.WAVE:
        return DOT_OF_WAVE.format(one.start + HALF_SIGN, middle, DOT)
    if one.thing.sign is ThingSign.DAY:
        return DIAMOND.format(one.start + HALF_SIGN, middle - 6, WHITE if planned else HEADING, HEADING, dashes)
    fill = WHITE if planned else SEQUENTIAL[0]
    return BOX.format(one.start, middle - look.thick / 2, one.end - one.start, look.thick, fill, DOT, dashes)


def _grid(years: _Years, bottom: int) -> Iterator[Markup]:
    """Draw where each year begins; where they lie close, only some have their number."""
    timeline = years.timeline
    step = math.ceil(YEAR_ROOM / years.wide)
    for year in range(timeline.first, timeline.last + 1):
        x = years.x(year)
        yield UPRIGHT_LINE.format(x, HEADED, bottom, GRID, 1)
        if (year - timeline.first) % step == 0:
            yield text(str(year), x + 4, YEARS_AT, LETTERS, HEADING, weight=600)


def _now(laid: Sequence[_Laid], years: _Years, bottom: int, language: Language) -> Iterator[Markup]:
    """Draw where today is, but not through a name."""
    look = years.look
    x = years.x(moment_of(years.timeline.today))
    told = word("register_timeline_now", language)
    half = text_width(told, LETTERS) * WIDER / 2
    yield text(told, min(max(x, half), look.width - half), NOW_AT, LETTERS, BREAK, anchor="middle", weight=600)
    top = HEADED - 22.0
    placed = chain.from_iterable(one.placed(look) for one in laid)
    crossed = (y + look.label_at for y, thing in placed if _crosses(thing, x))
    for middle in sorted(crossed):
        if middle - 9 > top:
            yield UPRIGHT_LINE.format(x, top, middle - 9, BREAK, 1.8)
        top = max(top, middle + 9.0)
    yield UPRIGHT_LINE.format(x, top, bottom, BREAK, 1.8)


def _crosses(placed: _Placed, x: float) -> bool:
    return bool(placed.told) and placed.label - 3 <= x <= placed.label_end + 3
