import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.server.limits.pace import LOOK_AGAIN, MOST_ADDRESSES, MOST_WAITING, OPENING, TOO_LONG, Addresses, Pace, Speed


def run(make):
    """Run a coroutine in a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


def test_a_reader_who_clicks_around_waits_for_nothing_and_a_flood_is_slowed_down():
    now = [0.0]
    pace = Pace(Speed(burst=4, rate=2), lambda: now[0])
    assert [pace.wait() for _ in range(4)] == [0, 0, 0, 0]
    assert pace.wait() == pytest.approx(0.5)
    now[0] += 0.5
    assert pace.wait() == pytest.approx(0.5)
    now[0] += 100
    assert [pace.wait() for _ in range(4)] == [0, 0, 0, 0]


class Crowded:
    def __init__(self):
        self.looks = 0

    def waiting(self, address):
        self.looks += 1
        return MOST_WAITING if address == "flood" and self.looks < 4 else 0


def test_runs_wait_on_the_line_while_many_of_the_same_address_wait_for_a_place():
    turns = Crowded()

    async def ask():
        await asyncio.wait_for(Addresses(turns).wait("other"), LOOK_AGAIN * 100)
        assert turns.looks == 1
        await Addresses(turns).wait("flood")

    run(ask)
    assert turns.looks == 4


def test_only_so_many_addresses_are_remembered():
    addresses = Addresses(Crowded())

    async def ask():
        for number in range(MOST_ADDRESSES + 10):
            await addresses.wait(str(number))

    run(ask)
    assert len(addresses._paces) == MOST_ADDRESSES


def test_a_stranger_who_opens_connections_without_end_is_refused_and_nobody_else():
    addresses = Addresses(Crowded())
    most = OPENING.burst + int(OPENING.rate * TOO_LONG)

    async def ask():
        asked = [asyncio.create_task(addresses.open("stranger")) for _ in range(most + 20)]
        await asyncio.sleep(0.1)
        done = [one.result() for one in asked if one.done()]
        for one in asked:
            one.cancel()
        return done, await addresses.open("other")

    done, other = run(ask)
    assert done.count(False) >= 15
    assert done.count(True) >= OPENING.burst
    assert other
