"""What every export takes: a dataset, its captions, and how its kind of view is drawn when it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from markupsafe import Markup
from pptx.presentation import Presentation as Deck

from contract.printable import printable
from picture.export.image.sheet import SheetBox
from picture.query.model import Dataset, View
from picture.text.captions import Captions

# Fields with nothing but numbers and codes of ours: outlines of a map are fifty thousand of them.
WITHOUT_TEXT = frozenset({"shapes", "comparisons", "regions", "stamp", "view", "rules"})


@dataclass(frozen=True, slots=True)
class ExportRules:
    """How a kind of view leaves: the name of its files, its image, its slides."""

    file_stem: Callable[[View], str]
    image: Callable[[Dataset, SheetBox], Markup]
    slides: Callable[[Deck, Dataset, Captions], None]
    more_slides: Callable[[Deck, Dataset, Captions], None] | None = None  # which its own file does not hold
    prints_reference: bool = False  # its slides print the reference's numbers with their marks
    notes: Callable[[Dataset], list[str]] | None = None  # lines under its image, above the question


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One picture that leaves."""

    dataset: Dataset
    captions: Captions
    rules: ExportRules
    own_title: str = ""  # that a reader has given in the place of the picture's sentence


def clean_item(item: ExportItem) -> ExportItem:
    """Return a picture without the letters that no file of XML may hold: one in a name would stop a whole deck."""
    return cast("ExportItem", _clean(item, {}))


def _clean(value: Any, known: dict[int, Any]) -> Any:
    """Return a value with clean texts: itself where nothing is to be cleaned.

    known: by the identity of what was cleaned before: rows share areas, groups and indicators.
    """
    if type(value) is str:  # not a code of ours
        text = printable(value)
        return value if text == value else text
    if isinstance(value, tuple):
        parts = [_clean(part, known) for part in value]
        return value if all(one is other for one, other in zip(parts, value, strict=True)) else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        if id(value) not in known:
            known[id(value)] = _clean_fields(value, known)
        return known[id(value)]
    return value


def _clean_fields(value: Any, known: dict[int, Any]) -> Any:
    held = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in WITHOUT_TEXT}
    changed = {name: new for name, old in held.items() if (new := _clean(old, known)) is not old}
    return replace(value, **changed) if changed else value
