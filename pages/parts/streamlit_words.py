"""The language of the document and of what Streamlit writes itself: it knows only English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from contract.codes import Language
from pages.parts.show import htmlsafe_json, own_text, show_script
from picture.text.words import word

TRANSLATION_SCRIPT = Path(__file__).with_name("streamlit_words.js")
OWN = {
    "Skip to main content": "own_skip",
    "Upload": "own_upload",
    "file upload": "own_upload",
    "50MB per file": "own_upload_limit",
    "Error: File must be 50.0MB or smaller.": "own_upload_large",
    "Add files": "own_upload_other",
    "Choose an option": "own_choose",
    "Open": "own_open_list",
    "No results": "own_no_results",
}


def say_language(language: Language) -> None:
    """Set the document's language and put Streamlit's own words into it.

    Streamlit declares every document English, and a screen reader would read Finnish as English.
    """
    show_script(_page(language))


def page_scripts() -> list[Markup]:
    """Return what `say_language` puts into the pages, in every language: the content security policy names it."""
    return [_page(language) for language in Language]


def page_words(language: Language) -> dict[str, str]:
    """Return what stands for each of Streamlit's words, and for its translation before a change of language."""
    ours: dict[str, str] = {}
    for streamlits, key in OWN.items():
        known = (streamlits, *(word(key, other) for other in Language))
        ours |= dict.fromkeys(known, word(key, language))
    return ours


@cache
def _page(language: Language) -> Markup:
    words = htmlsafe_json(page_words(language))
    script = own_text(TRANSLATION_SCRIPT).replace("WORDS", words, 1)
    return Markup("<script>document.documentElement.lang = '{}';\n{}</script>").format(language, script)
