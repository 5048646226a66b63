"""The meeting brief: one page with the finding, what is not known, what to discuss, and lines for decisions."""

from __future__ import annotations

from contract.codes import Level
from picture.export.report.asked import ReportAnswers
from picture.export.report.document.content import (
    BoxBlock,
    DocumentBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableColumn,
    TextBlock,
    text_runs,
)
from picture.export.report.first_page import changes, country_changes, differences, leads
from picture.export.report.place.section import local_figures, municipality_top
from picture.export.report.plans.section import plan_in_brief
from picture.export.report.unknown import what_to_do
from picture.query.local.place import PlaceKnown
from picture.text.findings.nothing import shows_nothing, survey_rows, why_nothing
from picture.text.local.told import unknown_of_place
from picture.text.names import area_name
from picture.text.report.findings import not_known, report_headline
from picture.text.report.questions import to_discuss
from picture.text.words import word

DIFFERENCES_TOLD = 4
CHANGES_TOLD = 3
DECISION_LINES = 3


def brief_page(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the blocks of the page."""
    language = answers.profile.view.language
    known = _unknown(answers) if shows_nothing(answers.profile) else _known(answers)
    if tells_itself(answers.place):
        known = _of_place(answers)
    asked = ListBlock(tuple(map(text_runs, questions_of(answers))))
    heads = (("brief_decision", 86), ("brief_who", 50), ("brief_when", 40))
    return [
        *known,
        BoxBlock(word("report_ask", language), (asked,)),
        HeadingBlock(word("brief_decisions", language), 2),
        LinesBlock(
            word("brief_decisions", language),
            tuple(TableColumn(word(key, language), width) for key, width in heads),
            DECISION_LINES,
        ),
    ]


def questions_of(answers: ReportAnswers) -> list[str]:
    """Write what to discuss; of a place's own figures also whether they are what people there see."""
    place = answers.place
    told = bool(place.findings) or any(one.shows for one in place.collections)
    own = [word("local_discuss", answers.choices.language)] if tells_itself(place) and told else []
    return [*own, *to_discuss(answers.news)]


def tells_itself(place: PlaceKnown) -> bool:
    """Return whether a municipality has figures or findings of its own; the survey of the country has none of it."""
    return place.area.level == Level.KUNTA and bool(place.collections or place.findings)


def _of_place(answers: ReportAnswers) -> list[DocumentBlock]:
    place = answers.place
    choices = answers.choices
    return [
        *municipality_top(place, choices),
        *local_figures(place, choices),
        *plan_in_brief(answers.plan, choices.language),
        _not_known(unknown_of_place(place, choices), answers),
    ]


def _known(answers: ReportAnswers) -> list[DocumentBlock]:
    dataset = answers.news
    of_country = dataset.view.area_level == Level.COUNTRY
    room = DIFFERENCES_TOLD - bool(answers.plan and answers.plan.goals)  # a plan takes a line of its own
    evidence = country_changes(dataset) if of_country else differences(answers, room)
    return [
        HeadingBlock(report_headline(dataset), 1),
        *(TextBlock(text_runs(one)) for one in leads(dataset)[:1]),
        *evidence,
        *changes(dataset, CHANGES_TOLD),
        *plan_in_brief(answers.plan, dataset.view.language),
        _not_known(not_known(answers.profile), answers),
    ]


def _unknown(answers: ReportAnswers) -> list[DocumentBlock]:
    dataset = answers.profile
    language = dataset.view.language
    why = f"{why_nothing(survey_rows(dataset), language)}."
    return [
        HeadingBlock(word("nothing_title", language, subject=area_name(dataset)), 1),
        TextBlock(text_runs(word("nothing_lead", language)), "lead"),
        BoxBlock(word("nothing_why", language), (TextBlock(text_runs(why)),)),
        *what_to_do(answers),
    ]


def _not_known(sentences: list[str], answers: ReportAnswers) -> BoxBlock:
    language = answers.profile.view.language
    return BoxBlock(word("brief_not_known", language), (ListBlock(tuple(map(text_runs, sentences))),))
