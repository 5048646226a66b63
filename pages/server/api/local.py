"""Figures of places' own surveys and what was heard there, for programs: apart from the data of indicators."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from contract.cell_key import area_key
from contract.codes import Against, Language
from pages.server.api.answers import Maker
from picture.export.columns import Entry
from picture.export.csv import to_csv
from picture.export.local.columns import entries_of_places
from picture.export.programs.json_stat import source_facts
from picture.export.programs.local_values import LOCAL_DATA
from picture.export.programs.tables import table
from picture.query.choices import Choices
from picture.query.local.place import LocalCollection, LocalFinding, PlaceKnown, ask_places
from picture.query.model import Dataset
from picture.query.selection import check, view_of

Json = dict[str, Any]
NUMBERS = 4  # of a figure: value, both ends of its interval, n


def local_json(maker: Maker) -> bytes:
    """Write who was asked, when and how, every figure of the surveys as a table, and what was heard, as texts."""
    places = _places(maker)
    parts: Json = {"collections": [], "findings": []}
    for place in places:
        parts["collections"] += [_collection(one, maker.asked.language) for one in place.collections]
        parts["findings"] += [_finding(one, place) for one in place.findings]
    return maker.told(parts | {"figures": table(LOCAL_DATA, iter(_entries(maker, places)))})


def local_csv(maker: Maker) -> bytes:
    """Write every figure of the surveys, a line each; what was heard is text, and stands in the JSON alone."""
    return to_csv(LOCAL_DATA, _entries(maker, _places(maker)), Language.EN).encode()


def _places(maker: Maker) -> tuple[PlaceKnown, ...]:
    """Return the places that were asked for, all of them where none was named."""
    named = maker.asked.values.get("area")
    places = ask_places(maker.con, maker.asked.choices)
    return tuple(one for one in places if named is None or area_key(one.area.level, one.area.code) in named)


def _entries(maker: Maker, places: tuple[PlaceKnown, ...]) -> list[Entry]:
    found = list(entries_of_places(places, _beside(maker.asked.choices)))
    maker.within(len(found) * NUMBERS, maker.limits.cells)
    return found


def _beside(choices: Choices) -> Dataset:
    """Return what says which build and language a line is of: it has no figure of the country."""
    view = view_of(check({"lang": choices.language}, {}, choices)[0], choices)
    return Dataset("places", view, choices.stamp, Against.PREVIOUS, indicators=(), rows=())


def _collection(one: LocalCollection, language: Language) -> Json:
    told = (one.fieldwork(period) for period in one.periods)
    return {
        **source_facts(one.source, language),
        "method": one.source.method,
        "area": area_key(one.area.level, one.area.code),
        "area_name": one.area.name,
        "sampling": one.sampling,
        "periods": one.periods,
        "fieldwork": [asdict(each) for each in told if each],
    }


def _finding(one: LocalFinding, place: PlaceKnown) -> Json:
    return {
        **asdict(one),
        "text": one.text.text,
        "text_language": one.text.language,
        "area": area_key(place.area.level, place.area.code),
        "area_name": place.area.name,
    }
