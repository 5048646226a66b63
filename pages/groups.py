"""The same question for population groups side by side."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pages.parts.controls import choose_area, choose_indicator, choose_period, period_notice
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.show import show
from pages.ready.answers import GROUPS
from picture.text.words import word

request = frame("groups")
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_period(request)
    choose_area(request)
period_notice(request)

answer = request.answer(GROUPS)
page_header(answer.captions.title, answer.lead, answer.captions.subtitle)
show(answer.chart)
if answer.table:
    show(answer.reading)
    with st.container(key="lb-figures-head", horizontal=True, vertical_alignment="center"):
        title = Markup('<h2 class="lb-figures-title">{}</h2>')
        show(title.format(word("groups_figures", request.language)), width="content")
        export_menu(request, answer.dataset)
    show(answer.table)
if answer.captions.sources:
    source_caption(answer.captions)
about_indicator(answer.dataset.indicators[0], request.language)
