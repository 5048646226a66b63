"""The frame around every page: title bar, languages, banner, menu."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from contract.codes import Language
from contract.pointer import NoDatabaseError
from pages.parts.basket.kept import basket, stored
from pages.parts.controls import notice, search_box
from pages.parts.request import Request, asking, read_request
from pages.parts.show import as_written, own_text, show
from pages.parts.streamlit_words import say_language
from pages.parts.uploads import leave_uploads
from pages.server.databases import no_picture
from pages.server.limits.admission import admission
from picture.html.styles import style_sheets
from picture.text.words import day, word

SCRIPTS = {
    "front": "app.py",
    "map": "pages/map.py",
    "trends": "pages/trends.py",
    "region": "pages/region.py",
    "matrix": "pages/matrix.py",
    "groups": "pages/groups.py",
    "slides": "pages/slides.py",
    "methods": "pages/methods.py",
}
MENU_WIDTH = 224  # pixels
LOOK = Path(__file__).with_name("look.css")


def frame(page: str) -> Request:
    """Draw the frame and return what the page is asked; stop with a sentence when nothing has been published."""
    who = asking()
    admission().admit(who)
    if page != "methods":
        leave_uploads(who.session)
    try:
        request = read_request(page)
    except NoDatabaseError as error:
        st.set_page_config(page_title="Lägesbild", layout="wide")
        show(_look())
        st.error("  \n".join(no_picture(error)))
        st.caption(as_written(str(error)))  # for whoever runs the server
        st.stop()
    title = word(f"menu_{page}", request.language)
    name = f"{title} – {word('title_short', request.language)}"
    st.set_page_config(page_title=name, layout="wide", initial_sidebar_state=MENU_WIDTH)
    show(_look())
    say_language(request.language)
    _bar(request)
    _menu(request)
    notice(request)
    return request


@cache
def _look() -> Markup:
    return Markup("").join(Markup("<style>{}</style>").format(own_text(path)) for path in (LOOK, *style_sheets()))


def _bar(request: Request) -> None:
    with st.container(key="lb-bar", horizontal=True, vertical_alignment="center"):
        edition = word("edition", request.language, edition=request.choices.stamp.edition)
        title = word("title", request.language)
        show(Markup('<p class="lb-title"><b>{}</b> <span>{}</span></p>').format(title, edition), width="content")
        show(search_box(request) + stored(), width="content")
        with st.container(key="lb-languages", horizontal=True, width="content", gap="small"):
            for language in Language:
                label = word("language_name", language)
                st.page_link(
                    SCRIPTS[request.page],
                    label=f"**{label}**" if language == request.language else label,
                    query_params={**request.selected, "lang": language},
                )
    if request.choices.stamp.synthetic:
        show(Markup('<p class="lb-banner" role="note">{}</p>').format(word("synthetic_banner", request.language)))
    if withdrawn := request.choices.stamp.withdrawn:
        told = word(
            "withdrawn_edition",
            request.language,
            date=day(withdrawn, request.language),
            reason=request.choices.stamp.reason,
        )
        show(Markup('<p class="lb-banner lb-withdrawn" role="note">{}</p>').format(told))
    if request.instead:
        built = day(request.choices.stamp.built_at.date(), request.language)
        told = word("older_picture", request.language, date=built)
        show(Markup('<p class="lb-banner" role="status">{}</p>').format(told))


def _menu(request: Request) -> None:
    with st.sidebar:
        for page, script in SCRIPTS.items():
            label = word(f"menu_{page}", request.language)
            if page == "slides" and (kept := len(basket())):
                label = f"{label} ({kept})"
            st.page_link(
                script, label=f"**{label}**" if page == request.page else label, query_params={**request.selected}
            )
