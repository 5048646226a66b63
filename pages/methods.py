"""Methods and data: how to read the numbers, why some are withheld, where they come from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts.check_file import check_upload
from pages.parts.export_menu import downloads
from pages.parts.frame import frame
from pages.parts.page_header import page_header
from pages.parts.show import show
from pages.ready.answers import METHODS
from picture.export.stamp import collection_name
from picture.html.methods.page import cite_html, heading, marks_html, reading_html, section
from picture.text.words import period, word

request = frame("methods")
language = request.language
stamp = request.choices.stamp
page_header(word("menu_methods", language), word("lead_methods", language))

show(reading_html(language))
show(marks_html(language))
show(section("methods_evidence", "methods_evidence_text", language))
answer = request.answer(METHODS)
waves = list(answer.evidence)
for tab, wave in zip(st.tabs([period(p) for p in waves], key="waves", on_change="rerun"), waves, strict=True):
    if tab.open:
        with tab:
            show(answer.evidence[wave])
show(answer.rules)
show(answer.fieldwork)
show(section("methods_areas", "methods_areas_text", language))
show(answer.indicators)
show(answer.sources)
show(answer.changes)
show(answer.revisions)
show(section("check_title", "check_text", language))
check_upload(language)
show(cite_html(request.choices, language))
show(heading("methods_downloads", language))
with st.container(key="lb-take-everything", horizontal=True, gap="small"):
    name = partial(collection_name, request.choices, synthetic=stamp.synthetic)
    downloads(request, "everything", {"zip": "take_csv"}, name, {})
