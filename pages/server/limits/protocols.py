"""The two protocols of the web server, with bounds for what one connection may cost.

uvicorn waits for ever for the end of a request, for a peer that reads nothing, and answers every ping.
"""

from __future__ import annotations

from asyncio import BaseTransport, TimerHandle, Transport
from collections import Counter
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from pages.server.limits.rate import Rate, TokenBucket
from pages.server.watch.monitor import count_rejection

POLICY_VIOLATION = 1008  # close code
FRAMES = Rate(100, 20)  # of one websocket, of every kind; a page sends a few when its reader clicks, and no pings
SLICE = 4_096  # bytes that are parsed at a time: a network buffer of 256 kB holds 43,000 empty frames
STALL_SECONDS = 30.0  # for which a connection may neither end its request nor take anything of its answer
PEER = "peer"  # in the state of a request: who connected; `client` is whom a proxy names
MAX_HTTP = 1_000  # connections that are no websockets; a browser opens six


class LimitedWebSocket(WebSocketsSansIOProtocol):
    """Close a websocket that sends more than a page does, and cut off one that does not read."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._frames = TokenBucket(FRAMES)

    def data_received(self, data: bytes) -> None:
        """Parse what came, a slice at a time, until there was too much."""
        for start in range(0, len(data), SLICE):
            if not self.transport.is_closing():
                super().data_received(data[start : start + SLICE])

    def handle_ping(self) -> None:
        """Answer a ping."""
        if self._is_within_rate():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        """Note that the browser is still there."""
        if self._is_within_rate():
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:
        """Add a part to a message."""
        if self._is_within_rate():
            super().handle_cont(event)

    def handle_text(self, event: Any) -> None:
        """Take a message that the guard refuses."""
        if self._is_within_rate():
            super().handle_text(event)

    def handle_bytes(self, event: Any) -> None:
        """Take a message."""
        if self._is_within_rate():
            super().handle_bytes(event)

    def send_keepalive_ping(self) -> None:
        """Ask whether the browser is still there; cut off one that does not read the end of its connection."""
        if self.transport.is_closing():
            self.transport.abort()
        else:
            super().send_keepalive_ping()

    def keepalive_timeout(self) -> None:
        """Cut off a browser that does not answer: what it does not read would keep the connection open for ever."""
        super().keepalive_timeout()
        self.transport.abort()

    def _is_within_rate(self) -> bool:
        if self.transport.is_closing():
            return False
        if self._frames.wait() == 0:
            return True
        count_rejection("frames")
        self.conn.fail(POLICY_VIOLATION, "too many messages")
        self.handle_parser_exception()
        return False


class LimitedHttp(H11Protocol):
    """Cut off a connection that stands still, and the oldest idle ones when there are too many."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to look after a connection."""
        super().connection_made(cast("Transport", transport))
        self.app_state = {**self.app_state, PEER: self.host}
        self._since = self.loop.time()
        self._answered = 0
        self._progress = (0, 0)
        self._check_timer: TimerHandle = self.loop.call_later(STALL_SECONDS, self._check)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._check_timer.cancel()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Leave a connection to its websocket."""
        self._check_timer.cancel()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Note that a request was answered."""
        self._answered += 1
        super().on_response_complete()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _check(self) -> None:
        """Cut the connection off when nothing has moved since the last look, unless its answer is being made."""
        waiting = self.transport.get_write_buffer_size()
        progress = (self._answered, waiting)
        if progress == self._progress and not (self._is_answering() and waiting == 0):
            count_rejection("stalled")
            self.transport.abort()
            return
        self._progress = progress
        self._check_timer = self.loop.call_later(STALL_SECONDS, self._check)

    def _make_room(self) -> None:
        """When there are too many, cut off the oldest idle connection of the host that holds most."""
        if len(self.connections) <= MAX_HTTP:  # websockets are among them: counting them apart takes a while
            return
        every = [one for one in self.connections if isinstance(one, LimitedHttp)]
        if len(every) <= MAX_HTTP:
            return
        held = Counter(one.host for one in every)
        idle = [one for one in every if one is self or not one._is_answering()]  # noqa: SLF001 - of the same class
        last = max(idle, key=lambda one: (held[one.host], -one._since))  # noqa: SLF001
        count_rejection("connections")
        self.connections.discard(last)
        last.transport.abort()

    @property
    def host(self) -> str:
        """Return where the connection comes from; behind a proxy, the proxy."""
        return self.client[0] if self.client else ""
