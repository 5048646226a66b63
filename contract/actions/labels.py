"""What the codes of actions are called in three languages (labels.toml), for readers of files and of pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from contract.codes import Language

LABELS = Path(__file__).with_name("labels.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the three languages."""

    fi: str
    sv: str
    en: str

    @property
    def every(self) -> tuple[str, str, str]:
        """The text in all languages, for what may be written in any."""
        return (self.fi, self.sv, self.en)

    def of(self, language: Language) -> str:
        """Return the text in a language."""
        return {Language.FI: self.fi, Language.SV: self.sv, Language.EN: self.en}[language]


def labels(name: str) -> Mapping[str, Words]:
    """Return code = label of a list of labels.toml, in its order; raise KeyError."""
    return _all_labels()[name]


def label(code: StrEnum, language: Language) -> str:
    """Return what a code of contract/actions/codes.py is called: RegisterKind.EVENT, "evenemang"."""
    return labels(type(code).__name__)[code].of(language)


@cache
def _all_labels() -> Mapping[str, Mapping[str, Words]]:
    read = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    return {
        name: MappingProxyType({code: Words(**said) for code, said in entries.items()})
        for name, entries in read.items()
    }
