"""How far a goal is, on a line: a ring for the baseline, a dot and a band for the latest figure, a field for the rest.

An arrow is drawn and the dot filled only where the change is certain.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from contract.actions.codes import ProgressState
from contract.codes import Language, Unit
from picture.charts.palette import AXIS, BAND_LIGHT, BETTER, BETTER_GROUND, DOT, HEADING, INK, QUIET, WHITE, WORSE
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.charts.theme import FONT
from picture.html.sparkline import image
from picture.query.plans.model import Goal, Measured
from picture.text.plans.amounts import latest_when, since, value_of
from picture.text.words import amount, interval, number, percent_sign, word

WIDTHS = {"lb-goal-picture": 548, "lb-goal-picture-narrow": 330}  # on a wide and on a narrow screen
GOAL_HEIGHT = 104
GOAL_SIDE = 14  # room for a dot and half a label at either end
GOAL_LINE = 50
GOAL_LETTERS = 13
TICKS = 5  # at most so many steps
GOAL_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
LEAST = {Unit.PERCENT: 20.0, Unit.POINTS: 2.0}  # how much a line spans at least
CERTAIN_COLOURS = {ProgressState.REACHED: BETTER, ProgressState.RIGHT_WAY: BETTER, ProgressState.WRONG_WAY: WORSE}
GOAL_PICTURE = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}">{}</svg>')
RULE = Markup('<path d="{}" stroke="{}" stroke-width="{}" fill="none"/>')
CIRCLE = Markup('<circle cx="{:.1f}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="2"/>')


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers that a line spans, and where they stand on it."""

    low: float
    high: float
    step: float
    width: int  # of the picture

    def x(self, value: float) -> float:
        """Return the place of a value."""
        inside = min(max(value, self.low), self.high)
        return GOAL_SIDE + (inside - self.low) / (self.high - self.low) * (self.width - 2 * GOAL_SIDE)

    @property
    def ticks(self) -> list[float]:
        """The numbers at which it is marked."""
        return [self.low + i * self.step for i in range(round((self.high - self.low) / self.step) + 1)]


def progress_picture(goal: Goal, language: Language) -> Markup:
    """Draw the progress of a goal, for a wide and a narrow screen; nothing where no baseline can be shown."""
    if goal.measured is None or goal.measured.progress.baseline is None:
        return Markup()
    return Markup("").join(_picture(goal, goal.measured, look, language) for look in WIDTHS)


def _picture(goal: Goal, measured: Measured, look: str, language: Language) -> Markup:
    scale = scale_of(measured, WIDTHS[look])
    parts = Markup("").join(_parts(goal, measured, scale, language))
    drawn = GOAL_PICTURE.format(scale.width, GOAL_HEIGHT, FONT, parts)
    return image(drawn, progress_alt(goal, measured, language), scale.width, GOAL_HEIGHT, look)


def scale_of(measured: Measured, width: int) -> Scale:
    """Choose a line that holds every number of a goal, in whole steps; a scale that ends is not left."""
    progress = measured.progress
    numbers = [progress.baseline, progress.latest, progress.latest_low, progress.latest_high, measured.target]
    known = [one for one in numbers if one is not None]
    unit = measured.indicator.unit
    span = max(max(known) - min(known), LEAST.get(unit, max(known) * 0.2 or 1.0))
    step = next((one for one in GOAL_STEPS if span / one <= TICKS - 1), 10 ** math.floor(math.log10(span)))
    low = math.floor((min(known) - step / 2) / step) * step
    high = math.ceil((max(known) + step / 2) / step) * step
    ends = measured.indicator.scale
    return Scale(max(low, ends.least), high if ends.most is None else min(high, ends.most), step, width)


def progress_alt(goal: Goal, measured: Measured, language: Language) -> str:
    """Write what the picture shows."""
    progress = measured.progress
    told = _target_told(goal, measured, language)
    baseline = {"baseline": value_of(progress.baseline, measured, language), "since": since(measured)}
    if progress.latest is None:
        return word("plans_picture_alt_start", language, **baseline, target=told)
    band = ""
    if progress.latest_low is not None and progress.latest_high is not None:
        ends = interval(progress.latest_low, progress.latest_high, measured.indicator, language)
        band = word("plans_picture_interval", language, interval=ends)
    latest = {"latest": value_of(progress.latest, measured, language), "when": latest_when(measured)}
    return word("plans_picture_alt", language, **baseline, **latest, interval=band, target=told)


def _target_told(goal: Goal, measured: Measured, language: Language) -> str:
    if measured.target is None:
        return word(f"plans_picture_{'higher' if measured.higher else 'lower'}", language)
    target = amount(measured.target, measured.indicator, language)
    return word("plans_picture_target", language, target=target, deadline=goal.deadline)


