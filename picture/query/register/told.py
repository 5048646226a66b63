"""Texts of whoever acts: in the reader's language, else in another one that is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import duckdb

from contract.codes import Language, Level


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and the language in which it stands."""

    text: str
    language: Language


def told_in(texts: Sequence[str | None], language: Language) -> Told | None:
    """Return a text in a reader's language, else in the first other one; texts: in the order of the languages."""
    known = {one: text for one, text in zip(Language, texts, strict=True) if text}
    first = next(iter(known), None)
    chosen = language if language in known else first
    return None if chosen is None else Told(known[chosen], chosen)


def towns_named(con: duckdb.DuckDBPyConnection, places: Collection[str], language: Language) -> Mapping[str, str]:
    """Return what municipalities among some places are called in a language, whatever the language they stand in."""
    rows = con.execute(
        f"""SELECT {texts_of("name")}, name_{language} FROM area WHERE level = $level
        AND list_has_any({texts_of("name")}, $places) ORDER BY valid_to NULLS FIRST""",
        {"level": Level.KUNTA, "places": sorted(places)},
    ).fetchall()
    pairs = chain.from_iterable(((name, told) for name in names) for names, told in reversed(rows))
    return dict(pairs)


def texts_of(name: str) -> str:
    """Return the SQL of a text in all languages: name -> [name_fi, name_sv, name_en]."""
    return f"[{', '.join(f'{name}_{one}' for one in Language)}]"
