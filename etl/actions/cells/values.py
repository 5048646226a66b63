"""The text of a cell -> its value, by the kind of its column. Errors are raised without a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from contract.actions.columns import BETWEEN, ColumnKind, DeclaredColumn
from contract.actions.scale import MOST_COUNT
from contract.codes import AREA_PREFIXES, COUNTRY, Language, Level
from contract.errors import UserError
from contract.period import Period
from etl.actions.cells.dates import Dated, read_date
from etl.actions.cells.texts import check_email, check_link, check_private, check_text
from etl.config.catalogue.catalogue import Catalogue
from geo.classification import Classification

Value = str | int | float | bool | Dated
ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")  # "_" as in ids of sources
LONGEST_ID = 60
KEY = re.compile(rf"({'|'.join(AREA_PREFIXES.values())})(\d+)")
YEARS = range(1990, 2101)


@dataclass(frozen=True)
class KnownNames:
    """What the cells of a contribution may name: indicators, groups, areas."""

    catalogue: Catalogue
    classification: Classification

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """What may be written for an indicator, in small letters = its id: the id, its names."""
        named: dict[str, str] = {}
        for one in self.catalogue.indicators:
            for text in (one.name, one.short):
                named |= {getattr(text, language).casefold(): one.id for language in Language}
        return named | {one.id: one.id for one in self.catalogue.indicators}

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """What may be written for a group, in small letters = its key: "language:foreign", its names."""
        named: dict[str, str] = {}
        for dimension in self.catalogue.groups:
            for group in dimension.groups:
                key = f"{dimension.dim}:{group.code}"
                names = (getattr(group.name, language).casefold() for language in Language)
                named |= dict.fromkeys((key, *names), key)
        return named

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first days of the oldest and of the newest division that the tables of areas tell."""
        return date(self.classification.first_year, 1, 1), date(self.classification.newest_year, 1, 1)

    @cached_property
    def areas(self) -> frozenset[tuple[str, str]]:
        """Level and code of every area that there ever was."""
        return frozenset((area.level, area.code) for area in self.classification.every)


def area_of(key: str) -> tuple[str, str]:
    """Return level and code of a key as in addresses: "MK01"; raise UserError."""
    if key == COUNTRY:
        return Level.COUNTRY, COUNTRY
    found = KEY.fullmatch(key)
    if found is None:
        raise UserError("action_area_unknown")
    levels = {prefix: level for level, prefix in AREA_PREFIXES.items()}
    return levels[found[1]], found[2]


def read_value(column: DeclaredColumn, text: str, known: KnownNames) -> Value | tuple[Value, ...]:
    """Return the value of a cell that holds something; raise UserError."""
    check_private(text)
    if not column.several:
        return _one(column, text, known)
    texts = (one.strip() for one in text.split(BETWEEN))
    return tuple(dict.fromkeys(_one(column, one, known) for one in texts if one))


def _one(column: DeclaredColumn, text: str, known: KnownNames) -> Value:
    if column.choices:
        return _choice(column, text)
    return READERS[column.kind](text, known)


def _choice(column: DeclaredColumn, text: str) -> Value:
    for code, words in column.choices.items():
        if text.casefold() in {code, *map(str.casefold, words.every)}:
            return code == "yes" if column.kind is ColumnKind.YES_NO else code
    labels = chain.from_iterable(words.every for words in column.choices.values())
    raise UserError("action_choice_unknown", choices=tuple(dict.fromkeys(chain(column.choices, labels))))


def _id(text: str, _: KnownNames) -> str:
    if not ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise UserError("action_id_form")
    return text


def _area(text: str, known: KnownNames) -> str:
    """Read the key of an area, which its name may follow: "MK01 Uusimaa"."""
    key = text.split(maxsplit=1)[0].upper()
    if area_of(key) not in known.areas:
        raise UserError("action_area_unknown")
    return key


def _group(text: str, known: KnownNames) -> str:
    for written in _with_and_without_name(text):
        if written in known.groups:
            return known.groups[written]
    raise UserError("action_group_unknown")


def _indicator(text: str, known: KnownNames) -> str:
    for written in _with_and_without_name(text):
        if written in known.indicators:
            return known.indicators[written]
    raise UserError("action_indicator_unknown")


def _with_and_without_name(text: str) -> Iterator[str]:
    """Yield what stands there, and its first word: a list of a workbook shows the code and the name."""
    yield text.casefold()
    yield text.casefold().split(maxsplit=1)[0]


def _period(text: str, _: KnownNames) -> str:
    try:
        return str(Period.parse(text))
    except ValueError:
        raise UserError("action_period_form") from None


def _year(text: str, _: KnownNames) -> int:
    if not text.isdecimal() or int(text) not in YEARS:
        raise UserError("action_year_form")
    return int(text)


def _number(text: str, _: KnownNames) -> float:
    plain = re.sub(r"[\s\u00a0\u202f]|%$", "", text).replace(",", ".").replace("\u2212", "-")
    try:
        number = float(plain)
    except ValueError:
        raise UserError("action_number_form") from None
    if not abs(number) <= MOST_COUNT:  # nor is that which is none
        raise UserError("action_number_form")
    return number


READERS: Mapping[ColumnKind, Callable[[str, KnownNames], Value]] = {
    ColumnKind.WORDS: lambda text, _: check_text(text),
    ColumnKind.TEXT: lambda text, _: check_text(text),
    ColumnKind.NAME: lambda text, _: check_text(text),
    ColumnKind.ID: _id,
    ColumnKind.AREA: _area,
    ColumnKind.GROUP: _group,
    ColumnKind.INDICATOR: _indicator,
    ColumnKind.PERIOD: _period,
    ColumnKind.DATE: lambda text, _: read_date(text),
    ColumnKind.YEAR: _year,
    ColumnKind.NUMBER: _number,
    ColumnKind.URL: lambda text, _: check_link(text),
    ColumnKind.EMAIL: lambda text, _: check_email(text),
}
