"""Which column holds areas, of which level, in the divisions of which years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contract.codes import COUNTRY, Level
from etl.read.labels.areas import code_alone, name_alone, strangers
from geo.classification import Classification
from geo.lookup import areas_meant

FEWEST = 0.8  # of the values of a column must be areas of one level
RECENT = 2  # years in which a level is looked for at first: a reform may have ended it


@dataclass(frozen=True, slots=True)
class Places:
    """What the values of a column may be."""

    level: str
    years: tuple[int, ...]  # in whose division every area stands that any of them has
    codes: Mapping[str, str]  # value = code of the area
    others: tuple[str, ...]  # values that are no areas of the level
    whole: bool  # every area of the level is there


def places_of(
    texts: Mapping[str, str],
    classification: Classification,
    fewest: float = FEWEST,
    labels: Mapping[str, str] | None = None,
) -> list[Places]:
    """Return what the values (value = its label, or itself) may be, the best first; none where they are no areas.

    labels: what names the values, beside what is read; codes whose names nobody knows are those of another division.
    """
    if all(len(text) == 1 for text in texts.values()):
        return []  # 1, 2, 3 may be anything
    found = []
    newest = classification.newest_year
    for level in Level:
        if level == Level.COUNTRY:
            continue
        recent = [(year, _codes(texts, level, year, classification)) for year in range(newest, newest - RECENT, -1)]
        best = max((codes for _, codes in recent), key=len)
        wanted = [text for text in texts.values() if text != COUNTRY]
        if len(best) < max(2, fewest * len(wanted)):
            continue
        years = range(classification.first_year, newest + 1)
        by_year = {year: _codes(texts, level, year, classification) for year in years}
        most = max(map(len, by_year.values()))
        fitting = tuple(year for year, codes in by_year.items() if len(codes) == most)
        codes = by_year[fitting[-1]]
        beside = {value: (labels or texts)[value] for value in codes}
        named = {value: name_alone(text) for value, text in beside.items() if text not in {value, code_alone(text)}}
        if strangers(classification, named, date(fitting[-1], 1, 1)):
            continue
        areas = {area.code for area in classification.areas(level, date(fitting[-1], 1, 1))}
        others = tuple(value for value in texts if value not in codes)
        found.append(Places(str(level), fitting, codes, others, areas <= set(codes.values())))
    return sorted(found, key=lambda one: (-len(one.codes), not one.whole))


def is_country(texts: Iterable[str]) -> bool:
    """Return whether every value means the whole country."""
    return all(text == COUNTRY for text in texts)


def _codes(texts: Mapping[str, str], level: str, year: int, classification: Classification) -> dict[str, str]:
    """Return value = code of those that mean one area."""
    on = date(year, 1, 1)
    meant = {value: areas_meant(classification, code_alone(text), level, on) for value, text in texts.items()}
    return {value: areas[0].code for value, areas in meant.items() if len(areas) == 1}
