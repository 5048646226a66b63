import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.server.limits import rate
from pages.server.limits.rate import (
    CONNECTIONS_OF_ADDRESS,
    MAX_ADDRESSES,
    MAX_OPENING_WAIT,
    MAX_WAITING,
    POLL_SECONDS,
    RUNS_OF_CONNECTION,
    AddressLimits,
    ConnectionLimit,
    Rate,
    TokenBucket,
)


def run(make):
    """Run a coroutine in a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


def test_a_reader_who_clicks_around_waits_for_nothing_and_a_flood_is_slowed_down():
    now = [0.0]
    bucket = TokenBucket(Rate(burst=4, per_second=2), lambda: now[0])
    assert [bucket.wait() for _ in range(4)] == [0, 0, 0, 0]
    assert bucket.wait() == pytest.approx(0.5)
    now[0] += 0.5
    assert bucket.wait() == pytest.approx(0.5)
    now[0] += 100
    assert [bucket.wait() for _ in range(4)] == [0, 0, 0, 0]


class Crowded:
    def __init__(self):
        self.looks = 0

    def waiting(self, address):
        self.looks += 1
        return MAX_WAITING if address == "flood" and self.looks < 4 else 0


def test_runs_wait_on_the_line_while_many_of_the_same_address_wait_for_a_place():
    admission = Crowded()

    async def ask():
        await asyncio.wait_for(AddressLimits(admission).wait("other"), POLL_SECONDS * 100)
        assert admission.looks == 1
        await AddressLimits(admission).wait("flood")

    run(ask)
    assert admission.looks == 4


def test_only_so_many_addresses_are_remembered():
    addresses = AddressLimits(Crowded())

    async def ask():
        for number in range(MAX_ADDRESSES + 10):
            await addresses.wait(str(number))

    run(ask)
    assert len(addresses._buckets) == MAX_ADDRESSES


def test_a_stranger_who_opens_connections_without_end_is_refused_and_nobody_else():
    addresses = AddressLimits(Crowded())
    most = CONNECTIONS_OF_ADDRESS.burst + int(CONNECTIONS_OF_ADDRESS.per_second * MAX_OPENING_WAIT)

    async def ask():
        asked = [asyncio.create_task(addresses.open("stranger")) for _ in range(most + 20)]
        await asyncio.sleep(0.1)
        done = [one.result() for one in asked if one.done()]
        for one in asked:
            one.cancel()
        return done, await addresses.open("other")

    done, other = run(ask)
    assert done.count(False) >= 15
    assert done.count(True) >= CONNECTIONS_OF_ADDRESS.burst
    assert other


def test_two_hundred_readers_behind_one_address_are_let_in():
    """An office, or everybody behind a proxy that does not say where readers come from."""
    assert CONNECTIONS_OF_ADDRESS.burst + CONNECTIONS_OF_ADDRESS.per_second * MAX_OPENING_WAIT > 200


def test_one_connection_that_asks_without_end_waits(monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    async def ask():
        limit = ConnectionLimit(AddressLimits(Crowded()), "reader")
        for _ in range(RUNS_OF_CONNECTION.burst + 3):
            await limit.wait()

    monkeypatch.setattr(rate.asyncio, "sleep", sleep)
    run(ask)
    assert max(waited[: RUNS_OF_CONNECTION.burst]) == 0
    assert max(waited) > 2 / RUNS_OF_CONNECTION.per_second
