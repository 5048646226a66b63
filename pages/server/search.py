"""Answers `/search/<language>-<build>-<code>.json`: what the search in the bar finds, for the browser to look in.

The address names all that decides on it, so that a browser asks for it once.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from contract.codes import Language
from contract.pointer import NoDatabaseError, build_of
from pages.server.caching.compression import compress, unpacked
from pages.server.caching.etags import FOR_EVER, code_version, is_known
from pages.server.databases import DatabaseFile, choices_of, connection, file_at
from pages.server.old_editions import answering
from pages.server.paths import page_names
from pages.server.settings import data_folder
from picture.html.choosing.search_index import search_index
from picture.html.frame.place import OFF_MENU
from picture.query.register.names import ask_names

KEPT = 12  # indexes: of some builds in three languages, 10 kB each


def search_address(build: str, language: Language) -> str:
    """Return the address of what can be found in a build, from the page that looks in it."""
    return f"search/{language}-{build}-{code_version()}.json"


async def answer_search(request: Request) -> Response:
    """Answer with what a build holds or, where that is not kept any more, the published one."""
    language, _, rest = request.path_params["name"].removesuffix(".json").partition("-")
    if language not in set(Language):
        return PlainTextResponse("", 404)
    try:
        path = answering(data_folder(), rest.partition("-")[0])
        packed = await to_thread.run_sync(_index, file_at(path), Language(language))
    except NoDatabaseError:
        return PlainTextResponse("", 503, {"cache-control": "no-store"})
    tag = sha256(packed).hexdigest()[:16]
    lasting = request.url.path.endswith(search_address(build_of(path), Language(language)))
    headers = {"cache-control": FOR_EVER if lasting else "no-cache", "vary": "accept-encoding", "etag": f'W/"{tag}"'}
    if is_known(request.headers, tag):
        return Response(status_code=304, headers=headers)
    content, encoding = await unpacked(packed, request.headers)
    return Response(content, media_type="application/json", headers=headers | encoding)


@lru_cache(maxsize=KEPT)
def _index(file: DatabaseFile, language: Language) -> bytes:
    by_language = {one: choices_of(file.path, one) for one in Language}
    with connection(file.path).cursor() as con:
        entries = ask_names(con, language)
    found = search_index(by_language, language, sorted(page_names() - set(OFF_MENU)), entries)
    return compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
