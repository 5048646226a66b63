"""The measures of a plan as a table: what, for whom, when, who, and which goals they serve."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from markupsafe import Markup

from picture.html.links import page_link
from picture.html.plans.parts import plan_part
from picture.html.register.words import entry_link, parties_html, register_address
from picture.query.choices import Choices
from picture.query.plans.model import ActionPlan
from picture.query.register.entries import RegisterEntry
from picture.text.register.entry_words import domains_of, kind_of, targets_of
from picture.text.register.when import when_of
from picture.text.words import word

COLUMN_WORDS = (
    "register_choose_kind",
    "register_choose_about",
    "register_choose_target",
    "register_when",
    "register_who",
)
TABLE_OF_PLAN = Markup('<table class="lb-register-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p>{}</p>')
MEASURE_HEAD = Markup('<th scope="col">{}</th>')
BODY_CELL = Markup('<td data-label="{}">{}</td>')
BODY_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')


def plan_measures(plan: ActionPlan, choices: Choices) -> Markup:
    """Write the measures of a plan, and the way to the whole register; nothing where it names none."""
    language = choices.language
    entries = {one.id: one for one in chain.from_iterable(goal.measures for goal in plan.goals)}
    if not entries:
        return Markup()
    labels = [word(key, language) for key in (*COLUMN_WORDS, "plans_table_goal")]
    head = MEASURE_HEAD.format(word("register_what", language)) + Markup("").join(map(MEASURE_HEAD.format, labels))
    rows = [_row(one, plan, labels, choices) for one in entries.values()]
    more = page_link(word("plans_table_register", language), register_address(language))
    table = TABLE_OF_PLAN.format(head, Markup("").join(rows), more)
    return plan_part("measures", word("plans_table_title", language), table)


def _row(entry: RegisterEntry, plan: ActionPlan, labels: Sequence[str], choices: Choices) -> Markup:
    language = choices.language
    cells = (
        kind_of(entry, language),
        domains_of(entry, language),
        targets_of(entry, choices),
        when_of(entry, language),
        parties_html(entry.organisers, language) or "–",
        ", ".join(str(goal.number) for goal in plan.goals if entry in goal.measures),
    )
    written = (BODY_CELL.format(label, body) for label, body in zip(labels, cells, strict=True))
    return BODY_ROW.format(entry_link(entry, language), Markup("").join(written))
