"""Answers `/api/v1/…`: checks, entity tags, limits. Nothing is remembered of whoever asks but how often.

An entity tag names the build, the checked request and this code: whether an answer has changed is known before it is
made. Answers are made one at a time, apart from the event loop.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus

import duckdb
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from contract.pointer import NoDatabaseError
from pages.server.api.answers import Maker, limits_told
from pages.server.api.asked import PREFIX, Asked, check_keys, language_of, read_asked
from pages.server.api.endpoints import ANNOUNCEMENTS, CSVW, ENDPOINTS, JSON, METADATA, Endpoint
from pages.server.api.limits import Allowances, Limits
from pages.server.api.openapi import described
from pages.server.api.problems import RefusalError, problem, problem_of
from pages.server.caching.cache import Cache, Share
from pages.server.caching.compression import compress, takes_gzip, unpacked
from pages.server.caching.etags import code_version, is_known
from pages.server.databases import connection, published
from pages.server.limits.addresses import client_address
from pages.server.settings import Settings, data_folder

METHODS = ["GET", "HEAD"]
REFUSED = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]
A_DAY = "public, max-age=86400"  # of a released build that the address names: its numbers stay, this code may change
ASK_AGAIN = "public, no-cache"  # of whatever is published now, and of drafts
WAIT = 30  # seconds, until a picture may be there


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked request with what is known of its answer before it is made."""

    asked: Asked
    tag: str


