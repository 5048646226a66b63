"""JSON: which of the many documents that services and people call JSON."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

import msgspec

from etl.read.formats.limits import UnreadableError
from etl.read.formats.recognise.form import Form

KEYS: tuple[tuple[frozenset[str], Form | UnreadableError], ...] = (  # of a document or of what stands in it
    (frozenset({"dimension"}), Form.JSON_STAT),
    (frozenset({"class", "link"}), UnreadableError("json_no_dataset")),  # a collection of JSON-stat
    (frozenset({"class", "category"}), UnreadableError("json_no_dataset")),
    (frozenset({"columns", "data"}), UnreadableError("json_of_pxweb")),
    (frozenset({"query", "response"}), UnreadableError("json_about_table")),
    (frozenset({"title", "variables"}), UnreadableError("json_about_table")),
    (frozenset({"dataSets"}), Form.SDMX_JSON),
    (frozenset({"type", "features"}), UnreadableError("json_of_map")),
    (frozenset({"type", "geometry"}), UnreadableError("json_of_map")),
)
FAILED = ("error", "errors", "fault", "Error", "exception")  # keys of an answer that is no data
TEXT = ("message", "detail", "title", "code", "status", "label", "description")  # keys that stand beside the reason
SEVERAL_LINES = 2
ENDED_EARLY = re.compile(r"truncated|ended|unexpected end", re.IGNORECASE)
PLACE = re.compile(r"byte (\d+)")


def of_json(path: Path) -> Form | UnreadableError:
    """Return what a JSON document is."""
    content = path.read_bytes().removeprefix(BOM_UTF8)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return UnreadableError("not_utf8", path=path, row=row, found=content[error.start : error.end])
    try:
        document = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        return _broken(path, content, str(error))
    return _of_object(path, document) if isinstance(document, dict) else _of_list(path, document)


def _broken(path: Path, content: bytes, reason: str) -> UnreadableError:
    lines = [line for line in content.splitlines() if line.strip()]
    if len(lines) >= SEVERAL_LINES and all(map(_is_document, lines[:SEVERAL_LINES])):
        return UnreadableError("json_lines", path=path)
    if ENDED_EARLY.search(reason):
        return UnreadableError("json_cut", path=path)
    place = PLACE.search(reason)
    row = content[: int(place[1])].count(b"\n") + 1 if place else None
    return UnreadableError("json_broken", path=path, row=row)


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict | list)
    except (msgspec.DecodeError, RecursionError):
        return False


def _of_list(path: Path, document: object) -> UnreadableError:
    return UnreadableError("json_records" if document else "json_empty", path=path)


def _of_object(path: Path, document: Mapping[str, object]) -> Form | UnreadableError:
    if not document:
        return UnreadableError("json_empty", path=path)
    inside = [document, *(one for one in document.values() if isinstance(one, dict))]
    known = next((form for keys, form in KEYS if any(keys <= one.keys() for one in inside)), None)
    reason = None if known else _reason(document)
    if reason:
        return UnreadableError("json_of_error", path=path, found=reason)
    return known or UnreadableError("json_records" if _has_records(document) else "jsonstat_unreadable", path=path)


def _has_records(document: Mapping[str, object]) -> bool:
    return any(isinstance(one, list) and one and isinstance(one[0], dict) for one in document.values())


def _reason(document: Mapping[str, object]) -> str | None:
    """Return what a service says instead of data: under a key for errors, or in a few plain words."""
    for key in FAILED:
        if key in document:
            return _words(document[key])
    plain = [one for one in document.values() if isinstance(one, str | int | bool | None)]
    few = len(plain) == len(document) and any(key in document for key in TEXT)
    return _words(document) if few else None


def _words(told: object) -> str:
    return told if isinstance(told, str) else msgspec.json.encode(told).decode()
