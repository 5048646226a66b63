"""What a place can do: a survey of so many people, or interviews because it is too small for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from picture.planner.size import LAST_DIGITS, for_change, for_interval, margin_of, to_invite

TELLING = 10.0  # ± percentage points: answers that come this close say something, whatever was wished
STRETCH = 1.5  # of the wish, as far as it is still worth asking


class SampleGoal(StrEnum):
    """What the answers are to show."""

    WIDTH = "width"  # a share within ± so many points
    CHANGE = "change"  # a change of so many points from one wave to the next


class AskingWay(StrEnum):
    """How a group of people is best asked."""

    SURVEY = "survey"
    INVITE_ALL = "invite_all"  # no sample: what all can answer shows less than was wished, but enough to be published
    INTERVIEWS = "interviews"


@dataclass(frozen=True, slots=True)
class SampleWish:
    """What is wished, and what is expected of people."""

    goal: SampleGoal
    points: float  # percentage points
    response: float  # percent of the invited who answer
    design: float = 1.0  # effect of the design on the variance


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """People who are asked: all of a place, or a group of them."""

    name: str  # "" = everybody
    count: int | None  # how many they are; None: nobody knows


@dataclass(frozen=True, slots=True)
class AskingPlan:
    """What is to be done to hear some people."""

    people: AskedPeople
    way: AskingWay
    answers: int  # that are needed for what is wished
    invited: int
    expected: int  # answers, of so many invited
    margin: float  # ± percentage points of a share of one half among them


def plan_of(people: AskedPeople, wish: SampleWish, fewest: int) -> AskingPlan:
    """Return the plan for some people. fewest: with fewer answers nothing is published.

    Half of them are taken to say yes, where most answers are needed. Where the wish needs more people than live there,
    all are invited; where their answers would say little, or be too few to be published, interviews are better.
    """
    if people.count == 0:
        return AskingPlan(people, AskingWay.INTERVIEWS, fewest, invited=0, expected=0, margin=100.0)
    size = for_interval if wish.goal is SampleGoal.WIDTH else for_change
    answers = max(fewest, size(wish.points / 100, population=people.count, design=wish.design))
    invited = to_invite(answers, wish.response / 100)
    if people.count is None or invited < people.count:
        return _plan(people, wish, AskingWay.SURVEY, answers, invited)
    expected = int(people.count * wish.response / 100 + LAST_DIGITS)
    way = AskingWay.INVITE_ALL if expected >= fewest and _tells(people, wish, expected) else AskingWay.INTERVIEWS
    return _plan(people, wish, way, answers, people.count)


def _tells(people: AskedPeople, wish: SampleWish, expected: int) -> bool:
    """Say whether all answers together tell something: they come near to the wish, or close enough for any place."""
    wished = for_interval if wish.goal is SampleGoal.WIDTH else for_change
    near = wished(STRETCH * wish.points / 100, population=people.count, design=wish.design)
    close = for_interval(TELLING / 100, population=people.count, design=wish.design)
    return expected >= min(near, close)


def _plan(people: AskedPeople, wish: SampleWish, way: AskingWay, answers: int, invited: int) -> AskingPlan:
    expected = int(invited * wish.response / 100 + LAST_DIGITS)
    margin = 100 * margin_of(max(1, expected), population=people.count, design=wish.design)
    return AskingPlan(people, way, answers, invited, expected, margin)


def plans_of(groups: Iterable[AskedPeople], wish: SampleWish, fewest: int) -> tuple[AskingPlan, ...]:
    """Return the plan for each group: each is to be known as well as the whole."""
    return tuple(plan_of(people, wish, fewest) for people in groups)
