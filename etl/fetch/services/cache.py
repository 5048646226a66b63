"""Where answers lie while a source is fetched: each lands whole, and an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import tomli_w

from contract.pointer import write_whole
from etl.config.toml import Card, read_toml
from etl.fetch.services.client import Answer

FRESH = timedelta(hours=12)  # StatFin publishes once a day, at 8: older leftovers may be of another day's table


class Kept(Card, frozen=True):
    """A raw answer on disk, and what it answers."""

    role: str  # metadata, data, regions, indicator …
    query: int  # which of the declaration's queries it belongs to, counted from 0
    url: str
    body: str
    sha256: str
    fetched_at: datetime
    file: str


class Desk:
    """Answers of one source, in the order of asking."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers, self.reused = folder, list[Kept](), 0
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, role: str, query: int, answer: Answer) -> Kept:
        """Write an answer beside, then swap it in; its description comes last and vouches for it."""
        key = _key(answer.url, answer.body)
        write_whole(self.folder / f"{key}.json", answer.content)
        sha256 = hashlib.sha256(answer.content).hexdigest()
        kept = Kept(role=role, query=query, url=answer.url, body=answer.body, sha256=sha256,
                    fetched_at=answer.fetched_at, file=f"{key}.json")  # fmt: skip
        write_whole(
            self.folder / f"{key}.toml", tomli_w.dumps(msgspec.to_builtins(kept, builtin_types=[datetime])).encode()
        )
        self.answers.append(kept)
        return kept

    def ask(self, role: str, query: int, url: str, body: str, get: Callable[[], Answer]) -> Kept:
        """Return the answer that an interrupted run left, or get it."""
        left = self._left(url, body)
        if left is None:
            return self.keep(role, query, get())
        self.reused += 1
        self.answers.append(left)
        return left

    def same_as_before(self, url: str, content: bytes) -> bool:
        """Whether an interrupted run got the same metadata; otherwise its data belong to another table."""
        left = self._left(url, "")
        return left is not None and left.sha256 == hashlib.sha256(content).hexdigest()

    def clear(self) -> None:
        """Forget what an interrupted run has left."""
        self.remove()
        self.folder.mkdir(parents=True)

    def remove(self) -> None:
        """Take the desk away: its answers are kept elsewhere by now."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _left(self, url: str, body: str) -> Kept | None:
        path = self.folder / f"{_key(url, body)}.toml"
        if not path.is_file():
            return None
        left = read_toml(path, Kept)
        content = self.folder / left.file
        whole = content.is_file() and hashlib.sha256(content.read_bytes()).hexdigest() == left.sha256
        return left if whole and datetime.now(UTC) - left.fetched_at < FRESH else None


def _key(url: str, body: str) -> str:
    return hashlib.sha256(f"{url}\n{body}".encode()).hexdigest()[:16]
