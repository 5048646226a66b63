"""All indicators of one region against the country, and where the region stands."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choose_area, place_of
from pages.parts.export_menu import captions_on, downloads, source, takeaway
from pages.parts.frame import frame
from pages.parts.page_header import head
from picture.export.stamp import file_name
from picture.html.area_cards import place_cards
from picture.html.indicator_table import legend_rows, profile_rows
from picture.query.numbers import ask_profile
from picture.text.names import area_name
from picture.text.words import listing, word

here = frame("region")
with st.container(key="lb-filters", horizontal=True):
    choose_area(here)

dataset = here.once("answer", lambda: ask_profile(here.con, here.view, here.choices))
captions = captions_on(here, dataset)
head(f"{area_name(dataset)} {here.view.period}", captions.title)
larger = [a.name for a in place_of(here).belongs if a.name != area_name(dataset)]
if larger and sum(r.shown for r in dataset.rows) * 2 < len(dataset.rows):
    st.info(word("try_larger", here.language, areas=listing(larger, here.language)))

evidence, aside = st.columns([3, 1], gap="large")
with evidence:
    st.html(legend_rows(dataset))
    st.html(here.once("rows", lambda: profile_rows(dataset)))
    name = file_name(dataset, "zip").replace("_profile_", "_pack_")
    with st.container(key="lb-take-pack"):
        downloads(here, "pack", {"zip": "take_pack"}, lambda _: name, here.choice)
    takeaway(here, dataset)
    source(captions)
with aside:
    st.html(here.once("cards", lambda: place_cards(dataset, place_of(here))))
