"""A preview process with everything that it needs, persons who are let in, and persons who are not."""

import json
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from unittest.mock import patch

import duckdb
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from contract.pointer import database_of, move_pointer, served_database
from tests.browser.server import started

SECRET = "the secret of the cookie, only for tests"  # noqa: S105
OTHER = "another secret, as long as the one of ours"
CLIENT = "lagesbild-preview"
ISSUER = "https://sign-in.example.fi"
URL = "https://tilanne.example.fi/preview"
BASE = "/preview"
EDITION = "2026"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """What is changed in the database of a draft, so that its figures are others than those of the next one."""

    build: str
    value: float  # of every figure
    status: str = "draft"


FIRST, SECOND = Waiting("draftone", 41.0), Waiting("drafttwo", 58.0)


def put(data: Path, published: Path, waiting: Waiting) -> Path:
    """Make a database of the published one and let the pointer name it; return it."""
    path = database_of(data, waiting.build)
    if path.exists():  # it may be open
        move_pointer(path)
        return path
    shutil.copy(served_database(published), path)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE build SET id = ?, status = ?", [waiting.build, waiting.status])
        low, high = (f"CASE WHEN {one} IS NOT NULL THEN {waiting.value} END" for one in ("ci_low", "ci_high"))
        figures = f"value = {waiting.value}, ci_low = {low}, ci_high = {high}"
        con.execute(f"UPDATE estimate SET {figures} WHERE value IS NOT NULL")
    move_pointer(path)
    return path


def as_status(waiting: Waiting, status: str) -> Waiting:
    """Return the same figures in another state, under a name of its own as a stamp has."""
    return replace(waiting, build=f"{waiting.build}{status[:4]}", status=status)


def entry(person: str, role: str, *, since=-HOUR, until=HOUR, edition=EDITION, version=1, account="") -> str:
    """Write one entry of people.toml, its window from now."""
    now = datetime.now(UTC).replace(microsecond=0)
    lines = {"person": person, "role": role, "edition": edition, "reason": "for tests"}
    lines |= {"account": account} if account else {}
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items())
    window = f"from = {(now + since).isoformat()}\nuntil = {(now + until).isoformat()}\n"
    return f"[[allowed]]\n{text}version = {version}\n{window}\n"


PEOPLE = "".join(
    [
        entry("coordinator@example.fi", "coordinator"),
        entry("official@example.fi", "official"),
        entry("publisher@example.fi", "publisher"),
        entry("claims@example.fi", "claimed"),
        entry("early@example.fi", "publisher", since=HOUR, until=2 * HOUR),
        entry("late@example.fi", "publisher", since=-2 * HOUR, until=-HOUR),
        entry("other-edition@example.fi", "publisher", edition="2025"),
        entry("other-version@example.fi", "publisher", version=2),
    ]
)


def claims(person: str, **changed):
    """Return what the cookie of a sign-in holds; None takes a claim out."""
    told = {
        "iss": ISSUER,
        "aud": CLIENT,
        "exp": int(time.time()) + 3600,
        "email": person,
        "email_verified": True,
        "is_logged_in": True,
        "provider": "default",
        "origin": "https://tilanne.example.fi",
    }
    return {key: value for key, value in (told | changed).items() if value is not None}


def cookie(person: str, *, secret=SECRET, signed=None, name="_streamlit_user", **changed) -> dict[str, str]:
    """Return the header of somebody who is signed in, signed at a moment (seconds) or now."""
    with patch("itsdangerous.timed.time.time", return_value=signed or time.time()):
        value = create_signed_value(secret, name, json.dumps(claims(person, **changed)))
    return {"cookie": f"_streamlit_user={value.decode()}"}


