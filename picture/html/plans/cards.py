"""A goal as a card: its computed state, its progress as a picture, whether it can be shown, who and what."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from contract.actions.codes import CanShow
from contract.actions.labels import label
from contract.cell_key import area_key
from contract.codes import Domain, Language
from picture.html.links import page_address, page_link
from picture.html.plans.progress_picture import progress_picture
from picture.html.register.words import entry_link, example_tag, register_address, told_html
from picture.query.choices import Choices
from picture.query.model import View
from picture.query.plans.model import ActionPlan, Goal, Measured
from picture.text.names import inside
from picture.text.plans.amounts import measured_name, step_amount
from picture.text.plans.showing import showing_text, showing_title, showing_unit
from picture.text.plans.states import MARKS, goal_label, state_label, state_why
from picture.text.register.entry_words import target_of
from picture.text.words import amount, word

CARDS = Markup('<div class="lb-goals">{}</div>')
GOAL_CARD = Markup(
    '<article class="lb-goal" id="goal-{number}"><header><span class="lb-goal-number">{number}</span>'
    '<div><h2>{title}</h2><p class="lb-quiet">{about}</p></div></header>'
    "{state}{picture}{showing}<dl>{facts}</dl></article>"
)
GOAL_STATE = Markup(
    '<p class="lb-goal-state"><span class="lb-mark lb-{tone}" aria-hidden="true">{mark}</span> <b>{words}</b> '
    '<span class="lb-quiet">{why}</span></p>'
)
SHOWING = Markup(
    '<section class="lb-showing lb-showing-{answer}"><div><h3><span class="lb-mark lb-{tone}" aria-hidden="true">{mark}'
    "</span> {title}</h3>{unit}</div>{bars}<p>{told}</p></section>"
)
SIZE_BAR = Markup('<li><span class="lb-showing-bar" style="width:{width}px" data-of="{of}"></span> {told}</li>')
SIZE_BARS = Markup('<ul class="lb-showing-bars">{}</ul>')
FACT = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
LONGEST_BAR = 96
SHOWING_MARKS = {CanShow.YES: ("✓", "better"), CanShow.NO: ("?", "unsure"), CanShow.UNKNOWN: ("?", "unsure")}


def state_key(language: Language) -> Markup:
    """Write the marks of all states with their words."""
    items = (
        Markup('<li><span class="lb-mark lb-{}" aria-hidden="true">{}</span> {}</li>').format(
            one.tone, one.mark, one.words
        )
        for one in (state_label(state, language) for state in MARKS)
    )
    return Markup('<ul class="lb-state-key" aria-label="{}">{}</ul>').format(
        word("plans_key", language), Markup("").join(items)
    )


def goal_cards(plan: ActionPlan, view: View, choices: Choices) -> Markup:
    """Write the goals of a plan beside each other."""
    return CARDS.format(Markup("").join(_card(goal, plan, view, choices) for goal in plan.goals))


def _card(goal: Goal, plan: ActionPlan, view: View, choices: Choices) -> Markup:
    language = choices.language
    return GOAL_CARD.format(
        number=goal.number,
        title=told_html(goal.title, language) + example_tag(plan, language),
        about=_about(goal, plan, view, language),
        state=_state(goal, language),
        picture=progress_picture(goal, language),
        showing=showing_box(goal.measured, language) if goal.measured else "",
        facts=Markup("").join(FACT.format(word(key, language), body) for key, body in _facts(goal, choices)),
    )


def _about(goal: Goal, plan: ActionPlan, view: View, language: Language) -> Markup:
    domain = word(f"domain_{goal.domain}", language)
    if goal.measured is None:
        return Markup.escape(domain)
    measured = goal.measured
    group = f"{measured.group.dim}.{measured.group.code}" if measured.group else "all.all"
    trend = page_address(
        "trends", view, indicator=measured.indicator.id, group=group, area=area_key(plan.area.level, plan.area.code)
    )
    return Markup("{} · {}").format(domain, page_link(measured_name(measured), trend))


def _state(goal: Goal, language: Language) -> Markup:
    label = goal_label(goal, language)
    words = label.words[:1].upper() + label.words[1:]
    return GOAL_STATE.format(tone=label.tone, mark=label.mark, words=words, why=state_why(goal, language))


def showing_box(measured: Measured, language: Language) -> Markup:
    """Answer whether the step can be shown here at all, with both sizes as bars."""
    progress = measured.progress
    mark, tone = SHOWING_MARKS[progress.can_show]
    sizes = [("step", abs(progress.step)) if progress.step else None, ("from", progress.detectable)]
    known = [one for one in sizes if one and one[1]]
    both = len(known) == len(sizes)
    unit = showing_unit(measured.indicator, language)
    return SHOWING.format(
        answer=progress.can_show,
        tone=tone,
        mark=mark,
        title=showing_title(measured, language),
        unit=Markup('<p class="lb-quiet">{}</p>').format(unit) if unit and both else "",
        bars=_bars(measured, language) if both else "",
        told=showing_text(measured, language),
    )


def _bars(measured: Measured, language: Language) -> Markup:
    progress = measured.progress
    step = abs(progress.step or 0.0)
    least = progress.detectable or 0.0
    longest = max(step, least)
    decimals_told = {"step": step, "detectable": least}
    written = [
        SIZE_BAR.format(
            width=max(round(size / longest * LONGEST_BAR), 2),
            of=name,
            told=word(key, language, **{name: _size(size, measured, language)}),
        )
        for (name, size), key in zip(decimals_told.items(), ("plans_show_step", "plans_show_from"), strict=True)
    ]
    return SIZE_BARS.format(Markup("").join(written))


def _size(size: float, measured: Measured, language: Language) -> str:
    """Write a size without its unit, which stands beside."""
    return step_amount(size, measured.indicator, language).partition("\u00a0")[0]


def _facts(goal: Goal, choices: Choices) -> Iterable[tuple[str, Markup]]:
    language = choices.language
    if goal.responsible:
        yield "plans_responsible", told_html(goal.responsible, language)
    yield "plans_targets", Markup.escape(targets_told(goal, choices))
    yield "plans_measures", measures_html(goal, language)
    if goal.funding:
        paid = ", ".join(label(one, language) for one in goal.funding)
        yield "plans_funding", Markup.escape(paid)
    if goal.measured is None or goal.measured.target is None:
        yield "plans_deadline", Markup.escape(str(goal.deadline))


def targets_told(goal: Goal, choices: Choices) -> str:
    """Name for whom a goal is."""
    named = ", ".join(inside(target_of(one, choices)) for one in goal.target_groups)
    return named or word("plans_everybody", choices.language)


def measures_html(goal: Goal, language: Language) -> Markup:
    """Name the measures of a goal as links, and the way to what others have tried."""
    links = [entry_link(one, language) for one in goal.measures]
    named = Markup(", ").join(links) if links else Markup.escape(word("plans_no_measures", language))
    if goal.domain == Domain.CONTEXT:
        return named
    asked = {"show": "tried", "about": goal.domain.value}
    tried = {**asked, "target": goal.target_groups[0]} if goal.target_groups else asked
    return named + Markup(" · ") + page_link(word("plans_tried", language), register_address(language, tried))


def target_amount(measured: Measured, language: Language) -> str:
    """Write a target, or a dash where a goal has a direction only."""
    return "–" if measured.target is None else amount(measured.target, measured.indicator, language)
