"""A proxy for everything outside this machine: it counts who asks, and never answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@dataclass(frozen=True, slots=True)
class Trap:
    address: str
    asked: list[socket.socket] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Return what makes a server go through the trap."""
        return dict.fromkeys(VARIABLES, self.address)


@contextmanager
def trap() -> Iterator[Trap]:
    """Listen until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = Trap(f"http://127.0.0.1:{listening.getsockname()[1]}")
        listening.settimeout(0.1)
        over = threading.Event()

        def count() -> None:
            while not over.is_set():
                try:
                    one.asked.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=count)
        thread.start()
        try:
            yield one
        finally:
            over.set()
            thread.join()
            for caught in one.asked:
                caught.close()
