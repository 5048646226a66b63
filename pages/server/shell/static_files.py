"""The files of Streamlit's pages, packed once and kept: a browser that comes for the first time asks for 70 of them.

There are 321 that can be packed, so at most 7 MB are kept.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from pages.server.caching.compression import compress, unpacked
from pages.server.caching.etags import FOR_EVER
from pages.server.paths import NOTHING_HERE, path_of

FOLDER = "/static/"
PACKABLE = frozenset({".js", ".css", ".svg", ".json"})
METHODS = frozenset({"GET", "HEAD"})


class StaticFiles:
    """Answers addresses under `/static/`; all others, and parts of a file, are passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        root = Path(file_util.get_static_dir())
        self.paths = {f"/{path.relative_to(root).as_posix()}": path for path in root.rglob("*") if path.is_file()}
        self.packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept."""
        path = path_of(scope) if scope["type"] == "http" else ""
        if not path.startswith(FOLDER) or scope["method"] not in METHODS:
            await self.app(scope, receive, send)
        elif path not in self.paths:  # a page that is older than this server may ask for what is no more
            await PlainTextResponse(NOTHING_HERE, 404)(scope, receive, send)
        elif (headers := Headers(scope=scope)).get("range") or self.paths[path].suffix not in PACKABLE:
            await self.app(scope, receive, send)
        else:
            if path not in self.packed:
                self.packed[path] = await to_thread.run_sync(_packed, self.paths[path])
            content, encoding = await unpacked(self.packed[path], headers)
            told = {"cache-control": FOR_EVER, "vary": "accept-encoding"} | encoding
            await Response(content, media_type=_media_type(path), headers=told)(scope, receive, send)


def _packed(path: Path) -> bytes:
    return compress(path.read_bytes())


def _media_type(path: str) -> str:
    return "text/javascript" if path.endswith(".js") else mimetypes.guess_type(path)[0] or "text/plain"
