"""Areas by code or name, however written; an unknown one is refused with the nearest names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import chain

from contract.codes import AREA_PREFIXES, Level
from contract.errors import UserError
from geo.classification import Classification, not_in_force
from geo.tables import Area, Change, listed

SHOWN = 3  # near names
COUNTRY_NAMES = ("Suomi", "Finland")  # the country is called "Koko maa" in the tables

# Words that say the level, not the place, in the three languages.
LEVEL_WORDS = re.compile(
    r"\b(maakunta|elinvoimakeskus|ely-keskus|hyvinvointialue|suuralue|kunta|kaupunki"
    r"|landskapet|landskap|livskraftscentral|ntm-centralen i|ntm-central|välfärdsområde|storområde|kommun|stad"
    r"|region of|region|economic development centre|ely centre|wellbeing services county|major region|municipality"
    r"|city of)\b"
)

DASHES = str.maketrans(dict.fromkeys("\u2010\u2012\u2013\u2212", "-"))  # NFKC has made U+2011 a U+2010


def find_area(classification: Classification, text: str, level: str, on: date) -> Area:
    """Return an area by its code or its name in Finnish, Swedish or English, however cased and spaced.

    Statistics Finland's prefixed codes (MK01, KU091) and the words of the level ("maakunta", "NTM-centralen i")
    are understood, and so is the name of another area that covers the same ground ("Uudenmaan maakunta").
    Raise UserError for an unknown name (with the nearest three), an ambiguous one (with all it could be) and an
    ended area (with its successors).
    """
    index = _index(classification, level, on) if level in classification.levels_in_force(on) else {}
    for key in (normalise(text), without_level_words(text)):
        found = index.get(key, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError("area_ambiguous", written=text, level=level, areas=listed(found))
    raise _not_found(classification, text, level, on)


def areas_meant(classification: Classification, text: str, level: str, on: date) -> tuple[Area, ...]:
    """Return the areas of a level that a text may mean, understood as by `find_area`; none where nobody knows."""
    if level not in classification.levels_in_force(on):
        return ()
    index = _index(classification, level, on)
    return index.get(normalise(text)) or index.get(without_level_words(text), ())


def heirs_meant(classification: Classification, text: str, level: str, on: date) -> tuple[Area, ...]:
    """Return the area that an area of this code or former name has joined; none where it is none that has."""
    merger = _merger(classification, text, level, on)
    return tuple(area for area in classification.areas(level, on) if merger and area.code == merger.to_code)


def are_apart(classification: Classification, one: Area, other: Area, on: date) -> bool:
    """Return whether two areas have no municipality in common; False on days whose municipalities are not told."""
    if not any(area.level == Level.KUNTA and area.valid.on(on) for area in classification.every):
        return False
    return classification.ground(one, on).isdisjoint(classification.ground(other, on))


def normalise(text: str) -> str:
    """Fold case, kinds of spaces and dashes, and surplus spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(DASHES)
    return " ".join(plain.split())


def without_level_words(text: str) -> str:
    """Return a name without the words that say its level."""
    return " ".join(LEVEL_WORDS.sub(" ", normalise(text)).split())


def _not_found(classification: Classification, text: str, level: str, on: date) -> UserError:
    """Return why nothing was found: the level or the area has ended, a zero is lost, or the area is unknown."""
    if level not in classification.levels_in_force(on):
        return classification.level_not_in_force(level, on, _meant(classification, text, level, on))
    if merger := _merger(classification, text, level, on):
        return classification.has_merged(merger)
    index = _index(classification, level, on)
    codes = {area.code for area in classification.areas(level, on)}
    padded = text.strip().zfill(max(map(len, codes)))
    if padded in codes:
        return UserError("area_zero_lost", written=text, level=level, right=padded)
    near = dict.fromkeys(index[key][0] for key in get_close_matches(without_level_words(text), index, n=9, cutoff=0.5))
    if near:
        nearest = listed(list(near)[:SHOWN])
        return UserError("area_unknown_near", written=text, level=level, on=on, nearest=nearest)
    return not_in_force(text, level, on)


def _meant(classification: Classification, text: str, level: str, on: date) -> tuple[Area, ...]:
    """Return the areas that a text may mean on the last day of a level that ended before a day."""
    if not any(area.level == level and area.valid.last and area.valid.last < on for area in classification.every):
        return ()
    index = _index(classification, level, classification.last_day(level))
    return index.get(normalise(text)) or index.get(without_level_words(text), ())


def _merger(classification: Classification, text: str, level: str, on: date) -> Change | None:
    """Return the merger of the area that a text means, by code or former name."""
    wanted = {normalise(text), without_level_words(text)}
    # Former names in Swedish stand with the area; areas that ended before the tables begin stand only with the change.
    wanted |= {area.code for area in classification.every if area.level == level and wanted & {normalise(area.name_sv)}}
    mergers = classification.mergers(level, on)
    return next((one for one in mergers if one.from_code in wanted or normalise(one.name) in wanted), None)


@cache
def _index(classification: Classification, level: str, on: date) -> dict[str, tuple[Area, ...]]:
    """Map every spelling to the areas it may mean, names borrowed from areas on the same ground among them."""
    index: defaultdict[str, dict[Area, None]] = defaultdict(dict)
    for area in classification.areas(level, on):
        borrowed = (_spellings(other, code=False) for other in _same_ground(classification, area, on))
        for spelling in chain(_spellings(area), *borrowed):
            index[spelling][area] = None
    return {spelling: tuple(areas) for spelling, areas in index.items()}


def _spellings(area: Area, *, code: bool = True) -> Iterator[str]:
    if code:
        yield normalise(area.code)
        yield normalise(AREA_PREFIXES.get(area.level, "") + area.code)
    synonyms = COUNTRY_NAMES if area.level == Level.COUNTRY else ()
    for name in (area.name_fi, area.name_sv, area.name_en, f"{area.name_fi} - {area.name_sv}", *synonyms):
        yield normalise(name)
        yield without_level_words(name)


def _same_ground(classification: Classification, area: Area, on: date) -> list[Area]:
    """List areas of other levels that cover the very same municipalities: Nylands livskraftscentral is Nyland."""
    if not any(other.level == Level.KUNTA and other.valid.on(on) for other in classification.every):
        return []
    ground = classification.ground(area, on)
    levels = [level for level in classification.levels_in_force(on) if level != area.level]
    others = chain.from_iterable(classification.areas(level, on) for level in levels)
    return [other for other in others if classification.ground(other, on) == ground]
