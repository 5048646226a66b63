"""One careful caller for all services: paced, limited, repeated where that may help, refused in words where not."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

import httpx
import msgspec
import stamina

from contract.errors import UserError
from etl.fetch.services.declarations import Service

AGENT = "Lagesbild/2026 (yearly situation picture of population relations; httpx)"  # Sotkanet answers 403 without one
PASSING = {429, 502, 503, 504}  # worth asking again
LONGEST_WAIT = 120.0


class _PassingError(Exception):
    """A response that may be better next time."""

    def __init__(self, said: str, after: float | None = None) -> None:
        super().__init__(said)
        self.after = after


class _StatusError(Exception):
    """A response with a status that no repetition will change."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(url)
        self.url = url
        self.status = status


@dataclass(frozen=True, slots=True)
class Response:
    """A raw response, exactly as it came, and what was asked."""

    url: str
    body: str  # the JSON that was posted, or ""
    content: bytes
    fetched_at: datetime


@dataclass
class Pace:
    """At most `calls` in any `window` seconds, and `pause` seconds between two."""

    calls: int = 10  # the lowest limit a help page names, until ?config has told
    window: float = 10.0
    pause: float = 0.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    made: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Sleep until the next call is allowed, and count it."""
        now = self.clock()
        ready = max(
            self.made[-1] + self.pause if self.made else now,
            self.made[-self.calls] + self.window if len(self.made) >= self.calls else now,
        )
        if ready > now:
            self.sleep(ready - now)
        self.made.append(max(ready, now))
        while len(self.made) > self.calls:
            self.made.popleft()


class ServiceClient:
    """A client of one service. Close it, or use it in `with`."""

    def __init__(self, service: Service, pace: Pace | None = None) -> None:
        self.service = service
        self.pace = pace or Pace(pause=service.pause_seconds)
        self._http = httpx.Client(
            headers={"User-Agent": AGENT}, timeout=service.timeout_seconds, follow_redirects=True, trust_env=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str) -> Response:
        """Get JSON from a path of the service; raise UserError."""
        return self._asked("GET", path, "")

    def post(self, path: str, body: str) -> Response:
        """Post JSON to a path of the service; raise UserError."""
        return self._asked("POST", path, body)

    def try_get(self, path: str, missing: tuple[int, ...]) -> Response | None:
        """Get JSON, or None where the service answers with one of the statuses `missing`; raise UserError."""
        try:
            return self._repeated("GET", path, "")
        except _StatusError as error:
            if error.status in missing:
                return None
            raise _user_error(error) from error

    def _asked(self, method: str, path: str, body: str) -> Response:
        try:
            return self._repeated(method, path, body)
        except _StatusError as error:
            raise _user_error(error) from error

    def _repeated(self, method: str, path: str, body: str) -> Response:
        url = self.service.url.rstrip("/") + path

        @stamina.retry(
            on=_may_retry,
            attempts=self.service.attempts,
            timeout=None,
            wait_initial=self.service.wait_seconds,
            wait_max=LONGEST_WAIT,
            wait_jitter=self.service.wait_seconds / 2,
        )
        def once() -> Response:
            return self._once(method, url, body)

        try:
            return once()
        except (_PassingError, httpx.TransportError) as error:
            found = str(error) or type(error).__name__
            raise UserError("service_no_answer", path=url, found=found, attempts=self.service.attempts) from error

    def _once(self, method: str, url: str, body: str) -> Response:
        self.pace.wait()
        headers = {"Content-Type": "application/json"} if body else {}
        response = self._http.request(method, url, content=body.encode() or None, headers=headers)
        if response.status_code in PASSING:
            raise _PassingError(f"status {response.status_code}", _seconds(response.headers.get("Retry-After", "")))
        if not response.is_success:
            raise _StatusError(url, response.status_code)
        try:
            msgspec.json.decode(response.content)
        except msgspec.DecodeError as error:  # an HTML page with status 200, or half an answer
            raise _PassingError(f"not JSON: {response.text[:60]!r}") from error
        return Response(url, body, response.content, datetime.now(UTC).replace(microsecond=0))


def _user_error(error: _StatusError) -> UserError:
    """Return the error for a status, in the sense in which the services use it (SOURCES.md)."""
    match error.status:
        case 400:
            return UserError("service_bad_request", path=error.url)
        case 403:
            return UserError("service_forbidden", path=error.url)
        case 404:
            return UserError("service_not_found", path=error.url)
    return UserError("service_status", path=error.url, status=error.status)


def _may_retry(error: Exception) -> bool | float:
    if isinstance(error, _PassingError):
        return True if error.after is None else error.after
    return isinstance(error, httpx.TransportError)


def _seconds(text: str) -> float | None:
    return min(float(text), LONGEST_WAIT) if text.isdecimal() else None
