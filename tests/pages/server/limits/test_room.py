"""Files are taken one at a time, from pages that offer it, and while there is room."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.requests import ClientDisconnect

from pages.server.limits.room import Room
from pages.server.limits.upload import LARGEST, Upload


def always(_):
    return True


def test_a_session_that_was_offered_nothing_sends_nothing():
    room = Room()
    assert not room.begin("stranger", 10, always)
    room.offer("reader")
    assert room.begin("reader", 10, always)
    room.arrived("reader")
    assert room.close("reader")
    assert not room.begin("reader", 10, always)


def test_all_files_together_have_an_end_and_a_checked_file_makes_room():
    room = Room(most=100)
    for session in ("a", "b", "c"):
        room.offer(session)
    assert room.begin("a", 60, always)
    assert not room.begin("a", 1, always)  # one at a time
    room.arrived("a")
    assert not room.begin("b", 60, always)
    assert room.begin("a", 90, always)  # in the place of the one before
    room.arrived("a")
    room.free("a")
    assert room.begin("b", 60, always)


def test_what_sessions_hold_that_are_gone_is_forgotten():
    room = Room(most=100)
    room.offer("gone")
    room.offer("here")
    assert room.begin("gone", 90, always)
    room.arrived("gone")
    assert room.begin("here", 90, lambda session: session == "here")


@pytest.mark.parametrize(
    ("offered", "most", "status"), [((), 1000, 403), (("s",), 1, 503), (("s",), LARGEST, 204)], ids=str
)
def test_a_file_is_refused_before_it_is_read_or_taken(offered, most, status):
    room, read = Room(most), []
    for session in offered:
        room.offer(session)

    async def taking(scope, receive, send):
        read.append(await receive())
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    upload = Upload(taking, room, always)

    async def app(scope, receive, send):
        await upload(scope, receive, send, "s")

    async def ask():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server") as client:
            return (await client.put("/x", content=b"123")).status_code

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(ask())).result() == status
    assert bool(read) is (status == 204)


def test_a_file_that_did_not_arrive_holds_no_room():
    room = Room(most=100)
    room.offer("s")

    async def refusing(scope, receive, send):
        await send({"type": "http.response.start", "status": 413, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask():
        async def receive():
            return {"type": "http.request"}

        async def send(_):
            pass

        headers = [(b"content-length", b"90")]
        await Upload(refusing, room, always)({"type": "http", "method": "PUT", "headers": headers}, receive, send, "s")

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(ask())).result()
    room.offer("other")
    assert room.begin("other", 90, always)


def test_whoever_leaves_while_sending_is_no_error_and_holds_no_room():
    room = Room(most=100)
    room.offer("s")
    sent = []

    async def leaving(*_):
        raise ClientDisconnect

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "headers": [(b"content-length", b"90")]}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Upload(leaving, room, always)(scope, None, send, "s"))).result()
    assert sent == []
    room.offer("other")
    assert room.begin("other", 90, always)
