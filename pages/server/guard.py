"""What a stranger may ask of the server. Everything else is refused before Streamlit sees it.

Streamlit answers messages that empty the caches of all readers, and looks up an outside host when a foreign page
connects; both are stopped here. Only what the pages themselves send passes.
"""

from __future__ import annotations

import logging
from asyncio import TaskGroup
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from contract.codes import Language
from pages.server.limits.addresses import HERE, client_address
from pages.server.limits.admission import admission
from pages.server.limits.open_pages import OpenPage, OpenPages
from pages.server.limits.rate import AddressLimits, ConnectionLimit
from pages.server.limits.upload import Upload
from pages.server.limits.upload_quota import upload_quota
from pages.server.paths import NOTHING_HERE, page_names, path_of
from pages.server.settings import LOCAL, Settings
from pages.server.shell.message_page import message_page
from pages.server.stream import Stream
from pages.server.watch.logs import event
from pages.server.watch.metrics import metrics
from pages.server.watch.monitor import count_rejection
from picture.text.words import word

HEALTH = frozenset({"/_stcore/health", "/health/live", "/health/ready"})  # a proxy asks for them under any name
STREAM = "/_stcore/stream"
CORE = "/_stcore/"  # where Streamlit answers programs; open is what the pages ask for
OPEN = frozenset({"/_stcore/health", "/_stcore/host-config"})
UPLOAD = "/_stcore/upload_file/"
FORBIDDEN = 4403  # close code; before the connection is accepted the server turns it into HTTP 403
LONGEST_ADDRESS = 20_000  # letters of path and query; a basket of 60 pictures takes 7,000
LATER = {"retry-after": "60", "cache-control": "no-store"}
LATER_HEADERS = [(name.encode(), value.encode()) for name, value in LATER.items()]


class Guard:
    """Check host, origin, path and message of everything that reaches the server."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.pages = OpenPages(settings.readers)
        self.proxy_is_silent = False  # whether a proxy does not say where readers come from
        self.addresses = AddressLimits(admission())
        self.upload = Upload(app, upload_quota())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send)
            case "websocket":
                await self._websocket(scope, receive, send)
            case _:
                await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = path_of(scope)
        if path not in HEALTH and not self._ours(scope):
            count_rejection("name")
            await message_page(scope, "other_name", 403)(scope, receive, send)
        elif path.startswith(CORE) and not self._open(path):
            count_rejection("address")
            await message_page(scope, NOTHING_HERE, 404)(scope, receive, send)
        elif len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            count_rejection("length")
            await message_page(scope, "too_long_address", 414)(scope, receive, send)
        elif path[1:].rstrip("/") in page_names() and not self.pages.has_room(client_address(scope)):
            count_rejection("readers")
            await message_page(scope, "too_many_readers", 503, LATER)(scope, receive, send)
        elif path.startswith(UPLOAD):
            session = path.removeprefix(UPLOAD).partition("/")[0]
            await self.upload(_without_origin(scope), receive, send, session)
        else:
            await self.app(_without_origin(scope), receive, send)

    def _open(self, path: str) -> bool:
        return path in OPEN or (self.settings.uploads and path.startswith(UPLOAD))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._ours(scope) or path_of(scope) != STREAM:
            count_rejection("name")
            await receive()  # the request to connect
            await send({"type": "websocket.close", "code": FORBIDDEN})
            return
        address = client_address(scope)
        self._note_proxy(scope, address)
        if not self.pages.has_room(address) or not await self.addresses.open(address):
            count_rejection("readers")
            await receive()
            await send({"type": "websocket.http.response.start", "status": 503, "headers": LATER_HEADERS})
            await send({"type": "websocket.http.response.body", "body": too_many_readers().encode()})
            return
        await self._open_page(_without_origin(scope), receive, send, address)

    async def _open_page(self, scope: Scope, receive: Receive, send: Send, address: str) -> None:
        limit = ConnectionLimit(self.addresses, address)

        async def run() -> None:
            self.pages.note(page)
            await limit.wait()

        stream = Stream(receive, send, run=run)
        page = OpenPage(address, stream.close)
        async with TaskGroup() as tasks:
            if (leaving := self.pages.enter(page)) is not None:
                count_rejection("readers")
                tasks.create_task(leaving.close())
            metrics().pages_open.set(self.pages.count)
            try:
                await self.app(scope, stream.receive, stream.send)
            finally:
                self.pages.leave(page)
                metrics().pages_open.set(self.pages.count)

    def _note_proxy(self, scope: Scope, address: str) -> None:
        """Log once that all readers share one allowance: a proxy on this machine does not say where they come from."""
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if not self.proxy_is_silent and address == HERE and _hostname(f"//{host}") not in LOCAL:
            self.proxy_is_silent = True
            event("proxy_without_x_forwarded_for", logging.WARNING)

    def _ours(self, scope: Scope) -> bool:
        """Return whether a request names this server, and comes from one of its own pages where it says from where."""
        named = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = named.get(b"host", "")
        origin = named.get(b"origin")
        if _hostname(f"//{host}") not in self.settings.hosts:
            return False
        return origin is None or _origin_host(origin) in {host.lower(), _origin_host(self.settings.url)} - {""}


def too_many_readers() -> str:
    """Write in every language that too many read at the moment."""
    return "\n".join(word("too_many_readers", language) for language in Language) + "\n"


def _without_origin(scope: Scope) -> Scope:
    """Take the origin out, which is decided here: for one that Streamlit does not know it asks an outside host."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # half an IPv6 address
        return ""


def _origin_host(origin: str) -> str:
    """Return host and port of an origin: behind a proxy with TLS the scheme is not the one that we see."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else ""
