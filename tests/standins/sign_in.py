"""The sign-in service of tests: node's oidc-provider, a process on the loopback, installed at the first call."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest

from tests.standins.environment import environment

PROVIDER = Path(__file__).parents[1] / "pages" / "server" / "persons" / "provider"
LISTED = ("package.json", "package-lock.json")
SECONDS = 60  # until it listens, or has ended


@contextmanager
def sign_in_service(arguments: list[str], log: Path) -> Iterator[None]:
    """Run the service; arguments: port, client, secret, where it sends people back to."""
    home = environment("node", PROVIDER / "node.txt", "node, which runs the sign-in service of tests")
    told = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "NODE_MODULES_OF_TESTS": str(_modules(home))}
    with log.open("w", encoding="utf-8") as out:
        command = [str(home / "bin" / "node"), str(PROVIDER / "provider.js"), *arguments]
        process = subprocess.Popen(command, stdout=out, stderr=out, env=told)
    try:
        until = time.monotonic() + SECONDS
        while "listening" not in log.read_text(encoding="utf-8"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _modules(home: Path) -> Path:
    """Return the folder of what the service needs, installed by npm as its lock file names it."""
    folder = home / "service"
    wanted = sha256((PROVIDER / LISTED[-1]).read_bytes()).hexdigest()
    stamp = folder / "installed"
    folder.mkdir(exist_ok=True)
    with (home / "service.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            for name in LISTED:
                copy(PROVIDER / name, folder)
            install = [str(home / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            path = f"{home / 'bin'}:{os.environ['PATH']}"
            done = subprocess.run(
                install, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"The sign-in service of tests cannot be installed: {done.stderr.strip()[-200:]}")
            stamp.write_text(wanted, encoding="utf-8")
    return folder / "node_modules"
