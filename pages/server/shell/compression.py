"""Pack answers with gzip where the browser takes it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST = 1_000  # bytes: less is not worth it
LEVEL = 6  # level 9 takes half as long again for one part in two hundred
REFUSED = frozenset({"q=0", "q=0.0", "q=0.00", "q=0.000"})


@dataclass(frozen=True, slots=True)
class Compressed:
    """A content as it is and as it is packed: made once, given many times."""

    plain: bytes
    gzipped: bytes | None

    def asked(self, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
        """Return the content as a request asks for it, with what is told of it."""
        if self.gzipped is None or not takes_gzip(headers.get("accept-encoding", "")):
            return self.plain, {"content-encoding": "identity"}  # so that nobody after us packs it again
        return self.gzipped, {"content-encoding": "gzip"}


def compress(content: bytes) -> Compressed:
    """Pack a content."""
    return Compressed(content, gzip.compress(content, LEVEL, mtime=0) if len(content) >= SHORTEST else None)


def takes_gzip(accepted: str) -> bool:
    """Return whether the header accept-encoding allows gzip."""
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in REFUSED
    return False
