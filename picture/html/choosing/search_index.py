"""Everything that the search in the bar finds: areas, municipalities, indicators, words in questions, pages.

The browser loads it once a build and language and looks in it itself (pages/server/shell/script/choosing.js).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from contract.actions.codes import RegisterKind
from contract.actions.labels import label
from contract.cell_key import area_key
from contract.codes import Language, Level
from picture.html.choosing.area_field import kind_of_area
from picture.query.choices import Choices
from picture.query.choosing.area_list import area_sections
from picture.query.choosing.folding import folded
from picture.query.model import Area, Indicator
from picture.query.register.names import NamedEntry
from picture.query.selection import check, view_of
from picture.text.words import word

LONGEST = 140  # letters of a question beside the name of its indicator
Kinds = list[dict[str, Any]]


def search_index(
    by_language: Mapping[Language, Choices],
    language: Language,
    pages: Collection[str],
    entries: Sequence[NamedEntry] = (),
) -> Kinds:
    """Return the kinds of things that can be found, each with its items: name, page, what it changes in the view.

    by_language: what a build offers, in every language: names of all are found. pages: as the address has them.
    entries: of the register.
    """
    choices = by_language[language]
    kinds = (
        ("area", word("search_areas", language), _areas(choices)),
        ("municipality", word("level_kunta", language), _municipalities(choices)),
        ("indicator", word("search_indicators", language), _indicators(by_language, language)),
        ("question", word("search_questions", language), _questions(choices)),
        ("entry", word("search_entries", language), [_entry(one, language) for one in entries]),
        ("page", word("search_pages", language), [_page(page, language) for page in pages]),
    )
    return [{"of": of, "title": title, "items": items} for of, title, items in kinds]


def _areas(choices: Choices) -> list[dict[str, Any]]:
    selected, _ = check({}, {}, choices)
    sections = area_sections(choices, choices.areas, view_of(selected, choices))
    listed = chain.from_iterable(zip(s.areas, repeat(s.ended), strict=False) for s in sections)
    return [
        {
            "name": area.name,
            "note": kind_of_area(area, choices.language, ended),
            "find": folded([area.name, *_called(area, choices)]),
            "page": "" if area.level == Level.COUNTRY else "region",
            "view": {"area": area_key(area.level, area.code)},
        }
        for area, ended in listed
    ]


def _municipalities(choices: Choices) -> list[dict[str, Any]]:
    """List the municipalities of today, each leading to its region, which is named."""
    areas = choices.reference.areas
    members = choices.reference.contexts.members
    pairs = [(larger, smaller) for larger, smaller, now in members if now and _of_region(larger, smaller)]
    found = [(areas[smaller], areas[larger]) for larger, smaller in pairs if smaller in areas and larger in areas]
    return [
        {
            "name": f"{municipality.name} → {region.name}",
            "find": folded(_called(municipality, choices)),
            "page": "region",
            "view": {"area": area_key(region.level, region.code)},
        }
        for municipality, region in sorted(found, key=lambda pair: pair[0].name)
    ]


def _of_region(larger: tuple[str, str], smaller: tuple[str, str]) -> bool:
    return larger[0] == Level.MAAKUNTA and smaller[0] == Level.KUNTA


def _called(area: Area, choices: Choices) -> Sequence[str]:
    return choices.reference.called.get((area.level, area.code), ())


def _indicators(by_language: Mapping[Language, Choices], language: Language) -> list[dict[str, Any]]:
    names: dict[str, list[str]] = {}
    for indicator in chain.from_iterable(one.indicators for one in by_language.values()):
        names.setdefault(indicator.id, []).extend((indicator.name, indicator.short))
    choices = by_language[language]
    return [
        {
            **_indicator(indicator, choices),
            "note": indicator_note(indicator, choices),
            "find": folded(names[indicator.id]),
        }
        for indicator in choices.indicators
    ]


def indicator_note(indicator: Indicator, choices: Choices) -> str:
    """Write the domain of an indicator, or that it is known for the whole country only."""
    everywhere = choices.levels.get(indicator.id)
    return word(f"domain_{indicator.domain}" if everywhere else "country_only", choices.language)


def _questions(choices: Choices) -> list[dict[str, Any]]:
    """List the indicators by what was asked and what is counted."""
    return [
        {
            **_indicator(indicator, choices),
            "told": _cut(indicator.question or indicator.counts),
            "find": folded([indicator.question or "", indicator.counts]),
        }
        for indicator in choices.indicators
    ]


def _indicator(indicator: Indicator, choices: Choices) -> dict[str, Any]:
    page = "map" if choices.levels.get(indicator.id) else "trends"
    return {"name": indicator.name, "page": page, "view": {"indicator": indicator.id}}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"


def _entry(entry: NamedEntry, language: Language) -> dict[str, Any]:
    """Write an entry of the register; a forum has a page of its own."""
    mark = f", {word('register_example', language).lower()}" if entry.example else ""
    page, key = ("forum", "forum") if entry.kind is RegisterKind.FORUM else ("entry", "id")
    return {
        "name": entry.name.text,
        "note": label(entry.kind, language) + mark,
        "find": folded(entry.names),
        "page": page,
        "view": {key: entry.id},
    }


def _page(page: str, language: Language) -> dict[str, Any]:
    name = word(f"menu_{page or 'front'}", language)
    also = word(f"search_also_{page or 'front'}", language).split(", ")
    return {"name": name, "find": folded([name, *also]), "page": page, "view": {}}
