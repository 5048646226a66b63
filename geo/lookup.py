"""Look-up of areas by what people write, and the refusals that help them on."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

from contract.refusal import Refusal
from geo.tables import Area

if TYPE_CHECKING:
    from geo.classification import Classification

# Statistics Finland's code prefixes in tables that mix levels.
PREFIXES = {"maakunta": "MK", "kunta": "KU", "elinvoimakeskus": "EVK", "ely": "ELY", "hyvinvointialue": "HVA"}
PREFIXES |= {"suuralue": "SA"}

COUNTRY_NAMES = ("Suomi", "Finland")  # the country is called "Koko maa" in the tables

# Words that say the level, not the place, in the three languages.
LEVEL_WORDS = re.compile(
    r"\b(maakunta|elinvoimakeskus|ely-keskus|hyvinvointialue|suuralue|kunta|kaupunki"
    r"|landskapet|landskap|livskraftscentral|ntm-centralen i|ntm-central|välfärdsområde|storområde|kommun|stad"
    r"|region of|region|economic development centre|ely centre|wellbeing services county|major region|municipality"
    r"|city of)\b"
)

# Levels that figures come on, but whose members we may not ship.
NOT_TOLD = {
    "tyollisyysalue": "The level tyollisyysalue does not nest in regions: areas 06, 10, 13 and 38 cross them. Its "
    "members are not in the tables, so no figures can be carried from it. Start from figures by municipality, or add "
    "the areas and their municipalities to areas.csv and membership.csv."
}

DASHES = str.maketrans(dict.fromkeys("\u2010\u2012\u2013\u2212", "-"))  # NFKC has made U+2011 a U+2010


def find(classification: Classification, text: str, level: str, on: date) -> Area:
    """Look up one area; see Classification.find."""
    index = _index(classification, level, on) if level in classification.levels_in_force(on) else {}
    for key in (normal(text), bare(text)):
        found = index.get(key, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal(f"“{text}” may mean any of {listed(found)} on the level {level}. Write the code.")
    return refuse(classification, text, level, on)


def listed(areas: Iterable[Area]) -> str:
    """Name areas in a refusal: "Kanta-Häme (05), Pirkanmaa (06)"."""
    return ", ".join(f"{area.name_fi} ({area.code})" for area in areas)


def normal(text: str) -> str:
    """Fold case, kinds of spaces and dashes, and surplus spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(DASHES)
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Leave the place alone: the name without the words that say its level."""
    return " ".join(LEVEL_WORDS.sub(" ", normal(text)).split())


def refuse(classification: Classification, text: str, level: str, on: date) -> NoReturn:
    """Raise Refusal for an area that is not there: its level or itself has ended, a zero is lost, or it is unknown."""
    if level not in classification.levels_in_force(on):
        refuse_level(classification, level, on, text)
    if ended := _ended(classification, text, level, on):
        raise Refusal(ended)
    index = _index(classification, level, on)
    codes = {area.code for found in index.values() for area in found}
    padded = text.strip().zfill(max(map(len, codes)))
    if padded in codes:
        raise Refusal(f"“{text}” is not a code of level {level}: a leading zero is lost. Write {padded}.")
    near = dict.fromkeys(index[key][0] for key in get_close_matches(bare(text), index, n=9, cutoff=0.5))
    advice = f"Nearest: {listed(list(near)[:3])}." if near else "Write its code or its official name."
    raise Refusal(f"“{text}” is no area of level {level} on {on}. {advice}")


def refuse_level(classification: Classification, level: str, on: date, text: str = "") -> NoReturn:
    """Raise Refusal for a level not in force, naming who took over from the area meant, and the levels in force."""
    known = ", ".join(classification.levels_in_force(on))
    areas = [area for area in classification.every if area.level == level]
    if not areas:
        raise Refusal(NOT_TOLD.get(level) or f"There is no level “{level}”. Levels in force on {on}: {known}.")
    first = min(area.valid_from for area in areas)
    if on < first:
        raise Refusal(f"The level {level} is told from {first} on, not for {on}. Levels in force then: {known}.")
    last = max(area.valid_to for area in areas if area.valid_to)
    heirs = _heirs(classification, text, level, last)
    raise Refusal(f"The level {level} ended on {last}. {heirs}Levels in force on {on}: {known}.")


def _heirs(classification: Classification, text: str, level: str, last: date) -> str:
    """Say who took over from the area meant on the last day of its level; empty when no area is meant."""
    index = _index(classification, level, last)
    meant = index.get(normal(text)) or index.get(bare(text), ())
    heirs = [
        classification.area(heir.new_level, heir.new_code, heir.since)
        for area in meant
        for heir in classification.successors(level, area.code)
    ]
    return f"For {listed(meant)} see {listed(heirs)}. " if heirs else ""


def _ended(classification: Classification, text: str, level: str, on: date) -> str | None:
    """Say when a merged area ended and who took over, or None."""
    wanted = {normal(text), bare(text)}
    # Former names in Swedish stand with the area; areas that ended before the tables begin stand only with the change.
    wanted |= {area.code for area in classification.every if area.level == level and wanted & {normal(area.name_sv)}}
    for change in classification.changes:
        is_meant = change.from_code in wanted or normal(change.name) in wanted
        if change.kind == "merge" and change.level == level and change.on <= on and is_meant:
            heir = next(a for a in classification.every if (a.level, a.code) == (level, change.to_code))
            return (
                f"{change.name} ({change.from_code}) ended when it joined {listed([heir])} on {change.on}. "
                "Use the successor, or the division of an earlier year."
            )
    return None


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
        yield normal(area.code)
        yield normal(PREFIXES.get(area.level, "") + area.code)
    synonyms = COUNTRY_NAMES if area.level == "country" else ()
    for name in (area.name_fi, area.name_sv, area.name_en, f"{area.name_fi} - {area.name_sv}", *synonyms):
        yield normal(name)
        yield bare(name)


def _same_ground(classification: Classification, area: Area, on: date) -> list[Area]:
    """Areas of other levels that cover the very same municipalities: Nylands livskraftscentral is Nyland."""
    if not any(other.level == "kunta" and other.in_force(on) for other in classification.every):
        return []
    ground = classification.ground(area, on)
    return [
        other
        for level in classification.levels_in_force(on)
        if level != area.level
        for other in classification.areas(level, on)
        if classification.ground(other, on) == ground
    ]
