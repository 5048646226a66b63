"""What a contribution holds, as frozen types: plans with their goals, entries of the register, forums, findings."""

from __future__ import annotations

from dataclasses import dataclass

from etl.actions.cells.dates import Dated
from etl.actions.files import Line

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it was written, in at least one language or in none."""

    fi: str | None = None
    sv: str | None = None
    en: str | None = None

    def __bool__(self) -> bool:
        return any((self.fi, self.sv, self.en))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    line: Line
    contribution: str  # "MK01/2026-2028"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(_Entry):
    """The action plan of an area."""

    area: str
    first_year: int
    last_year: int
    title: Told
    adopted: Dated | None
    url: str | None
    example: bool | None

    @property
    def id(self) -> str:
        """Its area and first year."""
        return f"{self.area}-{self.first_year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGoal(_Entry):
    """A goal of a plan."""

    id: str
    domain: str
    template: str | None
    title: Told
    indicator: str | None
    source: str | None
    group: str | None
    baseline_period: str | None
    wanted: str | None
    target: float | None
    deadline: int
    responsible: Told
    target_groups: Keys
    measures: Keys
    funding: Keys
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry(_Entry):
    """A measure, practice, organisation, event, forum or milestone."""

    id: str
    kind: str
    example: bool | None
    name: Told
    about: Told
    domains: Keys
    areas: Keys
    target_groups: Keys
    indicators: Keys
    languages: Keys
    status: str | None
    begins: Dated | None
    ends: Dated | None
    place: str | None
    organisers: Keys
    partners: Keys
    provision: str | None
    funding: Keys
    evidence: str | None
    effect: Told
    contact: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumItem(_Entry):
    """An item of the programme of a forum, a material, a decision or what became of one."""

    id: str
    forum: str
    kind: str
    text: Told
    url: str | None
    follows: str | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFinding(_Entry):
    """What was heard in interviews or workshops."""

    id: str
    example: bool | None
    area: str | None
    kind: str
    domain: str
    text: Told
    place: str
    begins: Dated
    ends: Dated | None
    source: str
    reviewed: Dated
    url: str | None
