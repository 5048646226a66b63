"""Methods and data: how to read the numbers, why some are withheld, where they come from."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts.frame import frame
from pages.parts.head import head
from pages.parts.takeaway import download, told
from picture.ask import ask_everything
from picture.evidence import ask_changes, ask_files, ask_rules
from picture.export.package import Item
from picture.export.table import table
from picture.methods import (
    changes_html,
    cite_html,
    indicators_html,
    marks_html,
    reading_html,
    rules_html,
    sources_html,
)
from picture.words import word

here = frame("methods")
language, stamp = here.language, here.offer.stamp
head(word("menu_methods", language), word("lead_methods", language))

st.html(reading_html(language))
st.html(marks_html(language))
st.html(rules_html(ask_rules(here.con, language), language))
st.html(f"<h2>{escape(word('methods_areas', language))}</h2><p>{escape(word('methods_areas_text', language))}</p>")
st.html(indicators_html(here.offer, language))
st.html(sources_html(here.offer, ask_files(here.con), language))
st.html(changes_html(ask_changes(here.con), here.offer, language))
st.html(cite_html(here.offer, language))
st.html(f"<h2>{escape(word('methods_downloads', language))}</h2>")
name = f"lagesbild_{stamp.edition}_{language}{'_SYNTHETIC' if stamp.synthetic else ''}"


def everything() -> list[Item]:
    """Ask for every number; only when somebody takes it."""
    answer = ask_everything(here.con.cursor(), here.view, here.offer)
    return [(answer, told(here, answer))]


with st.container(key="lb-take-everything", horizontal=True, gap="small"):
    download(word("take_csv", language), lambda: table(everything()), f"{name}.zip", "application/zip", primary=True)
