"""Answers `/take/<what>.<form>`: the file, that it has not changed, or in plain words why there is none.

`/take/progress/<what>.<form>` answers how far it is, and is asked by the page while the browser waits for the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from anyio import CancelScope, CapacityLimiter, create_task_group, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from contract.codes import Language
from contract.pointer import NoDatabaseError, build_of
from pages.server.caching.etags import code_version, is_known
from pages.server.databases import choices_of, no_picture
from pages.server.limits.addresses import client_address
from pages.server.old_editions import NoEditionError, answering, database_for
from pages.server.settings import Settings, data_folder
from pages.server.take.address import FORMS, MEDIA, Forms, NoFileError, Wanted, language_of, read_address
from pages.server.take.making import File
from pages.server.take.pool import Pool
from pages.server.take.processes import Order, Trouble
from pages.server.take.progress import how_far
from picture.text.words import word

LONGEST = 16_000  # letters of an address: a basket of 60 pictures takes 7,000
READ_AT_ONCE = 2  # addresses that are checked at the same time: more would only take turns
FOR_EVER = "public, max-age=31536000, immutable"  # the address names all that decides on the bytes
ASK_AGAIN = "no-cache"  # keep it, but ask each time whether it is still the same
NOT_NOW = {"cache-control": "no-store"}
WAIT = 30  # seconds, until a picture may be there
LEFT = 499  # what nobody reads: the reader has left


@dataclass(frozen=True, slots=True)
class Found:
    """What an address leads to."""

    wanted: Wanted
    database: Path
    lasting: bool  # the same address will always mean these bytes

    @property
    def key(self) -> str:
        return self.wanted.digest(code_version())

    @property
    def cache_control(self) -> str:
        return FOR_EVER if self.lasting else ASK_AGAIN

    def headers(self) -> dict[str, str]:
        """Return what is told of the file whether its bytes follow or not."""
        return {
            "etag": f'"{self.key}"',
            "cache-control": self.cache_control,
            "content-location": link_to(self.wanted),
        }


class Files:
    """Answers all addresses of files; files are made in processes of their own, so that pages do not wait for them."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings = settings
        self.pool = pool
        self.limiter = CapacityLimiter(READ_AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """Answer with a file."""
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        if is_known(request.headers, found.key):
            return Response(status_code=304, headers=found.headers())
        if request.method == "HEAD":
            return head_of(found)
        client = client_address(request.scope)
        outcome = await self.make(request, client, found)
        return full(found, outcome) if isinstance(outcome, File) else refusal(outcome, found.wanted.language)

    async def progress(self, request: Request) -> Response:
        """Answer how far a file is; it is not made for that."""
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        return JSONResponse(how_far(self.pool.standing(found.key), found.wanted), headers=NOT_NOW)

    async def find(self, request: Request, name: str, forms: Forms) -> Found:
        """Return what an address leads to; raise NoFileError or NoDatabaseError."""
        look = partial(find, request, name, forms, self.settings.url)
        return await to_thread.run_sync(look, limiter=self.limiter)

    async def _found(self, request: Request) -> Found | Response:
        """Return what an address leads to, or the answer that it leads nowhere."""
        language = language_of(request.query_params)
        if len(request.url.query) > LONGEST:
            return PlainTextResponse(word("take_not_there", language), 414)
        try:
            return await self.find(request, request.path_params["name"], FORMS)
        except NoFileError as error:
            return PlainTextResponse(str(error), 404)
        except NoDatabaseError as error:
            headers = {**NOT_NOW, "retry-after": str(WAIT)}
            return PlainTextResponse("\n".join(no_picture(error)), 503, headers=headers)

    async def make(self, request: Request, client: str, found: Found) -> File | Trouble:
        """Make the file unless its reader leaves before."""
        outcome: File | Trouble = Trouble("take_busy", status=LEFT)
        async with create_task_group() as group:
            group.start_soon(cancel_when_left, request, group.cancel_scope)
            outcome = await self.pool.make(found.key, client, Order(found.wanted, found.database))
            group.cancel_scope.cancel()
        return outcome


def find(request: Request, name: str, forms: Forms, public: str) -> Found:
    """Find the database that answers an address and what it wants; raise NoFileError or NoDatabaseError.

    name: "map.pptx"; forms: what can be asked for; public: the address that readers know, or "". The named edition
    answers, or the named build while its database is kept, then the published one, whose stamp the file bears. A file
    lasts when nothing but its address decides on it, not the Host either, nor what is told of an old version.
    """
    query = request.query_params
    language = language_of(query)
    named = query.get("build", "")
    try:
        database = database_for(data_folder(), query, answering(data_folder(), named))
        choices = choices_of(database, language)
        build = build_of(database)
        wanted = read_address(name, query, choices, build, public or address_of(request), forms=forms)
    except NoEditionError as error:
        raise NoFileError(error.told(language)) from error
    same = (named, query.get("code")) == (build, code_version())
    stays = choices.stamp.is_published and not choices.told_by
    return Found(wanted, database, lasting=bool(public) and same and stays)


def address_of(request: Request) -> str:
    """Return where a request reached this server. Starlette believes no Host that is none."""
    url = request.base_url
    return str(url.replace(scheme="https" if url.is_secure else "http")).rstrip("/")


def link_to(wanted: Wanted) -> str:
    """Return the address that means the same bytes for ever, from the folder of files."""
    return f"{wanted.address()}&code={code_version()}"


async def cancel_when_left(request: Request, scope: CancelScope) -> None:
    """Cancel what is done for a reader who has left."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
    scope.cancel()


def head_of(found: Found) -> Response:
    """Answer a HEAD without making the file, so without its name and length."""
    response = Response(media_type=MEDIA[found.wanted.form], headers=found.headers())
    del response.headers["content-length"]
    return response


def full(found: Found, file: File) -> Response:
    """Answer with the file; programs that cannot read names with every letter find a plain one."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", file.name)
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    headers = {
        **found.headers(),
        "content-disposition": named,
        "content-encoding": "identity",  # most are packed already, and the entity tag is of these very bytes
    }
    return Response(file.content, media_type=MEDIA[found.wanted.form], headers=headers)


def refusal(trouble: Trouble, language: Language) -> Response:
    """Answer why there is no file now, and when to ask again."""
    headers = NOT_NOW | ({"retry-after": str(trouble.retry)} if trouble.retry else {})
    return PlainTextResponse(word(trouble.key, language, number=trouble.number), trouble.status, headers=headers)
