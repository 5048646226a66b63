"""Notice while the server runs: a new picture, one that cannot be read, and how often strangers were refused."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from anyio import to_thread

from pages.server.watch.health import Readiness, look
from pages.server.watch.logs import event
from pages.server.watch.metrics import metrics
from pages.server.watch.process import process

LOOK_SECONDS = 5.0
TELL_SECONDS = 60.0  # one line a minute for each reason, however often


@cache
def rejections() -> Counter[str]:
    """Return what has been refused since the last line about it: reason -> how often."""
    return Counter()


def count_rejection(reason: str) -> None:
    """Count a refusal; the log tells of it within a minute."""
    rejections()[reason] += 1
    metrics().refused.labels(reason).inc()


@asynccontextmanager
async def monitor(**started: str | int | bool) -> AsyncIterator[None]:
    """Log the start with what is told of it, look out while the server runs, and log the stop."""
    event("start", **started)
    task = asyncio.create_task(_monitor())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        log_rejections()
        event("stop", seconds=round(time.time() - process().started))


async def _monitor() -> None:
    before = Readiness(None)
    told = time.monotonic()
    while True:
        now = await to_thread.run_sync(look)
        log_served(before, now)
        before = now
        if time.monotonic() - told >= TELL_SECONDS:
            log_rejections()
            told = time.monotonic()
        await asyncio.sleep(LOOK_SECONDS)


def log_served(before: Readiness, now: Readiness) -> None:
    """Log another picture than before, or that there is none; measure its age."""
    kept = metrics()
    if now.stamp is not None:
        built = now.stamp.built_at.replace(tzinfo=UTC)
        kept.build_age.set((datetime.now(UTC) - built).total_seconds())
    if replace(now, schema=0) == replace(before, schema=0):
        return
    kept.build.clear()
    if now.stamp is None:
        event("no_picture", logging.ERROR, problem=now.problem)
        return
    stamp = now.stamp
    kept.build.labels(stamp.build, stamp.edition, stamp.status, str(now.instead).lower()).set(1)
    level = logging.WARNING if now.instead else logging.INFO
    event("new_build", level, build=stamp.build, edition=stamp.edition, status=stamp.status, instead=now.instead)


def log_rejections() -> None:
    """Log how often strangers were refused since the last time, one line for each reason."""
    for reason, count in sorted(rejections().items()):
        event("refused", logging.WARNING, reason=reason, count=count)
    rejections().clear()