def unallowed() -> dict[str, dict[str, str]]:
    """Return headers of everybody who may see nothing, by what they are."""
    day = 24 * 3600
    valid = cookie("publisher@example.fi")["cookie"]
    return {
        "nobody": {},
        "reader": cookie("reader@example.fi"),
        "not yet": cookie("early@example.fi"),
        "over": cookie("late@example.fi"),
        "other edition": cookie("other-edition@example.fi"),
        "other version": cookie("other-version@example.fi"),
        "claims no role": cookie("claims@example.fi"),
        "claims another role": cookie("claims@example.fi", roles=["reader", "admin"]),
        "forged": {"cookie": f"{valid[:-3]}AAA"},
        "unsigned": {"cookie": f"_streamlit_user={json.dumps(claims('publisher@example.fi')).replace(' ', '')}"},
        "other secret": cookie("publisher@example.fi", secret=OTHER),
        "other cookie of ours": cookie("publisher@example.fi", name="_streamlit_session"),
        "other audience": cookie("publisher@example.fi", aud="another-client"),
        "one of two audiences": cookie("publisher@example.fi", aud=[CLIENT, "another-client"]),
        "other issuer": cookie("publisher@example.fi", iss="https://sign-in.example.com"),
        "other origin": cookie("publisher@example.fi", origin="https://tilanne.example.com"),
        "signed out": cookie("publisher@example.fi", is_logged_in=False),
        "token is over": cookie("publisher@example.fi", exp=int(time.time()) - 1),
        "token without an end": cookie("publisher@example.fi", exp=None),
        "signed in yesterday": cookie("publisher@example.fi", signed=time.time() - day, exp=int(time.time()) + day),
        "unproven address": cookie("publisher@example.fi", email_verified=False),
        "address that nobody proved": cookie("publisher@example.fi", email_verified=None),
        "no address": cookie("publisher@example.fi", email=None),
        "named by a header": {"x-remote-user": "publisher@example.fi", "x-forwarded-for": "127.0.0.1"},
    }


def settings(folder: Path, people: str = PEOPLE) -> dict[str, str]:
    """Write the files of a preview; return the settings that name them."""
    (folder / "people.toml").write_text(people, encoding="utf-8")
    provider = {"issuer": ISSUER, "client_id": CLIENT, "client_secret": "only for tests", "cookie_secret": SECRET}
    service = folder / "service.toml"
    service.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in provider.items()), encoding="utf-8")
    service.chmod(0o600)
    (folder / "trail").mkdir()
    return {
        "LAGESBILD_SIGN_IN": "oidc",
        "LAGESBILD_PEOPLE": str(folder / "people.toml"),
        "LAGESBILD_OIDC": str(service),
        "LAGESBILD_TRAIL": str(folder / "trail"),
        "LAGESBILD_URL": URL,
        "LAGESBILD_BASE_PATH": BASE,
        "LAGESBILD_UPLOADS": "on",
    }


@contextmanager
def preview(folder: Path, published: Path, waiting: Waiting, **changed: str):
    """Serve a draft to persons who are named; yield the server."""
    data = folder / "waiting"
    data.mkdir(parents=True)
    put(data, published, waiting)
    with started(data, folder / "log.txt", **{**settings(folder), **changed}) as server:
        yield server


def bound(source):
    """Return where a connection comes from; by itself it takes no port that a server could be about to get."""
    return (source, 0) if source else None


def answered(port: int, path: str, headers=(), method="GET", body="", *, source=""):
    """Ask once; return status, headers without the time of day, and body.

    headers: by name, or pairs where one stands there twice. source: an address of this machine to ask from.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=120, source_address=bound(source))
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("host", f"127.0.0.1:{port}")
        for name, value in headers.items() if isinstance(headers, dict) else headers:
            connection.putheader(name, value)
        if method in {"POST", "PUT", "PATCH"}:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body.encode())
        response = connection.getresponse()
        kept = ((name.lower(), value) for name, value in response.getheaders())
        return response.status, tuple(one for one in kept if one[0] != "date"), response.read()
    finally:
        connection.close()


def environment(given: dict[str, str], data: Path) -> dict[str, str]:
    """Return the environment of a process with these settings."""
    return {**os.environ, **given, "LAGESBILD_DATA": str(data)}
