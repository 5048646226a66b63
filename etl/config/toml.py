"""Read our TOML files into frozen types; a misspelt key, a missing key or a wrong type is refused with file and key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from contract.refused import Refused

T = TypeVar("T")


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything read from TOML: strict about keys. Subclasses say `frozen=True` too."""


class Text(Card, frozen=True):
    """One text in the three languages."""

    fi: str
    sv: str
    en: str


def read_toml(path: Path, kind: type[T]) -> T:
    """Read one TOML file as `kind`; raise Refused with file and key."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except FileNotFoundError as error:
        raise Refused(path, "the file is missing", do="Put it there, or remove what names it") from error
    except OSError as error:
        raise Refused(path, f"the file cannot be read ({error.strerror})", do="Look who may read it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(path, f"this is not TOML ({error})", do="Mend the line that the message names") from error
    except msgspec.ValidationError as error:
        raise Refused(path, _as_sentence(error), do="Compare with docs/FORMATS.md and mend the key") from error


def _as_sentence(error: msgspec.ValidationError) -> str:
    what, _, where = str(error).partition(" - at ")
    return f"{what}, at {where.strip('`').removeprefix('$.')}" if where else what
