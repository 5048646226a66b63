"""Texts without what no file of XML may hold: control characters and places that Unicode keeps for no character."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Value = TypeVar("Value")
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Leave out of a text what breaks XML: one such letter in a name would spoil a whole picture."""
    return UNPRINTABLE.sub("", text)


def printable_texts(value: Value, without: frozenset[str] = frozenset()) -> Value:
    """Return a frozen dataclass whose texts, at any depth, are printable: itself where all of them are.

    Looks into dataclasses and tuples. without: names of fields that hold no text of others. Codes of ours (StrEnum)
    and kinds of text (Markup) stay what they are.
    """
    cleaned: Value = _cleaned(value, without, {})
    return cleaned


def _cleaned(value: Any, without: frozenset[str], known: dict[int, Any]) -> Any:
    """Clean one value. known: by the identity of what was cleaned before: rows share areas, groups and indicators."""
    if isinstance(value, str) and not isinstance(value, Enum):
        text = type(value)(printable(value))
        return value if text == value else text
    if isinstance(value, tuple):
        parts = [_cleaned(part, without, known) for part in value]
        return value if all(one is other for one, other in zip(parts, value, strict=True)) else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        if id(value) not in known:
            known[id(value)] = _cleaned_fields(value, without, known)
        return known[id(value)]
    return value


def _cleaned_fields(value: Any, without: frozenset[str], known: dict[int, Any]) -> Any:
    held = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in without}
    changed = {name: new for name, old in held.items() if (new := _cleaned(old, without, known)) is not old}
    return replace(value, **changed) if changed else value
