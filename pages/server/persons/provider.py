"""The sign-in service (OpenID Connect) as the operator describes it in a file that holds its secrets.

issuer = "https://sign-in.example.fi"
client_id = "lagesbild-preview"
client_secret = "…"
cookie_secret = "…"        # 32 letters or more, of this process alone: it signs who is signed in
person = "email"           # may be left out: the claim that names a person
roles = "roles"            # … the claim that lists roles, for those whose role is "claimed"
hours = 8                  # … how long a sign-in lasts at most
metadata = "https://…"     # … where the service describes itself
prompt = "login"           # … what Streamlit's own "select_account" is replaced by: not every service knows it
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from stat import S_IROTH
from typing import Any
from urllib.parse import urlsplit

SHORTEST_SECRET = 32  # letters
LONGEST_HOURS = 24
WELL_KNOWN = "/.well-known/openid-configuration"
EMAIL = "email"
DEFAULT = "default"  # Streamlit's name of the one service that there is
CALLBACK = "/oauth2callback"


class ProviderError(ValueError):
    """Say what of the file cannot be used; no secret stands in it."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A sign-in service and this server as its client."""

    issuer: str
    client_id: str
    client_secret: str
    cookie_secret: str
    person: str = EMAIL
    roles: str = "roles"
    hours: int = 8
    metadata: str = ""
    prompt: str = "login"

    def __repr__(self) -> str:
        """Tell nothing that is secret: a traceback may hold it."""
        return f"Provider({self.issuer!r})"

    def secrets(self, url: str) -> dict[str, Any]:
        """Return it as Streamlit takes it; `url` is the address that readers know."""
        return {
            "auth": {
                "redirect_uri": f"{url}{CALLBACK}",
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.metadata or f"{self.issuer.rstrip('/')}{WELL_KNOWN}",
                "client_kwargs": {"scope": "openid email profile", "prompt": self.prompt},
            }
        }


def read_provider(path: Path) -> Provider:
    """Read the file; raise ProviderError."""
    try:
        if path.stat().st_mode & S_IROTH:
            raise ProviderError(f"{path} can be read by everybody on this machine: chmod o-r")
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProviderError(f"{path} cannot be read as TOML: {type(error).__name__}") from None  # it may quote a secret
    _refuse_unfit(path, told)
    return Provider(**told)


def _refuse_unfit(path: Path, told: Mapping[str, Any]) -> None:
    """Raise ProviderError for a key that is unknown, missing or holds what it must not."""
    known = {field.name: str(field.type) for field in fields(Provider)}
    needed = ("issuer", "client_id", "client_secret", "cookie_secret")
    if wrong := sorted({*told} - {*known} | {*needed} - {*told}):
        raise ProviderError(f"{path}: {', '.join(wrong)} is missing or no key of this file")
    for key, value in told.items():
        if type(value).__name__ != known[key] or value in {"", 0}:
            raise ProviderError(f"{path}: {key} must be {known[key]}, and not empty")
    if urlsplit(told["issuer"]).scheme not in {"http", "https"}:
        raise ProviderError(f"{path}: issuer must be an address such as https://sign-in.example.fi")
    if len(told["cookie_secret"]) < SHORTEST_SECRET:
        raise ProviderError(f"{path}: cookie_secret must have {SHORTEST_SECRET} letters or more")
    if not 0 < told.get("hours", 1) <= LONGEST_HOURS:
        raise ProviderError(f"{path}: hours must be 1 to {LONGEST_HOURS}")
