"""What whoever is not let in gets: a way to sign in, or why not, in three languages. No page script runs for it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from starlette.responses import Response
from starlette.types import Scope

from contract.codes import Language
from pages.server.persons.needed import GO, SIGN_OUT
from pages.server.shell.message_page import Leads, sentence_page
from picture.text.persons.access import access_sentence
from picture.text.words import word

NEVER = {"cache-control": "no-store"}
TO_SIGN_IN = Leads(GO, "access_sign_in_link")
TO_SIGN_OUT = Leads(SIGN_OUT, "access_sign_out_link")
NO_ROLE = "access_no_role"
NOTHING_WAITS = "access_nothing_waits"
FROM_ELSEWHERE = "access_from_elsewhere"
NOT_NOW = "access_not_now"


def sign_in(scope: Scope, *, here: bool, status: int = 401) -> Response:
    """Answer that only persons who are named see what is here, and where they sign in."""
    return sentence_page(scope, partial(_asked_to_sign_in, here=here), status, NEVER, TO_SIGN_IN if here else None)


def refused(scope: Scope, key: str, when: datetime | None, *, here: bool) -> Response:
    """Answer why somebody who is signed in gets nothing."""
    status = 503 if key == NOT_NOW else 403
    return sentence_page(scope, partial(access_sentence, key, when), status, NEVER, TO_SIGN_OUT if here else None)


def _asked_to_sign_in(language: Language, *, here: bool) -> str:
    words = word("access_sign_in", language)
    return words if here else f"{words} {word('access_sign_in_elsewhere', language)}"
