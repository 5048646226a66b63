"""Python environments for tests beside the one they run in: for programs whose versions ours must not follow."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest


def environment(name: str, listed: Path, what: str) -> Path:
    """Return an environment with what a list names, made at the first call; skip in words where it cannot be had."""
    beside = Path(sys.prefix).resolve()  # what the tests run on, not a link to it: programs hold the path of their home
    home = beside / name  # made once, and thrown away with it
    stamp = home / "installed"
    wanted = sha256(listed.read_bytes()).hexdigest()
    with (beside / f"{name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            make = [sys.executable, "-m", "venv", str(home)]
            install = [str(home / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", "-r", str(listed)]
            for command in (make, install):
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    pytest.skip(f"{what}, cannot be installed: {done.stderr.strip()[-200:]}")
            stamp.write_text(wanted, encoding="utf-8")
    return home
