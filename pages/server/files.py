"""Files at addresses of their own: `/take/map.pptx?area=MK02&lang=sv`.

An address holds the whole view and the build: nothing has to be remembered between a page and the file that is taken
from it, and every server process gives the same. The named build answers while its database is kept, then the published
one; the stamp in the file says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import duckdb
from anyio import CapacityLimiter, to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from contract.codes import Language
from contract.pointer import NoDatabaseError
from pages.server.databases import answering, choices_of, connection
from pages.server.settings import Settings, data_folder
from picture.export.csv import csv_zip
from picture.export.image import png, svg
from picture.export.item import ExportItem
from picture.export.pptx.deck import make_deck
from picture.export.region_pack import region_pack, region_pack_datasets
from picture.export.stamp import collection_name, file_name, pack_name
from picture.export.xlsx import workbook
from picture.query.choices import Choices
from picture.query.numbers import ask_everything
from picture.query.selection import check, view_of
from picture.text.words import word
from picture.views import (
    FRONT,
    VIEW_KINDS,
    ViewKind,
    ask_view,
    decode_item,
    everything_item,
    linked_item,
    view_on,
)

FILES_AT_ONCE = 2  # files made at the same time; the others wait their turn, and the pages go on
MOST_KEPT = 60  # pictures in one deck
MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "png": "image/png",
    "svg": "image/svg+xml",
}
COLLECTIONS: dict[str, Callable[[Sequence[ExportItem]], bytes]] = {"pptx": make_deck, "xlsx": workbook, "zip": csv_zip}
SINGLE = {"png": png, "svg": svg}


class NoFileError(Exception):
    """Say in the reader's language why there is no file at an address."""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileRequest:
    """What an address asks for, with the database that answers."""

    what: str  # "map", "pack", "basket" …
    form: str  # "pptx", "zip" …
    base: str  # where this server is reached
    query: QueryParams
    con: duckdb.DuckDBPyConnection
    choices: Choices
    kinds: Mapping[str, ViewKind]

    @property
    def language(self) -> Language:
        return self.choices.language

    def selected(self, given: Mapping[str, str]) -> dict[str, str]:
        """Check a view; raise NoFileError for values that do not exist: no other picture is given in its place."""
        selected, wrong = check({**given, "lang": self.language}, {}, self.choices)
        if wrong:
            keys = ", ".join(word(f"choose_{key}", self.language) for key in wrong)
            raise NoFileError(word("take_wrong_value", self.language, keys=keys))
        return selected


class Files:
    """Answers `/take/<what>.<form>`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.limiter = CapacityLimiter(FILES_AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """Make the file of an address; a plain sentence where there is none."""
        what, _, form = request.path_params["name"].rpartition(".")
        base = self.settings.url or str(request.base_url).rstrip("/")
        make = partial(make_file, what, form, request.query_params, base, data_folder())
        try:
            file = await to_thread.run_sync(make, limiter=self.limiter)
        except NoFileError as error:
            return PlainTextResponse(str(error), 404)
        except NoDatabaseError:
            sentences = "\n".join(word("no_picture", language) for language in Language)
            return PlainTextResponse(sentences, 503)
        name = quote(file.name)
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "content-encoding": "identity",  # these files are packed already: packing them again costs time only
            "cache-control": "private, no-cache",
        }
        return Response(file.content, media_type=MEDIA[form], headers=headers)


def make_file(  # noqa: PLR0917 - what an address is made of
    what: str,
    form: str,
    query: QueryParams,
    base: str,
    folder: Path,
    kinds: Mapping[str, ViewKind] = VIEW_KINDS,
) -> File:
    """Make one file from an address; raise NoFileError or NoDatabaseError."""
    language = next((known for known in Language if known == query.get("lang")), Language.FI)
    path = answering(folder, query.get("build", ""))
    choices = choices_of(path, language)
    with connection(path).cursor() as con:
        return _file_of(FileRequest(what, form, base, query, con, choices, kinds))


def _file_of(wanted: FileRequest) -> File:
    kind = wanted.kinds.get(wanted.what)
    match wanted.what, wanted.form:
        case _, form if kind and form in MEDIA:
            return _picture(wanted, kind)
        case "pack", "zip":
            return _pack(wanted)
        case "basket", form if form in COLLECTIONS:
            return _basket(wanted)
        case "everything", "zip":
            return _everything(wanted)
    raise NoFileError(word("take_not_there", wanted.language))


def _picture(wanted: FileRequest, kind: ViewKind) -> File:
    item = _item(wanted, kind, wanted.query)
    content = SINGLE[wanted.form](item) if wanted.form in SINGLE else COLLECTIONS[wanted.form]([item])
    return File(file_name(item.dataset, item.rules, wanted.form), content)


def _pack(wanted: FileRequest) -> File:
    view = view_on(FRONT, wanted.selected(wanted.query), wanted.choices)
    datasets = region_pack_datasets(wanted.con, view, wanted.choices)
    items = [linked_item(wanted.kinds[dataset.kind], dataset, wanted.base) for dataset in datasets]
    name = pack_name(items[0].dataset)
    return File(f"{name}.zip", region_pack(items, name))


def _basket(wanted: FileRequest) -> File:
    """Make a deck, workbook or table of the pictures that the address lists, each as `encode_item` writes it."""
    kept = wanted.query.getlist("item")
    if not 0 < len(kept) <= MOST_KEPT:
        raise NoFileError(word("take_basket_size", wanted.language, most=MOST_KEPT))
    items = [_kept(wanted, text) for text in kept]
    synthetic = any(item.dataset.synthetic for item in items)
    return File(collection_name(wanted.choices, wanted.form, synthetic=synthetic), COLLECTIONS[wanted.form](items))


def _kept(wanted: FileRequest, text: str) -> ExportItem:
    try:
        kind, given = decode_item(text, wanted.kinds)
    except ValueError as error:
        raise NoFileError(word("take_not_there", wanted.language)) from error
    return _item(wanted, kind, given)


def _item(wanted: FileRequest, kind: ViewKind, given: Mapping[str, str]) -> ExportItem:
    """Ask a view, and link it to its page on this server."""
    selected = wanted.selected(given)
    return linked_item(kind, ask_view(wanted.con, kind, selected, wanted.choices), wanted.base, selected["beside"])


def _everything(wanted: FileRequest) -> File:
    dataset = ask_everything(wanted.con, view_of(wanted.selected({}), wanted.choices), wanted.choices)
    stamp = wanted.choices.stamp
    name = collection_name(wanted.choices, wanted.form, synthetic=stamp.synthetic)
    seen_at = f"{wanted.base}/methods?lang={wanted.language}"
    return File(name, csv_zip([everything_item(dataset, seen_at)]))
