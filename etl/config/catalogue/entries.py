"""What a catalogue file says, as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from contract.codes import Direction, Domain, Kind, RecordedBy, Unit
from contract.period import Period
from etl.config.notes import NoteName
from etl.config.toml import FromToml, PeriodText, Text

CodeText = Annotated[str, msgspec.Meta(pattern=r"^\d+\Z")]  # TOML writes every key as text


class Answers(FromToml, frozen=True):
    """Which column holds the answers, on which scale, and which codes count as yes."""

    column: str
    scale: str
    yes: tuple[int, ...] = ()


class Break(FromToml, frozen=True):
    """A series break standing before `period`."""

    period: PeriodText
    reason: Text
    notes: tuple[NoteName, ...] = ()  # of the publisher, in a cube, that say so


class Ratio(FromToml, frozen=True):
    """The counts that a share or rate is made of: value = per x numerator / denominator."""

    numerator: str
    denominator: str
    per: Annotated[float, msgspec.Meta(gt=0)] = 100.0


class Entry(FromToml, frozen=True):
    """One catalogue file as it stands."""

    position: int
    domain: Domain
    kind: Kind
    unit: Unit
    decimals: Annotated[int, msgspec.Meta(ge=0, le=2)]
    direction: Direction
    headline: bool
    source: str
    name: Text
    short: Text  # the name where there is little room
    counts: Text
    population: Text
    why: Text
    limits: Text
    question: Text | None = None
    easy: Text | None = None  # the question in easy language, for local collections
    clause: Text | None = None  # what a share of people do ("trust the police"); of a mean, what rises or falls
    answers: Answers | None = None
    breaks: tuple[Break, ...] = ()
    ratio: Ratio | None = None  # registers: where both counts are in the catalogue
    recorded_by: RecordedBy | None = None  # counts of what an authority recorded: of its work, not of a population
    fetched: bool = False  # its source comes with the first `etl fetch`; until then the indicator waits

    def breaks_between(self, earlier: str, later: str) -> bool:
        """Return whether a series break stands after the earlier period and not after the later one."""
        first = Period.parse(earlier)
        last = Period.parse(later)
        return any(first < Period.parse(at.period) <= last for at in self.breaks)


class Indicator(Entry, frozen=True, kw_only=True):
    """One indicator; the id is the name of its file."""

    id: str


class ScaleEntry(FromToml, frozen=True):
    """One answer scale as it stands in scales.toml."""

    no_answer: tuple[int, ...]
    codes: dict[CodeText, Text]


@dataclass(frozen=True, slots=True)
class Scale:
    """An answer scale: every code that may stand in a file, and which of them are no answers."""

    codes: Mapping[int, Text]
    no_answer: tuple[int, ...]

    @property
    def answers(self) -> tuple[int, ...]:
        """The codes that are answers, in the order of the scale."""
        return tuple(code for code in self.codes if code not in self.no_answer)


class Group(FromToml, frozen=True):
    """One population group."""

    code: str
    name: Text
    also: tuple[str, ...] = ()  # other words that producers label it with


class GroupDimension(FromToml, frozen=True):
    """A way to divide the population, and its groups in the order they are shown."""

    dim: str
    name: Text
    groups: tuple[Group, ...]
    complete: bool = False  # everybody is in exactly one of the groups: counts of them add to that of everybody
    standardised_by: tuple[str, ...] = ()  # dimensions in which its groups are made alike before they are compared
    merged: tuple[tuple[str, ...], ...] = ()  # codes that make one class where single ones have too few answers


class GroupsFile(FromToml, frozen=True):
    """groups.toml as it stands."""

    dimensions: tuple[GroupDimension, ...]
