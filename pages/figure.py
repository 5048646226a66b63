"""One figure for good: what it is, whether it still stands, and how it is cited."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import frame
from pages.parts.request import site_address
from pages.parts.show import show
from pages.ready.figure import ADDRESS, figure_answer
from pages.server.figures.reading import key_of
from picture.html.figure.page import citations_html, not_found, onward_html
from picture.html.frame.place import place_address
from picture.html.links import figure_address
from picture.html.page.stack import stack
from picture.query.selection import check
from picture.text.figure.unknown import no_figure

request = frame("figure")
language = request.language
text = st.query_params.get("cell", "")
key = key_of(text)
answer = figure_answer(key, request.file, language) if key else None
if key is None or answer is None:
    nearest, _ = check(key.view if key else {}, request.selected, request.choices)
    show(not_found(no_figure(text, key, request.choices), place_address("trends", nearest), language))
else:
    cited = [(one, cite.replace(ADDRESS, site_address() + figure_address(str(key), one))) for one, cite in answer.cited]
    programs = f"api/v1/{figure_address(str(key), language)}"
    onward = onward_html(key, request.selected, programs, request.choices)
    show(stack(answer.page, citations_html(cited, language), onward))
