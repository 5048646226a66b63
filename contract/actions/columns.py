"""The tables of a contribution and their columns, as columns.toml declares them, for its reader and its template."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contract.actions.labels import Words, labels
from contract.codes import Language

DECLARED = Path(__file__).with_name("columns.toml")
BETWEEN = ";"  # the values of a cell that may hold several
TEXT_LANGUAGES: Mapping[Language, Words] = MappingProxyType(
    {
        Language.FI: Words("suomeksi", "på finska", "in Finnish"),
        Language.SV: Words("ruotsiksi", "på svenska", "in Swedish"),
        Language.EN: Words("englanniksi", "på engelska", "in English"),
    }
)


class ContributionTable(StrEnum):
    """A table of a contribution, by the name of its file."""

    PLAN = "plan"
    GOALS = "goals"
    REGISTER = "register"
    FORUM = "forum"
    FINDINGS = "findings"


class ColumnKind(StrEnum):
    """What may stand in a column."""

    WORDS = "words"  # a text in up to three languages, each in a column of its own
    TEXT = "text"
    NAME = "name"  # of an organisation, or its id
    ID = "id"
    CHOICE = "choice"  # of a list of codes
    LANGUAGE = "language"  # ISO 639
    AREA = "area"  # a key as in addresses: MK01
    GROUP = "group"  # language:foreign
    INDICATOR = "indicator"
    PERIOD = "period"
    DATE = "date"  # 2026, 2026-03, 2026-03-14
    YEAR = "year"
    NUMBER = "number"
    URL = "url"
    EMAIL = "email"  # of a post, never of a person
    YES_NO = "yes_no"


LISTS: Mapping[ColumnKind, str] = MappingProxyType(  # kinds that always have the same labels
    {ColumnKind.LANGUAGE: "OfferedLanguage", ColumnKind.YES_NO: "YesNo"}
)


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """What a column is called and what may stand in it. refers: the table, or library, whose ids it holds."""

    code: str
    kind: ColumnKind
    name: Words
    help: Words
    required: bool
    several: bool
    refers: str
    example: Words | None  # codes are the same in every language
    choices: Mapping[str, Words]  # code = label; empty where any value of its kind may stand there


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column as it stands in a file: of words in three languages there are three."""

    code: str  # "title_sv"
    of: DeclaredColumn
    language: Language | None  # of words

    def heading(self, language: Language) -> str:
        """Return what stands over it for readers of a language: "Titel (på svenska)"."""
        name = self.of.name.of(language)
        return name if self.language is None else f"{name} ({TEXT_LANGUAGES[self.language].of(language)})"

    @property
    def headings(self) -> frozenset[str]:
        """Everything that may stand over it, in small letters: its code, and its name in each language."""
        return frozenset({self.code, *(self.heading(language).casefold() for language in Language)})


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table of a contribution."""

    table: ContributionTable
    sheet: Words  # its name in a workbook
    about: Words
    columns: tuple[DeclaredColumn, ...]

    @property
    def file_columns(self) -> tuple[FileColumn, ...]:
        """The columns as they stand in a file, in order."""
        return tuple(chain.from_iterable(map(_in_file, self.columns)))

    def column(self, code: str) -> DeclaredColumn:
        """Return a column by its code; raise KeyError."""
        return {column.code: column for column in self.columns}[code]


@cache
def contribution_tables() -> Mapping[ContributionTable, DeclaredTable]:
    """Read the declared tables, in the order in which they are filled in."""
    declared = tomllib.loads(DECLARED.read_text(encoding="utf-8"))
    return MappingProxyType({table: _table(table, declared[table]) for table in ContributionTable})


def _table(table: ContributionTable, said: Mapping[str, Any]) -> DeclaredTable:
    return DeclaredTable(table, Words(**said["sheet"]), Words(**said["about"]), tuple(map(_column, said["columns"])))


def _column(said: Mapping[str, Any]) -> DeclaredColumn:
    kind = ColumnKind(said["kind"])
    codes = said.get("list") or LISTS.get(kind)
    choices = labels(codes) if codes else {}
    return DeclaredColumn(
        code=said["code"],
        kind=kind,
        name=Words(**said["name"]),
        help=Words(**said["help"]),
        required=said.get("required", False),
        several=said.get("several", False),
        refers=said.get("refers", ""),
        example=_example(said.get("example")),
        choices=MappingProxyType({code: one for code, one in choices.items() if code not in said.get("without", ())}),
    )


def _example(said: str | Mapping[str, str] | None) -> Words | None:
    if said is None:
        return None
    return Words(said, said, said) if isinstance(said, str) else Words(**said)


def _in_file(column: DeclaredColumn) -> Iterator[FileColumn]:
    if column.kind is not ColumnKind.WORDS:
        yield FileColumn(column.code, column, None)
        return
    for language in Language:
        yield FileColumn(f"{column.code}_{language}", column, language)
