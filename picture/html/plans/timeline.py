"""When: what happened in the country, when the goals are measured, and the measures of each goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from contract.actions.codes import ActionStatus
from contract.codes import Language
from contract.period import Period
from picture.charts.palette import BREAK, DOT, GRID, HEADING, INK, SEQUENTIAL, WHITE
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.html.plans.parts import plan_part
from picture.html.sparkline import image
from picture.query.plans.model import ActionPlan, PlanPage
from picture.query.register.entries import RegisterEntry
from picture.text.names import shortened
from picture.text.register.when import when_of
from picture.text.words import word

LANES_WIDE = 1188
LANE_NAMES = 172  # of the lanes, before the years
LANES_TOP = 26
LANE_ROW = 24
LANE_LETTERS = 13
AIR = 12  # between two things in a row
LONGEST_NAME_OF_LANE = 24
LONGEST_IN_LANE = 44
DRAWN = Markup(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' font-family='\"Source Sans 3\", sans-serif'>{}</svg>"
)
SPAN_OF_MEASURE = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="18" rx="3" fill="{}" stroke="{}"{}/>')
LOZENGE = Markup('<path d="M{:.1f} {:.1f}l6 6 -6 6 -6 -6Z" fill="{}"/>')
WAVE = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5.5" fill="{}" stroke="{}" stroke-width="2"/>')
RULED = Markup('<path d="M{:.1f} {:.1f}{}" stroke="{}" stroke-width="{}"/>')
PLANNED_EDGE = Markup(' stroke-dasharray="5 3"')
SCROLLED = Markup(
    '<div class="lb-register-line" role="region" aria-label="{}" tabindex="0">{}</div><p class="lb-quiet">{}</p>'
)


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a timeline."""

    first: int
    last: int

    def x(self, day: date) -> float:
        """Return the place of a day; what lies outside stands at the edge."""
        start = date(day.year, 1, 1)
        at = day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days
        share = (at - self.first) / (self.last + 1 - self.first)
        return LANE_NAMES + min(max(share, 0.0), 1.0) * (LANES_WIDE - LANE_NAMES)


