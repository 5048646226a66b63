"""One open page: what its browser may send, and how long its pages take."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from pages.server.limits.redaction import redact_server_folder
from pages.server.paths import page_names
from pages.server.watch.logs import event
from pages.server.watch.metrics import metrics
from pages.server.watch.monitor import count_rejection
from pages.server.watch.request_metrics import SLOW_SECONDS

MESSAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
GONE = 1006  # close code of a line that broke
TRY_LATER = 1013  # close code
SHORT = 200  # bytes; the message that a page has ended is a short one


class Stream:
    """The two directions of one connection, as the guard puts them between the web server and Streamlit."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._run = run  # waits until a run may be asked for
        self._gone = False  # whether the line broke
        self._receive = receive
        self._send = send
        self.clock = clock
        self.page = ""  # that is being run
        self.asked = 0.0  # since when; 0 = none is

    async def receive(self) -> Message:
        """Return the next message that a page may send; what else comes is counted and dropped."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            content = read_message(message.get("bytes"))
            if content is None:
                count_rejection("message")
                continue
            if content.WhichOneof("type") == "rerun_script":
                if self._run is not None:
                    await self._run()
                self.page = page_of(content)
                self.asked = self.clock()
            if self._gone:
                return {"type": "websocket.disconnect", "code": GONE}
            return message

    async def send(self, message: Message) -> None:
        """Pass a message on to the browser; the last one of a page ends its time."""
        content = message.get("bytes")
        if self.asked and content is not None and len(content) < SHORT:
            kind = ForwardMsg.FromString(content)
            if kind.WhichOneof("type") == "script_finished":
                self._ended(self.clock() - self.asked)
        if content is not None:
            message["bytes"] = redact_server_folder(content)
        try:
            await self._send(message)
        except (OSError, RuntimeError):  # the line broke meanwhile: for Streamlit a reader who has left
            self._gone = True

    async def close(self) -> None:
        """End the connection for others who find no room; the browser tries again later."""
        with suppress(OSError, RuntimeError):  # it has ended meanwhile
            await self._send({"type": "websocket.close", "code": TRY_LATER})

    def _ended(self, seconds: float) -> None:
        self.asked = 0.0
        metrics().run_seconds.labels(self.page).observe(seconds)
        if seconds > SLOW_SECONDS:
            event("slow", logging.WARNING, page=self.page, ms=round(seconds * 1000))


def read_message(content: bytes | None) -> BackMsg | None:
    """Return a browser's message when it is one that our pages send; text frames and what cannot be read are none."""
    if content is None:
        return None
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return None
    return message if message.WhichOneof("type") in MESSAGES else None


def page_of(message: BackMsg) -> str:
    """Return which page a message asks for: its name, "front", or "other" for none of ours."""
    state = message.rerun_script
    if state.page_script_hash:
        return page_with_hash(state.page_script_hash)
    return (state.page_name or "front") if state.page_name in page_names() else "other"


def page_with_hash(hashed: str) -> str:
    """Return the name of a page that Streamlit calls by its hash."""
    name = _names_by_hash().get(hashed)
    return "other" if name is None else name or "front"


@cache
def _names_by_hash() -> dict[str, str]:
    """Return the pages by what a browser calls them once they are open."""
    return {calc_hash(name): name for name in page_names()}
