"""The strip beside a change: both numbers on a scale as long as that of every other strip of the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Kind
from picture.charts.palette import AXIS, BAND_LIGHT, BETTER, COUNTRY, DOT, QUIET, WHITE, WORSE
from picture.charts.theme import FONT
from picture.query.model import Indicator, Observation
from picture.query.rounding import rounded
from picture.text.labels import Tone

STRIP_STEP = 5  # percentage points between two ticks
LEAST_SPAN = 20  # percentage points
STRIP_WIDTH = 176
STRIP_HEIGHT = 36
STRIP_MARGIN = 12  # room for a dot and half a label at either end
STRIP_MIDDLE = 12
MEAN_FACTOR = 10.0  # a mean of 0 to 10 is drawn ten times as large
STRIP_COLOURS: dict[Tone, str] = {"better": BETTER, "worse": WORSE}
STRIP_LABEL = Markup('<text x="{}" y="32" text-anchor="{}" font-family="{}" font-size="12.5" fill="{}">')


@dataclass(frozen=True, slots=True)
class Strip:
    """What one strip shows."""

    indicator: Indicator
    row: Observation
    before: Observation | None  # the number compared with
    tone: Tone
    certain: bool  # whether a test has found a difference
    of_country: bool = False  # whether the number compared with is the country's

    @property
    def factor(self) -> float:
        """By how much its numbers are drawn larger."""
        return MEAN_FACTOR if self.indicator.kind == Kind.SURVEY_MEAN else 1.0

    @property
    def numbers(self) -> list[float]:
        """Every number that must have its place on the scale."""
        r = self.row
        found = (r.value, r.ci_low, r.ci_high, self.before.value if self.before else None)
        return [number * self.factor for number in found if number is not None]


def common_span(strips: Iterable[Strip]) -> int:
    """Return the percentage points that all strips of a page are long: 20, or more where one needs more."""
    spans = range(LEAST_SPAN, 101, STRIP_STEP)
    every = [strip.numbers for strip in strips if strip.numbers]
    return next((span for span in spans if all(_fits(numbers, span) for numbers in every)), spans[-1])


def start_of(numbers: list[float], span: int) -> int:
    """Return where a strip begins: a whole step that puts its numbers in the middle, within 0 to 100."""
    middle = (min(numbers) + max(numbers)) / 2
    start = math.floor((middle - span / 2) / STRIP_STEP + 0.5) * STRIP_STEP
    return max(0, min(start, 100 - span))


def _fits(numbers: list[float], span: int) -> bool:
    start = start_of(numbers, span)
    return start <= min(numbers) and max(numbers) <= start + span


def strip_picture(strip: Strip, span: int, percent: str) -> Markup:
    """Draw the earlier number as a ring, or the country's as a stroke, the new one as a dot, its interval as a band.

    span: percentage points from end to end; percent: the sign behind the last label, "" for a mean.
    """
    start = start_of(strip.numbers, span)
    room = STRIP_WIDTH - 2 * STRIP_MARGIN

    def x(value: float) -> float:
        return round(STRIP_MARGIN + (value * strip.factor - start) / span * room, 1)

    colour = STRIP_COLOURS.get(strip.tone, DOT) if strip.certain else DOT
    parts = [_axis(span), _labels(start, span, strip, percent)]
    row = strip.row
    if row.ci_low is not None and row.ci_high is not None:
        parts.append(_line(x(row.ci_low), x(row.ci_high), BAND_LIGHT, 7))
    now = x(row.value or 0.0)
    if strip.before is not None and strip.before.value is not None:
        then = x(strip.before.value)
        if strip.of_country:
            upright = Markup('<path d="M{} {}v18" stroke="{}" stroke-width="2"/>')
            parts.append(upright.format(then, STRIP_MIDDLE - 9, COUNTRY))
        else:
            parts += [_line(then, now, colour, 2)] if strip.certain else []
            parts.append(_dot(then, 4.4, WHITE, QUIET, 1.6))
    parts.append(_dot(now, 5.4, colour if strip.certain else WHITE, colour, 2))
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>').format(
        STRIP_WIDTH, STRIP_HEIGHT, Markup("").join(parts)
    )


def _axis(span: int) -> Markup:
    steps = span // STRIP_STEP
    at = [STRIP_MARGIN + (STRIP_WIDTH - 2 * STRIP_MARGIN) * i / steps for i in range(steps + 1)]
    ticks = "".join(f"M{round(x, 1)} {STRIP_MIDDLE - 4}v8" for x in at)
    path = Markup('<path d="M{} {}H{}{}" stroke="{}" fill="none"/>')
    return path.format(STRIP_MARGIN, STRIP_MIDDLE, STRIP_WIDTH - STRIP_MARGIN, ticks, AXIS)


def _labels(start: int, span: int, strip: Strip, percent: str) -> Markup:
    ends = (start, start + span)
    low, high = (str(rounded(end / strip.factor, 0)) for end in ends)
    told = STRIP_LABEL + Markup("{}</text>")
    return told.format(STRIP_MARGIN, "middle", FONT, QUIET, low) + told.format(
        STRIP_WIDTH - 2, "end", FONT, QUIET, f"{high}{percent}"
    )


def _line(start: float, end: float, colour: str, width: int) -> Markup:
    cap = Markup(' stroke-linecap="round"') if width > 2 else ""  # noqa: PLR2004 - only the band is round
    line = Markup('<path d="M{} {y}H{}" stroke="{}" stroke-width="{}"{}/>')
    return line.format(start, end, colour, width, cap, y=STRIP_MIDDLE)


def _dot(x: float, radius: float, fill: str, edge: str, width: float) -> Markup:
    circle = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>')
    return circle.format(x, STRIP_MIDDLE, radius, fill, edge, width)
