"""The document that a browser gets first, in the reader's language from its first byte.

It is Streamlit's own, with what a reader, a search engine and a browser without scripts see replaced by ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from streamlit import file_util

from contract.codes import Language
from pages.server.caching.cache import Cache
from pages.server.caching.compression import compress, unpacked
from pages.server.caching.etags import is_known
from pages.server.shell.own_files import SCRIPT, STYLE
from picture.html.frame.icon import ICON
from picture.html.frame.outline import outline
from picture.html.frame.place import OFF_MENU, PAGES
from picture.text.words import word

# What stands in Streamlit's document -> what it means. Each must stand there exactly once.
PARTS: Mapping[str, str] = {
    "language": r'<html lang="en">',
    "title": r"<title>Streamlit</title>",
    "icon": r'<link rel="shortcut icon" href="\./favicon\.png" />',
    "pointer to programs' address": r"<!--\s+Machine-readable pointer.*?-->\s*<link rel=\"service-desc\"[^>]*/>",
    "inline script": r"<!-- initialize window\.prerenderReady.*?-->\s*<script>.*?</script>",
    "words for browsers without scripts": r"<noscript>.*?</noscript>",
    "place of the page": r'<div id="root"></div>',
}
TITLE = Markup(
    '<title>{}</title>\n    <meta name="description" content="{}" />'
    '\n    <link rel="alternate" type="application/atom+xml" title="{}" href="./feed.atom?lang={}" />'
    "\n    {}"
)
HEAD_HERE = Markup("<!-- what the head tells of the view -->")
OWN_SCRIPT = Markup('<script defer src="./script/{}"></script>')
EARLY = Markup('<link rel="modulepreload" crossorigin href="./static/js/{}" />')
WANTED_EARLY = ("Html.*.js", "purify.es.*.js")  # Streamlit asks for what draws HTML only when the page has come
OWN_STYLE = Markup('<link rel="stylesheet" href="./look/{}" />')
EVERY = tuple(product((*PAGES, *OFF_MENU), Language))
STREAMLITS = Path(file_util.get_static_dir())
MOST_READY = 2_000_000  # bytes of packed documents
Head = Callable[[str, Language, Request], Markup]  # what the head of a page tells of the view of an address
VARY = "accept-encoding, accept-language"


class OtherStreamlitError(RuntimeError):
    """Say which part of Streamlit's document is not as this version knows it."""


class FirstDocument:
    """Answers every address of a page."""

    def __init__(self, source: str, head: Head | None = None) -> None:
        self.head = head
        self.documents = {(page, language): in_language(source, language, page) for page, language in EVERY}
        self.ready: Cache[tuple[str, Language, str], tuple[str, bytes]] = Cache(MOST_READY, lambda made: len(made[1]))
        self.limiter = CapacityLimiter(1)

    async def answer(self, request: Request) -> Response:
        """Return the document in the language of the address, or the browser's, or in Finnish."""
        asked = request.url.path.rpartition("/")[2]
        page = asked if asked in (*PAGES, *OFF_MENU) else "front"
        tag, packed = await to_thread.run_sync(self._packed, page, language_of(request), request, limiter=self.limiter)
        headers = {"cache-control": "no-cache", "vary": VARY, "etag": f'W/"{tag}"'}
        if is_known(request.headers, tag):
            return Response(status_code=304, headers=headers)
        content, encoding = await unpacked(packed, request.headers)
        return Response(content, media_type="text/html", headers=headers | encoding)

    def _packed(self, page: str, language: Language, request: Request) -> tuple[str, bytes]:
        """Return the document with what its head tells of the view; those asked for lately are kept."""
        head = str(self.head(page, language, request)) if self.head else ""

        def make() -> tuple[str, bytes]:
            text = self.documents[page, language].replace(HEAD_HERE, head, 1).encode()
            return sha256(text).hexdigest()[:16], compress(text)

        return self.ready.get_or_make((page, language, head), make)


@cache
def streamlits_document() -> str:
    """Return the document as Streamlit ships it."""
    return (STREAMLITS / "index.html").read_text(encoding="utf-8")


@cache
def wanted_early() -> list[str]:
    """Return the names of the files that draw HTML; raise OtherStreamlitError where there is not one of each."""
    names = [[path.name for path in (STREAMLITS / "static" / "js").glob(one)] for one in WANTED_EARLY]
    if not all(len(found) == 1 for found in names):
        raise OtherStreamlitError(f"Streamlit's files hold {names} where {WANTED_EARLY} were to be one each.")
    return [found[0] for found in names]


def in_language(source: str, language: Language, page: str = "front") -> str:
    """Write the document of a page in one language; raise OtherStreamlitError where Streamlit has changed it."""
    sentence = Markup('<p lang="{}">{}</p>')
    sentences = Markup("").join(sentence.format(one, word("needs_scripts", one)) for one in Language)
    ours = {
        "language": Markup('<html lang="{}">').format(language),
        "title": TITLE.format(
            word("title", language),
            word("site_description", language),
            word("announced_feed", language),
            language,
            HEAD_HERE,
        ),
        "icon": Markup('<link rel="icon" href="data:image/svg+xml,{}" />').format(quote(ICON)),
        "pointer to programs' address": "",
        "inline script": OWN_SCRIPT.format(SCRIPT.name) + Markup("").join(map(EARLY.format, wanted_early())),
        "words for browsers without scripts": Markup("<noscript>{}</noscript>").format(sentences),
        # after what Streamlit's script puts into the head, which its rules would outweigh otherwise
        "place of the page": OWN_STYLE.format(STYLE.name) + outline(page, language) + Markup('<div id="root"></div>'),
    }
    for part, pattern in PARTS.items():
        source, found = re.subn(pattern, str(ours[part]).replace("\\", r"\\"), source, flags=re.DOTALL)
        if found != 1:
            raise OtherStreamlitError(
                f"Streamlit's index.html holds the {part} {found} times instead of once. Another version of Streamlit "
                "is installed than requirements.txt names, or pages/server/shell/index.py must be brought up to it."
            )
    return source


def language_of(request: Request) -> Language:
    """Return the language of an address, or the first of ours that the browser names, or Finnish."""
    known = {language.value: language for language in Language}
    asked = request.query_params.get("lang", "")
    if asked in known:
        return known[asked]
    liked = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((known[tag[:2]] for tag in liked if tag[:2] in known), Language.FI)
