from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from etl.fetch.services.client import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(st.lists(st.floats(0, 5), min_size=50, max_size=120), st.floats(0, 2))
def test_no_more_than_forty_calls_fall_into_any_minute(between, pause):
    clock = Clock()
    pace, times = Pace(calls=40, window=60, pause=pause, clock=clock, sleep=clock.sleep), []
    for idle in between:
        clock.now += idle
        pace.wait()
        times.append(clock.now)
    assert all(later - first >= 60 - 1e-9 for first, later in zip(times, times[40:], strict=False))
    assert all(later - first >= pause - 1e-9 for first, later in itertools.pairwise(times))


def test_the_first_call_does_not_wait():
    clock = Clock()
    Pace(calls=1, window=60, pause=9, clock=clock, sleep=clock.sleep).wait()
    assert clock.now == 0
