"""The frame around every page: title bar, languages, banners, menu. Its look came with the first document."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from contract.pointer import NoDatabaseError
from pages.parts.basket.kept import basket, stored
from pages.parts.controls import notice, search_box
from pages.parts.request import Request, asking, language_of, read_request
from pages.parts.show import as_written, show
from pages.parts.streamlit_words import say_language
from pages.parts.uploads import leave_uploads
from pages.server.databases import no_picture
from pages.server.limits.admission import admission
from pages.server.old_editions import NoEditionError
from pages.server.persons.needed import SIGN_OUT
from pages.server.settings import SignIn, read_settings
from picture.html.frame.banners import banners
from picture.html.frame.bar import bar, bar_name, bar_tools
from picture.html.frame.fold import choices_fold
from picture.html.frame.menu import menu
from picture.html.frame.old_edition import old_edition, refused_edition
from picture.query.collect.asked import COLLECT_KEYS
from picture.query.editions.old_version import old_version
from picture.query.register.filters import FILTER_KEYS
from picture.text.words import word

UPLOADS = ("methods", "slides")  # pages that take a file to be checked
SHOWN_BY = {
    "figure": ("cell",),
    "editions": ("from", "to"),
    "plans": ("plan", "aim"),
    "register": FILTER_KEYS,
    "collect": COLLECT_KEYS,
}  # keys that say what a page shows, no part of the view


def frame(page: str) -> Request:
    """Draw the frame and return what the page is asked; stop with a sentence when nothing has been published."""
    who = asking()
    admission().admit(who)
    if page not in UPLOADS:
        leave_uploads(who.session)
    try:
        request = read_request(page)
    except NoDatabaseError as error:
        st.set_page_config(page_title="Lägesbild", layout="wide")
        st.error("  \n".join(no_picture(error)))
        st.caption(as_written(str(error)))  # for whoever runs the server
        st.stop()
    except NoEditionError as error:
        _refuse(page, error)
        st.stop()
    title = word(f"menu_{page}", request.language)
    name = f"{title} – {word('title_short', request.language)}"
    st.set_page_config(page_title=name, layout="wide")
    _around(request)
    notice(request)
    return request


def _refuse(page: str, error: NoEditionError) -> None:
    """Draw the frame without any figure, and why there is none."""
    asked = st.query_params.to_dict()
    language = language_of(asked, st.session_state.get("choice", {}))
    chosen = {"lang": language.value}
    st.set_page_config(page_title=word("title_short", language), layout="wide")
    show(bar(bar_name(language), Markup(), bar_tools(page, language, chosen)))
    say_language(language)
    show(menu(page, language, chosen, len(basket())) + stored())
    show(refused_edition(error.told(language), page, asked, language))


def _around(request: Request) -> None:
    language = request.language
    stamp = request.choices.stamp
    shown = {key: st.query_params[key] for key in SHOWN_BY.get(request.page, ()) if key in st.query_params}
    show(_bar(request, shown) if shown else request.written("bar", lambda: _bar(request, {})))
    say_language(language)  # it draws nothing
    old = old_edition(old_version(request.choices), request.page, request.selected, language)
    # what unfolds the choices stays as it is when the view changes: it stands with what does not change
    editions = request.choices.editions
    corrections = editions.corrections if request.page == "front" else ()
    sign_out = SIGN_OUT[1:] if read_settings().sign_in is SignIn.OIDC else ""
    told = banners(
        stamp,
        language,
        editions.notices,
        corrections=corrections,
        instead=request.instead,
        old=old,
        sign_out=sign_out,
    )
    show(told + choices_fold(language))
    kept = len(basket())
    pages = request.written(f"menu {kept}", lambda: menu(request.page, language, request.selected, kept))
    show(pages + stored())


def _bar(request: Request, shown: Mapping[str, str]) -> Markup:
    language = request.language
    stamp = request.choices.stamp
    name = bar_name(language, stamp.edition, stamp.status, old=request.view.edition)
    return bar(name, search_box(request), bar_tools(request.page, language, {**request.selected, **shown}))
