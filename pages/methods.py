"""Methods and data: how to read the numbers, why some are withheld, where they come from."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from contract.codes import Level
from contract.period import Period
from pages.parts.check_file import check_upload
from pages.parts.export_menu import downloads
from pages.parts.frame import frame
from pages.parts.page_header import page_header
from pages.parts.show import show
from pages.ready.answers import METHODS
from picture.export.stamp import collection_name
from picture.html.methods_page import cite_html, heading, marks_html, reading_html, section
from picture.html.tables.evidence_table import evidence_table
from picture.query.choices import survey_periods
from picture.query.methods import ask_evidence
from picture.text.words import period, word

request = frame("methods")
language = request.language
stamp = request.choices.stamp
page_header(word("menu_methods", language), word("lead_methods", language))

show(reading_html(language))
show(marks_html(language))
show(section("methods_evidence", "methods_evidence_text", language))


def evidence(wave: str) -> Markup:
    """Draw where there are numbers in one period, and why there are holes."""
    return evidence_table(ask_evidence(request.con, wave, Level.MAAKUNTA), request.choices, language)


waves = [p for p in survey_periods(request.choices) if str(Period.parse(p).last) == stamp.edition]
for tab, wave in zip(st.tabs([period(p) for p in waves], key="waves", on_change="rerun"), waves, strict=True):
    if tab.open:
        with tab:
            show(request.cached(wave, partial(evidence, wave)))
answer = request.answer(METHODS)
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
