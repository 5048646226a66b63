"""Allowances fill up at a steady pace, for each client and for all together."""

from hypothesis import given
from hypothesis import strategies as st

from pages.server.api.limits import Allowances, Limits


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_is_allowed_and_then_a_steady_pace():
    clock = Clock()
    allowances = Allowances(Limits(processor_seconds=5, processor_seconds_per_minute=6), clock)
    for _ in range(5):
        assert allowances.wait("a") == (0, False)
        allowances.spend("a", 1)
    assert allowances.wait("a") == (1, True)
    allowances.spend("a", 1)
    assert allowances.wait("a") == (10, True)
    clock.now += 9
    assert allowances.wait("a") == (1, True)
    clock.now += 1.1
    assert allowances.wait("a") == (0, False)


def test_who_has_not_asked_for_long_may_spend_no_more_than_a_burst():
    clock = Clock()
    allowances = Allowances(Limits(processor_seconds=5, processor_seconds_per_minute=6), clock)
    allowances.wait("a")
    clock.now += 86_400
    assert allowances.wait("a") == (0, False)
    allowances.spend("a", 6)
    assert allowances.wait("a")[0] > 0


def test_one_client_does_not_use_up_the_allowance_of_another():
    allowances = Allowances(Limits(processor_seconds=5, processor_seconds_of_all=40), Clock())
    allowances.spend("a", 10)
    assert allowances.wait("a")[1]
    assert allowances.wait("b") == (0, False)


def test_all_clients_together_have_one_allowance():
    allowances = Allowances(Limits(processor_seconds=5, processor_seconds_of_all=10), Clock())
    for client in "abc":
        allowances.spend(client, 4)
    seconds, own = allowances.wait("d")
    assert seconds > 0
    assert not own


def test_only_so_many_clients_are_remembered():
    allowances = Allowances(Limits(), Clock(), clients=10)
    for number in range(1000):
        allowances.wait(str(number))
    assert len(allowances.of_client) == 10


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.01, 2)), max_size=60))
def test_in_any_minute_no_more_is_spent_than_the_burst_the_pace_and_one_answer(asked):
    clock = Clock()
    allowances = Allowances(Limits(processor_seconds=10, processor_seconds_per_minute=30), clock)
    spent = []
    for pause, cost in asked:
        clock.now += pause
        if allowances.wait("a") == (0, False):
            allowances.spend("a", cost)
            spent.append((clock.now, cost))
    for start, _ in spent:
        assert sum(cost for at, cost in spent if start <= at < start + 60) <= 10 + 30 + 2
