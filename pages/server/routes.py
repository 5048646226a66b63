"""Our own addresses beside the pages; each room that answers some adds its rows here."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from pages.server.api.server import Api
from pages.server.embed.answer import Embeds
from pages.server.paths import NotFound, page_names
from pages.server.persons.layer import person_routes
from pages.server.persons.needed import OF_STREAMLIT
from pages.server.search import answer_search
from pages.server.settings import Settings, SignIn
from pages.server.shell.index import FirstDocument, streamlits_document
from pages.server.shell.own_files import SCRIPT, STYLE
from pages.server.take.answer import Files
from pages.server.take.pool import Pool
from pages.server.watch.health import Ready, live
from pages.server.watch.metrics import MetricsEndpoint
from pages.server.watch.security_txt import PATH as SECURITY_TXT
from pages.server.watch.security_txt import SecurityTxt


def routes(settings: Settings, pool: Pool) -> list[BaseRoute]:
    """List every address that this server answers itself, without the base path; the pages are Streamlit's."""
    files = Files(settings, pool)
    embeds = Embeds(settings, files)
    ours: list[BaseRoute] = [
        Route("/take/{name}", files.answer),
        Route("/take/progress/{name}", files.progress),
        Route("/embed/{view}", embeds.answer),
        Route("/script/{name}", SCRIPT.answer),
        Route("/look/{name}", STYLE.answer),
        Route("/search/{name}", answer_search),
        *Api(settings).routes(),
        Route("/health/live", live),
        Route("/health/ready", Ready(tells_all=settings.sign_in is SignIn.NONE).answer),
        Route("/metrics", MetricsEndpoint(settings.metrics).answer),
        Route(SECURITY_TXT, SecurityTxt(settings).answer),
        *person_routes(settings),
    ]
    document = FirstDocument(streamlits_document(), embeds.head)
    pages = [Route(f"/{name}", document.answer) for name in sorted(page_names())]
    streamlits = OF_STREAMLIT if settings.sign_in is SignIn.OIDC else ()
    return [*ours, *pages, NotFound([*ours, *pages], streamlits)]
