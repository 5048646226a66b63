"""Responses on disk while a source is fetched: each is written whole, and an interrupted run goes on from there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import tomli_w

from contract.pointer import write_whole
from etl.config.toml import FromToml, read_toml
from etl.fetch.services.client import Response
from etl.one_writer import sweep

FRESH = timedelta(hours=12)  # StatFin publishes once a day, at 8: older leftovers may be of another day's table


class StoredResponse(FromToml, frozen=True):
    """A raw response on disk, and the request that it answers."""

    role: str  # metadata, data, regions, indicator …
    query: int  # which of the declaration's queries it belongs to, counted from 0
    url: str
    body: str
    sha256: str
    fetched_at: datetime
    file: str


class ResponseCache:
    """Responses of one source, in the order of asking."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.responses = list[StoredResponse]()
        self.reused = 0
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)

    def store(self, role: str, query: int, response: Response) -> StoredResponse:
        """Store a response and append it; its description is written last and vouches for it."""
        key = _key(response.url, response.body)
        write_whole(self.folder / f"{key}.json", response.content)
        sha256 = hashlib.sha256(response.content).hexdigest()
        stored = StoredResponse(role=role, query=query, url=response.url, body=response.body, sha256=sha256,
                    fetched_at=response.fetched_at, file=f"{key}.json")  # fmt: skip
        write_whole(
            self.folder / f"{key}.toml", tomli_w.dumps(msgspec.to_builtins(stored, builtin_types=[datetime])).encode()
        )
        self.responses.append(stored)
        return stored

    def get_or_fetch(self, role: str, query: int, url: str, body: str, get: Callable[[], Response]) -> StoredResponse:
        """Return the response that an interrupted run left, or fetch and store it."""
        left = self._stored(url, body)
        if left is None:
            return self.store(role, query, get())
        self.reused += 1
        self.responses.append(left)
        return left

    def holds(self, url: str, content: bytes) -> bool:
        """Return whether an interrupted run got the same metadata; otherwise its data belong to another table."""
        left = self._stored(url, "")
        return left is not None and left.sha256 == hashlib.sha256(content).hexdigest()

    def clear(self) -> None:
        """Remove what an interrupted run has left."""
        self.remove()
        self.folder.mkdir(parents=True)

    def remove(self) -> None:
        """Remove the folder: its responses stand in the snapshot by now."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stored(self, url: str, body: str) -> StoredResponse | None:
        path = self.folder / f"{_key(url, body)}.toml"
        if not path.is_file():
            return None
        left = read_toml(path, StoredResponse)
        content = self.folder / left.file
        whole = content.is_file() and hashlib.sha256(content.read_bytes()).hexdigest() == left.sha256
        return left if whole and abs(datetime.now(UTC) - left.fetched_at) < FRESH else None


def _key(url: str, body: str) -> str:
    return hashlib.sha256(f"{url}\n{body}".encode()).hexdigest()[:16]
