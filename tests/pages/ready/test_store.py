"""Ready answers: kept by size, made once, dropped with their build, and never a failure among them."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.ready.store import Store

ANSWER = "x" * 10_000
SIZE = sys.getsizeof(ANSWER)


def answer():
    """An answer of its own, of SIZE bytes."""
    return "".join(["x"] * 10_000)


def never():
    raise AssertionError("it is ready, and is made again")


def filled(limit, *questions):
    store = Store(limit * SIZE)
    for question in questions:
        store.get("build", question, answer)
    return store


def held(store, *questions):
    return [question for question in questions if store.holds("build", question)]


def test_an_answer_is_made_once():
    store = filled(3, "a")
    assert store.get("build", "a", never) == ANSWER


def test_what_was_not_asked_for_the_longest_goes_first_and_by_size():
    store = filled(3, "a", "b", "c")
    store.get("build", "a", never)
    store.get("build", "d", answer)
    assert held(store, "a", "b", "c", "d") == ["a", "c", "d"]
    store.get("build", "large", lambda: (answer(), answer()))
    assert held(store, "a", "c", "d", "large") == ["large"]  # the tuple itself takes room too
    assert store.size <= store.limit


def test_an_answer_larger_than_the_whole_room_pushes_nothing_out():
    store = filled(3, "a")
    assert len(store.get("build", "huge", lambda: tuple(answer() for _ in range(4)))) == 4
    assert held(store, "a", "huge") == ["a"]


def test_without_room_everything_is_answered_and_nothing_kept():
    store = filled(0, "a")
    assert store.get("build", "a", answer) == ANSWER
    assert (len(store), store.size) == (0, 0)


def test_a_failure_is_told_to_who_met_it_and_not_kept():
    store = Store(SIZE)

    def fails():
        raise OSError("disk")

    for _ in range(2):
        with pytest.raises(OSError, match="disk"):
            store.get("build", "a", fails)
    assert store.get("build", "a", answer) == ANSWER


def test_builds_do_not_share_answers_and_those_of_other_builds_are_let_go():
    store = filled(4, "a")
    store.get("newer", "a", answer)
    assert len(store) == 2
    store.keep_only("newer")
    assert held(store, "a") == []
    assert (store.holds("newer", "a"), store.size) == (True, SIZE)


def test_of_many_who_ask_at_once_one_makes_it_and_the_others_wait():
    store, begun, made = Store(10 * SIZE), threading.Event(), []

    def slowly():
        made.append(1)
        begun.wait(0.2)
        return answer()

    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(store.get, "build", "a", slowly) for _ in range(8)]
        found = [one.result() for one in asked]
    assert (len(made), {id(one) for one in found}) == (1, {id(found[0])})


def test_who_asks_for_something_else_does_not_wait():
    store, over = Store(10 * SIZE), threading.Event()
    with ThreadPoolExecutor(1) as slow:
        waiting = slow.submit(store.get, "build", "slow", lambda: over.wait(60))
        assert store.get("build", "a", answer) == ANSWER
        over.set()
        assert waiting.result()


def test_many_threads_leave_the_size_right():
    store = Store(20 * SIZE)
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda number: store.get("build", number * 7 % 50, answer), range(2000)))
    assert store.size == len(store) * SIZE == 20 * SIZE
