"""What the columns of a table are, by their headers and their contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from pathlib import Path

from contract.codes import EVERYBODY
from contract.errors import UserError
from contract.period import Period
from etl.config.catalogue.catalogue import Catalogue, GroupDimension, Indicator, Scale
from etl.config.toml import read_toml
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.plain_words import plain

WORDS = Path(__file__).with_name("words.toml")
YEARS = range(1900, 2101)
ALIKE = 0.5  # of two names
BEST = 5


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Return role of a column = how producers head it, in small letters."""
    return read_toml(WORDS, dict[str, tuple[str, ...]])


def columns_headed(names: Sequence[str], roles: Iterable[str]) -> dict[str, str]:
    """Return role = the column whose header says it; a column has one role."""
    plain_names = {name: " ".join(name.casefold().replace("_", " ").split()) for name in names}
    found: dict[str, str] = {}
    for role in roles:
        for word in words()[role]:
            said = word.replace("_", " ")
            column = next((name for name in names if plain_names[name] == said and name not in found.values()), None)
            if column:
                found[role] = column
                break
    return found


def distinct(raw: SourceTable, column: str) -> dict[str, str]:
    """Return the values of a column as text = their labels in the file, or themselves; none where they are no texts."""
    labels = raw.labels.get(raw.name(column), {})
    try:
        texts = raw.text(column).drop_nulls().unique(maintain_order=True)
    except UserError:
        return {}
    return {text: labels.get(text, text) for text in texts}


def is_period(texts: Iterable[str]) -> bool:
    """Return whether every text is a period that figures may have."""
    found = [*map(_period, texts)]
    return bool(found) and None not in found


def newest_period(texts: Iterable[str]) -> str | None:
    """Return the newest period, as cards write it."""
    found = [one for one in map(_period, texts) if one]
    return str(max(found)) if found else None


def _period(text: str) -> Period | None:
    try:
        found = Period.parse(text.rstrip("*"))
    except ValueError:
        return None
    return found if found.first in YEARS and found.last in YEARS else None


def groups_of(texts: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[GroupDimension, dict[str, str]]]:
    """Yield the group dimensions that the values of a column name, with value = our code; most first."""
    found = []
    for dimension in catalogue.groups:
        names: dict[str, str] = {}
        for group in dimension.groups:
            called = (group.code, group.name.fi, group.name.sv, group.name.en, *group.also)
            names |= {plain(name): group.code for name in called if plain(name)}
        codes = {value: names[plain(label)] for value, label in texts.items() if plain(label) in names}
        if codes and any(label.strip() and not label.strip().isdigit() for label in texts.values()):
            found.append((dimension, codes))
    yield from sorted(found, key=lambda one: -len(one[1]))


def group_example(label: str) -> str:
    """Return an example of what a group may be: everybody, where its label says a total."""
    return EVERYBODY if plain(label) in words()["everybody"] else "…"


def scales_of(labels: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[str, Scale]]:
    """Yield the answer scales whose words, in any language, are the labels of a column, code by code."""
    for name, scale in catalogue.scales.items():
        ours = {str(code): {plain(text.fi), plain(text.sv), plain(text.en)} for code, text in scale.codes.items()}
        same = [code for code, label in labels.items() if plain(label) in ours.get(code, ())]
        if labels and len(same) == len(labels):
            yield name, scale


def candidates(texts: Iterable[str], catalogue: Catalogue) -> list[Indicator]:
    """Return the indicators whose names are most like what the file says of itself, the nearest first."""
    said = [plain(text) for text in texts if plain(text)]
    scored = []
    for one in catalogue.indicators:
        if one.kind.from_respondents:
            continue
        names = [plain(name) for name in (one.id.replace("_", " "), one.name.fi, one.name.sv, one.name.en)]
        scored.append((max((_alike(*pair) for pair in product(names, said)), default=0.0), one))
    best = sorted(scored, key=lambda pair: -pair[0])[:BEST]
    return [one for score, one in best if score >= ALIKE]


def _alike(name: str, text: str) -> float:
    return 1.0 if name in text else SequenceMatcher(None, name, text).ratio()


def names_of(raw: SourceTable) -> list[str]:
    """Return the columns of a table."""
    return [name for name in raw.frame.columns if name != ROW]
