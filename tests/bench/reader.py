"""One open page without a browser: a websocket client that asks for runs and reads what the server sends."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENT = {"open_timeout": 300, "ping_interval": None}  # a loaded server answers late


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    bytes: int


@dataclass(slots=True)
class Reader:
    """`page` is the address without its slash; "" is the front page."""

    port: int
    page: str
    query: str = "lang=sv"
    html: list[str] = field(init=False, default_factory=list)
    open: ExitStack = field(init=False, default_factory=ExitStack)
    connection: ClientConnection = field(init=False)

    def __post_init__(self) -> None:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        socket = connect(address, subprotocols=["streamlit"], max_size=None, **PATIENT)  # type: ignore[list-item]  # a plain str will do
        self.connection = self.open.enter_context(socket)

    def texts(self) -> list[str]:
        """Run the page once; return the HTML it consists of."""
        self.html = []
        self.run()
        return self.html

    def run(self) -> Run:
        """Run the page once, from asking to the last message; raise RuntimeError when it shows an exception."""
        state = ClientState(query_string=self.query, page_name=self.page)
        start, total = time.perf_counter(), 0
        self.connection.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            received = self.connection.recv(decode=False)
            total += len(received)
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if message.delta.new_element.HasField("html"):
                self.html.append(message.delta.new_element.html.body)
            if kind == "page_info_changed":  # as the browser's address bar
                self.query = message.page_info_changed.query_string
            elif kind == "page_not_found" or message.delta.new_element.HasField("exception"):
                raise RuntimeError(f"/{self.page}: {message.delta.new_element.exception.message or 'no such page'}")
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return Run(time.perf_counter() - start, total)
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError(f"/{self.page} does not compile")

    def close(self) -> None:
        self.open.close()
