"""Where areas differ from the whole country: all survey indicators of all areas of one division."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_matrix_level, choose_order, choose_survey_period
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import page_header
from pages.parts.show import show
from pages.ready.answers import MATRIX

request = frame("matrix")
with st.container(key="lb-filters", horizontal=True):
    choose_matrix_level(request)
    choose_survey_period(request)
    choose_order(request)

answer = request.answer(MATRIX)
page_header(answer.captions.title, answer.lead)
show(answer.table)
export_menu(request, answer.dataset)
source_caption(answer.captions)
