"""One file is made once however many ask, nobody waits without bound, and who leaves is forgotten."""

import asyncio
from pathlib import Path

from contract.codes import Language
from pages.server.take.address import Wanted
from pages.server.take.making import File
from pages.server.take.pool import Pool
from pages.server.take.processes import BUSY, HEAVY, Order
from pages.server.take.progress import Waiting
from pages.server.take.reply import Progress
from tests.pages.server.test_guard import run


class Slow:
    """Makes a file as soon as it may, and notes what it made."""

    def __init__(self):
        self.made, self.may, self.patience = [], asyncio.Event(), None

    async def make(self, order, tell):
        tell(Progress(1, 3))
        await self.may.wait()
        self.made.append(order.wanted.form)
        if order.wanted.form == "broken":
            raise ZeroDivisionError("44,1")
        return HEAVY if order.wanted.form == "heavy" else File(order.wanted.form, b"content")

    async def stop(self, patience):
        self.patience = patience


def order(name):
    return Order(Wanted("map", name, Language.SV, (), "build", "", "http://here"), Path("database"))


def ask(pool, name, client="one"):
    return asyncio.create_task(pool.make(name, client, order(name)))


def played(play, **options):
    """Let a pool with one maker play; return what the play returns."""

    async def whole():
        maker = Slow()
        pool = Pool(1, kept=1_000, maker=lambda: maker, **options)
        try:
            async with asyncio.timeout(60):
                return await play(pool, maker)
        finally:
            await pool.close()
            assert maker.patience == 0

    return run(whole)


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


def test_twenty_who_ask_for_the_same_file_get_one_that_was_made_once():
    async def play(pool, maker):
        asked = [ask(pool, "a", f"client {number}") for number in range(20)]
        await settled()
        maker.may.set()
        files = await asyncio.gather(*asked)
        return {id(file) for file in files}, maker.made

    files, made = played(play)
    assert (len(files), made) == (1, ["a"])


def test_a_file_that_was_made_is_not_made_again():
    async def play(pool, maker):
        maker.may.set()
        first = await ask(pool, "a")
        return first is await ask(pool, "a"), maker.made

    assert played(play) == (True, ["a"])


def test_what_could_not_be_made_is_tried_again_when_asked_again():
    async def play(pool, maker):
        maker.may.set()
        return [await ask(pool, "heavy") for _ in range(2)], maker.made

    assert played(play) == ([HEAVY, HEAVY], ["heavy", "heavy"])


def test_after_an_error_that_nobody_foresaw_the_next_file_is_made(caplog):
    async def play(pool, maker):
        maker.may.set()
        return await ask(pool, "broken"), await ask(pool, "a")

    broken, file = played(play)
    assert (broken.key, file.name) == ("take_failed", "a")
    assert broken.number in caplog.text
    assert "44,1" not in caplog.text


def test_beyond_the_bound_nobody_waits_and_the_others_get_theirs():
    async def play(pool, maker):
        asked = [ask(pool, str(number)) for number in range(6)]
        await settled()
        maker.may.set()
        return [outcome is BUSY for outcome in await asyncio.gather(*asked)]

    assert sum(played(play, most_waiting=3)) in {2, 3}  # one may have left the queue already, to be made


def test_a_newcomer_takes_a_place_of_whoever_holds_most_of_a_full_queue():
    async def play(pool, maker):
        greedy = [ask(pool, f"g{number}", "greedy") for number in range(4)]
        await settled()
        modest = ask(pool, "m", "modest")
        await settled()
        maker.may.set()
        outcomes = await asyncio.gather(*greedy)
        return outcomes.count(BUSY), await modest

    lost, modest = played(play, most_waiting=3)
    assert lost == 1
    assert modest == File("m", b"content")


def test_a_reader_who_leaves_leaves_the_queue_and_the_file_is_not_made():
    async def play(pool, maker):
        first, second, third = (ask(pool, name) for name in "abc")
        await settled()
        second.cancel()
        await settled()
        maker.may.set()
        await asyncio.gather(first, third)
        return maker.made, pool.jobs

    assert played(play) == (["a", "c"], {})


def test_a_file_for_which_somebody_still_waits_is_made_though_the_first_has_left():
    async def play(pool, maker):
        ask(pool, "a")
        first, second = ask(pool, "b", "x"), ask(pool, "b", "y")
        await settled()
        first.cancel()
        await settled()
        maker.may.set()
        return await second

    assert played(play) == File("b", b"content")


def test_it_tells_how_each_file_stands_that_somebody_has_asked_for():
    async def play(pool, maker):
        asked = [ask(pool, name) for name in ("a", "heavy")]
        await settled()
        before = [pool.standing(name) for name in ("a", "heavy", "nobody asked")]
        maker.may.set()
        await asyncio.gather(*asked)
        return before, [pool.standing(name) for name in ("a", "heavy", "nobody asked")]

    before, after = played(play)
    assert before == [Progress(1, 3), Waiting(), None]
    assert after == [File("a", b"content"), HEAVY, None]


def test_it_tells_of_a_file_for_which_there_was_no_place():
    async def play(pool, maker):
        asked = [ask(pool, str(number)) for number in range(3)]
        await settled()
        maker.may.set()
        await asyncio.gather(*asked)
        return [pool.standing(str(number)) for number in range(3)]

    assert BUSY in played(play, most_waiting=1)


def test_why_there_is_no_file_is_forgotten_when_it_is_made_at_last():
    async def play(pool, maker):
        maker.may.set()
        pool.failed.put("a", BUSY)
        await ask(pool, "a")
        return pool.standing("a")

    assert played(play) == File("a", b"content")
