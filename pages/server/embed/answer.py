"""Answers `/embed/<view>?…`: one picture as a page that may be framed by those whom the operator names.

An address means what the same address of a page means. It is made as files are: by processes beside the server, in a
queue where nobody pushes others aside, once for all who ask, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from contract.codes import Language
from contract.pointer import NoDatabaseError
from pages.server.caching.compression import takes_gzip, unpacked
from pages.server.caching.etags import is_known
from pages.server.databases import no_picture
from pages.server.embed.head import view_head
from pages.server.limits.addresses import client_address
from pages.server.old_editions import NoEditionError
from pages.server.settings import Settings
from pages.server.take.address import EMBED, EMBEDS, NoFileError, language_of
from pages.server.take.answer import LONGEST, NOT_NOW, WAIT, Files, Found, address_of
from pages.server.take.processes import Trouble
from picture.export.embed.page import embed_style_hash, told_page
from picture.text.words import word

LONGEST_TOLD = 2_000  # letters of an address whose view the head tells
HTML = "text/html; charset=utf-8"


class Embeds:
    """Answers all addresses of pictures in frames."""

    def __init__(self, settings: Settings, files: Files) -> None:
        self.settings = settings
        self.files = files
        self.safety = frame_headers(settings.framed_by)

    async def answer(self, request: Request) -> Response:
        """Answer with the picture, or in words why there is none."""
        language = language_of(request.query_params)
        told = partial(self._told, request, language)
        if len(request.url.query) > LONGEST:
            return told(word("embed_not_there", language), 414)
        try:
            found = await self.files.find(request, f"{request.path_params['view']}.{EMBED}", EMBEDS)
        except NoFileError as error:
            return told(_why_not(error, language), 404)
        except NoDatabaseError as error:
            return told(" ".join(no_picture(error)), 503, {"retry-after": str(WAIT)})
        return await self._picture(request, found)

    def head(self, page: str, language: Language, request: Request) -> Markup:
        """Write what the head of a page tells of its view."""
        query = request.query_params
        if len(request.url.query) > LONGEST_TOLD:
            return Markup("")
        site = self.settings.url or address_of(request)
        return view_head(page, query, language, site, framed=bool(self.settings.framed_by))

    async def _picture(self, request: Request, found: Found) -> Response:
        tag = f"{found.key}-gzip" if takes_gzip(request.headers) else found.key
        cached = {"etag": f'"{tag}"', "cache-control": found.cache_control, "vary": "accept-encoding"}
        headers = {**self.safety, **cached, "content-language": found.wanted.language.value}
        if is_known(request.headers, found.key, f"{found.key}-gzip"):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            response = Response(media_type=HTML, headers=headers)
            del response.headers["content-length"]
            return response
        outcome = await self.files.make(request, client_address(request.scope), found)
        if isinstance(outcome, Trouble):
            return self._trouble(request, found.wanted.language, outcome)
        content, encoding = await unpacked(outcome.content, request.headers)
        return Response(content, media_type=HTML, headers=headers | encoding)

    def _trouble(self, request: Request, language: Language, outcome: Trouble) -> Response:
        retry = {"retry-after": str(outcome.retry)} if outcome.retry else {}
        number = outcome.number
        told = word("embed_failed", language, number=number) if number else word("embed_busy", language)
        return self._told(request, language, told, outcome.status, retry)

    def _told(
        self, request: Request, language: Language, told: str, status: int, more: Mapping[str, str] | None = None
    ) -> Response:
        home = f"{self.settings.url or address_of(request)}/?lang={language}"
        headers = {**self.safety, **NOT_NOW, "content-language": language.value, **(more or {})}
        return Response(told_page(told, home, language), status, headers, HTML)


def frame_headers(framed_by: tuple[str, ...]) -> dict[str, str]:
    """Return the headers of safety of a page that these origins may frame, beside our own."""
    rules = {
        "default-src": "'none'",
        "style-src": embed_style_hash(),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(("'self'", *framed_by)),
    }
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    return {
        "content-security-policy": policy,
        "cross-origin-resource-policy": "cross-origin" if framed_by else "same-origin",
    }


def _why_not(error: NoFileError, language: Language) -> str:
    """Return it in words that fit a picture; what is wrong with an old version is told alike for all."""
    if isinstance(error.__cause__, NoEditionError):
        return str(error)
    return word("embed_wrong_value", language, keys=error.wrong) if error.wrong else word("embed_not_there", language)
