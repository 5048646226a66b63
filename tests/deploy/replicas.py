"""Replicas that share nothing but a store: each a receiver, a data folder and a server of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.pointer import POINTER
from tests.browser.server import ROOT, Server, started
from tests.deploy.proxies import NAME, until
from tests.standins.stores import TestStore

SETTINGS = {"LAGESBILD_URL": f"https://{NAME}", "LAGESBILD_STORE_SECONDS": "1", "LAGESBILD_LOG": "json"}


@dataclass(frozen=True, slots=True)
class Replica:
    """A server, and what brings it its pictures."""

    name: str  # of the proxy's cookie
    data: Path
    server: Server
    receiver: int  # its process
    told: Path  # by the receiver


@contextmanager
def receiving(data: Path, store: TestStore, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a receiver until the block ends."""
    environment = {**os.environ, **SETTINGS, **store.environment, "LAGESBILD_STORE": store.text}
    data.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "pages.server.receive"],
            cwd=ROOT,
            env={**environment, "LAGESBILD_DATA": str(data)},
            stdout=out,
            stderr=out,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def replicas(folder: Path, store: TestStore, names: str, **settings: str) -> Iterator[list[Replica]]:
    """Start a replica for each letter; wait until each has a picture."""
    with ExitStack() as stack:
        made = []
        for name in names:
            data, told = folder / name, folder / f"{name}-receiver.txt"
            process = stack.enter_context(receiving(data, store, told))
            until((data / POINTER).exists, f"replica {name} gets no picture")
            server = stack.enter_context(started(data, folder / f"{name}.txt", **SETTINGS, **settings))
            made.append(Replica(name, data, server, process.pid, told))
        yield made
