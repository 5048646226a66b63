"""Pack answers with gzip, once, for all who take it."""

from __future__ import annotations

import gzip

from anyio import to_thread
from starlette.datastructures import Headers

LEVEL = 6  # level 9 takes half as long again for one part in two hundred
REFUSED = frozenset({"q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"})


def compress(content: bytes) -> bytes:
    """Pack a content; the same always becomes the same bytes."""
    return gzip.compress(content, LEVEL, mtime=0)


async def unpacked(packed: bytes, headers: Headers) -> tuple[bytes, dict[str, str]]:
    """Return a packed content as a request asks for it, with what is told of it."""
    if takes_gzip(headers):
        return packed, {"content-encoding": "gzip"}
    content = await to_thread.run_sync(gzip.decompress, packed)
    return content, {"content-encoding": "identity"}  # so that nobody after us packs it again


def takes_gzip(headers: Headers) -> bool:
    """Return whether a request allows gzip; what it says of gzip itself counts before what it says of `*`."""
    weights: dict[str, str] = {}
    for part in ",".join(headers.getlist("accept-encoding")).lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "")
    asked = weights.get("gzip", weights.get("*"))
    return asked is not None and asked not in REFUSED
