"""Expecting texts in three languages that name the same things, and that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter

from contract.codes import Language


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def assert_name_the_same(texts: Mapping[str, str]) -> None:
    """Fail where a language is missing, or does not name what the others name."""
    assert set(texts) == set(Language)
    assert len({frozenset(places(text)) for text in texts.values()}) == 1


def not_asked_for(keys: Iterable[str], code: str) -> set[str]:
    """Return the keys that stand in no string of a code."""
    return {key for key in keys if not re.search(rf"[\"']{key}[\"']", code)}
