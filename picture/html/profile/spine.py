"""The picture of one row of a profile: how far an area, and every region, is from the whole country."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from markupsafe import Markup

from contract.codes import Against, Kind, Language
from picture.charts.palette import AXIS, BAND_LIGHT, COUNTRY, DOT, GRID, REGIONS, SECOND_AREA, WHITE
from picture.query.model import Dataset, Indicator, Observation
from picture.text.outcomes import outcome_in
from picture.text.reading.spine import FEWEST_REGIONS
from picture.text.words import signed

LEAST_HALF = 25  # percentage points from the country's line to either end
SPINE_STEP = 5
SPINE_TICK = 10
WIDEST_OF_ALL_LABELS = 45  # points from the middle up to which every tick has room for its label
SPINE_FACTOR = 10.0  # a difference of means of 0 to 10 is drawn ten times as large
SPINE_WIDTH = 300
SPINE_HEIGHT = 40
SPINE_MARGIN = 8
SPINE_CENTRE = SPINE_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Spine:
    """What one picture shows, in percentage points from the whole country."""

    difference: float
    band: tuple[float, float] | None  # the stored interval of the difference
    regions: tuple[float, ...]  # of every region with a number, in order of size
    certain: bool
    second: float | None = None  # another area, chosen beside

    @property
    def reach(self) -> float:
        """The largest distance from the country that the picture must show."""
        ends: list[float] = [self.difference, *(self.band or ()), *self.regions[:1], *self.regions[-1:]]
        ends += [] if self.second is None else [self.second]
        return max(abs(end) for end in ends)


def spine_of(
    row: Observation,
    country: Observation | None,
    regions: Iterable[Observation],
    dataset: Dataset,
    second: Observation | None = None,
) -> Spine:
    """Return what the picture of a shown row shows.

    country: the same number of the whole country, shown; regions: numbers of all regions, of any indicator and period;
    second: that of the area chosen beside.
    """
    factor = factor_of(dataset.indicator(row.indicator))
    base = country.value if country is not None and country.value is not None else 0.0
    stored = row.against(Against.COUNTRY)
    band = None
    if stored is not None and stored.ci_low is not None and stored.ci_high is not None:
        band = (stored.ci_low * factor, stored.ci_high * factor)
    values = (r.value for r in same_cells(row, regions))
    other = None if second is None or second.value is None else (second.value - base) * factor
    return Spine(
        difference=((row.value or 0.0) - base) * factor,
        band=band,
        regions=tuple(sorted((value - base) * factor for value in values if value is not None)),
        certain=outcome_in(row, Against.COUNTRY, dataset).differs,
        second=other,
    )


def same_cells(row: Observation, regions: Iterable[Observation]) -> list[Observation]:
    """Return the regions' numbers of a row's indicator, period and group."""
    asked = (row.indicator, row.period, row.group.dim, row.group.code)
    return [r for r in regions if (r.indicator, r.period, r.group.dim, r.group.code) == asked]


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
    if spine.second is not None:
        parts.append(diamond(place(spine.second, half), SPINE_CENTRE))
    parts.append(area_dot(place(spine.difference, half), SPINE_CENTRE, certain=spine.certain))
    return spine_svg(SPINE_WIDTH, SPINE_HEIGHT, parts)


def area_dot(x: float, y: float, *, certain: bool) -> Markup:
    """Draw the area: filled where its difference is certain."""
    dot = Markup('<circle cx="{}" cy="{}" r="5.4" fill="{}" stroke="{}" stroke-width="2"/>')
    return dot.format(x, y, DOT if certain else WHITE, DOT)


def diamond(x: float, y: float) -> Markup:
    """Draw another area that was chosen beside."""
    path = Markup('<path d="M{} {}l6 6 -6 6 -6 -6Z" fill="{}" stroke="{}" stroke-width="1.8"/>')
    return path.format(x, y - 6, WHITE, SECOND_AREA)


def scale_head(half: int, sides: tuple[str, str], country: str, language: Language) -> Markup:
    """Write the scale in the head of the table: words for its two sides and the country between, under them the ticks.

    In words of the page and not in a picture, which would not know its typeface.
    """
    ticks = Markup("").join(
        Markup('<span style="left:{}%">{}</span>').format(
            round(100 * place(tick, half) / SPINE_WIDTH, 1), signed(tick, 0, language) if tick else "0"
        )
        for tick in labelled_ticks(half)
    )
    return Markup(
        '<span class="lb-scale-words"><span>←\u00a0{}</span><b>{}</b><span>{}\u00a0→</span></span>'
        '<span class="lb-scale-ticks" aria-hidden="true">{}</span>'
    ).format(sides[0], country, sides[1], ticks)


def labelled_ticks(half: int) -> list[int]:
    """Return the ticks that have a label: as many as keep apart, none at the very end."""
    step = SPINE_TICK if half <= WIDEST_OF_ALL_LABELS else 2 * SPINE_TICK
    return [tick for tick in _ticks(half) if abs(tick) < half - 2 and tick % step == 0]


def _ticks(half: int) -> range:
    most = half // SPINE_TICK * SPINE_TICK
    return range(-most, most + 1, SPINE_TICK)


def _upright(points: float, half: int, colour: str, width: int) -> Markup:
    line = Markup('<path d="M{} 0V{}" stroke="{}" stroke-width="{}"/>')
    return line.format(place(points, half), SPINE_HEIGHT, colour, width)


def _along(low: float, high: float, half: int, colour: str, width: int) -> Markup:
    line = Markup('<path d="M{} {y}H{}" stroke="{}" stroke-width="{}"/>')
    return line.format(place(low, half), place(high, half), colour, width, y=SPINE_CENTRE)


def spine_svg(width: int, height: int, parts: list[Markup]) -> Markup:
    """Put the parts of a small picture together."""
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>')
    return svg.format(width, height, Markup("").join(parts))
