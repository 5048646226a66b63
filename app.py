"""The front page, and the server of all pages.

`python -m pages.server` imports this file and serves what is called `app` in it. For every reader on the front page the
same file is then run as a script: Streamlit names it `__main__`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from pages.parts.check_file import remove_left_behind
from pages.parts.controls import choices_row, choose_area, choose_compared
from pages.parts.export_menu import area_files
from pages.parts.failed_page import explain_failure
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.parts.streamlit_words import page_scripts
from pages.ready.answers import FRONT
from pages.ready.filling import Filling
from pages.server.batches import send_in_batches
from pages.server.caching.cache import Share
from pages.server.guard import Guard
from pages.server.headers import Headers, security_headers
from pages.server.paths import UnderBasePath
from pages.server.persons.layer import gate, secrets
from pages.server.routes import routes
from pages.server.settings import data_folder, read_settings
from pages.server.shell.static_files import StaticFiles
from pages.server.take.pool import Pool
from pages.server.watch.monitor import monitor
from pages.server.watch.request_metrics import RequestMetrics


def front_page() -> None:
    """Show this year's picture on one screen."""
    request = frame("front")
    choices_row(request, choose_area, choose_compared)
    answer = request.answer(FRONT)
    show_picture(request, answer, before=area_files(request, answer.picture.dataset))


if __name__ == "__main__":
    front_page()
else:
    # who starts `streamlit run app.py`: it looks for this very call in the text, or serves the pages unguarded
    settings = read_settings()
    send_in_batches()
    remove_left_behind()
    pool = Pool(settings.exports, kept=Share.FILES.of(settings.cache_mb))
    filling = Filling(data_folder(), fill=settings.fill)

    @asynccontextmanager
    async def lifespan(server: object) -> AsyncIterator[None]:
        """Work in the background as long as the server runs."""
        watching = monitor(port=settings.port, hosts=len(settings.hosts), uploads=settings.uploads)
        async with watching, pool.lifespan(server), filling.lifespan(server):
            yield

    app = st.App(
        __file__,
        lifespan=lifespan,
        on_script_error=explain_failure,
        secrets=secrets(settings),
        routes=routes(settings, pool),
        middleware=[
            Middleware(Headers, headers=security_headers(page_scripts())),
            Middleware(UnderBasePath, base_path=settings.base_path),
            Middleware(RequestMetrics),
            *gate(settings),  # where persons sign in, nothing behind it is reached by anybody else
            Middleware(Guard, settings=settings),
            Middleware(StaticFiles),
        ],
    )
