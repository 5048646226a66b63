"""All indicators of one region against the country, and where the region stands."""

from __future__ import annotations

import streamlit as st

from contract.codes import Level
from pages.parts.controls import choose_area, choose_second
from pages.parts.export_menu import downloads, export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.answers import PROFILE
from picture.export.stamp import pack_name
from picture.text.words import word

request = frame("region")
with st.container(key="lb-filters", horizontal=True):
    choose_area(request)
    if request.view.area_level != Level.COUNTRY:
        choose_second(request)

answer = request.answer(PROFILE)
dataset = answer.dataset
evidence, aside = st.columns([898, 266], gap="medium") if answer.cards else (st.container(), None)
with evidence:
    show(answer.top)
    show(answer.rows)
    if dataset.modelled:
        with st.expander(word("small_area_title", request.language)):
            show(answer.modelled)
    with st.container(key="lb-take-pack"):
        downloads(request, "pack", {"zip": "take_pack"}, lambda form: f"{pack_name(dataset)}.{form}", request.selected)
    export_menu(request, dataset)
    source_caption(answer.captions)
if aside:
    with aside:
        show(answer.cards)
