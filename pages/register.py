"""What is done in an area: measures, events, organisations, where and when, narrowed by the address."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area
from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.register import asked_filters, register_answer, register_fields
from picture.html.frame.view_links import put_view
from picture.html.register.choosing import choices_html, wrong_filters

request = frame("register")
filters, wrong = asked_filters(request, request.file, st.query_params.to_dict())
show(choices_html(choose_area(request, asked=filters.asked()), register_fields(request, request.file, filters)))
show(
    wrong_filters(wrong, request.language)
    + put_view(register_answer(request, request.file, filters), request.selected, "lang")
)
