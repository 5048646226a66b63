"""All indicators of one region against the country, and where the region stands."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import area_context, choose_area
from pages.parts.export_menu import captions_on, downloads, export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import page_header
from pages.parts.show import show
from picture.charts.legend import overview_signs
from picture.export.stamp import pack_name
from picture.html.area_cards import area_cards
from picture.html.indicator_table import profile_tables, sign_legend
from picture.html.tables.model_table import model_table
from picture.query.numbers import ask_profile
from picture.text.names import area_name
from picture.text.words import listing, word

request = frame("region")
with st.container(key="lb-filters", horizontal=True):
    choose_area(request)

dataset = request.cached("dataset", lambda: ask_profile(request.con, request.view, request.choices))
captions = captions_on(request, dataset)
page_header(f"{area_name(dataset)} {request.view.period}", captions.title)
larger = [a.name for a in area_context(request).belongs if a.name != area_name(dataset)]
if larger and sum(r.shown for r in dataset.rows) * 2 < len(dataset.rows):
    st.info(word("try_larger", request.language, areas=listing(larger, request.language)))

evidence, aside = st.columns([3, 1], gap="large")
with evidence:
    show(sign_legend(overview_signs(dataset)))
    show(request.cached("rows", lambda: profile_tables(dataset)))
    if dataset.modelled:
        with st.expander(word("small_area_title", request.language)):
            show(request.cached("modelled", lambda: model_table(dataset)))
    with st.container(key="lb-take-pack"):
        downloads(request, "pack", {"zip": "take_pack"}, lambda form: f"{pack_name(dataset)}.{form}", request.selected)
    export_menu(request, dataset)
    source_caption(captions)
with aside:
    show(request.cached("cards", lambda: area_cards(dataset, area_context(request))))
