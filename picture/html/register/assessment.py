"""The self-assessment of an organisation: a form that our script turns into a profile, and that sends nothing.

Without the script it is a form to print and fill in by hand (pages/server/shell/script/assessment.js).
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from contract.codes import Domain, Language
from picture.html.page.head import page_head
from picture.html.page.stack import quiet_line
from picture.query.register.filters import ABOUT
from picture.text.words import word

EACH = (1, 2, 3)  # statements of a domain
ANSWERS = (0, 1, 2, 3)
ASSESSMENT = Markup(
    '<form class="lb-assessment" data-none="{none}" data-open="{open}">{head}'
    '<p><label>{name} <input type="text" maxlength="80" autocomplete="off" data-key="name"></label></p>'
    '<table><thead><tr><th scope="col">{statement}</th>{answers}</tr></thead>{bodies}</table>'
    '<section class="lb-assessment-profile" hidden><h2>{profile} <span class="lb-assessment-of"></span></h2>{bars}'
    '<div class="lb-assessment-told"><div><h3>{strengths}</h3><ul class="lb-list" data-list="strengths"></ul></div>'
    '<div><h3>{steps}</h3><ul class="lb-list" data-list="steps"></ul></div></div></section>'
    '<p class="lb-assessment-tools" hidden><label><input type="checkbox" data-do="keep"> {keep}</label>'
    '<button type="button" data-do="print">{print}</button>'
    '<button type="button" data-do="clear" data-done="{cleared}">{clear}</button>'
    '<span role="status" class="lb-assessment-said"></span></p>{note}</form>'
)
DOMAIN_ROWS = Markup('<tbody><tr><th scope="rowgroup" colspan="5">{}</th></tr>{}</tbody>')
STATEMENT = Markup('<tr data-domain="{}" data-step="{}"><th scope="row" id="{key}">{}</th>{}</tr>')
ANSWER = Markup(
    '<td data-label="{told}"><input type="radio" name="{key}" value="{value}" '
    'aria-labelledby="{key} lb-answer-{value}" data-key="{key}"></td>'
)
ANSWER_HEAD = Markup('<th scope="col" id="lb-answer-{}">{}</th>')
DOMAIN_BAR = Markup(
    '<div class="lb-assessment-bar" data-domain="{}"><span>{}</span>'
    '<span class="lb-assessment-track"><span></span></span>'
    '<span data-points="{}" data-unanswered="{}"></span></div>'
)


def assessment_page(language: Language) -> Markup:
    """Write the form."""
    return ASSESSMENT.format(
        head=page_head(word("assessment_title", language), word("assessment_lead", language)),
        name=word("assessment_name", language),
        statement=word("assessment_statement", language),
        answers=_join(ANSWER_HEAD.format(one, word(f"assessment_answer_{one}", language)) for one in ANSWERS),
        bodies=_join(_domain(one, language) for one in ABOUT),
        profile=word("assessment_profile", language),
        bars=_join(_bar(one, language) for one in ABOUT),
        strengths=word("assessment_strengths", language),
        steps=word("assessment_steps", language),
        none=word("assessment_no_strengths", language),
        open=word("assessment_no_steps", language),
        keep=word("assessment_keep", language),
        print=word("assessment_print", language),
        clear=word("assessment_clear", language),
        cleared=word("assessment_cleared", language),
        note=quiet_line(word("assessment_note", language)),
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _domain(domain: Domain, language: Language) -> Markup:
    return DOMAIN_ROWS.format(
        word(f"domain_{domain}", language), _join(_statement(domain, one, language) for one in EACH)
    )


def _statement(domain: Domain, number: int, language: Language) -> Markup:
    key = f"{domain}-{number}"
    answers = _join(
        ANSWER.format(key=key, value=value, told=word(f"assessment_answer_{value}", language)) for value in ANSWERS
    )
    step = word(f"assessment_step_{domain}_{number}", language)
    return STATEMENT.format(domain, step, word(f"assessment_says_{domain}_{number}", language), answers, key=key)


def _bar(domain: Domain, language: Language) -> Markup:
    told = (word(f"assessment_{key}", language) for key in ("of_nine", "unanswered"))
    return DOMAIN_BAR.format(domain, word(f"domain_{domain}", language), *told)