def _parts(goal: Goal, measured: Measured, scale: Scale, language: Language) -> Iterator[Markup]:
    yield from _target(goal, measured, scale, language)
    yield from _axis(scale, measured, language)
    yield from _figures(measured, scale, language)


def _target(goal: Goal, measured: Measured, scale: Scale, language: Language) -> Iterator[Markup]:
    """Draw a field from the target on, towards what is wanted."""
    if measured.target is None:
        return
    at = scale.x(measured.target)
    start, end = (at, scale.width - GOAL_SIDE) if measured.higher else (GOAL_SIDE, at)
    field = Markup('<rect x="{:.1f}" y="32" width="{:.1f}" height="38" fill="{}"/>')
    yield field.format(start, max(end - start, 0.0), BETTER_GROUND)
    yield RULE.format(f"M{at:.1f} 6V70", BETTER, 2)
    target = amount(measured.target, measured.indicator, language)
    told = word("plans_target", language, target=target, deadline=goal.deadline)
    wide = text_width(told, GOAL_LETTERS) * 1.08
    after = at + 6 + wide <= scale.width
    yield text(
        told, at + 6 if after else at - 6, 12, GOAL_LETTERS, BETTER, weight=600, anchor="start" if after else "end"
    )


def _axis(scale: Scale, measured: Measured, language: Language) -> Iterator[Markup]:
    ticks = "".join(f"M{scale.x(one):.1f} {GOAL_LINE - 4}v8" for one in scale.ticks)
    yield RULE.format(f"M{GOAL_SIDE} {GOAL_LINE}H{scale.width - GOAL_SIDE}{ticks}", AXIS, 1)
    sign = percent_sign(language) if measured.indicator.unit == Unit.PERCENT else ""
    for at, one in enumerate(scale.ticks):
        last = at == len(scale.ticks) - 1
        decimals = 0 if scale.step >= 1 else 1
        told = number(one, decimals, language) + (sign if last else "")
        yield text(
            told, scale.width if last else scale.x(one), 95, GOAL_LETTERS, QUIET, anchor="end" if last else "middle"
        )


def _figures(measured: Measured, scale: Scale, language: Language) -> Iterator[Markup]:
    progress = measured.progress
    then = scale.x(progress.baseline or 0.0)
    was = f"{value_of(progress.baseline, measured, language)} {since(measured)}"
    if progress.latest is None:
        yield CIRCLE.format(then, GOAL_LINE, 6, WHITE, QUIET)
        yield _label(was, then, 82, QUIET, width=scale.width)
        return
    now = scale.x(progress.latest)
    if progress.latest_low is not None and progress.latest_high is not None:
        band = Markup('<path d="M{:.1f} {}H{:.1f}" stroke="{}" stroke-width="8" stroke-linecap="round"/>')
        yield band.format(scale.x(progress.latest_low), GOAL_LINE, scale.x(progress.latest_high), BAND_LIGHT)
    colour = CERTAIN_COLOURS.get(progress.state, DOT)
    if progress.certain:
        yield _arrow(then, now, colour)
    yield CIRCLE.format(then, GOAL_LINE, 5.5, WHITE, QUIET)
    yield CIRCLE.format(now, GOAL_LINE, 7, colour if progress.certain else WHITE, colour)
    yield _label(
        f"{value_of(progress.latest, measured, language)} {latest_when(measured)}",
        now,
        32,
        INK,
        weight=700,
        width=scale.width,
    )
    yield _label(was, then, 74, HEADING if progress.certain else QUIET, width=scale.width)


def _arrow(then: float, now: float, colour: str) -> Markup:
    """Draw a line from the ring to the dot, with a head at the dot."""
    way = 1 if now >= then else -1
    tip = now - way * 9
    if (tip - then) * way <= 0:
        return Markup()
    head = f"M{tip:.1f} {GOAL_LINE}l{-way * 7} -5v10Z"
    line = RULE.format(f"M{then + way * 6:.1f} {GOAL_LINE}H{tip:.1f}", colour, 2)
    return line + Markup('<path d="{}" fill="{}"/>').format(head, colour)


def _label(told: str, x: float, y: float, colour: str, *, weight: int = 400, width: int) -> Markup:
    """Write above or below a place, and within the picture."""
    half = text_width(told, GOAL_LETTERS) * 1.12 / 2
    return text(
        told,
        min(max(x, half), width - half),
        y,
        GOAL_LETTERS,
        colour,
        weight=weight,
        anchor="middle",
    )