class Api:
    """Answers programs."""

    def __init__(self, settings: Settings, limits: Limits | None = None) -> None:
        self.settings = settings
        self.limits = limits or Limits()
        self.ready: Cache[str, bytes] = Cache(Share.API.of(settings.cache_mb), len)
        self.allowances = Allowances(self.limits)
        self.limiter = CapacityLimiter(self.limits.at_once)
        self.asking = 0  # requests whose answers are being made or wait for it

    def routes(self) -> list[BaseRoute]:
        """List the addresses; what else begins with /api is refused here, and never goes to the pages."""
        fixed: dict[str, Callable[[Request], bytes]] = {
            "/limits": lambda _: limits_told(self.limits),
            "/openapi.json": lambda request: described(self._base(request), self.limits),
        }
        pictures = [*((PREFIX + one.path, one) for one in ENDPOINTS), *((one.path, one) for one in ANNOUNCEMENTS)]
        return [
            *(Route(path, self._answering(partial(self._picture, one)), methods=METHODS) for path, one in pictures),
            *(
                Route(PREFIX + path, self._answering(partial(self._fixed, make)), methods=METHODS)
                for path, make in fixed.items()
            ),
            Route("/api", self._answering(self._nothing), methods=[*METHODS, *REFUSED]),
            Route("/api/{rest:path}", self._answering(self._nothing), methods=[*METHODS, *REFUSED]),
        ]

    def _answering(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Turn refusals into problems in the asked language."""

        async def answered(request: Request) -> Response:
            language = language_of(request.query_params)
            try:
                return await answer(request)
            except RefusalError as refusal:
                return problem(refusal, language, self._base(request))
            except NoDatabaseError as error:
                detail = error.message(language, folders=False)
                return problem_of(HTTPStatus.SERVICE_UNAVAILABLE, detail, language, retry=WAIT)

        return answered

    # --- answers from a picture ---

    async def _picture(self, endpoint: Endpoint, request: Request) -> Response:
        prepared = await to_thread.run_sync(self._prepare, endpoint, request)
        headers = self._headers(prepared, endpoint)
        if is_known(request.headers, prepared.tag, f"{prepared.tag}-gzip"):
            return _unchanged(prepared.tag, headers, request)
        packed = self.ready.get(prepared.tag) or await self._make(endpoint, prepared, request)
        return await _sent(packed, prepared.tag, headers, request)

    def _prepare(self, endpoint: Endpoint, request: Request) -> Prepared:
        asked = read_asked(self._base(request), data_folder(), request.path_params, request.query_params, endpoint.keys)
        stamp = asked.choices.stamp
        values = sorted((key, *given) for key, given in asked.values.items())
        what = (
            endpoint.path,
            sorted(asked.names.items()),
            values,
            asked.language.value,
            asked.base,
            asked.instead,
            asked.choices.told_by,
        )
        now = "" if endpoint.of_build else published(data_folder()).build
        return Prepared(asked, _tag(code_version(), repr(stamp), repr(what), now))

    async def _make(self, endpoint: Endpoint, prepared: Prepared, request: Request) -> bytes:
        """Make an answer when it is its turn; refuse when too many wait or ask."""
        if self.asking >= self.limits.at_once + self.limits.waiting:
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, "api_busy", retry=1)
        client = client_address(request.scope)
        wait, own = self.allowances.wait(client)
        if wait and own:
            raise RefusalError(HTTPStatus.TOO_MANY_REQUESTS, "api_too_often", retry=wait)
        if wait:
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, "api_busy", retry=wait)
        spent: list[float] = []
        self.asking += 1
        try:
            return await to_thread.run_sync(self._timed, endpoint, prepared, spent, limiter=self.limiter)
        finally:
            self.asking -= 1
            self.allowances.spend(client, sum(spent))

    def _timed(self, endpoint: Endpoint, prepared: Prepared, spent: list[float]) -> bytes:
        """Make an answer, and note the processor time that it took, in seconds, also where it ends in a refusal."""
        begun = time.thread_time()
        try:
            return self.ready.get(prepared.tag) or self._made(endpoint, prepared)  # made for another meanwhile?
        finally:
            spent.append(time.thread_time() - begun)

    def _made(self, endpoint: Endpoint, prepared: Prepared) -> bytes:
        try:
            with connection(prepared.asked.path).cursor() as con:
                content = endpoint.make(Maker(con, prepared.asked, self.limits, framed=bool(self.settings.framed_by)))
        except duckdb.Error as error:
            logging.getLogger(__name__).warning("%s cannot be read: %s", prepared.asked.path, error)
            raise NoDatabaseError("database_unreadable", database=prepared.asked.path.name) from error
        packed = compress(content)
        self.ready.put(prepared.tag, packed)
        return packed

    def _headers(self, prepared: Prepared, endpoint: Endpoint) -> dict[str, str]:
        asked = prepared.asked
        stamp = asked.choices.stamp
        # links begin with the Host without a public address
        stays = asked.named and endpoint.of_build and stamp.is_published and self.settings.url
        return {
            "content-type": endpoint.media_of(asked),
            "content-language": asked.language.value,
            "last-modified": format_datetime(stamp.built_at.replace(tzinfo=UTC), usegmt=True),
            "cache-control": A_DAY if stays else ASK_AGAIN,
            "instead-of-published": "true" if asked.instead else "false",
            "vary": "accept-encoding",
            **({"link": _describing(endpoint, asked)} if endpoint.described else {}),
        }

    # --- answers without one ---

    async def _fixed(self, make: Callable[[Request], bytes], request: Request) -> Response:
        check_keys(request.query_params, ("lang",))
        content = make(request)
        tag = _tag(content.hex())
        headers = {"content-type": JSON, "cache-control": ASK_AGAIN, "vary": "accept-encoding"}
        if is_known(request.headers, tag, f"{tag}-gzip"):
            return _unchanged(tag, headers, request)
        return await _sent(compress(content), tag, headers, request)

    async def _nothing(self, request: Request) -> Response:
        if request.method not in METHODS:
            raise RefusalError(HTTPStatus.METHOD_NOT_ALLOWED, "api_read_only")
        raise RefusalError(HTTPStatus.NOT_FOUND, "api_no_address")

    def _base(self, request: Request) -> str:
        return (self.settings.url or str(request.base_url).rstrip("/")) + PREFIX


def _describing(endpoint: Endpoint, asked: Asked) -> str:
    """Return the link by which programs find what describes a table (https://www.w3.org/TR/tabular-data-model/)."""
    address = asked.address(endpoint.path.format(**asked.names) + METADATA, values=True)
    return f'<{address}>; rel="describedby"; type="{CSVW}"'


async def _sent(packed: bytes, tag: str, headers: Mapping[str, str], request: Request) -> Response:
    """Return an answer packed where the client can read that; each form has an entity tag of its own."""
    content, encoding = await unpacked(packed, request.headers)
    more = {"etag": _etag(tag, request), "content-length": str(len(content)), **encoding}
    return Response(content, headers={**headers, **more})


def _unchanged(tag: str, headers: Mapping[str, str], request: Request) -> Response:
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**headers, "etag": _etag(tag, request)})


def _etag(tag: str, request: Request) -> str:
    return f'"{tag}-gzip"' if takes_gzip(request.headers) else f'"{tag}"'


def _tag(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
