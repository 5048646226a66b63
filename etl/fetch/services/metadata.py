"""What a PxWeb table says about itself, and what a declaration means in it today.

Names change (8 June 2026: `Alue` became `alue_23_20260101`), so every run looks variables and values up anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

import msgspec

from contract.codes import AREA_PREFIXES, COUNTRY, EVERYBODY, Level
from contract.errors import UserError
from etl.fetch.services.batching import Selection
from etl.fetch.services.declarations import PxWeb
from etl.read.cube_mapping import CubeMapping
from etl.read.observations import period

DIVISION = re.compile(r"_(\d{4})\d{4}$")  # alue_23_20260101
TOTAL = "sss"
WHOLE_COUNTRY = ("sss", "whole country", "koko maa", "hela landet")
DIGITS: Mapping[str, int] = {Level.KUNTA: 3, Level.SUURALUE: 1}  # of a code; two for the other levels
SHOWN = 12


class Variable(msgspec.Struct, frozen=True):
    """One variable of a table."""

    code: str
    text: str
    values: tuple[str, ...]
    value_texts: tuple[str, ...] = msgspec.field(name="valueTexts")
    elimination: bool = False
    time: bool = False

    def labelled(self) -> Iterable[tuple[str, str]]:
        """Pair every value with its text."""
        return zip(self.values, self.value_texts, strict=True)


class Metadata(msgspec.Struct, frozen=True):
    """A table before its numbers."""

    title: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A declaration as it reads in the table of today."""

    selection: Selection  # every variable of the table, so that the service adds none
    mapping: CubeMapping  # what its categories mean


def read_metadata(content: bytes, where: str) -> Metadata:
    """Decode the metadata of a table; raise UserError when it is something else."""
    try:
        return msgspec.json.decode(content, type=Metadata)
    except msgspec.DecodeError as error:
        raise UserError("table_metadata_unreadable", path=where, reason=str(error)) from error


def resolve(table: Metadata, query: PxWeb, where: str) -> Resolved:
    """Return the variables and values that a declaration means; raise UserError with what there is instead."""
    area = _variable(table, query.area, where)
    times = [v for v in table.variables if v.time]
    if len(times) != 1:
        raise UserError("time_variables_not_one", path=where, found=_named(table.variables), number=len(times))
    group = query.group and _variable(table, query.group.variable.split("|"), where)
    areas = _areas(area, query, where)
    periods = _periods(times[0], query, where)
    groups = _groups(group, query, where) if group else {}
    dim = query.group.dim if query.group else EVERYBODY
    told = {area.code: tuple(areas), times[0].code: tuple(periods)} | ({group.code: tuple(groups)} if group else {})
    for names, wanted in query.select.items():
        variable = _variable(table, names.split("|"), where)
        told[variable.code] = (_value(variable, wanted, where),)
    selection = {v.code: told.get(v.code) or (_total(v, where),) for v in table.variables}
    mapping = CubeMapping(
        indicator=query.indicator,
        geo_year=_division(area, query, where),
        area=area.code,
        areas=areas,
        period=times[0].code,
        periods=periods,
        group=group.code if group else None,
        groups={one: (dim, code) for one, code in groups.items()},
    )
    return Resolved(selection, mapping)


def _groups(variable: Variable, query: PxWeb, where: str) -> dict[str, str]:
    return {_value(variable, text, where): code for text, code in (query.group.codes if query.group else {}).items()}


def _variable(table: Metadata, patterns: Iterable[str], where: str) -> Variable:
    for pattern in patterns:
        found = [v for v in table.variables if not v.time and _is(pattern, v.code, v.text)]
        if len(found) == 1:
            return found[0]
    raise UserError("variable_not_found", path=where, found=_named(table.variables), pattern="|".join(patterns))


def _value(variable: Variable, patterns: str, where: str) -> str:
    for pattern in patterns.split("|"):
        found = [code for code, text in variable.labelled() if _is(pattern, code, text)]
        exact = [code for code in found if code.casefold() == pattern.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0]
    there = tuple(f"{code} ({text})" for code, text in variable.labelled())[:SHOWN]
    raise UserError("value_not_found", path=where, column=variable.code, found=there, pattern=patterns)


def _is(pattern: str, code: str, text: str) -> bool:
    wanted = pattern.strip().casefold()
    return fnmatchcase(code.strip().casefold(), wanted) or fnmatchcase(text.strip().casefold(), wanted)


def _total(variable: Variable, where: str) -> str:
    """Return the value that stands for all; a variable nobody has told about must have one."""
    found = [code for code in variable.values if code.casefold() == TOTAL] or list(variable.values)
    if len(found) != 1:
        raise UserError("variable_without_total", path=where, column=f"{variable.code} ({variable.text})")
    return found[0]


def _areas(variable: Variable, query: PxWeb, where: str) -> dict[str, tuple[str, str]]:
    """Sort out the areas of the wanted levels: StatFin mixes levels in one variable, apart by prefix."""
    found: dict[str, tuple[str, str]] = {}
    for value, text in variable.labelled():
        if Level.COUNTRY in query.levels and {value.casefold(), text.strip().casefold()} & set(WHOLE_COUNTRY):
            found[value] = (Level.COUNTRY, COUNTRY)
            continue
        for level in query.levels:
            code = re.fullmatch(rf"(?:{AREA_PREFIXES.get(level, '-')})?(\d{{{DIGITS.get(level, 2)}}})", value.strip())
            if code and level != Level.COUNTRY:
                found[value] = (level, code[1])
    missing = [level for level in query.levels if level not in {level for level, _ in found.values()}]
    if missing:
        there = variable.values[:SHOWN]
        raise UserError("level_not_in_table", path=where, column=variable.code, found=there, level=missing[0])
    return found


def _periods(variable: Variable, query: PxWeb, where: str) -> dict[str, tuple[str, bool]]:
    found = {}
    for value, text in variable.labelled():
        plain = period(value.strip(" *")) or period(text.strip(" *"))
        if plain is None:
            raise UserError("table_period_unknown", path=where, column=variable.code, found=value)
        if plain >= query.since:
            found[value] = (plain, "*" in value + text)
    if not found:
        raise UserError("table_ends_before", path=where, found=variable.values[-3:], since=query.since)
    return found


def _division(variable: Variable, query: PxWeb, where: str) -> int:
    """Return the year of the division: the variable's code tells it since June 2026, the declaration before."""
    told = DIVISION.search(variable.code)
    if told:
        return int(told[1])
    if query.geo_year is None:
        raise UserError("table_division_unknown", path=where, column=variable.code)
    return query.geo_year


def _named(variables: Iterable[Variable]) -> tuple[str, ...]:
    return tuple(f"{v.code} ({v.text})" for v in variables)
