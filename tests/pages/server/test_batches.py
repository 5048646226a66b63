"""Messages leave in batches: other work of the event loop comes between two batches, not between two messages."""

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime.runtime import AsyncObjects, Runtime, RuntimeState

from pages.server.batches import BATCH, in_batches, send_in_batches


async def sent(messages, log, interval=0.0):
    """As the loop of Streamlit's runtime: an offer to the others after each message."""
    for number in range(messages):
        log.append(number)
        await asyncio.sleep(0)
    await asyncio.sleep(interval)
    log.append("end")


async def rounds_for(messages, size):
    log, rounds = [], 0
    task = asyncio.create_task(as_task(sent(messages, log), size))
    while not task.done():
        await asyncio.sleep(0)
        rounds += 1
    return rounds


async def as_task(work, size):
    await in_batches(work, size)


@pytest.mark.parametrize(("messages", "size", "rounds"), [(100, 1, 102), (100, 50, 4), (100, 1000, 2), (0, 50, 2)])
def test_a_hundred_messages_take_a_round_for_each_batch(messages, size, rounds):
    assert asyncio.run(rounds_for(messages, size)) <= rounds


def test_without_batches_every_message_takes_a_round():
    assert asyncio.run(rounds_for(100, 1)) > 100


def test_where_the_loop_waits_the_others_go_on():
    async def both():
        log = []
        task = asyncio.create_task(as_task(sent(2, log, interval=0.05), BATCH))
        await asyncio.sleep(0.01)
        assert log == [0, 1]
        await task
        return log

    assert asyncio.run(both()) == [0, 1, "end"]


def test_what_is_cancelled_ends_in_its_own_place():
    seen = []

    async def work():
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    async def cancelled():
        task = asyncio.create_task(as_task(work(), BATCH))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert seen == ["cancelled"]


def test_what_fails_is_raised():
    async def work():
        await asyncio.sleep(0)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(as_task(work(), BATCH))


class OnePage:
    """What the loop of Streamlit's runtime touches, with one open page that has messages to send."""

    def __init__(self, messages):
        self.messages, self.sent = list(range(messages)), []
        self._state = RuntimeState.ONE_OR_MORE_SESSIONS_CONNECTED
        self._session_mgr = SimpleNamespace(list_active_sessions=lambda: [self._active()], list_sessions=list)

    def start(self):
        names = ("must_stop", "has_connection", "need_send_data")
        waiting = {name: asyncio.Event() for name in names}
        futures = {name: asyncio.get_running_loop().create_future() for name in ("started", "stopped")}
        self.objects = AsyncObjects(eventloop=asyncio.get_running_loop(), **waiting, **futures)

    def _active(self):
        session = SimpleNamespace(
            flush_browser_queue=self._flushed, on_flushed_messages_sent=self.objects.must_stop.set, id="one"
        )
        return SimpleNamespace(session=session, client=None)

    def _flushed(self):
        messages, self.messages = self.messages, []
        return messages

    def _get_async_objs(self):
        return self.objects

    def _set_state(self, state):
        self._state = state

    def _send_message(self, _, message):
        self.sent.append(message)


async def rounds_of_streamlit(messages):
    page, rounds = OnePage(messages), 0
    page.start()
    task = asyncio.create_task(Runtime._loop_coroutine(page))
    while len(page.sent) < messages:
        await asyncio.sleep(0)
        rounds += 1
    await task
    return rounds


def test_streamlit_sends_a_page_in_a_round_for_each_batch(monkeypatch):
    monkeypatch.setattr(Runtime, "_loop_coroutine", Runtime._loop_coroutine)  # put back at the end
    assert asyncio.run(rounds_of_streamlit(100)) == 100
    send_in_batches()
    assert asyncio.run(rounds_of_streamlit(100)) == 100 / BATCH <= 4
