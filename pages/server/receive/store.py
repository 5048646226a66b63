"""The store that editions are fetched from: a folder, or a bucket of any service that speaks S3. It is only read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from itertools import chain
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from contract.editions.announcement import (
    ANNOUNCEMENTS,
    LONGEST,
    AnnouncedFile,
    announcement_name,
    announcement_numbers,
    store_url,
    without_tls,
)
from contract.errors import UserError

BLOCK = 1024 * 1024  # bytes
CONNECT = timedelta(seconds=3)
ASKING = timedelta(seconds=5)  # for a look: the next one comes soon, and an hour may come meanwhile
SILENCE = timedelta(seconds=30)  # after which a store that sends nothing more of a file is given up
WHOLE = timedelta(hours=1)  # for one file, however slow the network is
TRIES = 3


class Store:
    """Reads what a store announces, and fetches files. A folder that is not there yet is looked for at each try."""

    def __init__(self, text: str) -> None:
        """Name a store as the setting does; raise UserError."""
        self._url = store_url(text)

    def numbers(self, since: int) -> list[int]:
        """Return the numbers of the announcements from one on, newest first; raise UserError."""
        with _asked(ANNOUNCEMENTS):
            before = announcement_name(since - 1) if since else None
            pages = list(obstore.list(self._asking, f"{ANNOUNCEMENTS}/", offset=before))
        return announcement_numbers(str(one["path"]) for one in chain.from_iterable(pages))

    def content(self, number: int) -> bytes:
        """Return an announcement as it stands there; raise UserError."""
        name = announcement_name(number)
        with _asked(name):
            found = obstore.get(self._asking, name)
            if found.meta["size"] > LONGEST:
                raise UserError("announcement_damaged", path=name)
            return bytes(found.bytes())

    def fetch(self, file: AnnouncedFile, into: Path) -> None:
        """Write a file of the store under a path, and compare size and hash; raise UserError, or OSError."""
        total = hashlib.sha256()
        size = 0
        with into.open("wb") as write:
            for block in self._blocks(file):
                total.update(block)
                size += len(block)
                write.write(block)
        if (total.hexdigest(), size) != (file.sha256, file.size):
            raise UserError("object_damaged", path=file.object)

    def _blocks(self, file: AnnouncedFile) -> Iterator[bytes]:
        with _asked(file.object):
            found = obstore.get(self._fetching, file.object)
            if found.meta["size"] != file.size:
                raise UserError("object_damaged", path=file.object)
            blocks = iter(found.stream(min_chunk_size=BLOCK))
        while True:
            with _asked(file.object):  # not around what the caller does: the disk may fail too
                block = next(blocks, None)
            if block is None:
                return
            yield bytes(block)

    @cached_property
    def _asking(self) -> ObjectStore:
        return self._opened(ASKING, tries=0)

    @cached_property
    def _fetching(self) -> ObjectStore:
        return self._opened(WHOLE, tries=TRIES)

    def _opened(self, seconds: timedelta, *, tries: int) -> ObjectStore:
        if self._url.startswith("file:"):
            return from_url(self._url)
        return from_url(
            self._url,
            client_options={
                "connect_timeout": CONNECT,
                "read_timeout": min(seconds, SILENCE),
                "timeout": seconds,
                "allow_http": without_tls(),
            },
            retry_config={"max_retries": tries, "retry_timeout": SILENCE},
        )


@contextmanager
def _asked(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("object_lost", path=name) from error
    except (BaseError, PermissionError) as error:
        # the first line; those that follow repeat it for programmers
        raise UserError("store_unreachable", path=name, reason=str(error).partition("\n")[0]) from error
