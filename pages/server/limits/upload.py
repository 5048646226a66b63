"""The address of uploads: one file at a time, only from a page that offers it, and only while there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime

from pages.server.limits.upload_quota import UploadQuota

LARGEST = 51 * 1024 * 1024  # bytes of a file with its form (.streamlit/config.toml: maxUploadSize)
SECONDS = 120  # until a file must have come
RETRY = {"retry-after": "30"}


class Upload:
    """Answers requests that send a file; those that take one away pass."""

    def __init__(self, app: ASGIApp, quota: UploadQuota, is_open: Callable[[str], bool] | None = None) -> None:
        self._app = app
        self._quota = quota
        self._is_open = is_open or (lambda session: Runtime.instance().is_active_session(session))

    async def __call__(self, scope: Scope, receive: Receive, send: Send, session: str) -> None:
        """Pass a file on to Streamlit, or refuse it before it is read."""
        if scope["method"] != "PUT":
            await self._app(scope, receive, send)
        elif not self._quota.allows(session):
            await PlainTextResponse("This page takes no files.\n", 403)(scope, receive, send)
        elif not self._quota.reserve(session, min(length_of(scope), LARGEST), self._is_open):
            await PlainTextResponse("Other files are on their way.\n", 503, headers=RETRY)(scope, receive, send)
        else:
            await self._arriving(scope, receive, send, session)

    async def _arriving(self, scope: Scope, receive: Receive, send: Send, session: str) -> None:
        if Runtime.exists():
            Runtime.instance().uploaded_file_mgr.remove_session_files(session)  # one file a session
        answers: list[int] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                answers.append(message["status"])
            await send(message)

        try:
            async with asyncio.timeout(SECONDS):
                await self._app(scope, receive, noting)
        except ClientDisconnect:
            return  # whoever sent it has left
        except TimeoutError:
            if not answers:
                await PlainTextResponse("The file came too slowly.\n", 408)(scope, receive, send)
        finally:
            self._quota.received(session)
            if answers != [204]:
                self._quota.release(session)


def length_of(scope: Scope) -> int:
    """Return how long a request says it is; as long as may be where it does not say."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(said) if said.isdigit() else LARGEST
