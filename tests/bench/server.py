"""A server of our own for measuring: the project's pages and, beside them, an empty one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = ("app.py", "pages", "picture", "contract", ".streamlit")
EMPTY = '"""An empty page."""\n\nimport streamlit as st\n\nst.write("empty")\n'
CPU_OF_PROCESS = 2  # Linux: the clock of another process is made of its number and this kind
PATIENCE = 60  # seconds until a server must answer


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    def memory(self) -> float:
        """Return the server's resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000

    def processor_time(self) -> float:
        """Return the processor time that all threads of the server have used so far, seconds."""
        return time.clock_gettime(~self.pid << 3 | CPU_OF_PROCESS)


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    """Serve a copy of the project with the page `empty` on a free port; the project itself stays untouched.

    settings: further variables of its environment.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in NEEDED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, Path(folder) / name)
        (Path(folder) / "pages" / "empty.py").write_text(EMPTY, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        settings |= {"LAGESBILD_DATA": str(data.resolve()), "LAGESBILD_PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "pages.server"],
            cwd=folder,
            env={**os.environ, **settings, "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full"},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start (exit code {process.poll()}).")
