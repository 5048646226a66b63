"""Our own script in the browser: one file, joined of those in `script/` in the order of their names.

It stands in the first document under an address that names its content, so a browser keeps it for ever.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from pages.server.caching.compression import compress, unpacked
from pages.server.caching.etags import FOR_EVER

FOLDER = Path(__file__).with_name("script")


@cache
def own_script() -> bytes:
    """Return all of it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))).encode()


@cache
def script_name() -> str:
    """Return the last part of its address, which is another one when the script is."""
    return f"{sha256(own_script()).hexdigest()[:16]}.js"


async def answer_script(request: Request) -> Response:
    """Answer with the script; a page that is older than this server gets the one of now."""
    content, encoding = await unpacked(_packed(), request.headers)
    lasting = request.path_params["name"] == script_name()
    told = {"cache-control": FOR_EVER if lasting else "no-cache", "vary": "accept-encoding"} | encoding
    return Response(content, media_type="text/javascript", headers=told)


@cache
def _packed() -> bytes:
    return compress(own_script())
