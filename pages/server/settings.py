"""What an operator sets in the environment; docs/OPERATIONS.md lists it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import SplitResult, urlsplit

from contract.editions.announcement import store_url
from contract.errors import UserError

T = TypeVar("T")
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = range(1, 65_536)
BASE_PATH = re.compile(r"(/[a-z0-9][a-z0-9_-]*)*", re.IGNORECASE)
HEADER = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
EVERYBODY = "*"
STREAMLITS = ("_stcore", "static", "media", "component")  # where Streamlit's own files lie


class SettingError(ValueError):
    """Say which setting cannot be used, what it holds and what to write."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where something is answered."""

    address: str
    port: int


class Metrics(StrEnum):
    """Who may read the measurements at the address of the pages."""

    LOCAL = "local"  # whoever asks from this machine, and not through a proxy
    OFF = "off"


class SignIn(StrEnum):
    """How this process knows who asks."""

    NONE = "none"  # it does not: what it shows is shown to everybody
    OIDC = "oidc"  # a sign-in service names persons (OpenID Connect)
    HEADER = "header"  # a proxy has signed them in, and names them in a header


class Shown(StrEnum):
    """Which of the databases that a data folder keeps may be shown."""

    ALL = "all"  # a draft too
    RELEASED = "released"  # the last released one stands in for a draft
    SERVED = "served"  # where persons are let in for one edition: that one and no other build


class LogForm(StrEnum):
    """How a line of the log looks."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server is reached, what it offers and what it tells."""

    url: str = ""  # the address that readers know, without a slash at the end; "" = the address that each request names
    hosts: frozenset[str] = LOCAL  # names under which the server answers, without ports
    uploads: bool = False  # whether readers may send files to be checked
    address: str = "127.0.0.1"  # where the server listens
    port: int = 8501
    base_path: str = ""  # what every address begins with: "/situation"
    metrics: Metrics | Listening = Metrics.LOCAL  # with an address of their own nobody reads them beside the pages
    log: LogForm = LogForm.TEXT
    readers: int = 500  # pages open at the same time
    exports: int = 1  # processes that make files
    drain_seconds: int = 0  # how long a server that is told to end goes on answering, while /health/ready says 503
    cache_mb: int = 200  # memory for what has been made: pages' answers, files, the interface's answers; megabytes
    fill: bool = True  # whether the usual views are made ready before anybody asks
    template: Path | None = None  # PPTX or POTX on whose look slides are made; None: ours
    security_contact: str = ""  # who hears of weaknesses: https: or mailto:
    framed_by: tuple[str, ...] = ()  # origins whose pages may show /embed/ in a frame, or "*"; beside our own
    store: str = ""  # of the receiver: a folder, or s3://bucket/folder; the server itself asks nobody
    store_seconds: int = 5  # how often the receiver asks it
    drafts: bool = True  # whether what is not released yet is shown
    sign_in: SignIn = SignIn.NONE
    people: Path | None = None  # who is let in: people.toml
    provider: Path | None = None  # the sign-in service with its secrets
    sign_in_header: str = "x-remote-user"
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})  # whose header is believed
    trail: Path | None = None  # the folder of what persons did


