"""What the planner says: how many answers a place needs, whom to invite, or that interviews are better."""

from __future__ import annotations

import math

from contract.codes import Language
from picture.planner.plan import AskingPlan, AskingWay, SampleGoal, SampleWish
from picture.planner.size import to_invite
from picture.text.words import capital, number, percent, word

ROUND = 10  # answers, in sentences


def planner_finding(plan: AskingPlan, wish: SampleWish, place: str, language: Language) -> str:
    """Return the heading: what the place should do; of one whose people nobody has counted, what a large one should."""
    name = place if place and plan.people.count is not None else word("planner_any_place", language)
    if plan.way is not AskingWay.SURVEY:
        return word(f"planner_finding_{plan.way}", language, place=name)
    return word(
        f"planner_finding_{wish.goal}",
        language,
        place=name,
        answers=number(rounded_up(plan.answers), 0, language),
        points=number(wish.points, 0, language),
    )


def planner_lead(plan: AskingPlan, wish: SampleWish, language: Language) -> str:
    """Return whom to invite, and what the answers will be worth."""
    answers, invited = sample_sizes(plan, wish)
    told = {
        "response": percent(wish.response, 0, language),
        "invited": number(invited, 0, language),
        "expected": number(answers if plan.way is AskingWay.SURVEY else plan.expected, 0, language),
        "answers": number(answers, 0, language),
        "margin": number(plan.margin, 1, language),
    }
    return word(f"planner_lead_{plan.way}", language, **told)


def sample_sizes(plan: AskingPlan, wish: SampleWish) -> tuple[int, int]:
    """Return the answers that are needed and how many to invite; of a sample both in tens, and fitting each other."""
    if plan.way is not AskingWay.SURVEY:
        return plan.answers, plan.invited
    answers = rounded_up(plan.answers)
    invited = rounded_up(to_invite(answers, wish.response / 100))
    return answers, invited if plan.people.count is None else min(invited, plan.people.count)


def planner_why(wish: SampleWish, fewest: int, language: Language) -> str:
    """Return what the numbers rest on."""
    goal = word(f"planner_why_{wish.goal}", language)
    design = word("planner_why_design", language, design=number(wish.design, 1, language)) if wish.design > 1 else ""
    return " ".join(filter(None, [goal, design, word("planner_why_fewest", language, fewest=fewest)]))


def planner_do(plan: AskingPlan, language: Language) -> str:
    """Return in a few words how a group is asked."""
    return word(f"planner_do_{plan.way}", language)


def planner_option(key: str, value: str, language: Language) -> str:
    """Return a choice of the planner in words."""
    match key:
        case "points":
            return word("planner_points", language, points=value)
        case "response":
            return percent(float(value), 0, language)
        case "by":
            return capital(word(f"planner_by_{value}", language))
        case "design":
            return word(f"planner_design_{value[-1]}", language, design=number(float(value), 1, language))
        case _:
            return word(f"planner_goal_{SampleGoal(value)}", language)


def rounded_up(answers: int) -> int:
    """Round a number of answers up to tens."""
    return math.ceil(answers / ROUND) * ROUND
