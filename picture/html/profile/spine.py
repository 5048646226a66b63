"""The picture of one row of a profile: how far an area, and every region, is from the whole country."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from markupsafe import Markup

from contract.codes import Against, Kind, Language
from picture.charts.palette import AXIS, BAND_LIGHT, COUNTRY, DOT, GRID, QUIET, REGIONS, WHITE
from picture.query.model import Dataset, Indicator, Observation
from picture.text.outcomes import outcome_in
from picture.text.words import signed

LEAST_HALF = 25  # percentage points from the country's line to either end
SPINE_STEP = 5
SPINE_TICK = 10
SPINE_FACTOR = 10.0  # a difference of means of 0 to 10 is drawn ten times as large
SPINE_WIDTH = 300
SPINE_HEIGHT = 40
SPINE_MARGIN = 8
SPINE_CENTRE = SPINE_HEIGHT / 2
FEWEST_REGIONS = 4  # fewer have no middle half


@dataclass(frozen=True, slots=True)
class Spine:
    """What one picture shows, in percentage points from the whole country."""

    difference: float
    band: tuple[float, float] | None  # the stored interval of the difference
    regions: tuple[float, ...]  # of every region with a number, in order of size
    certain: bool

    @property
    def reach(self) -> float:
        """The largest distance from the country that the picture must show."""
        ends: list[float] = [self.difference, *(self.band or ()), *self.regions[:1], *self.regions[-1:]]
        return max(abs(end) for end in ends)


def spine_of(row: Observation, country: Observation | None, regions: Iterable[Observation], dataset: Dataset) -> Spine:
    """Return what the picture of a shown row shows.

    country: the same number of the whole country, shown; regions: numbers of all regions, of any indicator and period.
    """
    factor = factor_of(dataset.indicator(row.indicator))
    base = country.value if country is not None and country.value is not None else 0.0
    stored = row.against(Against.COUNTRY)
    band = None
    if stored is not None and stored.ci_low is not None and stored.ci_high is not None:
        band = (stored.ci_low * factor, stored.ci_high * factor)
    asked = (row.indicator, row.period, row.group.dim, row.group.code)
    same = (r.value for r in regions if (r.indicator, r.period, r.group.dim, r.group.code) == asked)
    return Spine(
        difference=((row.value or 0.0) - base) * factor,
        band=band,
        regions=tuple(sorted((value - base) * factor for value in same if value is not None)),
        certain=outcome_in(row, Against.COUNTRY, dataset).differs,
    )


def factor_of(indicator: Indicator) -> float:
    """Return by how much the differences of an indicator are drawn larger."""
    return SPINE_FACTOR if indicator.kind == Kind.SURVEY_MEAN else 1.0


def half_width(spines: Iterable[Spine]) -> int:
    """Return the percentage points from the middle to either end of every picture: 25, or more where one needs more."""
    reach = max((spine.reach for spine in spines), default=0.0)
    return max(LEAST_HALF, math.ceil(reach / SPINE_STEP) * SPINE_STEP)


def place(points: float, half: int) -> float:
    """Return where a difference stands, in units of the picture's width."""
    return round(SPINE_WIDTH / 2 + points / half * (SPINE_WIDTH / 2 - SPINE_MARGIN), 1)


def spine_picture(spine: Spine, half: int) -> Markup:
    """Draw line and box of all regions, the country's line, the band of the difference and the area's dot."""
    parts = [_upright(tick, half, GRID, 1) for tick in _ticks(half) if tick]
    if spine.regions:
        parts.append(_along(spine.regions[0], spine.regions[-1], half, AXIS, 1))
    if len(spine.regions) >= FEWEST_REGIONS:
        low, _, high = quantiles(spine.regions, n=4, method="inclusive")
        parts.append(_along(low, high, half, REGIONS, 12))
    parts.append(_upright(0, half, COUNTRY, 2))
    if spine.band is not None:
        parts.append(_along(*spine.band, half, BAND_LIGHT, 6))
    dot = Markup('<circle cx="{}" cy="{}" r="5.4" fill="{}" stroke="{}" stroke-width="2"/>')
    parts.append(dot.format(place(spine.difference, half), SPINE_CENTRE, DOT if spine.certain else WHITE, DOT))
    return _svg(SPINE_HEIGHT, parts)


def scale_head(half: int, sides: tuple[str, str], country: str, language: Language) -> Markup:
    """Draw the scale in the head of the table: words for its two sides, the country's name between its ticks."""
    told = Markup(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}" font-size="12.5" font-weight="{}"'
        " font-family=\"'Source Sans 3', sans-serif\">{}</text>"
    )
    middle = SPINE_WIDTH / 2
    parts = [
        told.format(middle - 12, 13, "end", QUIET, 400, f"← {sides[0]}"),
        told.format(middle + 12, 13, "start", QUIET, 400, f"{sides[1]} →"),
        told.format(middle, 32, "middle", COUNTRY, 700, country),
    ]
    far = [tick for tick in _ticks(half) if SPINE_TICK < abs(tick) < half - 2]  # the name has its room, no label is cut
    parts += [told.format(place(t, half), 32, "middle", QUIET, 400, signed(t, 0, language)) for t in far]
    return _svg(SPINE_HEIGHT, parts)


def _ticks(half: int) -> range:
    most = half // SPINE_TICK * SPINE_TICK
    return range(-most, most + 1, SPINE_TICK)


def _upright(points: float, half: int, colour: str, width: int) -> Markup:
    line = Markup('<path d="M{} 0V{}" stroke="{}" stroke-width="{}"/>')
    return line.format(place(points, half), SPINE_HEIGHT, colour, width)


def _along(low: float, high: float, half: int, colour: str, width: int) -> Markup:
    line = Markup('<path d="M{} {y}H{}" stroke="{}" stroke-width="{}"/>')
    return line.format(place(low, half), place(high, half), colour, width, y=SPINE_CENTRE)


def _svg(height: int, parts: list[Markup]) -> Markup:
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>')
    return svg.format(SPINE_WIDTH, height, Markup("").join(parts))
