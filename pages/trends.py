"""Change over time: the chosen area against the country, breaks in sight."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area, choose_group, choose_indicator, place_of
from pages.parts.export_menu import captions_on, source, takeaway
from pages.parts.frame import frame
from pages.parts.page_header import about, head
from pages.parts.request import select
from picture.charts.line_chart import trend
from picture.charts.theme import CONFIG
from picture.html.data_table import table_html
from picture.text.sentences import detectable_sentence
from picture.text.words import word
from picture.views import ask_view

here = frame("trends")
language = here.language
alike = place_of(here).alike
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
    st.html(here.once("table", lambda: table_html(dataset)))
if smallest := detectable_sentence(dataset):
    st.caption(smallest)
takeaway(here, dataset)
source(captions)
about(dataset.indicators[0], here.language)
