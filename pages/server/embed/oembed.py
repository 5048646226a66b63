"""Answers `/oembed?url=…`: the frame by which a site shows the picture of a page of ours (https://oembed.com, 1.0).

404: an address without a picture of ours, or pictures that nobody else may frame; 501: another format. There is no 401:
what is shown to named persons alone is answered to them alone, and nobody else learns that it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

import orjson

from contract.codes import Language
from pages.server.api.answers import Maker
from pages.server.api.asked import FORMAT, SIZES, URL
from pages.server.api.problems import RefusalError
from pages.server.databases import choices_of, connection
from pages.server.old_editions import NoEditionError, database_for
from pages.server.settings import data_folder
from picture.export.embed.frame_text import embed_address, oembed, oembed_xml
from picture.query.selection import check
from picture.text.captions import captions_of
from picture.text.words import word
from picture.views import FRONT, VIEW_KINDS, ViewKind, ask_view

EMBED = "embed/"
OEMBED_MEDIA: Mapping[str, str] = MappingProxyType({"json": "application/json", "xml": "text/xml; charset=utf-8"})


def oembed_answer(maker: Maker) -> bytes:
    """Write the frame of the picture that an address shows; raise RefusalError where it shows none."""
    values = maker.asked.values
    form = values[FORMAT][0] or "json"
    if form not in OEMBED_MEDIA:
        raise RefusalError(HTTPStatus.NOT_IMPLEMENTED, "oembed_format", parameter=FORMAT, value=form)
    if not maker.framed:
        raise RefusalError(HTTPStatus.NOT_FOUND, "oembed_closed", parameter=URL, value=values[URL][0])
    width, height = (_pixels(key, values[key][0]) for key in SIZES)
    content = _picture(maker, width, height)
    return orjson.dumps(content) if form == "json" else oembed_xml(content)


def _picture(maker: Maker, width: int | None, height: int | None) -> dict[str, object]:
    """Ask for the picture that an address shows, for its sentence, which names the frame."""
    address = maker.asked.values[URL][0]
    site = maker.asked.site.url
    kind, query = _ours(address, site)
    language = next((one for one in Language if one == query.get("lang")), Language.FI)
    try:
        path = database_for(data_folder(), query, maker.asked.path)
    except NoEditionError as error:
        raise _not_ours(address) from error
    choices = choices_of(path, language)
    selected, wrong = check({**query, "lang": language}, {}, choices)
    if wrong:
        raise _not_ours(address)
    with connection(path).cursor() as con:
        dataset = ask_view(con, kind, selected, choices)
    title = captions_of(dataset, kind.captions).title
    frame = embed_address(kind.name, site, query | {"lang": language.value})
    return oembed(kind.name, frame, title, (word("title_short", language), f"{site}/"), (width, height))


def _ours(address: str, site: str) -> tuple[ViewKind, dict[str, str]]:
    """Return the view of a page of ours, or of a picture in a frame, with what its address asks for."""
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise _not_ours(address) from error
    place = f"{parts.scheme}://{parts.netloc}{parts.path}".removeprefix(f"{site}/")
    kinds = {"" if kind.page == FRONT else kind.page: kind for kind in VIEW_KINDS.values()}
    kinds |= {EMBED + name: kind for name, kind in VIEW_KINDS.items()}
    query = dict(pairs)
    if place not in kinds or len(query) < len(pairs):
        raise _not_ours(address)
    return kinds[place], query


def _pixels(key: str, text: str) -> int | None:
    """Read the most pixels that a site gives a picture; None where it does not say."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise RefusalError(HTTPStatus.BAD_REQUEST, "oembed_size", parameter=key, value=text)
    return int(text)


def _not_ours(address: str) -> RefusalError:
    return RefusalError(HTTPStatus.NOT_FOUND, "oembed_not_ours", parameter=URL, value=address)
