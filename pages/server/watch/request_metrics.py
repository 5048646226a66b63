"""Count and time every answer; log files that were taken, and what was slow or failed."""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.paths import page_names, path_of
from pages.server.watch.logs import Value, event
from pages.server.watch.metrics import metrics
from pages.server.watch.monitor import count_rejection

SLOW_SECONDS = 5.0
ROOMS = ("take", "api", "health", "metrics", "static", "media", "_stcore", ".well-known")
SERVER_ERROR = 500
NOT_NOW = frozenset({429, 503})
LIMITED = frozenset({"take", "api"})  # what the guard sends away is counted there


class RequestMetrics:
    """Notes what is answered. No address of a reader and no word of a query is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = SERVER_ERROR  # unless an answer begins
        sent = 0
        start = perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            _note(path_of(scope), status, sent, perf_counter() - start)


def room_of(path: str) -> str:
    """Return to which part of the server an address belongs: "page", "take", "api" …; never more of what was asked."""
    first = path.lstrip("/").partition("/")[0]
    if first in page_names():
        return "page"
    return first if first in ROOMS else "other"


def _note(path: str, status: int, sent: int, seconds: float) -> None:
    room = room_of(path)
    kept = metrics()
    kept.answers.labels(room, f"{status // 100}xx").inc()
    kept.answer_seconds.labels(room).observe(seconds)
    kept.answer_bytes.labels(room).inc(sent)
    told: dict[str, Value] = {"room": room, "status": status, "ms": round(seconds * 1000), "bytes": sent}
    if status in NOT_NOW:  # nothing has failed: too many ask, or there is no picture, which the monitor tells
        if room in LIMITED:
            count_rejection(room)
    elif status >= SERVER_ERROR:
        event("failed", logging.WARNING, **told)
    elif room == "take" and status < 400:  # noqa: PLR2004 - a name that exists: no stranger's words
        event("file_taken", **told, name=path.rpartition("/")[2])
    elif seconds > SLOW_SECONDS:
        event("slow", logging.WARNING, **told)
