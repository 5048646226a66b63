"""The server as an operator runs it: its log, its measurements, its limits, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.bench.reader import PATIENT, Reader

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
READERS = 3
SECONDS = 120  # a loaded machine may take its time


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Running:
    """One server process."""

    def __init__(self, data, log):
        self.port, self.metrics_port = free_port(), free_port()
        self.log = log
        settings = {"DATA": data, "PORT": self.port, "LOG": "json", "READERS": READERS, "DRAIN_SECONDS": 3}
        settings["METRICS"] = f"127.0.0.1:{self.metrics_port}"
        environment = {**os.environ, **{f"LAGESBILD_{name}": str(value) for name, value in settings.items()}}
        command = [sys.executable, "-m", "pages.server"]
        with log.open("w", encoding="utf-8") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        self.until(lambda: self.process.poll() is not None or self.ask("/health/ready")[0] == 200)

    def until(self, condition):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise TimeoutError(self.log.read_text(encoding="utf-8"))

    def ask(self, path, port=None):
        with closing(HTTPConnection("127.0.0.1", port or self.port, timeout=SECONDS)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    def metrics(self):
        return self.ask("/metrics", self.metrics_port)[2].decode()

    def connect(self):
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        return connect(address, subprotocols=["streamlit"], max_size=None, **PATIENT)

    def lines(self):
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def running(published, tmp_path_factory):
    one = Running(published, tmp_path_factory.mktemp("server") / "log.txt")
    yield one
    one.process.kill()
    one.process.wait()


def test_no_answer_tells_what_the_server_runs_on(running):
    for path in ("/", "/health/live", "/nothing", "/_stcore/health"):
        assert "server" not in running.ask(path)[1]
    with socket.create_connection(("127.0.0.1", running.port)) as raw:
        raw.sendall(b"GARBAGE\r\n\r\n")
        assert b"uvicorn" not in raw.recv(1000).lower()


def test_pages_that_readers_opened_are_measured(running):
    with closing(Reader(running.port, "map")) as reader:
        reader.run()
        text = running.metrics()
        assert "lagesbild_pages_open 1.0" in text
    assert 'lagesbild_page_run_seconds_count{page="map"} 1.0' in text
    assert 'status="draft"} 1.0' in text
    assert running.ask("/metrics")[0] == 404
    assert running.ask("/_stcore/metrics")[0] == 404


def test_one_reader_more_than_there_is_room_for_is_told_to_come_later(running):
    with ExitStack() as readers:
        for _ in range(READERS):
            readers.enter_context(running.connect())
        running.until(lambda: "pages_open 3.0" in running.metrics())
        with pytest.raises(InvalidStatus) as refused:
            running.connect()
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["retry-after"] == "60"
        status, headers, body = running.ask("/map?lang=sv")
        assert (status, headers["retry-after"]) == (503, "60")
        assert body.decode().count("\n") == 3
    running.until(lambda: running.ask("/map")[0] == 200)


def test_a_message_that_is_too_long_ends_its_connection_and_no_other(running):
    with closing(Reader(running.port, "")) as reader:
        reader.run()
        with running.connect() as stranger:
            stranger.send(BackMsg(rerun_script={"query_string": "a" * 300_000}).SerializeToString())
            with pytest.raises(ConnectionClosed) as ended:
                list(stranger)
        assert ended.value.rcvd.code == 1009
        reader.run()


def test_a_browser_that_sends_without_end_loses_its_connection(running):
    heartbeat = BackMsg(app_heartbeat=True).SerializeToString()
    with running.connect() as stranger:
        running.until(lambda: _is_refused(stranger, heartbeat))


def _is_refused(connection, message):
    try:
        for _ in range(1000):
            connection.send(message)
    except ConnectionClosed:
        return True
    return False


def test_an_address_that_is_too_long_is_refused(running):
    assert running.ask("/?" + "a" * 25_000)[0] == 414


def test_a_server_that_is_told_to_end_says_so_first_and_gives_what_is_being_taken(running):
    """The last test here: it ends the server."""
    taken = []
    taking = threading.Thread(target=lambda: taken.append(running.ask("/take/pack.zip?lang=sv&area=MK07")))
    taking.start()
    running.until(lambda: "pages_open" in running.metrics())
    running.process.send_signal(signal.SIGTERM)
    running.until(lambda: running.ask("/health/ready")[0] == 503)
    assert json.loads(running.ask("/health/ready")[2]) == {"status": "draining"}
    assert running.ask("/health/live")[0] == running.ask("/map")[0] == 200
    taking.join()
    running.process.wait(SECONDS)
    ((status, _, content),) = taken
    assert (status, content[:2]) == (200, b"PK")
    told = [line["event"] for line in running.lines()]
    assert told[0] == "start"
    assert told[-1] == "stop"
    assert {"new_build", "file_taken", "refused"} <= set(told)
    text = running.log.read_text(encoding="utf-8")
    assert "127.0.0.1" not in text  # nobody's address
    assert "MK07" not in text  # and nothing of what was asked
