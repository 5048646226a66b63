"""What is kept: by its bytes, made once, let go in turn, and never a failure among it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.server.caching.cache import Cache, Share

KEYS = [*"abcdefghij"]


def never():
    raise AssertionError("it is kept, and is made again")


def filled(most, *keys):
    """Keep values of ten bytes each, with room for so many of them."""
    kept = Cache(most * 10, len)
    for key in keys:
        kept.put(key, key * 10)
    return kept


def held(kept):
    return [key for key in KEYS if key in kept]


def test_what_was_not_asked_for_the_longest_goes_first_and_by_size():
    kept = filled(3, *"abc")
    kept.get("a")
    kept.put("d", "d" * 10)
    assert held(kept) == ["a", "c", "d"]
    assert kept.get_or_make("a", never) == "a" * 10
    kept.put("e", "e" * 20)
    assert held(kept) == ["a", "e"]


def test_a_value_larger_than_the_whole_room_pushes_nothing_out():
    kept = filled(3, *"ab")
    assert kept.get_or_make("c", lambda: "c" * 31) == "c" * 31
    assert held(kept) == ["a", "b"]


def test_without_room_everything_is_made_and_nothing_kept():
    kept = filled(0, "a")
    assert kept.get("a") is None
    assert kept.get_or_make("a", lambda: "x") == "x"
    assert (len(kept), kept.bytes) == (0, 0)


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 60))))
def test_bytes_are_counted_and_never_too_many(puts):
    kept = Cache(100, len)
    for key, size in puts:
        kept.put(key, "." * size)
        assert kept.bytes == sum(len(kept.get(one)) for one in held(kept)) <= 100


def test_nothing_is_a_value_too():
    kept = Cache(100, lambda _: 1)
    assert kept.get_or_make("a", lambda: None) is None
    assert kept.get_or_make("a", never) is None


def test_what_is_let_go_leaves_its_room():
    kept = filled(4, *"abcd")
    kept.forget(lambda key: key in "bd")
    assert (held(kept), kept.bytes) == (["a", "c"], 20)


def test_a_failure_is_told_to_who_met_it_and_not_kept():
    kept = filled(1)

    def fails():
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        kept.get_or_make("a", fails)
    again = threading.Thread(target=kept.get_or_make, args=("a", lambda: "made"), daemon=True)
    again.start()
    again.join(60)  # it would wait for ever if the failure had left its place taken
    assert kept.get("a") == "made"


def test_of_many_who_ask_at_once_one_makes_it_and_the_others_wait():
    kept, begun, made = filled(3), threading.Event(), []

    def slowly():
        made.append(1)
        begun.wait(0.2)
        return bytes([1, 2])

    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(kept.get_or_make, "a", slowly) for _ in range(8)]
        found = [one.result() for one in asked]
    assert (len(made), len({id(one) for one in found})) == (1, 1)


def test_after_a_failure_one_of_those_who_wait_makes_it():
    kept, asked, made = filled(3), threading.Barrier(8), []

    def makes():
        made.append(1)
        if len(made) == 1:
            asked.wait(60)  # until all have asked
            raise OSError("disk")
        return "made"

    def reader(first):
        if not first:
            asked.wait(60)
        try:
            return kept.get_or_make("a", makes)
        except OSError:
            return "failed"

    with ThreadPoolExecutor(8) as readers:
        found = sorted(readers.map(reader, [True] + [False] * 7))
    assert (found, len(made)) == (["failed"] + ["made"] * 7, 2)


def test_who_asks_for_something_else_does_not_wait():
    kept, over = filled(3), threading.Event()
    with ThreadPoolExecutor(1) as slow:
        waiting = slow.submit(kept.get_or_make, "a", lambda: str(over.wait(60)))
        assert kept.get_or_make("b", lambda: "b") == "b"
        over.set()
        assert waiting.result() == "True"


def test_many_threads_leave_the_size_right():
    kept = filled(20)
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda number: kept.get_or_make(number * 7 % 50, lambda: "x" * 10), range(2000)))
    assert kept.bytes == len(kept) * 10 == 200


def test_the_shares_are_all_of_the_memory_that_an_operator_allows():
    assert sum(share.of(200) for share in Share) == 200_000_000
    assert {share.of(0) for share in Share} == {0}
