"""The language tags that office programs know (BCP 47)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from contract.codes import Language

TAGS: Mapping[Language, str] = MappingProxyType({Language.FI: "fi-FI", Language.SV: "sv-FI", Language.EN: "en-GB"})
