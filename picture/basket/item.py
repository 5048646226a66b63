"""One kept picture, as text: its kind and its view, key by key, the reader's own title, and what it showed.

`map~area_MK02~indicator_trust_police~…~title_Our own words~seen_0f3a…`. A key that this version does not know is left
alone, and one that an item lacks has its default: items of older and newer versions open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from picture.query.model import Dataset, Observation, View
from picture.query.selection import AREAS, OWN_KEYS, address
from picture.query.trend.beside import NONE

SEPARATOR = "~"  # stands in no value, and needs no escape in an address
NAMED = re.compile(r"([a-z]+)_(.*)", re.DOTALL)
# the values of an item as they were written first, without their keys
FIRST_KEYS = ("indicator", "level", "area", "period", "group", "beside", "division")
TITLE = "title"
SEEN = "seen"
LONGEST_TITLE = 120  # letters
SEEN_LETTERS = 8  # of a hash: one in four thousand million changes would go unnoticed


@dataclass(frozen=True, slots=True)
class Item:
    """A kept picture."""

    kind: str
    selected: Mapping[str, str] = field(default_factory=dict)  # without the language: a basket speaks that of now
    title: str = ""  # the reader's own; "" is the picture's sentence
    seen: str = ""  # what it showed when it was kept: see `shown`

    def encode(self) -> str:
        """Write it as one text without line breaks."""
        own = {key: values[0] for key, values in OWN_KEYS.items()} | {AREAS: NONE}
        view = {key: value for key, value in sorted(self.selected.items()) if key != "lang" and own.get(key) != value}
        more = {TITLE: own_title(self.title), SEEN: self.seen}
        named = view | {key: value for key, value in more.items() if value}
        return SEPARATOR.join((self.kind, *(f"{key}_{value}" for key, value in named.items())))

    @property
    def same(self) -> str:
        """What two items have in common that keep the same picture."""
        return Item(self.kind, self.selected).encode()


def decode(text: str, kinds: Collection[str]) -> Item:
    """Read an item as `Item.encode` writes it, or as it was first written; raise ValueError for anything else."""
    kind, *values = text.split(SEPARATOR)
    if kind not in kinds:
        raise ValueError(f"there is no view of the kind {kind!r}")
    named = [NAMED.fullmatch(value) for value in values]
    if not all(named):
        return Item(kind, dict(zip(FIRST_KEYS, values, strict=True)))
    given = {one[1]: one[2] for one in named if one}
    return Item(kind, selected=given, title=own_title(given.pop(TITLE, "")), seen=given.pop(SEEN, "")[:SEEN_LETTERS])


def own_title(text: str) -> str:
    """Return a title as it may stand in an item: one line, without the sign that separates values."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text.replace(SEPARATOR, "-"))
    return " ".join(plain.split())[:LONGEST_TITLE].strip()


def kept_item(kind: str, view: View, selected: Mapping[str, str], seen: str) -> Item:
    """Return the item of what a page shows now: the view that is shown, not the one that was asked for.

    seen: what the figures are known by, see `shown`.
    """
    return Item(kind, {**selected, **address(view)}, seen=seen)


def shows_asked(item: Item, view: View, *, of_one_indicator: bool) -> bool:
    """Return whether a view is the one that an item asks for, and not one put in its place.

    of_one_indicator: whether its kind shows one indicator; to the others the indicator and its division are nothing.
    """
    matters = ("indicator", "level", "area", "period", "group") if of_one_indicator else ("area", "period")
    now = address(view)
    return all(item.selected.get(key, now[key]) == now[key] for key in matters)


def shown(dataset: Dataset) -> str:
    """Return a hash of all figures that a picture shows: another one means that a figure is new, revised or gone."""
    figures = sorted(map(_figure, (*dataset.rows, *dataset.reference, *dataset.second)))
    return sha256(repr(figures).encode()).hexdigest()[:SEEN_LETTERS]


def _figure(row: Observation) -> tuple[str, ...]:
    key = (row.indicator, row.period, row.area.level, row.area.code, row.group.dim, row.group.code)
    verdicts = sorted(f"{one.against} {one.reference} {one.verdict}" for one in row.comparisons)
    return (*key, repr((row.value, row.ci_low, row.ci_high, str(row.conf_status))), *verdicts)
