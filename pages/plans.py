"""The action plan of an area: its goals, how far each is, and whether it can be shown here at all."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from pages.parts.controls import choices_row, choose_area, choose_group, choose_indicator
from pages.parts.export_menu import draft_file_html, template_file_html
from pages.parts.frame import frame
from pages.parts.request import Request, select
from pages.parts.show import show
from pages.ready.plans import offered_plans, plans_answer
from picture.html.frame.view_links import put_view
from picture.html.plans.trial import trial_answer, trial_head
from picture.query.plans.draft import (
    DEADLINE_KEY,
    DEADLINES,
    ROLE_KEY,
    ROLE_LETTERS,
    TARGET_KEY,
    Tried,
    read_tried,
    usual_deadline,
)
from picture.query.plans.trial import ask_trial
from picture.text.plans.finding import years_of
from picture.text.words import word

PLAN = "plan"
FIELDS = {TARGET_KEY: "plans_target", DEADLINE_KEY: "plans_deadline", ROLE_KEY: "plans_role"}

request = frame("plans")
offers = offered_plans(request, request.file)
asked = st.query_params.get(PLAN, "")
chosen = asked if asked in {one.id for one in offers} else offers[0].id if offers else ""


def choose_plan(of: Request) -> Markup:
    """Offer the plans of the chosen area, where it has several."""
    options = {one.id: years_of(one.first_year, one.last_year) for one in offers}
    return select(PLAN, word("choose_plan", of.language), options, chosen)


def take_tried(key: str) -> None:
    """Put what was typed into the address."""
    typed = st.session_state[FIELDS[key]]
    if typed in {None, ""}:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = str(typed)


def offer_fields(tried: Tried) -> None:
    """Offer target, deadline and role to fill in."""
    for key, value in ((TARGET_KEY, tried.target), (DEADLINE_KEY, tried.deadline), (ROLE_KEY, tried.role)):
        st.session_state[FIELDS[key]] = value
    target, deadline, role = st.columns(3)
    with target:
        told = word("plans_try_target", request.language)
        st.number_input(told, step=1.0, key=FIELDS[TARGET_KEY], on_change=take_tried, args=(TARGET_KEY,))
    with deadline:
        told = word("plans_try_deadline", request.language)
        name = FIELDS[DEADLINE_KEY]
        years = (DEADLINES[0], DEADLINES[-1])
        st.number_input(told, *years, step=1, key=name, on_change=take_tried, args=(DEADLINE_KEY,))
    with role:
        told = word("plans_try_role", request.language)
        st.text_input(told, max_chars=ROLE_LETTERS, key=FIELDS[ROLE_KEY], on_change=take_tried, args=(ROLE_KEY,))


choices_row(request, choose_area, choose_plan, template_file_html)
show(put_view(plans_answer(request, request.file, chosen), request.selected, "lang"))
show(
    trial_head(request.language)
    + Markup('<div class="lb-filters">{}{}</div>').format(choose_indicator(request), choose_group(request))
)
tried = read_tried(st.query_params)
tried = replace(tried, deadline=tried.deadline or usual_deadline(request.choices))
offer_fields(tried)
show(trial_answer(ask_trial(request.con, request.view, request.choices, tried.target), request.language))
show(Markup('<div class="lb-filters">{}</div>').format(draft_file_html(request, tried)))
