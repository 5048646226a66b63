"""What differs between two versions, in words: definitions, inputs, counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract.codes import Language
from contract.editions.difference import NATURE, Change, IndicatorChange
from picture.text.words import listing, number, word

FIELDS = {"question": "question_asked", "counts": "what_counts", "population": "methods_population"}
INPUTS = (
    "source",
    "card",
    "boundaries",
    "catalogue",
    "policy",
    "areas",
    "code",
)  # kinds in order (contract/archive.py)
MOST_INPUTS = 6  # of one kind that are named


def indicator_lines(one: IndicatorChange, language: Language) -> list[str]:
    """Write what became of an indicator: new, gone, or what of its definition differs."""
    if one.before is None or one.after is None:
        return [word("change_added" if one.before is None else "change_removed", language)]
    told = list(_differing(one, language))
    return told or [word("change_other_language", language)]


def change_line(one: Change, language: Language) -> str:
    """Write what became of an area or a break: its name, or the reason, and whether it is new or gone."""
    if one.before is None or one.after is None:
        what = word("change_added" if one.before is None else "change_removed", language)
        return f"{one.after or one.before} ({what})"
    return word("change_from_to", language, before=one.before, after=one.after)


def input_lines(changes: Sequence[Change], language: Language) -> list[tuple[str, str]]:
    """Write which inputs differ, kind by kind: their names, or how many they are."""
    kinds: dict[str, list[Change]] = {kind: [] for kind in INPUTS}
    for one in changes:
        kinds.setdefault(one.key.partition(" ")[0], []).append(one)
    return [(word(f"input_{kind}", language), _inputs(ones, language)) for kind, ones in kinds.items() if ones]


def _inputs(changes: Sequence[Change], language: Language) -> str:
    told = [_input(one, language) for one in changes]
    if len(told) <= MOST_INPUTS:
        return listing(told, language)
    more = word("inputs_more", language, count=number(len(told) - MOST_INPUTS, 0, language))
    return listing([*told[:MOST_INPUTS], more], language)


def _input(one: Change, language: Language) -> str:
    name = one.key.partition(" ")[2]
    if one.before is not None and one.after is not None:
        return name
    return f"{name} ({word('change_added' if one.before is None else 'change_removed', language)})"


def _differing(one: IndicatorChange, language: Language) -> Iterator[str]:
    before = one.before or {}
    after = one.after or {}
    named = {f"name_{language}": "column_indicator"} | {f"{field}_{language}": key for field, key in FIELDS.items()}
    natures = dict.fromkeys(NATURE, "")
    for field in after:
        if field in named:
            texts = {"before": before[field] or "–", "after": after[field] or "–"}
            yield f"{word(named[field], language)}: {word('change_from_to', language, **texts)}"
        elif field in natures:
            yield word(f"change_nature_{field}", language)
