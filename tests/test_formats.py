"""docs/FORMATS.md describes every key and every choice of the types that read our TOML files, and no other."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from etl.config.card import SourceCard
from etl.config.catalogue.entries import Entry, GroupsFile, ScaleEntry
from etl.config.toml import Text
from etl.fetch.services.declarations import Declaration, Service
from etl.read.aggregates import NEEDED, OPTIONAL

FORMATS = Path(__file__).parents[1] / "docs" / "FORMATS.md"

DESCRIBED = {  # heading of FORMATS.md -> what it describes
    "card.toml": SourceCard,
    "catalogue": Entry,
    "answer scales": dict[str, ScaleEntry],
    "population groups": GroupsFile,
    "a declaration": Declaration,
    "where services answer": dict[str, Service],
}
NOT_WRITTEN = {SourceCard: {"path"}, Declaration: {"id"}}  # known from where the file stands

Place = tuple[str, ...]


def example(text: str, heading: str) -> str:
    """Return the TOML below a heading of a document."""
    section = re.split(r"^#+ ", text, flags=re.MULTILINE)
    own = next(part for part in section if part.startswith(heading))
    return re.search(r"^```toml\n(.*?)^```", own, flags=re.MULTILINE | re.DOTALL)[1]


def parts_of(toml: str) -> dict[Place, str]:
    """Return what stands under each [header] of a TOML text, comments too."""
    parts: dict[Place, str] = {}
    header: Place = ()
    for line in toml.splitlines():
        if found := re.match(r"\[{1,2}([^\[\]]+)\]{1,2}", line):
            header = tuple(found[1].split("."))
        parts[header] = f"{parts.get(header, '')}{line}\n"
    return parts


def alternatives(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """Return the types that a value may have; of a list or tuple, those of its items."""
    match kind:
        case inspect.UnionType(types=types):
            return tuple(one for each in types for one in alternatives(each))
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return alternatives(item)
    return (kind,)


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def missing(kind: inspect.Type, written: Any, parts: Mapping[Place, str], at: Place = ()) -> Iterator[str]:
    """Give the keys of a type that its example neither writes nor names in a comment, and the choices it leaves out."""
    for one in alternatives(kind):
        match one:
            case inspect.StructType(cls=cls, fields=fields) if cls is not Text:
                for field in fields:
                    below = (*at, field.encode_name)
                    named = re.search(rf"\b{field.encode_name}\b", parts.get(at, ""))
                    if field.encode_name in NOT_WRITTEN.get(cls, ()):
                        continue
                    if not named and not any(header[: len(below)] == below for header in parts):
                        yield ".".join(below)
                    value = first(written.get(field.encode_name, {}) if isinstance(written, dict) else {})
                    yield from missing(field.type, value, parts, below)
            case inspect.DictType(value_type=item) if written and isinstance(written, dict):
                key = next(iter(written))
                yield from missing(item, first(written[key]), parts, (*at, key))
            case inspect.LiteralType() | inspect.EnumType():
                values = one.values if isinstance(one, inspect.LiteralType) else [str(member) for member in one.cls]
                told = parts.get(at[:-1], "")
                yield from (f"{'.'.join(at)} = {value}" for value in values if not re.search(rf"{value}(?!\w)", told))


def invented(kind: inspect.Type, written: Any, at: Place = ()) -> Iterator[str]:
    """Give the keys of an example that its type does not have."""
    if isinstance(written, list):
        for item in written:
            yield from invented(kind, item, at)
    if not isinstance(written, dict):
        return
    kinds = alternatives(kind)
    for key, value in written.items():
        below = [
            field.type
            for one in kinds
            if isinstance(one, inspect.StructType)
            for field in one.fields
            if field.encode_name == key and key not in NOT_WRITTEN.get(one.cls, ())
        ] + [one.value_type for one in kinds if isinstance(one, inspect.DictType)]
        if not below:
            yield ".".join((*at, key))
        for one in below:
            yield from invented(one, value, (*at, key))


@pytest.mark.parametrize("heading", DESCRIBED)
def test_formats_describes_every_key_and_no_other(heading):
    toml, kind = example(FORMATS.read_text(encoding="utf-8"), heading), inspect.type_info(DESCRIBED[heading])
    written = tomllib.loads(toml)
    assert list(missing(kind, written, parts_of(toml))) == []
    assert list(invented(kind, written)) == []


class Planted(msgspec.Struct):
    """A format to describe badly."""

    name: str
    kind: str | None = None
    parts: dict[str, ScaleEntry] = {}


@pytest.mark.parametrize(
    ("toml", "left_out", "too_much"),
    [
        ('name = ""\n[parts.x]\nno_answer = []\n[parts.x.codes]', ["kind"], []),
        ('name = "" # optional: kind\n[parts.x]\nno_answer = []', ["parts.x.codes"], []),
        ('name = ""\nkind = ""\nsort = ""\n[parts.x]\nno_answer = []\nno = 1\ncodes = {}', [], ["sort", "parts.x.no"]),
    ],
)
def test_a_format_told_badly_is_caught(toml, left_out, too_much):
    kind = inspect.type_info(Planted)
    assert list(missing(kind, tomllib.loads(toml), parts_of(toml))) == left_out
    assert list(invented(kind, tomllib.loads(toml))) == too_much


def test_a_choice_that_formats_does_not_tell_is_caught():
    toml = example(FORMATS.read_text(encoding="utf-8"), "card.toml").replace("| average", "")
    kind = inspect.type_info(SourceCard)
    assert list(missing(kind, tomllib.loads(toml), parts_of(toml))) == ["design.lonely_psu = average"]


def test_formats_names_every_column_of_published_figures():
    told = re.findall(r"\w+", example(FORMATS.read_text(encoding="utf-8"), "card.toml"))
    assert {*NEEDED, *OPTIONAL} - set(told) == set()
