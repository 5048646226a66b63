"""The frame around every page: title bar, languages, banner, menu."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from contract.codes import Language
from contract.pointer import NoDatabaseError
from pages.parts.controls import notice
from pages.parts.request import Here, here
from pages.parts.show import own_text, show
from pages.parts.streamlit_words import say_language
from picture.html.indicator_table import THEME
from picture.text.words import word

PAGES = {
    "front": "app.py",
    "map": "pages/map.py",
    "trends": "pages/trends.py",
    "region": "pages/region.py",
    "groups": "pages/groups.py",
    "slides": "pages/slides.py",
    "methods": "pages/methods.py",
}
MENU_WIDTH = 224  # pixels
LOOK = Path(__file__).with_name("look.css")


def frame(page: str) -> Here:
    """Draw the frame and return where the reader is; stop kindly when nothing has been published."""
    try:
        now = here(page)
    except NoDatabaseError as error:
        st.set_page_config(page_title="Lägesbild", layout="wide")
        st.error("  \n".join(word("no_picture", language) for language in Language) + f"  \n{error}")
        st.stop()
    title = word(f"menu_{page}", now.language)
    name = f"{title} – {word('title_short', now.language)}"
    st.set_page_config(page_title=name, layout="wide", initial_sidebar_state=MENU_WIDTH)
    show(_look())
    say_language(now.language)
    _bar(now)
    _menu(now)
    notice(now)
    return now


@cache
def _look() -> Markup:
    return Markup("").join(Markup("<style>{}</style>").format(own_text(path)) for path in (LOOK, THEME))


def _bar(now: Here) -> None:
    with st.container(key="lb-bar", horizontal=True, vertical_alignment="center"):
        edition = word("edition", now.language, edition=now.choices.stamp.edition)
        title = word("title", now.language)
        show(Markup('<p class="lb-title"><b>{}</b> <span>{}</span></p>').format(title, edition), width="content")
        with st.container(key="lb-languages", horizontal=True, width="content", gap="small"):
            for language in Language:
                label = word("language_name", language)
                st.page_link(
                    PAGES[now.page],
                    label=f"**{label}**" if language == now.language else label,
                    query_params={**now.choice, "lang": language},
                )
    if now.choices.stamp.synthetic:
        show(Markup('<p class="lb-banner" role="note">{}</p>').format(word("synthetic_banner", now.language)))


def _menu(now: Here) -> None:
    with st.sidebar:
        for page, script in PAGES.items():
            label = word(f"menu_{page}", now.language)
            st.page_link(script, label=f"**{label}**" if page == now.page else label, query_params={**now.choice})
