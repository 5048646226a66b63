"""How many messages Streamlit sends before the rest of the event loop goes on.

Its loop lets everything else go first after each single message, whatever page it belongs to. With many requests
waiting, a page of 100 messages took 100 rounds: seconds instead of tenths.
"""

from __future__ import annotations

import types
from collections.abc import Coroutine, Generator
from functools import partial
from itertools import count

from streamlit.runtime.runtime import Runtime

BATCH = 50  # messages; a tenth of what Streamlit keeps for one page before it gives the reader up


def send_in_batches() -> None:
    """Let the loop of Streamlit's runtime send BATCH messages a round; before the runtime is started."""
    one_by_one = Runtime._loop_coroutine  # noqa: SLF001 - Streamlit has no setting for it

    async def loop(runtime: Runtime) -> None:
        await in_batches(one_by_one(runtime), BATCH)

    setattr(Runtime, "_loop_coroutine", loop)  # noqa: B010 - a method may not be assigned


@types.coroutine
def in_batches(work: Coroutine[object, None, None], size: int) -> Generator[object, None, None]:
    """Run a coroutine that stops only at every SIZE-th `asyncio.sleep(0)`, and wherever it waits for something."""
    offers = count(1)
    step = partial(work.send, None)
    while True:
        try:
            waiting_for = step()
        except StopIteration:
            return
        step = partial(work.send, None)
        if waiting_for is None and next(offers) % size:
            continue  # `asyncio.sleep(0)` waits for nothing
        try:
            yield waiting_for
        except BaseException as error:  # noqa: BLE001 - to be raised in the coroutine
            step = partial(work.throw, error)
