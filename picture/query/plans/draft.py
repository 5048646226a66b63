"""A plan of the one goal that a reader tried on the page, as far as its workbook can be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from contract.codes import LEVELS_WITHOUT_PLANS
from contract.printable import printable
from picture.query.choices import Choices
from picture.query.model import Area, View
from picture.query.plans.ask import ask_offers
from picture.query.plans.model import Measured
from picture.query.plans.trial import Trial, ask_trial, read_target

TARGET_KEY = "aim"  # in addresses
DEADLINE_KEY = "by"
ROLE_KEY = "who"
DEADLINES = range(1990, 2101)
YEARS_AHEAD = 2  # of a deadline that nobody has chosen
ROLE_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Tried:
    """What a reader filled in beside indicator, area and group."""

    target: float | None
    deadline: int | None
    role: str

    def address(self) -> dict[str, str]:
        """Return it as an address holds it."""
        kept = {
            TARGET_KEY: None if self.target is None else str(self.target).removesuffix(".0"),
            DEADLINE_KEY: self.deadline,
            ROLE_KEY: self.role,
        }
        return {key: str(value) for key, value in kept.items() if value not in {None, ""}}


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan with one goal."""

    area: Area | None  # None: nobody plans for its level
    first_year: int
    last_year: int
    trial: Trial
    deadline: int
    role: str

    @property
    def measured(self) -> Measured | None:
        """What the goal is measured by; None where the baseline is not shown."""
        return self.trial.measured

    @property
    def target(self) -> float | None:
        """The target, unless it is not on the scale or not better than the baseline: a plan with it is refused."""
        step = self.measured.progress.step if self.measured else None
        return self.measured.target if self.measured and step and (step > 0) == self.measured.higher else None


def read_tried(given: Mapping[str, str]) -> Tried:
    """Read what an address holds; what is none of it is left out."""
    year = given.get(DEADLINE_KEY, "")
    known = year.isascii() and year.isdigit() and int(year) in DEADLINES
    role = printable(" ".join(given.get(ROLE_KEY, "").split()))[:ROLE_LETTERS]
    return Tried(read_target(given.get(TARGET_KEY, "")), int(year) if known else None, role)


def usual_deadline(choices: Choices) -> int:
    """Return the year of a goal that has none yet."""
    return choices.stamp.built_at.year + YEARS_AHEAD


def ask_draft(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, tried: Tried) -> PlanDraft:
    """Return the plan of a goal: in the years of a plan that the area has now, else from this year on."""
    now = choices.stamp.built_at.year
    deadline = tried.deadline or usual_deadline(choices)
    years = [(one.first_year, one.last_year) for one in ask_offers(con, view.area_level, view.area)]
    first, last = next(((a, b) for a, b in years if a <= now <= b), (now, max(now, deadline)))
    area = choices.reference.areas.get((view.area_level, view.area))
    planned = area if view.area_level not in LEVELS_WITHOUT_PLANS else None
    return PlanDraft(planned, first, last, ask_trial(con, view, choices, tried.target), deadline, tried.role)
