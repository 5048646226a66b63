"""Look-up of areas by what people write, and the refusals that help them on."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from geo.areas import Area
from geo.refusal import Refusal

if TYPE_CHECKING:
    from geo.classification import Classification

# Statistics Finland's code prefixes in tables that mix levels.
PREFIXES = {"maakunta": "MK", "kunta": "KU", "elinvoimakeskus": "EVK", "ely": "ELY", "hyvinvointialue": "HVA"}
PREFIXES |= {"suuralue": "SA"}

# Words that say the level, not the place, in the three languages.
LEVEL_WORDS = re.compile(
    r"\b(maakunta|elinvoimakeskus|ely-keskus|hyvinvointialue|suuralue|kunta|kaupunki"
    r"|landskapet|landskap|livskraftscentral|ntm-centralen i|ntm-central|välfärdsområde|storområde|kommun|stad"
    r"|region of|region|economic development centre|ely centre|wellbeing services county|major region|municipality"
    r"|city of)\b"
)


def find(classification: Classification, text: str, level: str, on: date) -> Area:
    """Look up one area; see Classification.find."""
    index = _index(classification, level, on)
    for key in (normal(text), bare(text)):
        found = index.get(key, ())
        if len(found) == 1:
            return found[0]
        if found:
            several = " or ".join(f"{area.code} {area.name_fi}" for area in found)
            raise Refusal(f"“{text}” may mean {several} (level {level}). Write the code.")
    return refuse(classification, text, level, on)


def normal(text: str) -> str:
    """Fold case, kinds of spaces and dashes, and surplus spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("–", "-").replace("‑", "-")
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Leave the place alone: the name without the words that say its level."""
    return " ".join(LEVEL_WORDS.sub(" ", normal(text)).split())


def refuse(classification: Classification, text: str, level: str, on: date) -> NoReturn:
    """Raise Refusal for an area that is not there: it has ended, lost its zero, or is unknown."""
    if ended := _ended(classification, text, level, on):
        raise Refusal(ended)
    index = _index(classification, level, on)
    codes = {area.code for found in index.values() for area in found}
    width = max(map(len, codes))
    if text.strip().zfill(width) in codes:
        raise Refusal(f"“{text}” is not a code of level {level}: a leading zero is lost. Write {text.zfill(width)}.")
    near = dict.fromkeys(index[key][0] for key in get_close_matches(bare(text), index, n=9, cutoff=0.5))
    nearest = ", ".join(f"{area.name_fi} ({area.code})" for area in list(near)[:3])
    advice = f"Nearest: {nearest}." if nearest else "Write its code or its official name."
    raise Refusal(f"“{text}” is no area of level {level} on {on}. {advice}")


def refuse_level(classification: Classification, level: str, on: date) -> NoReturn:
    """Raise Refusal for a level without areas on a day, naming the levels that have some."""
    known = ", ".join(classification.levels_in_force(on))
    spans = [area for area in classification.every if area.level == level]
    if not spans:
        raise Refusal(f"There is no level “{level}”. Levels in force on {on}: {known}.")
    starts, ends = min(area.valid_from for area in spans), [area.valid_to for area in spans]
    last = max((end for end in ends if end), default=None)
    span = f"began on {starts}" if on < starts or not last else f"ended on {last}"
    raise Refusal(f"The level {level} {span} and is not in force on {on}. Choose among: {known}.")


def _ended(classification: Classification, text: str, level: str, on: date) -> str | None:
    """Say when a merged area ended and who took over, or None."""
    wanted = {normal(text), bare(text)}
    former = [area for area in classification.every if area.level == level and area.valid_to and area.valid_to < on]
    spelt = {name: area.code for area in former for name in (normal(area.name_fi), normal(area.name_sv))}
    for change in classification.changes:
        codes = {spelt.get(name) for name in wanted}
        is_meant = change.from_code in wanted | codes or normal(change.name) in wanted
        if change.kind == "merge" and change.level == level and change.on <= on and is_meant:
            heirs = [area for area in classification.every if (area.level, area.code) == (level, change.to_code)]
            return (
                f"{change.name} ({change.from_code}) ended when it joined {heirs[0].name_fi} ({change.to_code}) "
                f"on {change.on}. Use the successor, or the division of an earlier year."
            )
    return None


@cache
def _index(classification: Classification, level: str, on: date) -> dict[str, tuple[Area, ...]]:
    """Map every spelling to the areas it may mean. An area's own names win over names borrowed on the same ground."""
    own: defaultdict[str, dict[Area, None]] = defaultdict(dict)
    borrowed: defaultdict[str, dict[Area, None]] = defaultdict(dict)
    for area in classification.areas(level, on):
        for spelling in _spellings(area):
            own[spelling][area] = None
        for other in _same_ground(classification, area, on):
            for spelling in _spellings(other, code=False):
                borrowed[spelling][area] = None
    return {spelling: tuple(areas) for spelling, areas in (borrowed | own).items()}


def _spellings(area: Area, *, code: bool = True) -> Iterator[str]:
    if code:
        yield normal(area.code)
        yield normal(PREFIXES.get(area.level, "") + area.code)
    for name in (area.name_fi, area.name_sv, area.name_en, f"{area.name_fi} - {area.name_sv}"):
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
