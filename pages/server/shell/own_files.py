"""Our own script and style sheet in the browser: one file each, joined of several in the order of their names.

They stand in the first document under addresses that name their content, so a browser keeps them for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from pages.server.caching.compression import compress, unpacked
from pages.server.caching.etags import FOR_EVER
from picture.html.styles import style_sheets

SCRIPTS = Path(__file__).with_name("script")
FRAME = Path(__file__).parents[2] / "parts" / "look.css"


class OwnFile:
    """Several files as one, packed once."""

    def __init__(self, paths: Sequence[Path], suffix: str, media_type: str) -> None:
        self.paths = paths
        self.suffix = suffix
        self.media_type = media_type

    @cached_property
    def content(self) -> bytes:
        """All of it."""
        return "\n".join(path.read_text(encoding="utf-8") for path in self.paths).encode()

    @cached_property
    def name(self) -> str:
        """The last part of its address, which is another one when the content is."""
        return f"{sha256(self.content).hexdigest()[:16]}.{self.suffix}"

    async def answer(self, request: Request) -> Response:
        """Answer with the file; a page that is older than this server gets the one of now."""
        content, encoding = await unpacked(self._packed, request.headers)
        lasting = request.path_params["name"] == self.name
        told = {"cache-control": FOR_EVER if lasting else "no-cache", "vary": "accept-encoding"} | encoding
        return Response(content, media_type=self.media_type, headers=told)

    @cached_property
    def _packed(self) -> bytes:
        return compress(self.content)


SCRIPT = OwnFile(sorted(SCRIPTS.glob("*.js")), "js", "text/javascript")
BASE, *SHEETS = style_sheets()
STYLE = OwnFile([BASE, FRAME, *SHEETS], "css", "text/css")
