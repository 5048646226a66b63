"""Where readers come in: a server itself, or a proxy before several; and how they ask there, as a browser does."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from ssl import SSLContext

from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.bench.reader import PATIENT, stream_at
from tests.browser.server import Server
from tests.deploy.proxies import NAME, Proxy

PATIENCE = 300  # seconds until an answer that does not come is a failure
HERE = "127.0.0.1"
GIVEN = re.compile(rb"(?im)^set-cookie: *(__Host-lb=[^;\r]+)")  # of a proxy that keeps readers with one server


@dataclass(frozen=True, slots=True)
class Entrance:
    """`pids`: the servers behind it."""

    port: int
    pids: tuple[int, ...] = ()
    tls: SSLContext | None = None  # of a proxy, which knows the name of the configurations

    @classmethod
    def to(cls, server: Server) -> Entrance:
        return cls(server.port, (server.pid,))

    @classmethod
    def through(cls, proxy: Proxy, servers: list[Server]) -> Entrance:
        return cls(proxy.port, tuple(one.pid for one in servers), proxy.tls)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes
    cookie: str  # that the proxy gave; "": none


@dataclass(slots=True)
class Caller:
    """Somebody at an entrance, with the address they come from and the cookie that a proxy gave them."""

    entrance: Entrance
    address: str = HERE
    cookie: str = ""

    async def get(self, path: str) -> Answer:
        """Ask for a path, on a connection of its own. OSError: the content is not whole."""
        one = self.entrance
        reader, writer = await asyncio.open_connection(
            HERE, one.port, limit=1 << 24, ssl=one.tls, local_addr=(self.address, 0)
        )
        host = NAME if one.tls else f"{HERE}:{one.port}"
        own = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        try:
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n{own}Connection: close\r\n\r\n".encode())
            received = await asyncio.wait_for(reader.read(), PATIENCE)
        finally:
            writer.close()
        answer = whole(received)
        self.cookie = answer.cookie or self.cookie
        return answer

    def connected(self) -> connect:
        """Open the websocket of a page."""
        one = self.entrance
        more = {"ssl": one.tls, "host": HERE, "port": one.port, "server_hostname": NAME} if one.tls else {}
        return connect(
            f"wss://{NAME}/_stcore/stream" if one.tls else stream_at(one.port),
            origin=Origin(f"https://{NAME}") if one.tls else None,
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
            local_addr=(self.address, 0),
            **more,
            **PATIENT,
        )


def whole(received: bytes) -> Answer:
    """Take an answer apart; raise OSError where its end is missing."""
    head, _, content = received.partition(b"\r\n\r\n")
    if length := re.search(rb"(?i)\r\ncontent-length: (\d+)", head):
        if len(content) != int(length[1]):
            raise OSError(f"{len(content)} of {int(length[1])} bytes")
    elif b"chunked" in head.lower() and not content.endswith(b"0\r\n\r\n"):
        raise OSError("cut short")
    given = GIVEN.search(head)
    return Answer(int(head.split(b" ", 2)[1]) if head else 0, content, given[1].decode() if given else "")
