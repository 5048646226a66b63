"""The few texts of the check itself; what is wrong with a file is told by contract/messages.toml."""

from __future__ import annotations

from pathlib import Path

from contract.codes import Language
from etl.config.toml import text_of

TEXTS = Path(__file__).with_name("texts.toml")


def say(key: str, language: Language, **values: object) -> str:
    """Return one text of texts.toml with its places filled."""
    return text_of(TEXTS, key, language, **values)
