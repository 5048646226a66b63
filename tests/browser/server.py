"""Start the dashboard as ./run does, on a free port of this machine only."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
SECONDS = 300  # a loaded machine may take its time
QUICK = {"LAGESBILD_FILL": "off"}  # what no test opens is not made ready either: tests/pages/ready looks at that
AS_SHIPPED = {"LAGESBILD_FILL": "on"}  # for what is measured


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _healthy(address):
    try:
        with urlopen(f"{address}/_stcore/health", timeout=30) as answer:  # noqa: S310 - our own server
            return answer.read() == b"ok"
    except (URLError, TimeoutError, ConnectionError):
        return False


@dataclass(frozen=True, slots=True)
class Server:
    address: str
    port: int
    pid: int
    log: Path


@contextmanager
def serving(data: Path, log: Path, **environment: str):
    """Serve the pictures in `data`; yield the address, with the base path. The server's own words go to `log`."""
    with started(data, log, **environment) as server:
        yield server.address


@contextmanager
def started(data: Path, log: Path, **environment: str):
    """Serve the pictures in `data`; yield the server."""
    port = int(environment.get("LAGESBILD_PORT") or _free_port())
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "pages.server"],
            cwd=ROOT,
            env={**os.environ, **QUICK, "LAGESBILD_DATA": str(data), "LAGESBILD_PORT": str(port), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Server(
                _when_ready(f"http://127.0.0.1:{port}{environment.get('LAGESBILD_BASE_PATH', '')}", server, log),
                port,
                server.pid,
                log,
            )
        finally:
            server.terminate()
            server.wait(timeout=SECONDS)


def _when_ready(address, server, log):
    until = time.monotonic() + SECONDS
    while not _healthy(address):
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The dashboard did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.1)
    return address
