"""Read our TOML files into frozen types; a misspelt key, a missing key or a wrong type is refused with file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from contract.codes import Language
from contract.errors import UserError
from contract.period import CANONICAL

T = TypeVar("T")
PeriodText = Annotated[str, msgspec.Meta(pattern=CANONICAL)]


class FromToml(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything read from TOML: strict about keys. Subclasses say `frozen=True` too."""


class Text(FromToml, frozen=True):
    """One text in the three languages."""

    fi: str
    sv: str
    en: str


def read_toml(path: Path, kind: type[T]) -> T:
    """Read one TOML file as `kind`; raise UserError with file and key."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except FileNotFoundError as error:
        raise UserError("toml_missing", path=path) from error
    except OSError as error:
        raise UserError("toml_unreadable", path=path, reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("toml_broken", path=path, reason=str(error)) from error
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at ")
        key = where.strip("`").removeprefix("$.") or None
        raise UserError("toml_unfit", path=path, key=key, reason=reason) from error


def text_of(path: Path, key: str, language: Language, /, **values: object) -> str:
    """Return one text of a TOML file of texts with its places filled; raise UserError."""
    text: str = getattr(_texts(path)[key], language)
    return text.format(**values)


@cache
def _texts(path: Path) -> Mapping[str, Text]:
    return read_toml(path, dict[str, Text])
