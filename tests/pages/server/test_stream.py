"""What one browser may send."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from pages.server import stream
from pages.server.stream import Stream, page_of
from pages.server.watch.metrics import ServerMetrics
from tests.pages.server.asking import run

HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()
HOSTILE = BackMsg(clear_cache=True).SerializeToString()


class Clock:
    """Time that passes only when a test says so."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(monkeypatch):
    mine = ServerMetrics()
    monkeypatch.setattr(stream, "metrics", lambda: mine)
    return mine


def sent(clock, contents):
    """Send messages without pause; return those that arrived."""
    waiting = [{"type": "websocket.receive", "bytes": content} for content in contents]
    waiting.append({"type": "websocket.disconnect"})

    async def receive():
        return waiting.pop(0)

    async def all_of():
        one, arrived = Stream(receive, receive, clock), []
        while (message := await one.receive())["type"] != "websocket.disconnect":
            arrived.append(message["bytes"])
        return arrived

    return run(all_of)


def test_refused_messages_are_dropped(clock):
    assert sent(clock, [HOSTILE] * 1000 + [HEARTBEAT]) == [HEARTBEAT]


@pytest.mark.parametrize(
    ("state", "page"),
    [
        (ClientState(page_name="map"), "map"),
        (ClientState(), "front"),
        (ClientState(page_script_hash=calc_hash("trends")), "trends"),
        (ClientState(page_script_hash=calc_hash("")), "front"),
        (ClientState(page_name="<script>"), "other"),
        (ClientState(page_script_hash="made up"), "other"),
    ],
)
def test_the_page_of_a_message_is_one_of_ours_or_other(state, page):
    assert page_of(BackMsg(rerun_script=state)) == page


def test_a_page_is_timed_from_the_asking_to_its_last_word(clock, kept):
    asking = BackMsg(rerun_script=ClientState(page_name="map")).SerializeToString()
    last = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
    went = []

    async def receive():
        return {"type": "websocket.receive", "bytes": asking}

    async def send(message):
        went.append(message["bytes"])

    async def once():
        one = Stream(receive, send, clock)
        await one.receive()
        for content in (b"\x0a" + bytes(500), last, last):
            clock.now += 2
            await one.send({"type": "websocket.send", "bytes": content})

    run(once)
    assert went[1:] == [last, last]
    value = kept.registry.get_sample_value
    assert value("lagesbild_page_run_seconds_sum", {"page": "map"}) == 4
    assert value("lagesbild_page_run_seconds_count", {"page": "map"}) == 1
