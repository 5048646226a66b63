"""The processes that make files, beside the server that people start: they are its own, and go with it."""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.server import started
from tests.load.machine import descendants
from tests.pages.server.take.test_processes import ended
from tests.pages.server.test_neighbours import ask

pytestmark = pytest.mark.slow
SLIDE = "/take/trend.pptx?lang=sv&area=MK02"


@pytest.fixture(scope="module")
def server(published, tmp_path_factory):
    with started(published, tmp_path_factory.mktemp("server") / "log.txt", LAGESBILD_EXPORT_PROCESSES="1") as one:
        assert list(descendants(one.pid)) == []  # none before a file is asked for
        assert ask(one.port, SLIDE).status == 200
        yield one


def worker_of(server):
    (worker,) = descendants(server.pid)
    return worker


def test_one_process_makes_files_and_serves_no_pages(server):
    words = Path(f"/proc/{worker_of(server)}/cmdline").read_bytes().split(b"\0")
    assert words[1:3] == [b"-m", b"pages.server.take.worker"]


def test_it_holds_no_connection_of_any_reader(server):
    process = Path(f"/proc/{worker_of(server)}")
    held = {str(one.readlink()) for one in (process / "fd").iterdir()}
    lines = [line.split() for kind in ("tcp", "tcp6") for line in (process / "net" / kind).read_text().splitlines()]
    assert not held & {f"socket:[{line[9]}]" for line in lines}


def test_a_cache_asks_whether_a_file_is_still_the_same(server):
    whole = ask(server.port, SLIDE)
    known = ask(server.port, SLIDE, **{"If-None-Match": whole.headers["etag"]})
    assert (known.status, known.body) == (304, b"")
    head = ask(server.port, SLIDE, method="HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", whole.headers["etag"])
    assert ask(server.port, SLIDE, method="POST").status == 405


def test_many_who_ask_for_the_same_file_get_the_same(server):
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: ask(server.port, "/take/map.pptx?lang=sv&area=MK04"), range(12)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1


def test_a_process_that_is_killed_is_replaced_and_no_file_is_lost(server):
    before = worker_of(server)
    with ThreadPoolExecutor(4) as pool:
        addresses = [f"/take/pack.zip?lang=sv&area=MK{code}" for code in ("01", "02", "04", "05")]
        asked = [pool.submit(ask, server.port, address) for address in addresses]
        time.sleep(0.3)
        os.kill(before, signal.SIGKILL)
        assert [one.result().status for one in asked] == [200] * 4
    assert worker_of(server) != before
    assert ended(before)


def test_a_reader_who_leaves_is_forgotten_and_the_next_is_served(server):
    for number in range(30):
        with socket.create_connection(("127.0.0.1", server.port)) as raw:
            place = f"GET /take/groups.pptx?lang=sv&area=MK0{number % 3}&period={2019 + number % 7} HTTP/1.1"
            raw.sendall(f"{place}\r\nHost: 127.0.0.1\r\n\r\n".encode())
    assert ask(server.port, "/take/trend.svg?lang=en&area=MK06").status == 200


@pytest.mark.parametrize("address", ["/take/map.svg?area=%00", "/take/%00", f"/take/map.svg?area={'x' * 20_000}"])
def test_a_hostile_address_leaves_no_traceback(server, address):
    assert ask(server.port, address).status in {400, 404, 414}
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_no_process_is_left_when_the_server_is_told_to_end(server):
    """The last test with this server: it ends it."""
    leaves_nobody(server, signal.SIGTERM)


@pytest.mark.parametrize("last", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_when_the_server_is_interrupted_or_killed(published, tmp_path, last):
    with started(published, tmp_path / "log.txt", LAGESBILD_EXPORT_PROCESSES="2") as server:
        leaves_nobody(server, last)


def leaves_nobody(server, last):
    """End a server that has made two files at once."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda period: ask(server.port, f"{SLIDE}&period={period}"), (2025, 2026)))
    workers = list(descendants(server.pid))
    assert workers
    os.kill(server.pid, last)
    assert all(ended(worker) for worker in workers)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
