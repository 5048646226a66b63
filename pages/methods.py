"""Methods and data: how to cite and read the numbers, why some are withheld, where they come from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts.check_file import check_upload
from pages.parts.export_menu import downloads
from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.answers import METHODS
from picture.export.stamp import collection_name
from picture.html.methods.anchors import Place
from picture.html.methods.parts import contents_html, paragraph, place_html
from picture.html.page.head import page_head
from picture.html.page.stack import stack
from picture.query.selection import EDITION_KEY
from picture.text.words import word

request = frame("methods")
language = request.language
answer = request.answer(METHODS)
name = partial(collection_name, request.choices, synthetic=request.choices.stamp.synthetic)
old = {EDITION_KEY: [request.view.edition]} if request.view.edition else {}
files = downloads(request, "everything", {"zip": "methods_downloads"}, name, old)
show(page_head(word("menu_methods", language), word("lead_methods", language)))
with st.container(key="lb-methods", horizontal=True, gap=None):
    show(contents_html(language))
    with st.container(key="lb-methods-text"):
        check = place_html(Place.CHECK, paragraph("check_text", language), language)
        show(stack(answer.first, files, answer.rest, check))
        check_upload(language)
