"""Refusals as `application/problem+json` (RFC 9457), in the asked language."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from starlette.responses import Response

from contract.codes import Language
from picture.text.words import word

MEDIA = "application/problem+json"
LONGEST = 100  # letters of a value that are repeated


class RefusalError(Exception):
    """Refuse a request: a status of HTTP, the key of its words, and the parameter and value that are wrong."""

    def __init__(
        self, status: HTTPStatus, key: str, *, parameter: str = "", value: str = "", retry: int = 0, **words: object
    ) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.parameter = parameter
        self.value = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
        self.retry = retry  # seconds after which the same request may succeed
        self.words = words

    def detail(self, language: Language, base: str) -> str:
        """Return what is wrong and what to do. base: the address of the interface."""
        places = {"parameter": self.parameter, "value": self.value, "seconds": self.retry, "base": base, **self.words}
        return word(self.key, language, **places)


def problem(refusal: RefusalError, language: Language, base: str) -> Response:
    """Return a refusal as an answer. base: the address of the interface."""
    named = {"parameter": refusal.parameter, "value": refusal.value} if refusal.parameter else {}
    return problem_of(refusal.status, refusal.detail(language, base), language, named=named, retry=refusal.retry)


def problem_of(
    status: HTTPStatus, detail: str, language: Language, *, named: Mapping[str, str] | None = None, retry: int = 0
) -> Response:
    """Return a problem with its words; nothing of the server's inside is told."""
    content = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **(named or {})}
    headers = {"cache-control": "no-store", "content-language": language.value}
    if retry:
        headers["retry-after"] = str(retry)
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["allow"] = "GET, HEAD"
    return Response(orjson.dumps(content), status.value, headers, MEDIA)
