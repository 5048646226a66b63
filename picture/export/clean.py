"""A picture without the letters that no file of XML may hold: one in a name would stop a whole deck."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from contract.printable import printable
from picture.export.item import ExportItem

# Fields with nothing but numbers and codes of ours: outlines of a map are fifty thousand of them.
WITHOUT_TEXT = frozenset({"shapes", "comparisons", "regions", "stamp", "view", "rules"})


def clean_item(item: ExportItem) -> ExportItem:
    """Return a picture whose every text can be written into XML."""
    return cast("ExportItem", _clean(item))


def _clean(value: Any) -> Any:
    """Return a value with clean texts: itself where nothing is to be cleaned."""
    if type(value) is str:  # not a code of ours
        text = printable(value)
        return value if text == value else text
    if isinstance(value, tuple):
        parts = [_clean(part) for part in value]
        return value if all(one is other for one, other in zip(parts, value, strict=True)) else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in WITHOUT_TEXT}
        changed = {name: new for name, old in held.items() if (new := _clean(old)) is not old}
        return replace(value, **changed) if changed else value
    return value
