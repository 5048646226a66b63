"""The action plan of an area: its goals, how far each is, and whether it can be shown here at all."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pages.parts.controls import choices_row, choose_area, choose_group, choose_indicator
from pages.parts.export_menu import template_file_html
from pages.parts.frame import frame
from pages.parts.request import Request, select
from pages.parts.show import show
from pages.ready.plans import offered_plans, plans_answer
from picture.html.frame.view_links import put_view
from picture.html.plans.trial import trial_answer, trial_head
from picture.query.plans.trial import ask_trial, read_target
from picture.text.plans.finding import years_of
from picture.text.words import word

PLAN = "plan"
TARGET = "aim"
TARGET_FIELD = "plans_target"

request = frame("plans")
offers = offered_plans(request, request.file)
asked = st.query_params.get(PLAN, "")
chosen = asked if asked in {one.id for one in offers} else offers[0].id if offers else ""


def choose_plan(of: Request) -> Markup:
    """Offer the plans of the chosen area, where it has several."""
    options = {one.id: years_of(one.first_year, one.last_year) for one in offers}
    return select(PLAN, word("choose_plan", of.language), options, chosen)


def take_target() -> None:
    """Put the target that was typed into the address."""
    typed = st.session_state[TARGET_FIELD]
    if typed is None:
        st.query_params.pop(TARGET, None)
    else:
        st.query_params[TARGET] = str(typed)


choices_row(request, choose_area, choose_plan, template_file_html)
show(put_view(plans_answer(request, request.file, chosen), request.selected, "lang"))
show(
    trial_head(request.language)
    + Markup('<div class="lb-filters">{}{}</div>').format(choose_indicator(request), choose_group(request))
)
target = read_target(st.query_params.get(TARGET, ""))
st.session_state[TARGET_FIELD] = target
st.number_input(word("plans_try_target", request.language), step=1.0, key=TARGET_FIELD, on_change=take_target)
show(trial_answer(ask_trial(request.con, request.view, request.choices, target), request.language))
