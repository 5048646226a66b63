"""Files are taken one at a time, from pages that offer it, and while there is room."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.requests import ClientDisconnect

from pages.server.limits.upload import LARGEST, Upload
from pages.server.limits.upload_quota import UploadQuota


def always(_):
    return True


def test_a_session_that_was_offered_nothing_sends_nothing():
    quota = UploadQuota()
    assert not quota.reserve("stranger", 10, always)
    quota.allow("reader")
    assert quota.reserve("reader", 10, always)
    quota.received("reader")
    assert quota.revoke("reader")
    assert not quota.reserve("reader", 10, always)


def test_all_files_together_have_an_end_and_a_checked_file_makes_room():
    quota = UploadQuota(most=100)
    for session in ("a", "b", "c"):
        quota.allow(session)
    assert quota.reserve("a", 60, always)
    assert not quota.reserve("a", 1, always)  # one at a time
    quota.received("a")
    assert not quota.reserve("b", 60, always)
    assert quota.reserve("a", 90, always)  # in the place of the one before
    quota.received("a")
    quota.release("a")
    assert quota.reserve("b", 60, always)


def test_what_sessions_hold_that_are_gone_is_forgotten():
    quota = UploadQuota(most=100)
    quota.allow("gone")
    quota.allow("here")
    assert quota.reserve("gone", 90, always)
    quota.received("gone")
    assert quota.reserve("here", 90, lambda session: session == "here")


@pytest.mark.parametrize(
    ("offered", "most", "status"), [((), 1000, 403), (("s",), 1, 503), (("s",), LARGEST, 204)], ids=str
)
def test_a_file_is_refused_before_it_is_read_or_taken(offered, most, status):
    quota, read = UploadQuota(most), []
    for session in offered:
        quota.allow(session)

    async def taking(scope, receive, send):
        read.append(await receive())
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    upload = Upload(taking, quota, always)

    async def app(scope, receive, send):
        await upload(scope, receive, send, "s")

    async def ask():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server") as client:
            return (await client.put("/x", content=b"123")).status_code

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(ask())).result() == status
    assert bool(read) is (status == 204)


def test_a_file_that_did_not_arrive_holds_no_room():
    quota = UploadQuota(most=100)
    quota.allow("s")

    async def refusing(scope, receive, send):
        await send({"type": "http.response.start", "status": 413, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask():
        async def receive():
            return {"type": "http.request"}

        async def send(_):
            pass

        headers = [(b"content-length", b"90")]
        await Upload(refusing, quota, always)({"type": "http", "method": "PUT", "headers": headers}, receive, send, "s")

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(ask())).result()
    quota.allow("other")
    assert quota.reserve("other", 90, always)


def test_whoever_leaves_while_sending_is_no_error_and_holds_no_room():
    quota = UploadQuota(most=100)
    quota.allow("s")
    sent = []

    async def leaving(*_):
        raise ClientDisconnect

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "headers": [(b"content-length", b"90")]}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Upload(leaving, quota, always)(scope, None, send, "s"))).result()
    assert sent == []
    quota.allow("other")
    assert quota.reserve("other", 90, always)
