"""The short form: a few readers for a few seconds; `python -m tests.load` measures how many one process holds."""

import asyncio
from contextlib import asynccontextmanager
from itertools import islice

import pytest

from tests.browser.server import started
from tests.load.downloads import taken_beside
from tests.load.entrance import Caller, Entrance
from tests.load.machine import Used, used_by
from tests.load.measure import Look, Measured, Plan, measured
from tests.load.rush import rushed
from tests.load.table import HEADS, cells, markdown
from tests.load.views import Views
from tests.load.visitor import Habit, Notes, Seen, take


@pytest.fixture(scope="module")
def server(published, tmp_path_factory):
    with started(published, tmp_path_factory.mktemp("server") / "log.txt") as one:
        yield one


@pytest.mark.slow
def test_readers_of_mixed_views_see_every_page_and_lose_no_file(server, published):
    plan = Plan(published, 8, "mixed", seconds=4, habit=Habit(think=0.4, takes=0.3), seed=1, warm_up=1)
    found = measured(Entrance.to(server), plan)
    assert (found.failed, found.lost) == ((), ())
    assert found.taken > 5
    assert {run.kind for run in found.runs} == {"first", "repeated"}
    assert found.cpu > 0
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_file_is_lost_beside_neighbours_who_never_pause(server, published):
    found = taken_beside(
        Entrance.to(server), published, neighbours=4, delays=(0.0, 0.5), pages=("trends", "region"), seed=1
    )
    assert (found.lost, found.failed) == ((), ())
    assert found.files >= 2 * 2 * 5
    assert found.runs > 10


@pytest.mark.slow
def test_no_file_is_lost_when_many_are_taken_in_the_same_moment(server, published):
    found = rushed(Entrance.to(server), published, seed=1, readers=3, files=2, calm=1)
    assert (found.lost, found.failed) == ((), ())
    assert len(found.files) == 4
    assert found.during
    assert "4 files, 0 lost" in str(found)


def test_first_views_are_all_different_and_repeated_ones_are_few(published):
    first = list(islice(Views.of(published, 1, 1.0), 300))
    assert len({(view.page, view.query) for view in first}) == 300
    repeated = list(islice(Views.of(published, 1, 0.0), 300))
    assert len({(view.page, view.query) for view in repeated}) <= 30
    assert {view.kind for view in repeated} == {"repeated"}


def look(at, runs, memory):
    return Look(at, runs, Used(memory, 0, at / 2))


def made(looks, runs=(), readers=8):
    plan = Plan(None, readers, "mixed", 10, Habit(), 1)
    return Measured(plan, 10, tuple(runs), (), 0, (), (), tuple(looks), 0.1, 1.0)


def test_growth_is_what_the_second_half_adds():
    level = [look(n, 100 * n, 300 + min(n, 10) * 5) for n in range(21)]
    leak = [look(n, 100 * n, 300 + n) for n in range(21)]
    assert made(level).growth == pytest.approx(0)
    assert made(leak).growth == pytest.approx(10)


def test_the_table_tells_waits_cores_and_memory():
    runs = [Seen("first", "map", 1.0, n / 100, 10) for n in range(1, 101)]
    row = cells(made([look(0, 0, 200), look(5, 50, 250), look(10, 100, 240)], runs))
    assert row[:7] == ("8", "mixed", "10.0", "505 ms", "950 ms", "990 ms", "0.50")
    assert row[7] == "200, 250, 240"
    assert markdown([row]).count("|") == 3 * (len(HEADS) + 1)


def test_memory_and_time_of_started_processes_count(server):
    used = used_by(server.pid)
    assert used.memory > 50
    assert used.seconds > 0.5


@asynccontextmanager
async def answering(answer):
    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nno!",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<svg",
        b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n<svg\r\n",
        b"",
    ],
)
def test_a_file_that_does_not_come_whole_is_lost(answer):
    async def taking():
        notes = Notes()
        async with answering(answer) as port:
            await take(Caller(Entrance(port)), "take/map.svg?x=1", 0, notes)
        return notes

    assert len(asyncio.run(taking()).lost) == 1


def test_a_whole_file_is_not_lost():
    async def taking():
        notes = Notes()
        async with answering(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<svg") as port:
            await take(Caller(Entrance(port)), "take/map.svg?x=1", 0, notes)
            answer = await Caller(Entrance(port)).get("")
            assert (answer.status, answer.content) == (200, b"<svg")
        return notes

    notes = asyncio.run(taking())
    assert (notes.taken, notes.lost) == (1, [])
