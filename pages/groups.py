"""The same question for population groups side by side."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area, choose_indicator, choose_period, period_notice
from pages.parts.export_menu import captions_on, source, takeaway
from pages.parts.frame import frame
from pages.parts.page_header import about, head
from pages.parts.show import show
from picture.charts.dot_plot import group_plot
from picture.charts.theme import CONFIG
from picture.html.data_table import data_table
from picture.html.indicator_table import sign_legend
from picture.query.numbers import ask_groups
from picture.text.words import word

here = frame("groups")
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(here)
    choose_period(here)
    choose_area(here)
period_notice(here)

dataset = here.once("answer", lambda: ask_groups(here.con, here.view, here.choices))
captions = captions_on(here, dataset)
head(dataset.indicators[0].name, captions.title)
if dataset.rows:
    chart, table = st.tabs([word("tab_chart", here.language), word("tab_table", here.language)])
    with chart:
        st.plotly_chart(
            here.figure("figure", lambda: group_plot(dataset)),
            key="groups",
            theme=None,
            config=CONFIG,
            alt=captions.alt,
        )
        show(sign_legend(dataset))
    with table:
        show(here.once("table", lambda: data_table(dataset)))
    takeaway(here, dataset)
    source(captions)
about(dataset.indicators[0], here.language)
