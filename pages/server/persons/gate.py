"""The one layer in front of a preview: whatever is asked, it decides first who asks.

No page, file or route behind it has a check of its own. What is answered to somebody who is not let in depends on
nothing that waits here.
"""

from __future__ import annotations

from asyncio import TaskGroup
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.persons.people import Decision, Role
from pages.server.paths import path_of
from pages.server.persons.access import Access
from pages.server.persons.answers import FROM_ELSEWHERE, NO_ROLE, NOT_NOW, NOTHING_WAITS, refused, sign_in
from pages.server.persons.cookies import OwnCookies
from pages.server.persons.diary import Arrivals, Diary, NotNotedError
from pages.server.persons.identity import Identity, Person
from pages.server.persons.needed import CALLBACK, OF_STREAMLIT, is_file, is_open, needed_role
from pages.server.persons.open_page import FORBIDDEN, OpenPage
from pages.server.watch.monitor import count_rejection

SAFE = frozenset({"GET", "HEAD"})
ADMITTED = "admitted"  # in the scope of what is passed on: who asks
LASTING = ("/static/", "/script/", "/look/")  # the program's own files: a browser may keep them
NOT_KEPT = "private, no-store"
Begin = Callable[[Message], Awaitable["Refused | None"]]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A person who may have what is asked."""

    person: Person
    role: Role


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not answered."""

    key: str = ""  # of the words; "" = nobody is signed in
    when: datetime | None = None  # the person's window opens, or has closed


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets persons in whom the list names, in their window, as far as their role reaches."""

    app: ASGIApp
    identity: Identity
    access: Access
    diary: Diary
    cookies: OwnCookies | None  # None: people sign in at a proxy
    header: str  # that a proxy names persons in; it goes no further than here
    arrivals: Arrivals | None = None  # of those who signed in at a proxy; None: the sign-in here is noted itself

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; of what is neither HTTP nor a websocket, only start and end pass."""
        inner = {**scope, "headers": [one for one in scope.get("headers", ()) if one[0] != self.header.encode()]}
        match scope["type"]:
            case "http" if is_open(path_of(scope), signs_in=self.cookies is not None):
                await self._open(scope, inner, receive, send)
            case "http":
                await self._http(scope, inner, receive, send)
            case "websocket":
                await self._websocket(scope, inner, receive, send)
            case "lifespan":
                await self.app(scope, receive, send)

    async def _open(self, scope: Scope, inner: Scope, receive: Receive, send: Send) -> None:
        """Pass on what everybody may ask for, and note who signs in."""

        async def begin(message: Message) -> Refused | None:
            if self.cookies is None or path_of(scope) not in OF_STREAMLIT:
                return None
            headers = MutableHeaders(scope=message)
            try:
                if path_of(scope) == CALLBACK:
                    person = self.cookies.named_by(headers)
                    decision = await to_thread.run_sync(self.access.decide, person) if person else None
                    await self.diary.signed_in(person, decision)
            except NotNotedError:
                return Refused(NOT_NOW)
            self.cookies.own(headers)
            return None

        await self._passed_on(scope, inner, receive, send, begin)

    async def _http(self, scope: Scope, inner: Scope, receive: Receive, send: Send) -> None:
        found = await self._decide(scope)
        if isinstance(found, Refused):
            await self._refuse(scope, found, receive, send)
            return

        async def begin(message: Message) -> Refused | None:
            """Let an answer begin only where it still may: the edition may be another one, or the time over by now."""
            again = await self._decide(scope)
            if isinstance(again, Refused):
                return again
            try:
                if is_file(path_of(scope)) and scope["method"] == "GET":
                    await self.diary.taken(again.person, path_of(scope), message["status"])
            except NotNotedError:
                return Refused(NOT_NOW)
            if not path_of(scope).startswith(LASTING):
                MutableHeaders(scope=message)["cache-control"] = NOT_KEPT
            return None

        await self._passed_on(scope, {**inner, ADMITTED: found}, receive, send, begin)

    async def _passed_on(self, scope: Scope, inner: Scope, receive: Receive, send: Send, begin: Begin) -> None:
        """Pass a request on; `begin` may still refuse its answer, of which then nothing is sent."""
        refusal: Refused | None = None

        async def checked(message: Message) -> None:
            nonlocal refusal
            if message["type"] == "http.response.start":
                refusal = await begin(message)
            if refusal is None:
                await send(message)

        await self.app(inner, receive, checked)
        if refusal is not None:
            await self._refuse(scope, refusal, receive, send)

    async def _decide(self, scope: Scope) -> Admitted | Refused:
        """Decide on a request at this moment; a proxy's person is noted first."""
        person = self.identity.of(scope)
        if person is None:
            return Refused()
        decision = await to_thread.run_sync(self.access.decide, person)
        try:
            if self.arrivals is not None:
                await self.arrivals.note(person, decision)
        except NotNotedError:
            return Refused(NOT_NOW)
        return _decided(scope, person, decision)

    async def _refuse(self, scope: Scope, refusal: Refused, receive: Receive, send: Send) -> None:
        count_rejection("person")
        here = self.cookies is not None
        answer: Response = (
            refused(scope, refusal.key, refusal.when, here=here) if refusal.key else sign_in(scope, here=here)
        )
        await answer(scope, receive, send)

    async def _websocket(self, scope: Scope, inner: Scope, receive: Receive, send: Send) -> None:
        """Decide when a page connects and, as long as it is open, on every message and every few seconds."""
        first = await self._decide(scope)
        if isinstance(first, Refused):
            count_rejection("person")
            await receive()  # the request to connect
            await send({"type": "websocket.close", "code": FORBIDDEN})
            return

        async def may_go_on() -> bool:
            return datetime.now(UTC) < first.person.until and isinstance(await self._decide(scope), Admitted)

        page = OpenPage(receive, send, may_go_on)
        async with TaskGroup() as tasks:
            watching = tasks.create_task(page.watch())
            try:
                await self.app({**inner, ADMITTED: first}, page.receive, page.send)
            finally:
                watching.cancel()


def _decided(scope: Scope, person: Person, decision: Decision | None) -> Admitted | Refused:
    """Return what a decision on a person means for what is asked."""
    if decision is None:
        return Refused(NOTHING_WAITS)
    if decision.refusal is not None:
        return Refused(f"access_{decision.refusal}", decision.when)
    if not decision.role.covers(needed_role(path_of(scope))):
        return Refused(NO_ROLE)
    if scope["type"] == "http" and scope["method"] not in SAFE and "origin" not in Headers(scope=scope):
        return Refused(FROM_ELSEWHERE)  # which origin is ours, the guard decides
    return Admitted(person, decision.role)
