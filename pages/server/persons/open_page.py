"""The websocket of an open page, which ends when its reader may not see it any more."""

from __future__ import annotations

from asyncio import FIRST_COMPLETED, Event, Task, create_task, wait, wait_for
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.types import Message, Receive, Send

FORBIDDEN = 4403  # close code; before the connection is accepted the server turns it into HTTP 403
WATCH_SECONDS = 5.0


class OpenPage:
    """The two directions of one connection; `may_go_on` is asked on every message and every few seconds."""

    def __init__(self, receive: Receive, send: Send, may_go_on: Callable[[], Awaitable[bool]]) -> None:
        self._receive = receive
        self._send = send
        self._may_go_on = may_go_on
        self._ended = Event()

    async def receive(self) -> Message:
        """Return the next message of a reader who may go on; for others the connection has ended."""
        coming: Task[Message] = create_task(_message(self._receive))
        ended = create_task(self._ended.wait())
        try:
            await wait({coming, ended}, return_when=FIRST_COMPLETED)
            if not await self._goes_on():
                return {"type": "websocket.disconnect", "code": FORBIDDEN}
            return coming.result()
        finally:
            coming.cancel()
            ended.cancel()

    async def send(self, message: Message) -> None:
        """Pass on what is sent to a reader who may go on."""
        if await self._goes_on():
            await self._send(message)

    async def watch(self) -> None:
        """End the connection when its time is over, also where nobody sends anything."""
        while await self._goes_on():
            with suppress(TimeoutError):
                await wait_for(self._ended.wait(), WATCH_SECONDS)

    async def _goes_on(self) -> bool:
        if not self._ended.is_set() and not await self._may_go_on():
            self._ended.set()
            with suppress(OSError, RuntimeError):  # it has ended meanwhile
                await self._send({"type": "websocket.close", "code": FORBIDDEN})
        return not self._ended.is_set()


async def _message(receive: Receive) -> Message:
    return await receive()
