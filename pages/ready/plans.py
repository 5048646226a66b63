"""What the page of plans shows, made once for all readers of a build, day and choice."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from contract.codes import Level
from pages.ready.register import today
from pages.ready.store import store
from pages.server.databases import DatabaseFile
from picture.answers.question import PageQuestion
from picture.html.plans.country import country_page
from picture.html.plans.page import plan_page
from picture.query.plans.ask import ask_offers, ask_plans
from picture.query.plans.country import ask_country_plans
from picture.query.plans.model import Offer


def offered_plans(question: PageQuestion, file: DatabaseFile) -> tuple[Offer, ...]:
    """Return the plans of the chosen area, the newest first."""
    view = question.view
    key = (file, ("plans offered", view.area_level, view.area))
    offers: tuple[Offer, ...] = store(file).get_or_make(
        key, lambda: ask_offers(question.con, view.area_level, view.area)
    )
    return offers


def plans_answer(question: PageQuestion, file: DatabaseFile, plan: str) -> Markup:
    """Return what the page shows of a plan, or of all where the country has none; its addresses wait for the view."""
    now = today()
    view = question.view
    key = ("plans", view.area_level, view.area, view.language, view.edition, now, plan)
    answer: Markup = store(file).get_or_make((file, key), lambda: _made(question, file, plan, now))
    return answer


def _made(question: PageQuestion, file: DatabaseFile, plan: str, now: date) -> Markup:
    view = question.view
    if view.area_level == Level.COUNTRY and not offered_plans(question, file):
        return country_page(ask_country_plans(question.con, view, question.choices), question.choices)
    return plan_page(ask_plans(question.con, view, question.choices, plan, now), question.choices)
