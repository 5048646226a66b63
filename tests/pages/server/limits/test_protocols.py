"""What one connection may cost the web server, tried on a small server in this process."""

import asyncio
import socket
import threading
import time
from contextlib import closing, contextmanager

import pytest
import uvicorn

from pages.server.limits import protocols
from pages.server.limits.protocols import FRAMES, LimitedHttp, LimitedWebSocket
from tests.load.strangers.target import frame, handshake

SECONDS = 60  # a loaded machine may take its time
SOON = 0.2  # seconds, in the place of half a minute
CONTENT = b"x" * 20_000_000  # more than a network holds that nobody reads from


class Site:
    """An application that keeps what it received, and sends much to whoever asks for it."""

    def __init__(self):
        self.messages, self.left, self.port, self.connections = [], threading.Event(), 0, set()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": CONTENT if scope["path"] == "/much" else b"answered"})
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] == "websocket.receive":
                self.messages.append(message["bytes"])
                if message["bytes"] == b"much":
                    await send({"type": "websocket.send", "bytes": CONTENT})
            self.left.set()

    def connect(self):
        return closing(socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS))

    @contextmanager
    def websocket(self):
        with self.connect() as raw:
            raw.sendall(handshake(self.port, {}))
            while b"\r\n\r\n" not in raw.recv(1, socket.MSG_PEEK) and not raw.recv(4096).endswith(b"\r\n\r\n"):
                pass
            yield raw


@pytest.fixture
def site(monkeypatch, request):
    """Serve until the test ends; a parameter says after how many seconds a browser is asked whether it is there."""
    asked = getattr(request, "param", None)
    monkeypatch.setattr(protocols, "STALL_SECONDS", SOON)
    one = Site()
    options = {"http": LimitedHttp, "ws": LimitedWebSocket, "ws_ping_interval": asked, "ws_ping_timeout": asked}
    server = uvicorn.Server(uvicorn.Config(one, port=0, lifespan="off", log_config=None, **options))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    until(lambda: server.started)
    one.connections = server.server_state.connections
    one.port = server.servers[0].sockets[0].getsockname()[1]
    yield one
    server.force_exit = server.should_exit = True
    thread.join()


def until(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_cut_off(raw):
    """Return whether the server closes a connection; what it sends before is read and forgotten."""
    try:
        while raw.recv(1 << 20):
            pass
    except ConnectionError:
        pass
    return True


@pytest.mark.parametrize("kind", ["pings", "pongs", "messages", "parts of a message"])
def test_a_websocket_that_sends_more_than_a_page_does_is_closed(site, kind):
    one = {
        "pings": frame(b"", 9),
        "pongs": frame(b"", 10),
        "messages": frame(b"a"),
        "parts of a message": frame(b"", 0, last=False),
    }[kind]
    begun = frame(b"a", last=False) if kind.startswith("parts") else b""
    with site.websocket() as raw:
        raw.sendall(begun + one * 10_000)
        assert is_cut_off(raw)
    assert site.left.wait(SECONDS)
    assert len(site.messages) <= FRAMES.burst + FRAMES.per_second * SECONDS


def test_what_a_page_sends_at_its_fastest_arrives(site):
    with site.websocket() as raw:
        raw.sendall(frame(b"a") * (FRAMES.burst - 5) + frame(b"", 8))
        assert is_cut_off(raw)
    assert site.messages == [b"a"] * (FRAMES.burst - 5)


@pytest.mark.parametrize("site", [SOON], indirect=True)
def test_a_websocket_whose_browser_reads_nothing_is_cut_off(site):
    """Closing would wait for ever until the browser has read what was sent before."""
    with site.websocket() as raw:
        raw.sendall(frame(b"much"))
        assert site.left.wait(SECONDS)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nx",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP",
    ],
)
def test_a_request_that_does_not_end_is_cut_off(site, sent):
    with site.connect() as raw:
        stopped = threading.Event()

        def go_on():
            raw.sendall(sent)
            while not stopped.wait(SOON / 10):
                try:
                    raw.sendall(b"a")
                except OSError:
                    return

        thread = threading.Thread(target=go_on)
        thread.start()
        assert is_cut_off(raw)
        stopped.set()
        thread.join()


def test_an_answer_that_nobody_reads_is_cut_off(site):
    with site.connect() as raw:
        raw.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n\r\n")
        until(lambda: site.connections)
        until(lambda: not site.connections)


def test_too_many_connections_cost_the_oldest_idle_one(site, monkeypatch):
    monkeypatch.setattr(protocols, "MAX_HTTP", 2)
    monkeypatch.setattr(protocols, "STALL_SECONDS", SECONDS)
    with site.connect() as first, site.connect() as second, site.connect() as third:
        assert is_cut_off(first)
        for one in (second, third):
            one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert one.recv(1000).startswith(b"HTTP/1.1 200")
