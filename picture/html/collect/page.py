"""The page of a local collection: the finding of the planner, groups, the kit, the steps, where results go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Language
from picture.html.page.head import page_head
from picture.html.tables.grouped_table import head_cells, table_row
from picture.planner.plan import AskingPlan, AskingWay, SampleWish
from picture.query.collect.asked import CollectAsked
from picture.query.collect.places import CollectingPlace
from picture.text.kit.planner import planner_do, planner_finding, planner_lead, planner_why, sample_sizes
from picture.text.words import number, period, word

GROUP_HEADS = ("collect_group", "collect_group_people", "collect_answers", "collect_invite", "collect_do")
KIT_PARTS = (
    *("form", "form_easy", "form_web", "survey", "template", "codebook", "letter", "letter_easy"),
    *("notice", "protection", "interviewers", "interviews", "steps"),
)
STEP_COUNT = 5
COLLECT_TABLE = Markup('<table class="lb-table lb-collect-groups"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>')
COLLECT_SECTION = Markup('<section class="lb-place"><h2>{}</h2>{}</section>')


@dataclass(frozen=True, slots=True)
class CollectAnswer:
    """What the planner says of a place."""

    asked: CollectAsked
    place: CollectingPlace | None
    plan: AskingPlan
    groups: tuple[AskingPlan, ...]  # none: not asked by group
    questions: int  # in the kit
    fewest: int  # with fewer answers nothing is published


def collect_top(answer: CollectAnswer, language: Language) -> Markup:
    """Write the finding, what it means, and what it rests on."""
    name = answer.place.area.name if answer.place else ""
    wish = answer.asked.wish
    head = page_head(planner_finding(answer.plan, wish, name, language), planner_lead(answer.plan, wish, language))
    why = Markup('<p class="lb-quiet lb-collect-why">{}</p>').format(planner_why(wish, answer.fewest, language))
    return Markup('<div class="lb-head">{}</div>').format(head + why)


def people_known(answer: CollectAnswer, language: Language) -> str:
    """Return what is known of how many people live in the place."""
    place = answer.place
    if place is None or place.people is None:
        return word("collect_people_unknown", language)
    people = number(place.people, 0, language)
    return word("collect_people_known", language, people=people, period=period(place.period))


def collect_groups(answer: CollectAnswer, language: Language) -> Markup:
    """Write what each group needs; nothing where no group is asked for."""
    if not answer.groups:
        return Markup()
    rows = Markup("").join(table_row(_row(plan, answer.asked.wish, language)) for plan in answer.groups)
    table = COLLECT_TABLE.format(head_cells(word(key, language) for key in GROUP_HEADS), rows)
    sized = any(plan.people.count is not None for plan in answer.groups)
    below = Markup('<p class="lb-quiet">{}</p>').format(word("collect_shares", language)) if sized else Markup()
    return COLLECT_SECTION.format(word("collect_groups", language), table + below)


def _row(plan: AskingPlan, wish: SampleWish, language: Language) -> Sequence[str]:
    people = "–" if plan.people.count is None else number(plan.people.count, 0, language)
    numbers = [number(value, 0, language) for value in sample_sizes(plan, wish)]
    if plan.way is AskingWay.INTERVIEWS:
        numbers = ["–" for _ in numbers]
    return [plan.people.name, people, *numbers, planner_do(plan, language)]


def collect_kit(answer: CollectAnswer, files: Markup, language: Language) -> Markup:
    """Write what the kit holds. files: links to it."""
    lead = Markup("<p>{}</p>").format(word("collect_kit_lead", language, questions=answer.questions))
    item = Markup("<li>{}</li>")
    parts = Markup("").join(item.format(word(f"kit_told_{part}", language)) for part in KIT_PARTS)
    listed = Markup('<ul class="lb-collect-parts">{}</ul>').format(parts)
    return COLLECT_SECTION.format(word("collect_kit", language), lead + files + listed)


def collect_rest(answer: CollectAnswer, language: Language) -> Markup:
    """Write the steps, where results go, and how people are protected."""
    item = Markup("<li>{}</li>")
    steps = Markup("").join(item.format(word(f"collect_step_{at}", language)) for at in range(1, STEP_COUNT + 1))
    text = Markup("<p>{}</p>")
    parts = (
        ("collect_steps", Markup("<ol>{}</ol>").format(steps)),
        ("collect_where", text.format(word("collect_where_text", language))),
        ("collect_safe", text.format(word("collect_safe_text", language, fewest=answer.fewest))),
    )
    return Markup("").join(COLLECT_SECTION.format(word(key, language), body) for key, body in parts)
