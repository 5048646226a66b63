"""Change over time: the chosen area against the country, breaks in sight."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import area_context, choose_area, choose_group, choose_indicator
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.request import select
from pages.parts.show import show
from pages.ready.answers import TREND
from picture.charts.theme import CONFIG
from picture.text.words import word

request = frame("trends")
language = request.language
alike = area_context(request).alike
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_area(request)
    choose_group(request)
    if alike:
        shown = {"none": word("beside_none", language), "alike": word("beside_alike", language)}
        select("beside", word("choose_beside", language), shown, request.selected["beside"])

answer = request.answer(TREND)
indicator = answer.dataset.indicators[0]
page_header(indicator.name, answer.captions.title)
chart, table = st.tabs([word("tab_chart", language), word("tab_table", language)])
with chart:
    st.plotly_chart(answer.figure, key="trend", theme=None, config=CONFIG, alt=answer.captions.alt)
with table:
    show(answer.table)
if answer.detectable:
    st.caption(answer.detectable)
export_menu(request, answer.dataset)
source_caption(answer.captions)
about_indicator(indicator, request.language)
