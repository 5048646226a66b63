"""The same question for population groups side by side."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area, choose_indicator, choose_period, period_notice
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.show import show
from pages.ready.answers import GROUPS
from picture.charts.theme import CONFIG
from picture.text.words import word

request = frame("groups")
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_period(request)
    choose_area(request)
period_notice(request)

answer = request.answer(GROUPS)
indicator = answer.dataset.indicators[0]
page_header(indicator.name, answer.captions.title)
if answer.figure:
    chart, table = st.tabs([word("tab_chart", request.language), word("tab_table", request.language)])
    with chart:
        st.plotly_chart(answer.figure, key="groups", theme=None, config=CONFIG, alt=answer.captions.alt)
        show(answer.signs)
    with table:
        show(answer.table)
    show(answer.standardised)
    export_menu(request, answer.dataset)
    source_caption(answer.captions)
about_indicator(indicator, request.language)
