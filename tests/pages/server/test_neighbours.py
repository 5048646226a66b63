"""A server that many read at the same time: what one reader takes, and what a stranger sends."""

import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from html import unescape
from http.client import HTTPConnection
from urllib.request import urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.bench.reader import PATIENT, Reader
from tests.browser.server import serving

pytestmark = pytest.mark.slow
FILE = re.compile(r'href="(take/[^"]+)"')


@pytest.fixture(scope="module")
def trap():
    """A proxy for everything outside this machine: it counts who asks, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        asked = []
        listening.settimeout(0.1)
        over = threading.Event()

        def count():
            while not over.is_set():
                try:
                    asked.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=count)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
        over.set()
        thread.join()
        for one in asked:
            one.close()


@pytest.fixture(scope="module")
def port(published, tmp_path_factory, trap):
    proxied = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), trap[0])
    with serving(published, tmp_path_factory.mktemp("server") / "log.txt", **proxied) as address:
        yield int(address.rpartition(":")[2])


@contextmanager
def busy(port, count):
    """Neighbours who read one page after the other, each time another view, until the block ends."""
    over, errors, runs = threading.Event(), [], []

    def read(number):
        with closing(Reader(port, "front")) as reader:
            while not over.is_set():
                for page in ("", "map", "trends", "region", "groups"):
                    if over.is_set():
                        return
                    reader.page, reader.query = page, f"lang=fi&area=MK{1 + (number + len(runs)) % 9:02}"
                    try:
                        runs.append(reader.run())
                    except RuntimeError as error:
                        errors.append(str(error))

    with ThreadPoolExecutor(count) as pool:
        done = [pool.submit(read, number) for number in range(count)]
        try:
            yield errors, runs
        finally:
            over.set()
    for one in done:
        one.result()


def links_on(port, page):
    """The addresses of the files that a page offers, as its reader gets them."""
    with closing(Reader(port, page, "lang=sv&area=MK02")) as reader:
        return [unescape(found) for text in reader.texts() for found in FILE.findall(text)]


def test_a_file_can_be_fetched_long_after_its_reader_has_left_and_again(port):
    link = next(link for link in links_on(port, "trends") if ".svg?" in link)
    contents = set()
    for _ in range(3):
        with urlopen(f"http://127.0.0.1:{port}/{link}") as response:
            contents.add(response.read())
    assert len(contents) == 1
    assert contents.pop().startswith(b"<svg")


def test_a_stranger_who_empties_caches_breaks_nobodys_page(port):
    hostile = BackMsg(clear_cache=True).SerializeToString()
    with busy(port, 4) as (errors, runs):
        until = time.monotonic() + 2
        while time.monotonic() < until:  # whoever sends without end is sent away, and comes again
            with suppress(ConnectionClosed), connect(
                f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, **PATIENT
            ) as stranger:  # fmt: skip
                while time.monotonic() < until:
                    stranger.send(hostile)
                    time.sleep(0.01)
    assert errors == []
    assert runs


@pytest.mark.parametrize("origin", ["http://evil.invalid", "https://evil.invalid:8501", "null", ""])
def test_a_foreign_page_is_refused_and_no_outside_host_is_asked(port, trap, origin):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], origin=origin, **PATIENT)
    assert refused.value.response.status_code == 403
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/media/x.png", "/_stcore/upload_file/a/b"):
        for method in ("GET", "OPTIONS", "PUT"):
            ask(port, path, method=method, origin=origin)
    assert trap[1] == []


def test_a_foreign_host_is_refused(port):
    assert ask(port, "/", host="evil.invalid").status == 403
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"GET /_stcore/stream HTTP/1.1\r\nHost: evil.invalid\r\nOrigin: http://evil.invalid\r\n"
                    b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")  # fmt: skip
        assert b" 403 " in raw.recv(100)


def test_every_answer_carries_the_headers_of_safety(port):
    for path in ("/", "/map", "/_stcore/host-config", "/take/map.svg", "/nothing/here"):
        headers = ask(port, path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_of_another_site_may_steer_ours(port):
    assert b'"allowedOrigins":[]' in ask(port, "/_stcore/host-config").body


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


def ask(port, path, *, method="GET", **headers):
    with closing(HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return Response(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
