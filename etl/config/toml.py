"""Read our TOML files into frozen types; a misspelt key, a missing key or a wrong type is refused with file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import msgspec

from contract.codes import Language
from contract.errors import UserError
from contract.period import CANONICAL

T = TypeVar("T")
LACKS = "Object missing required field"  # how the reason begins where a key is not there
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
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(told, kind)
    except FileNotFoundError as error:
        raise UserError("toml_missing", path=path) from error
    except OSError as error:
        raise UserError("toml_unreadable", path=path, reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("toml_broken", path=path, reason=str(error)) from error
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at ")
        if reason.startswith(LACKS) and (keys := tuple(missing_keys(told, kind))):
            raise UserError("toml_lacks", path=path, keys=keys) from error
        key = where.strip("`").removeprefix("$.") or None
        raise UserError("toml_unfit", path=path, key=key, reason=reason) from error


def missing_keys(told: Mapping[str, object], kind: Any, within: str = "") -> Iterator[str]:
    """Yield every required key that is not there, those of nested tables with the names of these before them."""
    struct = next((one for one in (kind, *get_args(kind)) if _is_struct(one)), None)
    for field in msgspec.structs.fields(struct) if struct else ():
        inner = told.get(field.encode_name)
        if field.required and inner is None:
            yield within + field.encode_name
        elif isinstance(inner, dict):
            yield from missing_keys(inner, field.type, f"{within}{field.encode_name}.")


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def text_of(path: Path, key: str, language: Language, /, **values: object) -> str:
    """Return one text of a TOML file of texts with its places filled; raise UserError."""
    text: str = getattr(_texts(path)[key], language)
    return text.format(**values)


@cache
def _texts(path: Path) -> Mapping[str, Text]:
    return read_toml(path, dict[str, Text])
