"""The texts of a proposed card: what was found, and what must still be said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from contract.codes import Language
from etl.config.toml import Text, read_toml

TEXTS = Path(__file__).with_name("texts.toml")


def say(key: str, language: Language, **values: object) -> str:
    """Return one text of texts.toml with its places filled, on one line."""
    text: str = getattr(_texts()[key], language)
    return " ".join(text.format(**values).split())


@cache
def _texts() -> Mapping[str, Text]:
    return read_toml(TEXTS, dict[str, Text])
