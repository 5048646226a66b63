"""One open page without a browser: a websocket client that asks for runs and reads what the server sends."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENT: dict[str, Any] = {"open_timeout": 300, "ping_interval": None}  # a loaded server answers late


def stream_at(port: int) -> str:
    """Return the address of the websocket."""
    return f"ws://127.0.0.1:{port}/_stcore/stream"


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    bytes: int


@dataclass(slots=True)
class Page:
    """What a browser knows of the page it shows. `name` is the address without its slash; "" is the front page."""

    name: str
    query: str
    html: list[str] = field(default_factory=list)
    keeps_html: bool = True
    held: set[str] = field(default_factory=set)  # as a browser: large elements are not sent again as long as they stay

    def asking(self) -> bytes:
        """Return the message that asks for a run."""
        self.html = []
        state = ClientState(query_string=self.query, page_name=self.name, cached_message_hashes=self.held)
        return BackMsg(rerun_script=state).SerializeToString()

    def heard(self, received: bytes) -> bool:
        """Take in a message of the server; return whether the run is over. RuntimeError: the page shows an error."""
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.held.add(message.hash)
        if kind == "delta":
            element = message.delta.new_element
            if element.HasField("exception"):
                raise RuntimeError(f"/{self.name}: {element.exception.message}")
            if element.alert.format == element.alert.ERROR:  # pages/parts/failed_page.py
                raise RuntimeError(f"/{self.name}: {element.alert.body}")
            if self.keeps_html and element.HasField("html"):
                self.html.append(element.html.body)
        elif kind == "page_info_changed":  # as the browser's address bar
            self.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            raise RuntimeError(f"/{self.name}: no such page")
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError(f"/{self.name} does not compile")
            return bool(message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
        return False


@dataclass(slots=True)
class Reader:
    """`page` is the address without its slash; "" is the front page."""

    port: int
    page: str
    query: str = "lang=sv"
    html: list[str] = field(init=False, default_factory=list)
    held: set[str] = field(init=False, default_factory=set)
    open: ExitStack = field(init=False, default_factory=ExitStack)
    connection: ClientConnection = field(init=False)

    def __post_init__(self) -> None:
        socket = connect(stream_at(self.port), subprotocols=["streamlit"], max_size=None, **PATIENT)  # type: ignore[list-item]  # a plain str will do
        self.connection = self.open.enter_context(socket)

    def texts(self) -> list[str]:
        """Run the page once; return the HTML it consists of."""
        self.held.clear()  # all of it is to come again
        self.run()
        return self.html

    def run(self) -> Run:
        """Run the page once, from asking to the last message; raise RuntimeError when it shows an exception."""
        page = Page(self.page, self.query, held=self.held)
        start, total = time.perf_counter(), 0
        self.connection.send(page.asking())
        over = False
        while not over:
            received = self.connection.recv(decode=False)
            total += len(received)
            over = page.heard(received)
        self.query, self.html = page.query, page.html
        return Run(time.perf_counter() - start, total)

    def close(self) -> None:
        self.open.close()
