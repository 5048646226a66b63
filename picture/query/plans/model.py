"""A plan, its goals and their progress, as frozen answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contract.actions.codes import ActionStatus, CanShow, Funding, ProgressReason, ProgressState
from contract.codes import Domain
from picture.query.model import Area, Group, Indicator, Source, Stamp, View
from picture.query.register.entries import RegisterEntry
from picture.query.register.told import Told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is: computed before, stored, and shown as it is."""

    state: ProgressState
    reason: ProgressReason | None
    geo_year: int | None  # of both figures; None: of a local collection
    baseline: float | None
    baseline_low: float | None
    baseline_high: float | None
    baseline_n: int | None
    latest_period: str | None
    latest: float | None
    latest_low: float | None
    latest_high: float | None
    latest_n: int | None
    difference: float | None
    ci_low: float | None
    ci_high: float | None
    p_adjusted: float | None
    step: float | None
    detectable: float | None
    can_show: CanShow
    needed_n: int | None

    @property
    def certain(self) -> bool:
        """Whether a direction may be said."""
        return self.state in {ProgressState.REACHED, ProgressState.RIGHT_WAY, ProgressState.WRONG_WAY}


@dataclass(frozen=True, slots=True)
class Measured:
    """By what a goal is measured."""

    indicator: Indicator
    group: Group | None  # None: one that the picture does not know
    source: Source | None  # a local collection; None: the one of the indicator
    baseline_period: str
    higher: bool  # wanted
    target: float | None  # None: a direction only
    progress: Progress


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan."""

    id: str
    number: int
    domain: Domain
    template: str | None
    title: Told
    measured: Measured | None  # None: its owner tells its status, nothing is computed
    deadline: int
    responsible: Told | None
    target_groups: tuple[str, ...]
    measures: tuple[RegisterEntry, ...]
    funding: tuple[Funding, ...]
    status: ActionStatus

    @property
    def state(self) -> ProgressState | None:
        """Its computed state; None where nothing is computed."""
        return self.measured.progress.state if self.measured else None


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """A plan of an area."""

    id: str
    area: Area
    first_year: int
    last_year: int
    example: bool
    title: Told | None
    adopted: date | None
    url: str | None
    goals: tuple[Goal, ...]

    @property
    def measured(self) -> tuple[Goal, ...]:
        """The goals whose progress is computed."""
        return tuple(goal for goal in self.goals if goal.measured)

    def count(self, *states: ProgressState) -> int:
        """Count the goals in some states."""
        return sum(goal.state in states for goal in self.goals)


@dataclass(frozen=True, slots=True)
class GoalTemplate:
    """A ready goal of the library."""

    id: str
    domain: Domain
    indicator: Indicator | None
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that an area has, by name only."""

    id: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page of plans shows of an area."""

    view: View
    stamp: Stamp
    area: Area
    offers: tuple[Offer, ...]  # the newest first
    plan: ActionPlan | None
    templates: tuple[GoalTemplate, ...]
    national: tuple[RegisterEntry, ...]  # forums, laws and reforms, with a date
    waves: tuple[str, ...]  # single periods of the surveys that measure the goals
    today: date


@dataclass(frozen=True, slots=True)
class GoalCount:
    """How many goals an area has in a domain, by computed state; None: told by their owners."""

    area: Area
    plan: str
    example: bool
    domain: Domain
    states: tuple[ProgressState | None, ...]


@dataclass(frozen=True, slots=True)
class CountryPlans:
    """All plans: which areas, domains and groups have goals."""

    view: View
    stamp: Stamp
    counts: tuple[GoalCount, ...]
    areas: tuple[Area, ...]  # of the level on which plans are made, with and without one
    groups: tuple[tuple[str, int], ...]  # target group and how many goals are for it, most first; 0: none
    untargeted: int  # goals for everybody
    templates: tuple[GoalTemplate, ...]
