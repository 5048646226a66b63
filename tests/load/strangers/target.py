"""The server that is attacked, and what its answers give away."""

from __future__ import annotations

import asyncio
import os
import re
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

MARK = "zqzq"  # stands in what is sent, so that it is known again in an answer
NEVER_TOLD = (b"Traceback (most", b'File "', b"site-packages")
MOST_KEPT = 20  # findings: more say nothing new
PATIENCE = 30  # seconds


@dataclass(frozen=True, slots=True)
class Target:
    """Where to knock, and what may never be told: folders of the server."""

    port: int
    private: tuple[bytes, ...] = ()
    done: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    def judge(self, asked: object, answer: bytes) -> None:
        """Note what an answer gives away, server errors, and a way to another host."""
        told = [text.decode() for text in (*NEVER_TOLD, *self.private) if text in answer]
        if answer.startswith(b"HTTP/1.1 500"):
            told.append("status 500")
        head = answer.partition(b"\r\n\r\n")[0].lower() if answer.startswith(b"HTTP/") else b""
        if re.search(rb"\r\nlocation: *(//|\\\\|\w+://(?!127\.0\.0\.1))", head):
            told.append("a way to another host")
        if told and len(self.found) < MOST_KEPT:
            self.found.append(f"{str(asked)[:300]}: {', '.join(told)}")

    @asynccontextmanager
    async def knocking(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Open a bare connection; tear it off at the end."""
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24), PATIENCE
        )
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def asked(self, request: bytes) -> bytes:
        """Send a whole request by hand and judge the answer."""
        answer = b""
        async with self.knocking() as (reader, writer):
            with suppress(ConnectionError):  # refused before all was read
                writer.write(request)
                await writer.drain()
            with suppress(TimeoutError, ConnectionError):
                answer = await asyncio.wait_for(reader.read(1 << 20), PATIENCE)
        self.judge(request[:200], answer)
        head, _, content = answer.partition(b"\r\n\r\n")
        if MARK.encode() in content and b"application/problem+json" not in head:  # which says what is wrong
            self.found.append(f"{request[:200]!r}: repeated")
        return answer

    @asynccontextmanager
    async def stream(self, **headers: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Open the websocket by hand, without a library that would refuse to send what is wrong."""
        async with self.knocking() as (reader, writer):
            writer.write(handshake(self.port, headers))
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            yield reader, writer


def handshake(port: int, headers: dict[str, str]) -> bytes:
    """Return the request that opens the websocket; `headers` add to it or stand in the place of its own."""
    lines = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "streamlit",
    } | headers
    written = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET /_stcore/stream HTTP/1.1\r\n{written}\r\n".encode("utf-8", "replace")


def frame(
    payload: bytes, opcode: int = 2, *, last: bool = True, masked: bool = True, length: int | None = None
) -> bytes:
    """Return a websocket frame; `length`: what it claims to hold."""
    claimed = len(payload) if length is None else length
    head = bytes([(0x80 if last else 0) | opcode])
    mask = 0x80 if masked else 0
    if claimed < 126:
        head += bytes([mask | claimed])
    elif claimed < 1 << 16:
        head += bytes([mask | 126]) + claimed.to_bytes(2, "big")
    else:
        head += bytes([mask | 127]) + claimed.to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + payload  # a mask of zeros changes nothing


async def drained(reader: asyncio.StreamReader, target: Target, asked: object, seconds: float) -> int:
    """Read what comes for a time and judge it; return the number of bytes."""
    total = 0
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(seconds):
            while received := await reader.read(1 << 18):
                total += len(received)
                target.judge(asked, received)
    return total


def any_bytes(random: Random, most: int) -> bytes:
    return random.randbytes(random.randrange(most))
