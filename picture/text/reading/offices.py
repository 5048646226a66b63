"""The statistical offices that some regions have of their own (offices.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contract.codes import Language


@dataclass(frozen=True, slots=True)
class Office:
    """Where a region publishes statistics of itself."""

    advice: str  # ends before the name of the site
    site: str
    url: str


@cache
def _offices() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("offices.toml").read_text(encoding="utf-8"))


def own_office(level: str, code: str, language: Language) -> Office | None:
    """Return the statistical office of an area; None where it has none of its own."""
    found = _offices().get(level, {}).get(code)
    return Office(found[language], found["site"], found["url"]) if found else None
