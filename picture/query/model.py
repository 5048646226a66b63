"""What the query layer answers with: frozen values that know nothing of Streamlit, Plotly or PowerPoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contract.actions.codes import DatePrecision
from contract.actions.scale import ValueScale, value_scale
from contract.codes import (
    EVERYBODY,
    Against,
    Direction,
    Domain,
    FormLanguage,
    Kind,
    Language,
    Level,
    Mode,
    RecordedBy,
    Unit,
    Verdict,
)
from contract.status import ConfStatus, ObsStatus
from picture.query.corrections import FigureCorrection

NEWEST_DIVISION = 9999


@dataclass(frozen=True, slots=True)
class View:
    """The question as the address carries it. Every value was checked against what the database offers."""

    indicator: str
    level: str  # the division that the map draws
    area: str  # the chosen area's code; "SSS" = the whole country
    period: str
    group_dim: str
    group_code: str
    language: Language
    area_level: str = Level.MAAKUNTA  # the chosen area's own level; "country" for SSS
    division: int = NEWEST_DIVISION  # counts are shown on the newest division up to this year
    edition: str = ""  # "2026-1": the old version that the address names; "" = what is served now

    def chose(self, area: Area) -> bool:
        """Return whether this area is the chosen one."""
        return (area.level, area.code) == (self.area_level, self.area)

    def chose_line(self, row: Observation) -> bool:
        """Return whether a row is of the chosen area and the chosen group: a trend may show other groups of it."""
        return self.chose(row.area) and (row.group.dim, row.group.code) == (self.group_dim, self.group_code)


@dataclass(frozen=True, slots=True)
class Area:
    level: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    dim: str
    code: str
    dim_name: str
    name: str

    @property
    def is_everybody(self) -> bool:
        """Whether it is the whole population and no part of it."""
        return self.dim == EVERYBODY


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a trend: a group in an area."""

    area: Area
    group: Group


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How the answers of one period of a source were collected; None where its publisher does not tell."""

    period: str
    sampled: int | None
    responded: int | None  # rounded to 10 in our own surveys
    rate: float | None  # percent
    modes: tuple[Mode, ...]  # the one offered first first
    first_day: date | None
    last_day: date | None
    languages: tuple[FormLanguage, ...]  # of the form
    r_indicator: float | None = None
    r_indicator_se: float | None = None
    weight_ratio: float | None = None  # largest weight / median weight
    kish: float | None = None  # mean of squared weights / squared mean


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    producer: str
    quoted_by: str | None
    licence: str | None  # None where the publisher states none
    url: str | None
    synthetic: bool
    method: str
    fieldwork: tuple[Fieldwork, ...] = ()  # by period


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator in one language."""

    id: str
    domain: Domain
    kind: Kind
    unit: Unit
    decimals: int
    direction: Direction
    headline: bool
    name: str
    short: str  # the name where there is little room
    clause: str | None  # what a share of people do ("trust the police"); of a mean, what rises or falls
    question: str | None
    counts: str
    population: str
    why: str
    limits: str
    source: Source
    recorded_by: RecordedBy | None = None  # counts of what an authority recorded
    answers: tuple[int, ...] = ()  # codes of the answers to its question, where we ask it

    @property
    def scale(self) -> ValueScale:
        """The numbers that it can have."""
        return value_scale(self.kind, self.unit, self.answers)

    @property
    def sampled(self) -> bool:
        """Whether its numbers come from a sample and therefore carry sampling error."""
        return self.kind.sampled


@dataclass(frozen=True, slots=True)
class Comparison:
    """One stored verdict: this cell minus the reference."""

    against: Against
    reference: str  # a period, an area code or a group code
    verdict: Verdict
    difference: float | None
    ci_low: float | None
    ci_high: float | None
    detectable: float | None
    approximate: bool
    ci_level: float | None = None  # of the interval, 0..1: that of the family of tests


@dataclass(frozen=True, slots=True)
class Observation:
    """One observation (SDMX): a number with everything that must travel with it."""

    indicator: str
    period: str
    area: Area
    group: Group
    value: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    obs_status: frozenset[ObsStatus]  # empty when there is nothing to say
    conf_status: ConfStatus
    source: str
    quoted_by: str | None = None
    note: str | None = None
    effective_n: int | None = None  # Kish's, rounded to 10; our own surveys
    geo_year: int | None = None  # the division that the publisher used, not the year of the data
    comparisons: tuple[Comparison, ...] = ()
    correction: FigureCorrection | None = None  # it was corrected, or is wrong in this version

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None

    @property
    def unreliable(self) -> bool:
        """Whether it is of low reliability: shown with a warning, or not at all."""
        return ObsStatus.LOW_RELIABILITY in self.obs_status

    def against(self, kind: Against, reference: str | None = None) -> Comparison | None:
        """Return the comparison of a kind (and reference, when several exist)."""
        return next((c for c in self.comparisons if c.against == kind and reference in {None, c.reference}), None)


