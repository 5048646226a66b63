"""The same question for population groups side by side."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area, choose_indicator, choose_period, period_notice
from pages.parts.export_menu import captions_on, export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.show import show
from picture.charts.dot_plot import group_plot
from picture.charts.legend import dot_signs
from picture.charts.theme import CONFIG
from picture.html.data_table import data_table
from picture.html.indicator_table import sign_legend
from picture.html.tables.standardised_table import standardised_table
from picture.query.numbers import ask_groups
from picture.text.words import word

request = frame("groups")
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_period(request)
    choose_area(request)
period_notice(request)

dataset = request.cached("dataset", lambda: ask_groups(request.con, request.view, request.choices))
captions = captions_on(request, dataset)
page_header(dataset.indicators[0].name, captions.title)
if dataset.rows:
    chart, table = st.tabs([word("tab_chart", request.language), word("tab_table", request.language)])
    with chart:
        st.plotly_chart(
            request.figure("figure", lambda: group_plot(dataset)),
            key="groups",
            theme=None,
            config=CONFIG,
            alt=captions.alt,
        )
        show(sign_legend(dot_signs(dataset)))
    with table:
        show(request.cached("table", lambda: data_table(dataset)))
    if alike := request.cached("standardised", lambda: standardised_table(dataset)):
        show(alike)
    export_menu(request, dataset)
    source_caption(captions)
about_indicator(dataset.indicators[0], request.language)
