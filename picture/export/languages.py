"""The tags by which office programs know our languages (BCP 47)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from contract.codes import Language
from picture.text.words import LOCALES

LANGUAGE_TAGS: Mapping[Language, str] = MappingProxyType(
    {language: LOCALES[language].replace("_", "-") for language in Language}
)
