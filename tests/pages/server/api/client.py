"""Ask the interface as a program does, without the pages around it."""

import contextlib
import shutil

import anyio
import duckdb
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.applications import Starlette

from contract.pointer import POINTER, build_of, served_database
from pages.server.api.limits import Limits
from pages.server.api.server import Api
from pages.server.settings import read_settings

UNBOUNDED = Limits(processor_seconds=100_000, processor_seconds_of_all=100_000)
PREFIX = "/api/v1"


class Client:
    """Asks one server. As a context, from several threads at once."""

    def __init__(self, app):
        self.app = app
        self.portal: BlockingPortal | None = None
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        self.portal = self.stack.enter_context(start_blocking_portal())
        return self

    def __exit__(self, *_):
        self.stack.close()
        self.portal = None

    def ask(self, method, address, **more):
        async def asked():
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
                return await client.request(method, address, **more)

        return self.portal.call(asked) if self.portal else anyio.run(asked)

    def get(self, address, **more):
        return self.ask("GET", address, **more)


def client(limits=UNBOUNDED, environment=None):
    return Client(Starlette(routes=Api(read_settings(environment or {}), limits).routes()))


def problem_of(answer):
    """Return a refusal after checking that it is one, and tells nothing of the inside."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == ("about:blank", answer.status_code)
    for inside in ("Traceback", ".py", "duckdb.", "/home", "Error("):
        assert inside not in answer.text
    return told


def second_build(published, folder, build):
    """Copy the published picture to a folder with a second build beside it; return both names."""
    served = served_database(published)
    first = build_of(served)
    shutil.copy(served, folder / served.name)
    (folder / POINTER).write_text(served.name)
    other = folder / f"situation-{build}.duckdb"
    shutil.copy(served, other)
    with contextlib.closing(duckdb.connect(str(other))) as con:
        con.execute("UPDATE build SET id = $build, edition = '1999'", {"build": build})
    return first, build


def change(folder, build, what):
    """Put another database in the place of a build: the same with one thing changed in its stamp."""
    path = folder / f"situation-{build}.duckdb"
    new = shutil.copy(path, folder / "new.duckdb")
    with contextlib.closing(duckdb.connect(str(new))) as con:
        con.execute(f"UPDATE build SET {what}")
    new.replace(path)
