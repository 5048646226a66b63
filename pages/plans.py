"""The action plan of an area: its goals, how far each is, and whether it can be shown here at all."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pages.parts.controls import choices_row, choose_area
from pages.parts.frame import frame
from pages.parts.request import Request, select
from pages.parts.show import show
from pages.ready.plans import offered_plans, plans_answer
from picture.html.frame.view_links import put_view
from picture.text.words import word

PLAN = "plan"

request = frame("plans")
offers = offered_plans(request, request.file)
asked = st.query_params.get(PLAN, "")
chosen = asked if asked in {one.id for one in offers} else offers[0].id if offers else ""


def choose_plan(of: Request) -> Markup:
    """Offer the plans of the chosen area, where it has several."""
    options = {one.id: f"{one.first_year}–{one.last_year}" for one in offers}
    return select(PLAN, word("choose_plan", of.language), options, chosen)


choices_row(request, choose_area, choose_plan)
show(put_view(plans_answer(request, request.file, chosen), request.selected, "lang"))
