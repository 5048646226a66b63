"""The slides of a meeting that no figure makes: what is not known, what to discuss, what to decide."""

from __future__ import annotations

from picture.export.meeting.place_slides import local_slides
from picture.export.pptx.kinds.plan import plan_slides
from picture.export.pptx.kinds.plan_chart import PlanChartSlide, plan_chart_slides
from picture.export.pptx.kinds.talk import TalkSlide
from picture.export.report.asked import ReportAnswers
from picture.export.report.brief import questions_of, tells_itself
from picture.text.local.told import unknown_of_place
from picture.text.report.findings import not_known
from picture.text.words import word

UNKNOWN_KIND = "unknown"
DISCUSS_KIND = "discuss"
DECIDE_KIND = "decide"
NUMBERED = (0.6, 11.5)  # widths of a number and of what it counts
OF_DECISIONS = (6.4, 3.4, 2.3)
DECISION_ROWS = 5


def meeting_slides(answers: ReportAnswers) -> tuple[TalkSlide, ...]:
    """Return the slides of a meeting: behind the figures what they do not tell, the questions, room for decisions."""
    decide = _decide(answers, "meeting_decide_title", "brief_when")
    return (*local_slides(answers.place, answers.choices), _unknown(answers), _discuss(answers), decide)


def closing_slides(answers: ReportAnswers) -> tuple[TalkSlide | PlanChartSlide, ...]:
    """Return the slides of the event that closes a collection: the plan, the questions, and what happens next."""
    drawn = plan_chart_slides(answers.plan, answers.choices)
    plan = plan_slides(answers.plan, answers.profile.view.language)
    decide = _decide(answers, "closing_decide_title", "closing_follow")
    return (*local_slides(answers.place, answers.choices), *drawn, *plan, _discuss(answers), decide)


def forum_slides(answers: ReportAnswers) -> tuple[TalkSlide, ...]:
    """Return the slides of a forum: what the figures do not tell, the questions, room for its decisions."""
    return (_unknown(answers), _discuss(answers), _decide(answers, "forum_decide_title", "brief_when"))


def _unknown(answers: ReportAnswers) -> TalkSlide:
    of_place = tells_itself(answers.place)
    told = unknown_of_place(answers.place, answers.choices) if of_place else not_known(answers.profile)
    return _counted(UNKNOWN_KIND, "meeting_unknown_title", told, answers)


def _discuss(answers: ReportAnswers) -> TalkSlide:
    return _counted(DISCUSS_KIND, "meeting_discuss_title", questions_of(answers), answers)


def _counted(kind: str, title: str, told: list[str], answers: ReportAnswers) -> TalkSlide:
    rows = tuple((str(number), text) for number, text in enumerate(told, 1))
    return TalkSlide(kind, word(title, answers.profile.view.language), rows, NUMBERED)


def _decide(answers: ReportAnswers, title: str, last: str) -> TalkSlide:
    language = answers.profile.view.language
    head = tuple(word(key, language) for key in ("brief_decision", "brief_who", last))
    empty = ("", "", "")
    return TalkSlide(DECIDE_KIND, word(title, language), (head, *(empty,) * DECISION_ROWS), OF_DECISIONS, header=True)
