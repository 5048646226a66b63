"""The short form: strangers of every kind for a few seconds; `python -m tests.load.strangers` goes on for minutes."""

import asyncio

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.server import ROOT, started
from tests.load.strangers.__main__ import tracebacks
from tests.load.strangers.addresses import any_request
from tests.load.strangers.attack import ATTACKS, beside, honest_views
from tests.load.strangers.messages import any_message
from tests.load.strangers.target import MARK, Target
from tests.load.trap import trap
from tests.load.visitor import seeded

AUDIT = """
import os, sys

def audit(name, what):
    host = what[1][0] if name == "socket.connect" and isinstance(what[1], tuple) else what[0] if "addr" in name else ""
    if name.startswith("socket.") and isinstance(host, str) and host not in ("", "localhost", "127.0.0.1", "::1"):
        with open(os.environ["AUDITED"], "a") as file:
            file.write(f"{name} {host}\\n")

sys.addaudithook(audit)
"""
SHORT = {"messages of every kind", "frames", "torn connections", "foreign origins and hosts", "addresses", "files"}


@pytest.mark.slow
def test_strangers_break_nobodys_page_and_are_told_nothing(published, tmp_path):
    log, attacks = tmp_path / "log.txt", [one for one in ATTACKS if one.name in SHORT]
    (tmp_path / "sitecustomize.py").write_text(AUDIT)
    audited = {"PYTHONPATH": str(tmp_path), "AUDITED": str(tmp_path / "hosts.txt")}
    with trap() as caught:
        with started(published, log, LAGESBILD_UPLOADS="on", **audited, **caught.environment) as server:
            views = honest_views(server, published, seed=1)
            found = beside(server, views, attacks, 5, (str(ROOT), str(published)))
            after = beside(server, views, [], 1, ())
        assert caught.asked == []
    assert not (tmp_path / "hosts.txt").exists()  # nothing was looked up or called but this machine
    assert len(attacks) == len(SHORT)
    assert found.acts > 50
    assert found.found == ()
    assert found.failed == ()
    assert found.runs > 4  # all honest readers have read
    assert after.failed == ()
    assert list(tracebacks(log.read_text(encoding="utf-8"))) == []


def test_what_is_sent_is_the_same_for_the_same_seed():
    made = [(any_request(1, seeded(seed)), any_message(seeded(seed))) for seed in (1, 2, 1)]
    assert made[0] == made[2] != made[1]


def test_every_kind_of_message_is_sent():
    kinds = set()
    for seed in range(400):
        message = BackMsg()
        try:
            message.ParseFromString(any_message(seeded(seed)))
        except DecodeError:
            continue
        kinds.add(message.WhichOneof("type"))
    assert kinds >= {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Internal Server Error\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nTraceback (most recent call last)",
        b"HTTP/1.1 404 Not Found\r\n\r\nno such file: /srv/secret/x",
        b"HTTP/1.1 404 Not Found\r\n\r\nno such page: " + MARK.encode(),
        b"HTTP/1.1 307 Redirect\r\nlocation: //evil.invalid/\r\n\r\n",
        b"HTTP/1.1 307 Redirect\r\nlocation: https://evil.invalid/\r\n\r\n",
    ],
)
def test_an_answer_that_tells_too_much_is_seen(answer):
    async def ask():
        async def serve(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
            target = Target(listening.sockets[0].getsockname()[1], (b"/srv/secret",))
            await target.asked(b"GET / HTTP/1.1\r\n\r\n")
            return target.found

    assert len(asyncio.run(ask())) == 1


def test_a_traceback_of_ours_is_seen_in_a_log_and_one_of_the_server_library_is_not():
    ours = 'Traceback (most recent call last):\n  File "/x/pages/map.py", line 1, in f\n    x\nKeyError: 1\n'
    library = (
        'Traceback (most recent call last):\n  File "/x/uvicorn/a.py", line 1, in f\n    x\nUnicodeDecodeError: 1\n'
    )
    assert len(list(tracebacks(library + "another line\n" + ours + "another line\n"))) == 1
