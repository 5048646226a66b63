"""When: the register on a line of years, one lane for the country, the regions and the municipalities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, groupby

from markupsafe import Markup

from contract.actions.codes import ActionStatus, RegisterKind
from contract.codes import AREA_PREFIXES, Language, Level
from picture.charts.palette import BREAK, DOT, GRID, HEADING, INK, QUIET, SEQUENTIAL, WHITE
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.charts.theme import FONT
from picture.html.sparkline import image
from picture.query.register.entries import RegisterEntry
from picture.query.register.register import Register
from picture.query.register.told import Told
from picture.text.register.entry_words import is_national
from picture.text.register.when import when_of
from picture.text.words import number, word

LANES = ("country", "region", "municipality")
LINE_WIDTH = 880
LEFT = 118  # of the years; before it stand the names of the lanes
LINE_TOP = 30
LANE_STEP = 26  # from row to row
MOST_ROWS = 9  # of a lane
BUSY = 3  # events of a month in a lane, from which on they are one mark
YEARS_AROUND = 2  # before and after this year
LONGEST_LABEL = 46  # letters
MOST_OF_LANE = 12  # entries of a lane in the alternative text
LETTERS = 13  # height
WIDER = 1.12  # the letters of a picture may be wider than those of the page
LABEL_GAP = 12
BOX = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="18" rx="3" fill="{}" stroke="{}"{}/>')
DIAMOND = Markup('<path d="M{:.1f} {:.1f}l6 6 -6 6 -6 -6Z" fill="{}" stroke="{}" stroke-width="1.5"{}/>')
UPRIGHT_LINE = Markup('<path d="M{:.1f} {}V{}" stroke="{}" stroke-width="{}"/>')
LEVEL_RULE = Markup('<path d="M0 {}H{}" stroke="{}"/>')
DASHED_EDGE = Markup(' stroke-dasharray="5 3"')
SVG = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}">{}</svg>')
TIMELINE = Markup(
    '<section class="lb-register-timeline"><h2>{title}</h2>'
    '<div class="lb-register-line" role="region" aria-label="{title}" tabindex="0">{drawn}</div>'
    '<p class="lb-quiet">{note}</p></section>'
)


@dataclass(frozen=True, slots=True)
class Axis:
    """The years of a timeline, and where a day lies on it."""

    first: int
    last: int  # the last year that is drawn in full

    def x(self, day: date) -> float:
        """Return the place of a day; what lies outside stands at the edge."""
        start = date(day.year, 1, 1)
        at = day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days
        share = (at - self.first) / (self.last + 1 - self.first)
        return LEFT + min(max(share, 0.0), 1.0) * (LINE_WIDTH - LEFT)

    def shows(self, entry: RegisterEntry) -> bool:
        """Return whether any of an entry lies within the years."""
        first = entry.first_day
        until = entry.until
        return first is not None and first.year <= self.last and (until is None or until.year >= self.first)


@dataclass(slots=True)
class _Lane:
    """Rows of a lane, filled from the first on; what finds no room is counted."""

    rows: list[list[tuple[float, float]]] = field(default_factory=list)
    drawn: list[tuple[int, RegisterEntry]] = field(default_factory=list)
    left_out: int = 0

    def put(self, entry: RegisterEntry, span: tuple[float, float]) -> None:
        """Find the first row in which a span is free."""
        for place, row in enumerate(self.rows):
            if all(span[1] < start or end < span[0] for start, end in row):
                row.append(span)
                self.drawn.append((place, entry))
                return
        if len(self.rows) < MOST_ROWS:
            self.rows.append([span])
            self.drawn.append((len(self.rows) - 1, entry))
        else:
            self.left_out += 1

    @property
    def height(self) -> int:
        return LANE_STEP * max(1, len(self.rows) + (1 if self.left_out else 0)) + 10


def register_timeline(register: Register) -> Markup:
    """Draw what is known with a date, with a line where today is; nothing where nothing is known."""
    axis = _axis(register)
    shown = [one for one in register.when if axis.shows(one)]
    if not shown:
        return Markup()
    language = register.view.language
    lanes = {name: [one for one in shown if _lane_of(one) == name] for name in LANES}
    parts: list[Markup] = []
    top = LINE_TOP
    for name, entries in lanes.items():
        if entries:
            lane = _packed(entries, axis, language)
            parts += [LEVEL_RULE.format(top, LINE_WIDTH, GRID), *_lane(lane, axis, top, language)]
            parts.append(text(word(f"register_lane_{name}", language), 0, top + 18, LETTERS, INK, weight=600))
            top += lane.height
    body = [*_years(axis, top), *_now(register.today, axis, top, language), *parts]
    svg = SVG.format(LINE_WIDTH, top + 4, FONT, Markup("").join(body))
    return TIMELINE.format(
        title=word("register_timeline_title", language),
        drawn=image(svg, _alt(lanes, axis, language), LINE_WIDTH, top + 4, "lb-register-line-picture"),
        note=word("register_timeline_note", language),
    )


def _axis(register: Register) -> Axis:
    now = register.today.year
    days = [day for day in chain.from_iterable((one.first_day, one.until) for one in register.when) if day]
    years = [min(max(day.year, now - YEARS_AROUND), now + YEARS_AROUND) for day in days]
    return Axis(min([now - 1, *years]), max([now + 1, *years]))


def _lane_of(entry: RegisterEntry) -> str:
    if is_national(entry) or not entry.areas:
        return "country"
    municipality = AREA_PREFIXES[Level.KUNTA]
    return "municipality" if all(key.startswith(municipality) for key in entry.areas) else "region"


def _packed(entries: Sequence[RegisterEntry], axis: Axis, language: Language) -> _Lane:
    """Find a place for each entry: what goes on first, then what happens, a busy month as one."""
    lane = _Lane()
    for entry in chain((one for one in entries if not one.happens), _by_month(entries, language)):
        start, end, label = _places(entry, axis)
        lane.put(entry, (min(start, label) - LABEL_GAP / 2, max(end, label + _wide(entry)) + LABEL_GAP / 2))
    return lane


def _by_month(entries: Sequence[RegisterEntry], language: Language) -> Iterator[RegisterEntry]:
    """Give what happens, the events of a month with many of them as one that tells how many."""
    events = [one for one in entries if one.kind is RegisterKind.EVENT]
    months = Counter(_month(one) for one in events)
    yield from (one for one in entries if one.happens and one.kind is not RegisterKind.EVENT)
    for month, of_month in groupby(sorted(events, key=_month), key=_month):
        listed = list(of_month)
        if months[month] < BUSY:
            yield from listed
        else:
            told = word("register_timeline_many", language, count=len(listed), month=period_of(month))
            yield replace(listed[0], name=Told(told, language))


def _month(entry: RegisterEntry) -> tuple[int, int]:
    day = entry.first_day or date.min
    return day.year, day.month


def period_of(month: tuple[int, int]) -> str:
    """Write a month: "12/2026"."""
    return f"{month[1]}/{month[0]}"


def _label(entry: RegisterEntry) -> str:
    name = entry.name.text
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"


def _wide(entry: RegisterEntry) -> float:
    return text_width(_label(entry).replace("<", "x"), LETTERS) * WIDER


def _places(entry: RegisterEntry, axis: Axis) -> tuple[float, float, float]:
    """Return where an entry begins and ends, and where its name does: in its bar, behind it, or before it."""
    first = entry.first_day or date(axis.first, 1, 1)
    start = axis.x(first)
    wide = _wide(entry)
    if entry.happens:
        start -= 6
        end = start + 12
    else:
        end = max(axis.x(entry.until or date(axis.last, 12, 31)), start + 6)
        if wide + 12 <= end - start:
            return start, end, start + 6
    behind = end + 6
    return start, end, behind if behind + wide <= LINE_WIDTH else max(start - 6 - wide, LEFT)


def _lane(lane: _Lane, axis: Axis, top: int, language: Language) -> Iterable[Markup]:
    for row, entry in lane.drawn:
        yield from _entry(entry, axis, top + 8 + row * LANE_STEP)
    if lane.left_out:
        told = word("register_timeline_more_short", language, count=number(lane.left_out, 0, language))
        yield text(told, LINE_WIDTH, top + 8 + len(lane.rows) * LANE_STEP + 9, LETTERS, QUIET, anchor="end")


def _entry(entry: RegisterEntry, axis: Axis, y: float) -> Iterable[Markup]:
    start, end, label = _places(entry, axis)
    planned = entry.status is ActionStatus.PLANNED
    dashes = DASHED_EDGE if planned else ""
    if entry.happens:
        yield DIAMOND.format(start + 6, y + 3, WHITE if planned else HEADING, HEADING, dashes)
    else:
        yield BOX.format(start, y, end - start, WHITE if planned else SEQUENTIAL[0], DOT, dashes)
    yield text(_label(entry), label, y + 9, LETTERS, INK)


def _years(axis: Axis, bottom: int) -> Iterable[Markup]:
    for year in range(axis.first, axis.last + 1):
        x = axis.x(date(year, 1, 1))
        yield UPRIGHT_LINE.format(x, LINE_TOP, bottom, GRID, 1)
        yield text(str(year), x + 4, 14, LETTERS, HEADING, weight=600)


def _now(today: date, axis: Axis, bottom: int, language: Language) -> Sequence[Markup]:
    x = axis.x(today)
    told = word("register_timeline_now", language)
    return UPRIGHT_LINE.format(x, LINE_TOP - 8, bottom, BREAK, 1.8), text(told, x - 4, 14, LETTERS, BREAK, anchor="end")


def _alt(lanes: dict[str, list[RegisterEntry]], axis: Axis, language: Language) -> str:
    told = (_lane_told(name, entries, language) for name, entries in lanes.items() if entries)
    return word("register_timeline_alt", language, first=axis.first, last=axis.last, told=" ".join(told))


def _lane_told(name: str, entries: Sequence[RegisterEntry], language: Language) -> str:
    listed = [f"{one.name.text} ({when_of(one, language)})" for one in entries[:MOST_OF_LANE]]
    more = len(entries) - MOST_OF_LANE
    rest = [word("register_timeline_more", language, count=number(more, 0, language))] if more > 0 else []
    lane = word(f"register_lane_{name}", language)
    return word("register_timeline_lane", language, lane=lane, told=", ".join(chain(listed, rest)))
