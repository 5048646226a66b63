"""The front page, and the server of all pages.

`streamlit run app.py` imports this file and serves what is called `app` in it. For every reader on the front page the
same file is then run as a script: Streamlit names it `__main__`.
"""

from __future__ import annotations

from html import escape

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from pages.parts.check_file import remove_left_behind
from pages.parts.controls import choose_area
from pages.parts.export_menu import COPY_SCRIPT, captions_on, source, takeaway
from pages.parts.frame import frame
from pages.parts.page_header import head
from pages.parts.streamlit_words import page_scripts
from pages.server.files import Files
from pages.server.guard import Guard
from pages.server.headers import safety_headers
from pages.server.settings import read_settings
from picture.html.indicator_table import front_panels, legend_rows
from picture.query.numbers import ask_front
from picture.text.names import area_name
from picture.text.sentences import changes
from picture.text.words import word


def front_page() -> None:
    """Show this year's picture on one screen."""
    here = frame("front")
    language = here.language
    with st.container(key="lb-filters", horizontal=True):
        choose_area(here)

    dataset = here.once("answer", lambda: ask_front(here.con, here.view, here.choices))
    captions = captions_on(here, dataset)
    head(f"{area_name(dataset)} {here.view.period}", captions.title)
    st.html(legend_rows(dataset))
    st.html(here.once("panels", lambda: front_panels(dataset)))
    moved = here.once("changes", lambda: "".join(f"<li>{escape(line)}</li>" for line in changes(dataset)))
    st.html(f'<h2>{escape(word("changed_since", language))}</h2><ul class="lb-list">{moved}</ul>')
    takeaway(here, dataset)
    source(captions)


if __name__ == "__main__":
    front_page()
else:
    # `streamlit run` looks for this very call in the text of the file; without it the pages would be served unguarded.
    settings = read_settings()
    remove_left_behind()
    headers = safety_headers([COPY_SCRIPT, *page_scripts()])
    app = st.App(
        __file__,
        routes=[Route("/take/{name}", Files(settings).answer)],
        middleware=[Middleware(Guard, settings=settings, headers=headers)],
    )
