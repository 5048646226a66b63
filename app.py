"""The front page: this year's picture on one screen."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts.controls import choose_area
from pages.parts.frame import frame
from pages.parts.head import head
from pages.parts.takeaway import source, takeaway, told
from picture.ask import ask_front
from picture.rows import front_panels, legend_rows
from picture.sentences import changes
from picture.told import area_name
from picture.words import word

here = frame("front")
language = here.language
with st.container(key="lb-filters", horizontal=True):
    choose_area(here)

answer = here.once("answer", lambda: ask_front(here.con, here.view, here.offer))
said = told(here, answer)
head(f"{area_name(answer)} {here.offer.stamp.edition}", said.title)
st.html(legend_rows(answer))
st.html(here.once("panels", lambda: front_panels(answer)))
moved = here.once("changes", lambda: "".join(f"<li>{escape(line)}</li>" for line in changes(answer)))
st.html(f'<h2>{escape(word("changed_since", language))}</h2><ul class="lb-list">{moved}</ul>')
takeaway(here, answer, said)
source(said)