@dataclass(frozen=True, slots=True)
class LaneItem:
    """Something on a lane: from where to where, with its words."""

    start: float
    end: float
    words: float  # where they begin
    told: str
    drawn: Markup  # at height 0

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it needs room."""
        wide = text_width(self.told, LANE_LETTERS) * 1.12
        return min(self.start, self.words) - AIR / 2, max(self.end, self.words + wide) + AIR / 2


def plan_timeline(page: PlanPage, plan: ActionPlan, language: Language) -> Markup:
    """Draw the years of a plan and those before it, with a line where today is."""
    years = _years(page, plan)
    lanes = list(_lanes(page, plan, years, language))
    rows = [_rows(items) for _, items in lanes]
    heights = [max(1, len(one)) * LANE_ROW + 10 for one in rows]
    bottom = LANES_TOP + sum(heights)
    parts = [*_grid(years, bottom), *_now(years.x(page.today), bottom, language)]
    top = LANES_TOP
    for (name, _), packed, height in zip(lanes, rows, heights, strict=True):
        parts += [
            RULED.format(0, top, f"H{LANES_WIDE}", GRID, 1),
            text(name, 0, top + 18, LANE_LETTERS, INK, weight=600),
        ]
        for row, items in enumerate(packed):
            parts += [_at(item, top + 8 + row * LANE_ROW) for item in items]
        top += height
    drawn = DRAWN.format(LANES_WIDE, bottom + 2, Markup("").join(parts))
    picture = image(drawn, _alt(page, plan, language), LANES_WIDE, bottom + 2, "lb-register-line-picture")
    title = word("plans_timeline_title", language)
    return plan_part("timeline", title, SCROLLED.format(title, picture, word("plans_timeline_note", language)))


def _years(page: PlanPage, plan: ActionPlan) -> Years:
    begun = [Period.parse(goal.measured.baseline_period).first for goal in plan.goals if goal.measured]
    return Years(max(min([*begun, plan.first_year, page.today.year]) - 1, plan.first_year - 4), plan.last_year)


def _lanes(page: PlanPage, plan: ActionPlan, years: Years, language: Language) -> Iterator[tuple[str, list[LaneItem]]]:
    national = [one for one in page.national if one.first_day and years.first <= one.first_day.year <= years.last]
    if national:
        yield word("plans_timeline_country", language), [_entry(one, years) for one in national]
    if page.waves:
        yield word("plans_timeline_survey", language), list(_waves(page, plan, years, language))
    for goal in plan.goals:
        dated = [one for one in goal.measures if one.first_day]
        if dated:
            name = word("plans_timeline_goal", language, number=goal.number)
            yield shortened(name, LONGEST_NAME_OF_LANE), [_entry(one, years) for one in dated]


def _entry(entry: RegisterEntry, years: Years) -> LaneItem:
    first = entry.first_day or date(years.first, 1, 1)
    start = years.x(first)
    told = shortened(entry.name.text, LONGEST_IN_LANE)
    if entry.happens:
        return _placed(start - 6, start + 6, told, LOZENGE.format(start, 0, HEADING))
    planned = entry.status is ActionStatus.PLANNED
    end = max(years.x(entry.until or date(years.last, 12, 31)), start + 6)
    bar = SPAN_OF_MEASURE.format(
        start, 0, end - start, WHITE if planned else SEQUENTIAL[0], DOT, PLANNED_EDGE if planned else ""
    )
    wide = text_width(told, LANE_LETTERS) * 1.12
    return LaneItem(start, end, start + 6, told, bar) if wide + 12 <= end - start else _placed(start, end, told, bar)


def _placed(start: float, end: float, told: str, drawn: Markup) -> LaneItem:
    """Put words behind a thing, or before it where there is no room behind."""
    wide = text_width(told, LANE_LETTERS) * 1.12
    behind = end + 6
    return LaneItem(
        start, end, behind if behind + wide <= LANES_WIDE else max(start - 6 - wide, LANE_NAMES), told, drawn
    )


def _waves(page: PlanPage, plan: ActionPlan, years: Years, language: Language) -> Iterator[LaneItem]:
    """Draw a dot for each period that was measured, in the middle of its time."""
    measured = [goal.measured for goal in plan.goals if goal.measured]
    starts = {one.baseline_period for one in measured}
    latest = {one.progress.latest_period for one in measured}
    for wave in page.waves:
        at = Period.parse(wave).midpoint
        if not years.first <= at < years.last + 1:
            continue
        x = LANE_NAMES + (at + 0.5 - years.first) / (years.last + 1 - years.first) * (LANES_WIDE - LANE_NAMES)
        key = "plans_timeline_latest" if wave in latest else "plans_timeline_baseline" if wave in starts else ""
        told = word(key, language) if key else ""
        yield _placed(x - 6, x + 6, told, WAVE.format(x, 9, DOT, DOT))


def _rows(items: Iterable[LaneItem]) -> list[list[LaneItem]]:
    """Put each thing into the first row in which it has room."""
    rows: list[list[LaneItem]] = []
    for item in items:
        start, end = item.span
        free = (row for row in rows if all(end < one.span[0] or one.span[1] < start for one in row))
        row = next(free, None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    return rows


def _at(item: LaneItem, y: float) -> Markup:
    return Markup('<g transform="translate(0 {:.1f})">{}{}</g>').format(
        y, item.drawn, text(item.told, item.words, 9, LANE_LETTERS, INK)
    )


def _now(x: float, bottom: int, language: Language) -> tuple[Markup, Markup]:
    """Draw where today is, under everything else."""
    told = text(word("register_timeline_now", language), x - 4, 12, LANE_LETTERS, BREAK, anchor="end")
    return RULED.format(x, LANES_TOP - 10, f"V{bottom}", BREAK, 2), told


def _grid(years: Years, bottom: int) -> Iterator[Markup]:
    for year in range(years.first, years.last + 1):
        x = years.x(date(year, 1, 1))
        yield RULED.format(x, LANES_TOP, f"V{bottom}", GRID, 1)
        yield text(str(year), x + 4, 12, LANE_LETTERS, HEADING, weight=600)


def _alt(page: PlanPage, plan: ActionPlan, language: Language) -> str:
    lanes = [(word("plans_timeline_country", language), page.national)]
    lanes += [(word("plans_timeline_goal", language, number=goal.number), goal.measures) for goal in plan.goals]
    return " ".join(f"{name}: {_named(entries, language)}." for name, entries in lanes if entries)


def _named(entries: Sequence[RegisterEntry], language: Language) -> str:
    return ", ".join(f"{one.name.text} ({when_of(one, language)})" for one in entries)
