"""What a stranger may ask of the server. Everything else is refused before Streamlit sees it.

Streamlit answers messages that empty the caches of all readers, and looks up an outside host when a foreign page
connects; both are stopped here. Only what the pages themselves send passes.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.server.paths import NOTHING_HERE, path_of
from pages.server.settings import Settings

MESSAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
HEALTH = frozenset({"/_stcore/health", "/health/live", "/health/ready"})  # a proxy asks for them under any name
STREAM = "/_stcore/stream"
CORE = "/_stcore/"  # where Streamlit answers programs; open is what the pages ask for
OPEN = frozenset({"/_stcore/health", "/_stcore/host-config"})
UPLOAD = "/_stcore/upload_file/"
FORBIDDEN = 4403  # close code; before the connection is accepted the server turns it into HTTP 403


class Guard:
    """Check host, origin, path and message of everything that reaches the server."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.settings = settings

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
            refusal = PlainTextResponse("This server does not answer under this name.\n", 403)
            await refusal(scope, receive, send)
        elif path.startswith(CORE) and not self._open(path):
            await PlainTextResponse(NOTHING_HERE, 404)(scope, receive, send)
        else:
            await self.app(_without_origin(scope), receive, send)

    def _open(self, path: str) -> bool:
        return path in OPEN or (self.settings.uploads and path.startswith(UPLOAD))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._ours(scope) or path_of(scope) != STREAM:
            await receive()  # the request to connect
            await send({"type": "websocket.close", "code": FORBIDDEN})
            return

        async def allowed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or may_be_asked(message.get("bytes")):
                    return message
                await asyncio.sleep(0)  # whoever sends nothing else keeps nobody waiting

        await self.app(_without_origin(scope), allowed, send)

    def _ours(self, scope: Scope) -> bool:
        """Return whether a request names this server, and comes from one of its own pages where it says from where."""
        named = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = named.get(b"host", "")
        origin = named.get(b"origin")
        if _hostname(f"//{host}") not in self.settings.hosts:
            return False
        return origin is None or _origin_host(origin) in {host.lower(), _origin_host(self.settings.url)} - {""}


def may_be_asked(content: bytes | None) -> bool:
    """Return whether a browser's message is one that our pages send; text frames and what cannot be read are none."""
    if content is None:
        return False
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return False
    return message.WhichOneof("type") in MESSAGES


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
