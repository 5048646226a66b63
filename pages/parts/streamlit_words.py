"""The language of the document and of what Streamlit writes itself: it knows only English."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from contract.codes import Language
from picture.text.words import word

SCRIPT = Path(__file__).with_name("streamlit_words.js")
OWN = {
    "Skip to main content": "own_skip",
    "Sidebar": "own_menu",
    "Expand sidebar": "own_menu_open",
    "Collapse sidebar": "own_menu_close",
    "Upload": "own_upload",
    "file upload": "own_upload",
    "50MB per file • CSV, TSV, XLSX, PARQUET, SAV, ZSAV, JSON, PX": "own_upload_limit",
    "Choose an option": "own_choose",
    "Open": "own_open_list",
    "No results": "own_no_results",
}


def say_language(language: Language) -> None:
    """Set the document's language and put Streamlit's own words into it.

    Streamlit declares every document English, and a screen reader would read Finnish as English.
    """
    st.html(_page(language), unsafe_allow_javascript=True)


def page_scripts() -> list[str]:
    """Return what `say_language` puts into the pages, in every language: the content security policy names it."""
    return [_page(language) for language in Language]


def own_words(language: Language) -> dict[str, str]:
    """Return what stands for each of Streamlit's words, and for its translation before a change of language."""
    return {text: word(key, language) for own, key in OWN.items() for text in (own, *(word(key, x) for x in Language))}


@cache
def _page(language: Language) -> str:
    words = json.dumps(own_words(language), ensure_ascii=False)
    script = SCRIPT.read_text(encoding="utf-8").replace("WORDS", words, 1)
    menu = json.dumps(word("own_menu", language), ensure_ascii=False)
    return (
        f"<style>:root {{ --lb-menu: {menu}; }}</style>"
        f"<script>document.documentElement.lang = '{language}';\n{script}</script>"
    )
