"""Files sent by hand: large, many, from sessions that were offered nothing, with lies in their forms and names."""

from __future__ import annotations

import asyncio
import re
from random import Random

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.reader import Page
from tests.load.entrance import Caller, Entrance
from tests.load.strangers.target import MARK, Target

MOST = 50_000_000  # bytes of a file
NAMES = (
    "a.csv",
    f"../../{MARK}.csv",
    f"/etc/{MARK}",
    "..",
    "",
    "a" * 3_000,
    "\x00.csv",
    "a.csv\r\nX: y",
    "CON",
    "-h.csv",
)
COOKIE = re.compile(rb"(?i)set-cookie: *_streamlit_xsrf=([^;\r]+)")


async def uploads(target: Target, random: Random) -> None:
    """Open some page and send files to its session."""
    async with Caller(Entrance(target.port)).connected() as connection:
        page = Page(random.choice(("methods", "map", "")), "lang=sv")
        session = await session_of(connection, page)
        token = await token_of(target)
        for number in range(4):
            await put(target, session, f"f{number}", token, random)
        if random.random() < 0.3:
            await put(target, MARK, "f", token, random)


async def session_of(connection: object, page: Page) -> str:
    """Run a page; return the name of its session."""
    session, over = "", False
    await connection.send(page.asking())
    while not over:
        received = await connection.recv(decode=False)
        session = ForwardMsg.FromString(received).new_session.initialize.session_id or session
        over = page.heard(received)
    return session


async def token_of(target: Target) -> str:
    """Return what the server wants back with every file."""
    answer = await target.asked(b"GET /_stcore/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    found = COOKIE.search(answer)
    return found[1].decode() if found else ""


async def put(target: Target, session: str, file: str, token: str, random: Random) -> bytes:
    """Send one file."""
    size = random.choice((0, 10, 100_000, 5_000_000, MOST - 1_000, MOST + 3_000_000))
    return await target.asked(form(target.port, session, file, token, random.choice(NAMES), size, random))


def form(  # noqa: PLR0917 - all that a form is made of
    port: int, session: str, file: str, token: str, name: str, size: int, random: Random | None = None
) -> bytes:
    """Return the request that sends a file of some size; with `random` also such as lie."""
    part = f'Content-Disposition: form-data; name="{file}"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    body = b"--limit\r\n" + part.encode() + b"x" * size + b"\r\n--limit--\r\n"
    kind, length = "multipart/form-data; boundary=limit", len(body)
    if random is not None:
        kind = random.choice(
            (kind, kind, kind, "multipart/form-data", "text/csv", f"multipart/form-data; boundary={MARK}")
        )
        if random.random() < 0.2:
            body = body[: len(body) // 2] if random.random() < 0.5 else body * 2 if size < 1_000_000 else body
            length = len(body)
    head = (
        f"PUT /_stcore/upload_file/{session}/{file} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {length}\r\nX-Xsrftoken: {token}\r\n"
        f"Cookie: _streamlit_xsrf={token}\r\n\r\n"
    )
    return head.encode() + body


async def trickle(target: Target, random: Random) -> None:
    """Begin to send a large file and go on so slowly that it never ends."""
    async with Caller(Entrance(target.port)).connected() as connection:
        session = await session_of(connection, Page("methods", "lang=sv"))
        whole = form(target.port, session, "slow", await token_of(target), "a.csv", 30_000_000)
        async with target.knocking() as (_, writer):
            writer.write(whole[: random.randrange(500, 2_000_000)])
            for _ in range(10):
                await asyncio.sleep(0.5)
                writer.write(b"x")
