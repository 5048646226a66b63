"""Fetch what a server shows: `python -m pages.server.receive`, beside the server, with its settings and data folder.

The server itself asks nobody and writes nothing; this process does both, and listens nowhere.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from types import FrameType

from contract.errors import UserError
from pages.server.receive.place import refuse_builders_folder
from pages.server.receive.receiver import Receiver, utc_now
from pages.server.receive.store import Store
from pages.server.settings import SettingError, data_folder, read_settings
from pages.server.watch.logs import event, start_logging


def main() -> int:
    """Receive until SIGTERM or SIGINT; return the exit code: 0, or 2 for what cannot be used."""
    data = data_folder()
    try:
        settings = read_settings()
        store = Store(settings.store)
        refuse_builders_folder(data)
    except (SettingError, UserError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    start_logging(settings.log)
    data.mkdir(parents=True, exist_ok=True)
    with alone(data) as is_alone:
        if not is_alone:
            sys.stderr.write(f"Another receiver works in {data}: one is enough.\n")
            return 2
        receive(Receiver(data, store, settings.store_seconds, utc_now))
    return 0


def receive(receiver: Receiver) -> None:
    """Take step after step until a signal comes."""
    over = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    event("start", role="receiver", every_seconds=receiver.seconds)
    while not over.is_set():
        over.wait(receiver.step())
    event("stop", role="receiver")


@contextmanager
def alone(data: Path) -> Iterator[bool]:
    """Lock a data folder; say whether nobody else had locked it. On a disk without locks nobody has."""
    folder = os.open(data, os.O_RDONLY)
    try:
        with suppress(OSError):
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
        yield True
    finally:
        os.close(folder)


if __name__ == "__main__":
    sys.exit(main())
