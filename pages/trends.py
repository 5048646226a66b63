"""Change over time: the chosen area against the country, breaks in sight."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import area_context, choose_area, choose_group, choose_indicator
from pages.parts.export_menu import captions_on, export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.request import select
from pages.parts.show import show
from picture.charts.line_chart import line_chart
from picture.charts.theme import CONFIG
from picture.html.data_table import data_table
from picture.text.sentences import detectable_sentence
from picture.text.words import word
from picture.views import VIEW_KINDS, ask_view

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

dataset = request.cached(
    "dataset", lambda: ask_view(request.con, VIEW_KINDS["trend"], request.selected, request.choices)
)
captions = captions_on(request, dataset)
page_header(dataset.indicators[0].name, captions.title)
chart, table = st.tabs([word("tab_chart", language), word("tab_table", language)])
with chart:
    st.plotly_chart(
        request.figure("figure", lambda: line_chart(dataset)), key="trend", theme=None, config=CONFIG, alt=captions.alt
    )
with table:
    show(request.cached("table", lambda: data_table(dataset)))
if smallest := detectable_sentence(dataset):
    st.caption(smallest)
export_menu(request, dataset)
source_caption(captions)
about_indicator(dataset.indicators[0], request.language)
