"""One indicator, area by area: the years, the map, areas as dots, small maps or tiles, and the table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from contract.codes import Level
from pages.parts.controls import (
    choose_area,
    choose_classes,
    choose_division,
    choose_group,
    choose_indicator,
    choose_level,
    period_notice,
)
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator
from pages.parts.show import as_written, show
from pages.ready.answers import MAP
from picture.query.selection import better_pooled, selected_areas
from picture.text.source_lines import boundaries_line
from picture.text.words import period, word

request = frame("map")
view = request.view
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_level(request)
    choose_group(request)
    choose_division(request)
    choose_classes(request)
    choose_area(
        request, (*selected_areas(request.choices, Level.MAAKUNTA), *selected_areas(request.choices, view.level))
    )
period_notice(request)

answer = request.answer(MAP)
dataset = answer.dataset
show(answer.top)
if pooled := better_pooled(dataset, request.choices):
    st.caption(word("try_pooled", request.language, period=period(pooled)))
show(answer.evidence)
with st.container(key="lb-figures-head", horizontal=True, vertical_alignment="center"):
    if dataset.rows:
        title = Markup('<h2 class="lb-figures-title">{}</h2>')
        show(title.format(word("figures_behind", request.language)), width="content")
    export_menu(request, dataset)
show(answer.table)
show(answer.reading)
if dataset.shapes and dataset.rows:
    st.caption(as_written(boundaries_line(dataset)))
source_caption(answer.captions)
about_indicator(dataset.indicators[0], request.language)
