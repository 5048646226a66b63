"""Our own addresses beside the pages; each room that answers some adds its rows here."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from pages.server.api.server import Api
from pages.server.settings import Settings
from pages.server.take.answer import Files
from pages.server.take.pool import Pool


def routes(settings: Settings, pool: Pool) -> list[BaseRoute]:
    """List every address that this server answers itself; what is not listed goes to Streamlit."""
    return [
        Route("/take/{name}", Files(settings, pool).answer),
        *Api(settings).routes(),
    ]
