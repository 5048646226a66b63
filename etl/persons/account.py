"""Whose account on this machine gives a command."""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping
from pathlib import Path

LOGIN = Path("/proc/self/loginuid")  # whom the kernel saw sign in: sudo and runuser do not change it
NOBODY = 2**32 - 1  # no one has signed in: a timer, a container
SUDO = "SUDO_USER"


def account(login: Path = LOGIN, environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of an account: whoever signed in, else whom sudo names, else who runs this process."""
    try:
        number = int(login.read_text(encoding="ascii"))
    except (OSError, ValueError):
        number = NOBODY
    if number != NOBODY:
        return _name(number)
    return environment.get(SUDO) or _name(os.getuid())


def _name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"
