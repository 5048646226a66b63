"""The classification service, held against our own tables: what differs is told, nothing is changed.

Its `maps` answer with HTTP 500 to every parameter since about October 2026; without them it lists addresses that
end in `/maps/<municipality>/<region>`, which is all that is needed. So our own tables lead, and this refreshes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

import msgspec

from contract.codes import Language, Level
from contract.errors import UserError
from etl.fetch.services.client import Response, ServiceClient
from geo.classification import Classification
from geo.nesting import parent

T = TypeVar("T")
LEVELS = (Level.MAAKUNTA, Level.HYVINVOINTIALUE)  # what a municipality lies in
OFFICIAL = (Language.FI, Language.SV)
TAIL = re.compile(r"/maps/(\w+)/(\w+)$")
ERRORS = (400, 404, 500)


class Name(msgspec.Struct, frozen=True):
    """A name in one language."""

    lang: str
    name: str


class Item(msgspec.Struct, frozen=True):
    """An area in a classification, or in a correspondence."""

    code: str
    names: tuple[Name, ...] = msgspec.field(name="classificationItemNames", default=())

    def name_in(self, language: str) -> str | None:
        """Return the name in a language, or None."""
        return next((one.name.strip() for one in self.names if one.lang == language), None)


class Pair(msgspec.Struct, frozen=True, rename="camel"):
    """Which area lies in which, in the long form."""

    source_item: Item
    target_item: Item


def differences(year: int, client: ServiceClient, areas: Classification) -> Iterator[str]:
    """List in lines where the service and our tables differ, for the division of a year; raise UserError."""
    on = date(year, 1, 1)
    for language in OFFICIAL:
        yield from _names(year, language, client, areas)
    for level in LEVELS:
        theirs = members(year, level, client)
        ours = {a.code: parent(areas, Level.KUNTA, a.code, level, on).code for a in areas.areas(Level.KUNTA, on)}
        for code in sorted(set(ours) ^ set(theirs)):
            yield f"kunta {code} is {'only ours' if code in ours else 'only theirs'} ({level})"
        for code in sorted(set(ours) & set(theirs)):
            if ours[code] != theirs[code]:
                yield f"kunta {code} lies in {level} {ours[code]} here, in {theirs[code]} there"


def members(year: int, level: str, client: ServiceClient) -> Mapping[str, str]:
    """Return municipality -> area of a level; by the long form where it works, else by the bare addresses."""
    path = f"/correspondenceTables/kunta_1_{year}0101%23{level}_1_{year}0101/maps"
    response = client.try_get(f"{path}?content=data&meta=max&lang=fi", missing=ERRORS)
    if response:
        return {pair.source_item.code: pair.target_item.code for pair in _decoded(response, list[Pair])}
    response = client.get(path)
    found = {address: TAIL.search(address) for address in _decoded(response, list[str])}
    for address, tail in found.items():
        if tail is None:
            raise UserError("correspondence_unreadable", path=response.url, found=address)
    return {tail[1]: tail[2] for tail in found.values() if tail}


def _names(year: int, language: str, client: ServiceClient, areas: Classification) -> Iterator[str]:
    path = f"/classifications/kunta_1_{year}0101/classificationItems"
    response = client.try_get(f"{path}?content=data&meta=max&lang={language}&format=json", missing=ERRORS)
    if response is None:
        yield f"names in {language} could not be compared: the service answers with an error"
        return
    theirs = {item.code: item.name_in(language) for item in _decoded(response, list[Item])}
    for area in areas.areas(Level.KUNTA, date(year, 1, 1)):
        ours = getattr(area, f"name_{language}")
        other = theirs.get(area.code)
        if other is not None and other != ours:
            yield f"kunta {area.code} is called {ours} here, {other} there ({language})"


def _decoded(response: Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(response.content, type=kind)
    except msgspec.DecodeError as error:
        raise UserError("classification_unreadable", path=response.url, reason=str(error)) from error