@dataclass(frozen=True, slots=True)
class ModelEstimate:
    """An estimate of a model for one area, kept apart from all that is observed."""

    row: Observation  # of the model: with status E, without n
    direct: float | None  # the published figure of the same cell
    rmse: float  # root of its mean squared error
    gamma: float  # weight of the direct figure in it, 0 to 1
    covariates: tuple[tuple[str, str], ...]  # indicator and period of what registers tell the model


@dataclass(frozen=True, slots=True)
class Break:
    """A series break standing before a period."""

    indicator: str
    period: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: it shows time, not cause."""

    day: date
    text: str
    source: str  # "" where the register tells none
    url: str
    entry: str = ""  # its id in the register
    precision: DatePrecision = DatePrecision.DAY
    until: date | None = None  # its last day, where it lasted
    example: bool = False  # invented
    other_language: Language | None = None  # of the text, where it is not the reader's


class NotPooled(StrEnum):
    """Why nothing can be told of an own group of areas."""

    GROUP = "group"  # the population of the areas is known for everybody only
    REGISTER = "register"  # the number is none of our own surveys: what it is a share of is not stored
    POPULATION = "population"  # the survey does not tell the population of its areas


@dataclass(frozen=True, slots=True)
class OwnGroupTold:
    """An own group of areas, and what keeps its numbers from being shown."""

    area: Area  # its level is no level of areas: picture/query/trend/own_group.py
    members: tuple[Area, ...]
    why_not: NotPooled | None = None
    hidden: tuple[Observation, ...] = ()  # numbers of members that are not shown: then that of the whole is not either


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon in km of EPSG:3067, rings separated by None, and where its label stands."""

    code: str
    x: tuple[float | None, ...]
    y: tuple[float | None, ...]
    label_x: float
    label_y: float

    @property
    def rings(self) -> Iterator[list[tuple[float, float]]]:
        """Its rings one by one."""
        ring: list[tuple[float, float]] = []
        for x, y in zip((*self.x, None), (*self.y, None), strict=True):
            if x is not None and y is not None:
                ring.append((x, y))
            elif ring:
                yield ring
                ring = []


@dataclass(frozen=True, slots=True)
class Moved:
    """An area whose number stands on an older division, and the share of its people that another area has by now."""

    area: Area
    geo_year: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which build a picture comes from; stands on everything that leaves."""

    build: str
    edition: str
    version: int
    status: str
    built_at: datetime
    synthetic: bool
    max_age_years: int  # a figure that is older by the year of the edition is marked as old
    withdrawn: date | None = None  # the day on which the edition was withdrawn
    reason: str = ""  # why
    newer_version: int = 0  # of the same edition, published since; 0 = none that this database or the served one knows
    embargoed: bool = False  # it is read where it waits for its hour
    due: datetime | None = None  # the hour, as the calendar has confirmed it

    @property
    def is_published(self) -> bool:
        """Whether an edition was released with these numbers, and stands."""
        return self.status == "published"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a view shows, and what every export writes: the same rows, the same words."""

    kind: str  # which kind of view asked: a name in picture/views.py, or "everything"
    view: View
    stamp: Stamp
    compared_with: Against  # areas with the country, groups with one of them, else the period before
    indicators: tuple[Indicator, ...]
    rows: tuple[Observation, ...]  # front and profile: the latest number of each indicator
    history: tuple[Observation, ...] = ()  # front and profile: the same cells in all periods, for the small trends
    reference: tuple[Observation, ...] = ()  # the whole country, or the group compared with
    second: tuple[Observation, ...] = ()  # profile: a region chosen beside, in the same indicators and periods
    regions: tuple[Observation, ...] = ()  # profile: every region's numbers, for the middle half of them
    modelled: tuple[ModelEstimate, ...] = ()  # never among the rows
    breaks: tuple[Break, ...] = ()
    shapes: tuple[Shape, ...] = ()
    credit: str = ""  # source of the boundaries
    classes: tuple[float, ...] = ()  # inner class edges, locked over all periods; see picture/query/maps/class_edges.py
    class_method: str = "equal"  # by which they were made; around the country they are differences from it
    order: str = "value"  # in which the areas of a map are listed: picture/query/maps/area_order.py
    country_history: tuple[Observation, ...] = ()  # a map: the whole country in all periods
    geo_year: int | None = None
    moved: tuple[Moved, ...] = ()  # areas that have changed since the division that their numbers stand on
    sources: tuple[Source, ...] = ()
    lines: tuple[Line, ...] = ()  # trend: what was asked for, the chosen one first, also where it has no number
    trend_waves: int = 0  # trend: from so many waves on, the change since the first one is that of a fitted line
    events: tuple[Event, ...] = ()  # trend: what happened meanwhile
    own_groups: tuple[OwnGroupTold, ...] = ()  # trend: lines of several areas together
    area_name: str = ""  # the chosen area's name, also where it has no number
    left_out: tuple[Indicator, ...] = ()  # everything: of registers, whose figures are too many for one file

    @property
    def synthetic(self) -> bool:
        """Whether any number in it is made up."""
        return any(s.synthetic for s in self.sources)

    def indicator(self, key: str) -> Indicator:
        """Return one of its indicators; an unknown key is a KeyError."""
        return {i.id: i for i in self.indicators}[key]
