"""Stores of editions for tests: a folder, and buckets of a real S3 server, a process on this machine alone."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import obstore
from obstore.store import ObjectStore, from_url

from contract.editions.announcement import store_url
from tests.standins.environment import environment

LIST = Path(__file__).with_name("moto.txt")
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class TestStore:
    """A store as a setting names it, and what the environment must hold to reach it."""

    __test__ = False
    text: str
    environment: dict[str, str]

    def opened(self) -> ObjectStore:
        """Return it as anybody may open it who may write there."""
        return from_url(store_url(self.text), **({} if self.environment else {"mkdir": True}))

    def names(self) -> list[str]:
        """Return the names of all objects."""
        return sorted(str(one["path"]) for page in obstore.list(self.opened()) for one in page)


def moto_server() -> Path:
    """Return the program, installed at the first call; skip the test in words where it cannot be had."""
    return environment("moto", LIST, "moto, a server that speaks S3") / "bin" / "moto_server"


@contextmanager
def s3_server(log: Path) -> Iterator[str]:
    """Run a server that speaks S3; yield its address."""
    program = moto_server()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=out, stderr=out)
        try:
            until = time.monotonic() + PATIENCE
            while not _listens(port):
                if server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"The S3 server did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()
            server.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def keys_of(address: str) -> dict[str, str]:
    """Return what reaches a server of `s3_server`, as anybody sets it who uses S3."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "reader",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-north-1",
        "AWS_ALLOW_HTTP": "true",
    }


def bucket(address: str) -> TestStore:
    """Make a bucket of its own."""
    name = f"editions-{uuid4().hex[:8]}"
    with urlopen(Request(f"{address}/{name}", method="PUT"), timeout=PATIENCE):  # noqa: S310 - our own server
        pass
    return TestStore(f"s3://{name}/picture", keys_of(address))
