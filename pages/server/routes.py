"""Our own addresses beside the pages; each room that answers some adds its rows here."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from pages.server.api.server import Api
from pages.server.files import Files
from pages.server.settings import Settings


def routes(settings: Settings) -> list[BaseRoute]:
    """List every address that this server answers itself; what is not listed goes to Streamlit."""
    return [
        Route("/take/{name}", Files(settings).answer),
        *Api(settings).routes(),
    ]
