"""One sentence in three languages, for whoever asks for a page and gets none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from contract.codes import Language
from pages.server.shell.index import language_of
from picture.charts.palette import SEQUENTIAL, WHITE
from picture.text.words import word

LONG_QUERY = 200  # bytes; longer ones are not read: strangers send them by the thousand
PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">\n'
    "<style>body {{ margin: 0; font: 1.1rem/1.5 system-ui, sans-serif }} p {{ max-width: 40rem; margin: 1.5rem }}\n"
    "h1 {{ margin: 0; padding: .8rem 1.5rem; background: {colour}; color: {ground}; font-size: 1.1rem }}\n"
    "a {{ color: {colour}; white-space: nowrap }} button {{ font: inherit; padding: .5rem 1.2rem; border: 0;"
    " border-radius: 4px; background: {colour}; color: {ground}; cursor: pointer }}</style></head>\n"
    "<body><h1>{title}</h1>\n{sentences}</body></html>\n"
)
SENTENCE = Markup('<p lang="{language}">{text}{link}</p>\n')
LINK = Markup(' <a href="{address}">{text}</a>')


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the page of a sentence leads on: an address below the base path, and the name of its words."""

    path: str
    key: str

    def in_language(self, scope: Scope, language: Language) -> Markup:
        """Write the link."""
        address = f"{scope.get('root_path', '')}{self.path}?lang={language}"
        return LINK.format(address=address, text=word(self.key, language))


FRONT = Leads("/", "menu_front")


def message_page(scope: Scope, key: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with the sentence of a key: a browser gets a page that leads to the front page, a program plain text."""
    return sentence_page(scope, lambda language: word(key, language), status, headers, FRONT)


def sentence_page(
    scope: Scope,
    write: Callable[[Language], str],
    status: int,
    headers: Mapping[str, str] | None = None,
    leads: Leads | None = None,
) -> Response:
    """Answer with a sentence. The language of the address, or the browser's, stands first."""
    request = Request(scope)
    long = len(scope["query_string"]) > LONG_QUERY
    first = language_of(Request({**scope, "query_string": b""}) if long else request)
    languages = [first, *(language for language in Language if language is not first)]
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("".join(f"{write(language)}\n" for language in languages), status, headers)
    sentences = Markup("").join(
        SENTENCE.format(
            language=language, text=write(language), link=leads.in_language(scope, language) if leads else ""
        )
        for language in languages
    )
    return HTMLResponse(document(first, sentences), status, headers)


def document(language: Language, content: Markup) -> Markup:
    """Write a page of its own, without scripts, around what it says."""
    title = word("title", language)
    return PAGE.format(language=language, title=title, colour=SEQUENTIAL[-1], ground=WHITE, sentences=content)
