"""What is said where there is no such figure: which part of its key is not known."""

from __future__ import annotations

from collections.abc import Iterator

from contract.cell_key import KeyParts, area_key
from contract.codes import Language
from picture.query.choices import Choices
from picture.text.words import listing, period, word

EXAMPLE = "trust_other_background/2026/MK01/all.all"
LONGEST_TOLD = 80  # letters of a key that are repeated


def no_figure(text: str, key: KeyParts | None, choices: Choices) -> list[str]:
    """Write why an address leads to no figure. text: its key, as the address has it."""
    language = choices.language
    if key is None:
        return [word("figure_no_key", language, example=EXAMPLE)]
    cell = text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
    return [word("figure_unknown", language, cell=cell), *_unknown_parts(key, choices, language)]


def _unknown_parts(key: KeyParts, choices: Choices, language: Language) -> Iterator[str]:
    periods = choices.periods.get(key.indicator)
    if periods is None:
        yield word("figure_unknown_indicator", language, part=key.indicator[:LONGEST_TOLD])
    elif key.period not in periods:
        known = listing([period(one) for one in periods], language)
        yield word("figure_unknown_period", language, part=period(key.period), known=known)
    if key.area not in {area_key(one.level, one.code) for one in choices.areas}:
        yield word("figure_unknown_area", language, part=key.area[:LONGEST_TOLD])
    groups = {f"{one.dim}.{one.code}" for one in choices.groups.get(key.indicator, ())}
    if periods is not None and key.group not in groups:
        yield word("figure_unknown_group", language, part=key.group[:LONGEST_TOLD])
