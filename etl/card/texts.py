"""The texts of a proposed card: what was found, and what must still be said."""

from __future__ import annotations

from pathlib import Path

from contract.codes import Language
from etl.config.toml import text_of

TEXTS = Path(__file__).with_name("texts.toml")


def say(key: str, language: Language, **values: object) -> str:
    """Return one text of texts.toml with its places filled, on one line."""
    return " ".join(text_of(TEXTS, key, language, **values).split())
