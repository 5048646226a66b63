"""Expecting texts in three languages that name the same things, and that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter

from contract.codes import Language


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def not_the_same(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the keys of the texts that lack a language, or do not name in each what they name in the others."""
    return [
        key
        for key, told in texts.items()
        if set(told) != set(Language) or len({frozenset(places(text)) for text in told.values()}) > 1
    ]


def not_asked_for(keys: Iterable[str], code: str) -> set[str]:
    """Return the keys that stand in no string of a code."""
    return {key for key in keys if not re.search(rf"[\"']{key}[\"']", code)}
