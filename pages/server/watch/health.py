"""Whether the server lives, and whether it has something to show: for proxies, for systemd and for people."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from contract.codes import Language
from contract.pointer import NoDatabaseError
from contract.schema import SCHEMA_NUMBER, schema_number
from pages.server.databases import choices_of, connection, published
from pages.server.settings import data_folder
from pages.server.watch.process import process
from picture.query.model import Stamp

SECONDS_KEPT = 1.0  # an answer is good for so long: whoever asks without end opens no picture each time
NEVER = {"cache-control": "no-store"}


async def live(_request: Request) -> Response:
    """Answer as long as the process answers anything."""
    return PlainTextResponse("ok", headers=NEVER)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `/health/ready` says, beside whether the server is draining."""

    stamp: Stamp | None  # of the picture that is served
    schema: int = SCHEMA_NUMBER
    instead: bool = False  # the picture stands in for the one that was published, which cannot be read
    problem: str = ""  # why there is none: a code of contract/messages.toml


class Ready:
    """Answers `/health/ready`: 200 with what is served, or 503 with the reason."""

    def __init__(self, *, tells_all: bool = True) -> None:
        self.tells_all = tells_all  # also of which picture; else only whether there is one
        self.known: Readiness | None = None
        self.until = 0.0
        self.lock = Lock()

    async def answer(self, _request: Request) -> Response:
        """Answer with what is served, and with nothing of readers."""
        async with self.lock:
            if self.known is None or time.monotonic() > self.until:
                self.known = await to_thread.run_sync(look)
                self.until = time.monotonic() + SECONDS_KEPT
        said = spoken(self.known)
        told = said if self.tells_all else {"status": said["status"]}
        return JSONResponse(told, 200 if said["status"] == "ready" else 503, headers=NEVER)


def look() -> Readiness:
    """Open the picture that is served and ask it one question."""
    try:
        served = published(data_folder())
        with connection(served.path).cursor() as con:
            con.execute("SELECT count(*) FROM estimate").fetchone()
            schema = schema_number(con)
        stamp = choices_of(served.path, Language.FI).stamp
    except NoDatabaseError as error:
        return Readiness(None, problem=error.code)
    except duckdb.Error:
        return Readiness(None, problem="database_unreadable")
    return Readiness(stamp, schema, served.instead)


def spoken(readiness: Readiness) -> dict[str, Any]:
    """Put what is known into JSON."""
    if process().draining:
        return {"status": "draining"}
    if readiness.stamp is None:
        return {"status": "no picture", "problem": readiness.problem}
    stamp = readiness.stamp
    built = stamp.built_at.replace(tzinfo=UTC)
    return {
        "status": "ready",
        "build": stamp.build,
        "edition": stamp.edition,
        "version": stamp.version,
        "picture": stamp.status,
        "synthetic": stamp.synthetic,
        "built_at": built.isoformat(timespec="seconds"),
        "schema": readiness.schema,
        "instead_of_published": readiness.instead,
        "age_seconds": max(0, round((datetime.now(UTC) - built).total_seconds())),
    }
