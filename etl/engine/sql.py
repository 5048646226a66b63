"""Texts and names as they stand in SQL, where a statement cannot take them as parameters."""

from __future__ import annotations

from glob import escape
from pathlib import Path


def sql_text(text: str) -> str:
    """Return a text as a literal."""
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def sql_name(name: str) -> str:
    """Return the name of a column or table, whatever letters it has."""
    quoted = name.replace('"', '""')
    return f'"{quoted}"'


def sql_file(path: Path) -> str:
    """Return exactly this file for a function that reads files: no letter of it is a pattern for others."""
    return sql_text(escape(str(path)))
