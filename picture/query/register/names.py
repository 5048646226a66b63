"""The names of all entries of the register, by which the search finds them."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from contract.actions.codes import RegisterKind
from contract.codes import Language
from picture.query.register.told import Told, texts_of, told_in


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry, and what it is called in every language in which it has a name."""

    id: str
    kind: RegisterKind
    example: bool
    name: Told
    names: tuple[str, ...]


def ask_names(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[NamedEntry, ...]:
    """Return the names of all entries, in the order of the register."""
    rows = con.execute(f"SELECT id, kind, example, {texts_of('name')} FROM register_entry ORDER BY position").fetchall()
    return tuple(
        NamedEntry(
            key,
            RegisterKind(kind),
            example,
            told_in(names, language) or Told(key, language),
            tuple(name for name in names if name),
        )
        for key, kind, example, names in rows
    )
