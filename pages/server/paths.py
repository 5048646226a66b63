"""Which addresses there are: ours, the pages, and the few of Streamlit's that a page asks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.shell.message_page import message_page

SCRIPTS = Path(__file__).parents[1]  # every script in it is a page
OF_STREAMLIT = ("/_stcore/", "/static/", "/media/")
FILES_OF_STREAMLIT = frozenset({"/favicon.png", "/manifest.json"})
OF_THE_HOST = "/.well-known/"  # asked for at the root of a host, whatever the base path
NOTHING_HERE = "nothing_here"  # the words


@cache
def page_names() -> frozenset[str]:
    """Return the names of all pages as they stand in an address; the front page is ""."""
    return frozenset({"", *(path.stem for path in SCRIPTS.glob("*.py") if path.name != "__init__.py")})


def path_of(scope: Scope) -> str:
    """Return the path that a request asks for, without what every address of this server begins with."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


class UnderBasePath:
    """Take the base path off every address; outside it there is nothing but what belongs to the whole host."""

    def __init__(self, app: ASGIApp, *, base_path: str) -> None:
        self.app = app
        self.base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its base path apart, send it to the front page, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] not in {"http", "websocket"} or not self.base_path or path.startswith(OF_THE_HOST):
            await self.app(scope, receive, send)
        elif path.startswith(f"{self.base_path}/"):
            await self.app({**scope, "root_path": self.base_path}, receive, send)
        elif scope["type"] == "websocket":
            await receive()  # the request to connect
            await send({"type": "websocket.close", "code": 4404})
        elif path == self.base_path:  # the links of a page begin where its address has the last slash
            query = scope["query_string"].decode("latin-1")
            address = f"{self.base_path}/" + (f"?{query}" if query else "")
            await RedirectResponse(address, 308)(scope, receive, send)
        else:
            await message_page(scope, NOTHING_HERE, 404)(scope, receive, send)


class NotFound(BaseRoute):
    """Answers for every address that is neither in a list of routes nor Streamlit's; the last row of that list.

    Without it Streamlit gives its page with the status 200, whatever the address.
    """

    def __init__(self, ours: Sequence[BaseRoute], streamlits: Collection[str] = ()) -> None:
        self.ours = ours
        self.streamlits = FILES_OF_STREAMLIT | set(streamlits)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Take what nobody else does."""
        path = path_of(scope)
        streamlits = path.startswith(OF_STREAMLIT) or path in self.streamlits or path[1:].rstrip("/") in page_names()
        return (Match.NONE if streamlits or scope["type"] != "http" else Match.FULL), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer that there is nothing, or let the route answer how its address may be asked."""
        for route in self.ours:
            match, child = route.matches(scope)
            if match is Match.PARTIAL:
                await route.handle({**scope, **child}, receive, send)
                return
        await message_page(scope, NOTHING_HERE, 404)(scope, receive, send)
