"""Whose turn it is: a bounded queue in which nobody can push others aside by asking for much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

T = TypeVar("T")


class QueueFullError(Exception):
    """Say that nobody may wait any more."""


@dataclass(frozen=True, slots=True)
class _Turn(Generic[T]):
    tag: int  # whose is the least is next
    number: int  # in the order of asking
    client: str
    weight: int
    job: T


class Turns(Generic[T]):
    """Start-time fair queue: clients take turns, and small jobs pass large ones without keeping them waiting for ever.

    A job is tagged with the time at which it would end if everybody who waits were served alike (Goyal, Vin and Cheng
    1996); the least tag is next. In a full queue a newcomer takes the place of the last job of whoever has most there.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.now = 0  # the tag of the job that had the last turn
        self.waiting: list[_Turn[T]] = []
        self.numbers = count()

    def __len__(self) -> int:
        return len(self.waiting)

    def add(self, client: str, weight: int, job: T) -> T | None:
        """Let a job wait; return the one that had to go for it. Raise QueueFullError."""
        gone = self._last_of_the_longest(client) if len(self.waiting) >= self.most else None
        before = [one.tag for one in self.waiting if (one.client, one.weight) == (client, weight)]
        tag = max([self.now, *before]) + weight
        self.waiting.append(_Turn(tag, next(self.numbers), client, weight, job))
        return gone

    def next(self) -> T:
        """Take out the job whose turn it is; an empty queue is a ValueError."""
        turn = min(self.waiting, key=lambda one: (one.tag, one.number))
        self.waiting.remove(turn)
        self.now = turn.tag
        return turn.job

    def remove(self, job: T) -> bool:
        """Take out a job for which nobody waits any more; return whether it was there."""
        held = [one for one in self.waiting if one.job is not job]
        was_there = len(held) < len(self.waiting)
        self.waiting = held
        return was_there

    def _last_of_the_longest(self, client: str) -> T:
        """Make a place for a client who has fewer jobs here than another."""
        held = Counter(one.client for one in self.waiting)
        longest, most = held.most_common(1)[0]
        if held[client] + 1 >= most:
            raise QueueFullError
        last = max((one for one in self.waiting if one.client == longest), key=lambda one: one.number)
        self.waiting.remove(last)
        return last.job
