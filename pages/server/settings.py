"""What an operator sets in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
SWITCH = {"on": True, "off": False, "": False}


class SettingError(ValueError):
    """Say which setting cannot be used, what it holds and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server is reached and what it offers."""

    url: str  # the address that readers know, without a slash at the end; "" = the address that each request names
    hosts: frozenset[str]  # names under which the server answers, without ports
    uploads: bool  # whether readers may send files to be checked


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read LAGESBILD_URL, LAGESBILD_HOSTS (names, separated by commas) and LAGESBILD_UPLOADS (on or off).

    Raise SettingError. Without settings the server answers to this machine's own names only and takes no uploads.
    """
    url = environment.get("LAGESBILD_URL", "").strip().rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise SettingError(f"LAGESBILD_URL is {url!r}. Write an address such as https://example.fi.")
    named = (name.strip().lower() for name in environment.get("LAGESBILD_HOSTS", "").split(","))
    uploads = environment.get("LAGESBILD_UPLOADS", "").strip().lower()
    if uploads not in SWITCH:
        raise SettingError(f"LAGESBILD_UPLOADS is {uploads!r}. Write on or off.")
    return Settings(url, LOCAL | {name for name in (*named, parts.hostname or "") if name}, SWITCH[uploads])


def data_folder() -> Path:
    """Return the folder of the published databases: LAGESBILD_DATA, or data/ beside app.py."""
    return Path(os.environ.get("LAGESBILD_DATA") or Path(__file__).parents[2] / "data")
