"""Change over time: the chosen area against the country, breaks in sight."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import area_context, choose_area, choose_group, choose_indicator
from pages.parts.export_menu import captions_on, source, takeaway
from pages.parts.frame import frame
from pages.parts.page_header import about, head
from pages.parts.request import select
from pages.parts.show import show
from picture.charts.line_chart import trend
from picture.charts.theme import CONFIG
from picture.html.data_table import data_table
from picture.text.sentences import detectable_sentence
from picture.text.words import word
from picture.views import ask_view

here = frame("trends")
language = here.language
alike = area_context(here).alike
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(here)
    choose_area(here)
    choose_group(here)
    if alike:
        shown = {"none": word("beside_none", language), "alike": word("beside_alike", language)}
        select("beside", word("choose_beside", language), shown, here.choice["beside"])

dataset = here.once("answer", lambda: ask_view(here.con, "trend", here.choice, here.choices))
captions = captions_on(here, dataset)
head(dataset.indicators[0].name, captions.title)
chart, table = st.tabs([word("tab_chart", language), word("tab_table", language)])
with chart:
    st.plotly_chart(
        here.figure("figure", lambda: trend(dataset)), key="trend", theme=None, config=CONFIG, alt=captions.alt
    )
with table:
    show(here.once("table", lambda: data_table(dataset)))
if smallest := detectable_sentence(dataset):
    st.caption(smallest)
takeaway(here, dataset)
source(captions)
about(dataset.indicators[0], here.language)
