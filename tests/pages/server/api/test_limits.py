"""Allowances fill up at a steady pace; answers that are ready are bounded by their bytes."""

from hashlib import shake_256

from hypothesis import given
from hypothesis import strategies as st

from pages.server.api.limits import Allowances, Limits
from pages.server.api.ready import Ready


def incompressible(number):
    return shake_256(str(number).encode()).digest(1_000)


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_is_allowed_and_then_a_steady_pace():
    clock = Clock()
    allowances = Allowances(Limits(burst=5, per_minute=60), clock)
    assert [allowances.take("a") for _ in range(6)] == [(0, False)] * 5 + [(1, True)]
    clock.now += 1
    assert allowances.take("a") == (0, False)
    assert allowances.take("a") == (1, True)
    assert allowances.take("b") == (0, False)


def test_one_client_does_not_use_up_the_allowance_of_another():
    allowances = Allowances(Limits(burst=5), Clock())
    for _ in range(100):
        allowances.take("a")
    assert allowances.take("b") == (0, False)


def test_whoever_is_refused_for_asking_too_often_takes_nothing_from_the_others():
    allowances = Allowances(Limits(burst=5, burst_of_all=10), Clock())
    for _ in range(1000):
        allowances.take("a")
    assert [allowances.take("b") for _ in range(5)] == [(0, False)] * 5


def test_only_so_many_clients_are_remembered():
    allowances = Allowances(Limits(), Clock(), clients=10)
    for number in range(1000):
        allowances.take(str(number))
    assert len(allowances.of_client) == 10


@given(st.lists(st.floats(0, 5), max_size=60))
def test_in_any_minute_there_are_at_most_a_burst_and_the_pace(pauses):
    clock = Clock()
    allowances = Allowances(Limits(burst=10, per_minute=30), clock)
    taken = []
    for pause in pauses:
        clock.now += pause
        if allowances.take("a") == (0, False):
            taken.append(clock.now)
    for start in taken:
        assert sum(start <= at < start + 60 for at in taken) <= 10 + 30 + 1


def test_what_is_kept_stays_within_its_bytes_and_the_oldest_goes_first():
    ready = Ready(10_000)
    for number in range(50):
        ready.keep(str(number), incompressible(number))
        assert ready.held <= 10_000
    assert ready.get("0") is None
    assert ready.get("49")


def test_what_is_asked_for_stays():
    ready = Ready(3_000)
    ready.keep("usual", incompressible(0))
    for number in range(20):
        ready.keep(str(number), incompressible(number))
        assert ready.get("usual")


def test_an_answer_larger_than_everything_is_given_and_not_kept():
    ready = Ready(100)
    assert ready.keep("large", incompressible(0))
    assert ready.get("large") is None
    assert ready.held == 0