@dataclass(frozen=True, slots=True)
class _Setting(Generic[T]):
    """One variable of the environment; `read` returns its value, or raises ValueError."""

    name: str
    read: Callable[[str], T]
    write: str  # what to write where the value cannot be used

    def value(self, text: str) -> T:
        try:
            return self.read(text)
        except ValueError as error:
            raise SettingError(f"{self.name} is {text!r}. Write {self.write}.") from error


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise SettingError.

    What is not set keeps its default: the server answers to this machine's own names only and takes no uploads.
    """
    given: dict[str, Any] = {}
    for field, setting in SETTINGS.items():
        if text := environment.get(setting.name, "").strip():
            given[field] = setting.value(text)
    if host := urlsplit(given.get("url", "")).hostname:
        given["hosts"] = given.get("hosts", LOCAL) | {host}
    settings = Settings(**given)
    for field in _lacking(settings):
        raise SettingError(f"{SETTINGS[field].name} is not set. Write {SETTINGS[field].write}: people sign in here.")
    if settings.sign_in is not SignIn.NONE and isinstance(settings.metrics, Listening):
        # whoever can reach that address would be told what waits, and when it is looked at
        name = SETTINGS["metrics"].name
        raise SettingError(f"{name} is an address of its own. Write local or off: people sign in here, and not there.")
    return settings


def _lacking(settings: Settings) -> Iterator[str]:
    """Yield what is not set and needed where persons sign in."""
    if settings.sign_in is SignIn.NONE:
        return
    if settings.people is None:
        yield "people"
    if settings.trail is None:
        yield "trail"
    if settings.sign_in is SignIn.OIDC and settings.provider is None:
        yield "provider"
    if settings.sign_in is SignIn.OIDC and not settings.url:
        yield "url"


def shown_here(environment: Mapping[str, str] = os.environ) -> Shown:
    """Return which databases this process may show."""
    settings = read_settings(environment)
    if settings.sign_in is not SignIn.NONE:
        return Shown.SERVED
    return Shown.ALL if settings.drafts else Shown.RELEASED


def unknown_settings(environment: Mapping[str, str] = os.environ) -> list[str]:
    """List variables that look like settings of ours and are none: most likely somebody mistyped."""
    of_builds = {"LAGESBILD_DATA", "LAGESBILD_BUILD_MEMORY_MB", "LAGESBILD_ENGINE"}
    known = {setting.name for setting in SETTINGS.values()} | of_builds
    return sorted(name for name in environment if name.startswith("LAGESBILD_") and name not in known)


def data_folder() -> Path:
    """Return the folder of the published databases: LAGESBILD_DATA, or data/ beside app.py."""
    return Path(os.environ.get("LAGESBILD_DATA") or Path(__file__).parents[2] / "data")


def _url(text: str) -> str:
    parts = _address(text, "http", "https")
    if not parts.hostname or parts.query or parts.fragment:
        raise ValueError(text)
    return text.rstrip("/")


def _contact(text: str) -> str:
    parts = _address(text, "https", "mailto")
    if not (parts.hostname or (parts.scheme == "mailto" and "@" in parts.path)):
        raise ValueError(text)
    return text


def _address(text: str, *schemes: str) -> SplitResult:
    parts = urlsplit(text)
    if parts.scheme not in schemes or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(text)
    return parts


def _hosts(text: str) -> frozenset[str]:
    names = {name.strip().lower() for name in text.split(",")} - {""}
    if any("/" in name or "*" in name for name in names):  # names, neither addresses nor patterns
        raise ValueError(text)
    return LOCAL | names


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(dict.fromkeys(origin.strip().lower().rstrip("/") for origin in text.split(",") if origin.strip()))
    if any(origin != EVERYBODY and not ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError(text)
    return (EVERYBODY,) if EVERYBODY in origins else origins


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise ValueError(text)
    return path.resolve()


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError(text)
    return path.resolve()


def _header(text: str) -> str:
    if not HEADER.fullmatch(text):
        raise ValueError(text)
    return text.lower()


def _ips(text: str) -> frozenset[str]:
    return frozenset(_ip(one.strip()) for one in text.split(","))


def _drafts(text: str) -> bool:
    if text.lower() not in {"show", "hide"}:
        raise ValueError(text)
    return text.lower() == "show"


def _switch(text: str) -> bool:
    if text.lower() not in {"on", "off"}:
        raise ValueError(text)
    return text.lower() == "on"


def _ip(text: str) -> str:
    return str(ip_address("127.0.0.1" if text == "localhost" else text))


def _metrics(text: str) -> Metrics | Listening:
    if text.lower() in set(Metrics):
        return Metrics(text.lower())
    address, _, port = text.rpartition(":")
    return Listening(_ip(address.removeprefix("[").removesuffix("]")), _within(PORTS)(port))


def _store(text: str) -> str:
    try:
        store_url(text)
    except UserError as error:
        raise ValueError(text) from error
    return text


def _within(numbers: range) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or int(text) not in numbers:
            raise ValueError(text)
        return int(text)

    return read


def _base_path(text: str) -> str:
    path = f"/{text.strip('/')}".rstrip("/")
    if not BASE_PATH.fullmatch(path) or path.split("/")[-1] in STREAMLITS:
        raise ValueError(text)
    return path


SETTINGS: Mapping[str, _Setting[Any]] = {
    "url": _Setting("LAGESBILD_URL", _url, "an address such as https://example.fi"),
    "hosts": _Setting("LAGESBILD_HOSTS", _hosts, "names of hosts, separated by commas: one.example.fi, 10.0.0.7"),
    "uploads": _Setting("LAGESBILD_UPLOADS", _switch, "on or off"),
    "address": _Setting("LAGESBILD_ADDRESS", _ip, "an IP address: 127.0.0.1, or 0.0.0.0 for every network"),
    "port": _Setting("LAGESBILD_PORT", _within(PORTS), "a number from 1 to 65535"),
    "base_path": _Setting("LAGESBILD_BASE_PATH", _base_path, "a path such as /situation, of letters, digits, - and _"),
    "metrics": _Setting("LAGESBILD_METRICS", _metrics, "local, off, or an address and a port: 127.0.0.1:9464"),
    "log": _Setting("LAGESBILD_LOG", lambda text: LogForm(text.lower()), "text or json"),
    "readers": _Setting("LAGESBILD_READERS", _within(range(1, 100_001)), "a number from 1 to 100000"),
    "exports": _Setting("LAGESBILD_EXPORT_PROCESSES", _within(range(1, 33)), "a number from 1 to 32"),
    "drain_seconds": _Setting("LAGESBILD_DRAIN_SECONDS", _within(range(601)), "a number of seconds from 0 to 600"),
    "cache_mb": _Setting("LAGESBILD_CACHE_MB", _within(range(100_001)), "a number of megabytes from 0 to 100000"),
    "fill": _Setting("LAGESBILD_FILL", _switch, "on or off"),
    "template": _Setting("LAGESBILD_TEMPLATE", _file, "the path of a PPTX or POTX file"),
    "security_contact": _Setting(
        "LAGESBILD_SECURITY_CONTACT", _contact, "where weaknesses are told: https://example.fi/… or mailto:x@example.fi"
    ),
    "framed_by": _Setting(
        "LAGESBILD_FRAMED_BY", _origins, "addresses without a path, separated by commas: https://www.example.fi, or *"
    ),
    "store": _Setting("LAGESBILD_STORE", _store, "a folder, or s3://bucket/folder"),
    "store_seconds": _Setting("LAGESBILD_STORE_SECONDS", _within(range(1, 301)), "a number of seconds from 1 to 300"),
    "drafts": _Setting("LAGESBILD_DRAFTS", _drafts, "show or hide"),
    "sign_in": _Setting("LAGESBILD_SIGN_IN", lambda text: SignIn(text.lower()), "none, oidc or header"),
    "people": _Setting("LAGESBILD_PEOPLE", _file, "the path of people.toml"),
    "provider": _Setting("LAGESBILD_OIDC", _file, "the path of the file that describes the sign-in service"),
    "sign_in_header": _Setting("LAGESBILD_SIGN_IN_HEADER", _header, "the name of a header: x-remote-user"),
    "proxies": _Setting("LAGESBILD_PROXIES", _ips, "IP addresses, separated by commas: 127.0.0.1, 10.0.0.7"),
    "trail": _Setting("LAGESBILD_TRAIL", _folder, "the path of a folder that this server may write"),
}
