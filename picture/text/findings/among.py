"""Groups in a sentence of shares and means: "of women", "naisista", "bland kvinnor"."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from contract.codes import Language
from picture.query.model import Group
from picture.text.words import word

Ending = Literal["of", "at"]  # Finnish endings: of a share, at a group; the other languages have one form


@cache
def _forms() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))


def among(group: Group, ending: Ending, language: Language) -> str:
    """Write a group as it stands behind "a share of" or "among"; one that no table knows in quotation marks."""
    forms = _forms().get(group.dim, {}).get(group.code, {})
    told = forms.get(ending if language == Language.FI else language)
    return word(f"among_{ending}", language, group=group.name) if told is None else told
