"""What a PxWeb table says about itself, and what a declaration means in it today.

Names change (8 June 2026: `Alue` became `alue_23_20260101`), so every run looks variables and values up anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import msgspec

from contract.codes import AREA_PREFIXES, COUNTRY, EVERYBODY, Level
from contract.refused import Refused
from etl.fetch.services.batching import Selection
from etl.fetch.services.declarations import PxWeb
from etl.read.cube_mapping import CubeMapping
from etl.read.observations import period

DIVISION = re.compile(r"_(\d{4})\d{4}$")  # alue_23_20260101
TOTAL = "sss"
WHOLE_COUNTRY = ("sss", "whole country", "koko maa", "hela landet")
DIGITS = {"kunta": 3, "suuralue": 1}  # of a code; two for the other levels
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
    """Decode the metadata of a table; raise Refused when it is something else."""
    try:
        return msgspec.json.decode(content, type=Metadata)
    except msgspec.DecodeError as error:
        do = "Compare with the documentation of PxWeb v1; the service may have changed"
        raise Refused(where, f"this is not the metadata of a table ({error})", do=do) from error


def resolve(table: Metadata, query: PxWeb, where: str) -> Resolved:
    """Find the variables and values that a declaration means; raise Refused with what there is instead."""
    area = _variable(table, query.area, where)
    times = [v for v in table.variables if v.time]
    if len(times) != 1:
        raise Refused(where, f"{len(times)} variables of time", stood=_named(table.variables), do="Ask another table")
    group = query.group and _variable(table, query.group.variable.split("|"), where)
    areas = _areas(area, query, where)
    periods = _periods(times[0], query, where)
    groups = _groups(group, query, where) if group else {}
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
        dim=query.group.dim if query.group else EVERYBODY,
        group=group.code if group else None,
        groups=groups,
    )
    return Resolved(selection, mapping)


def _groups(variable: Variable, query: PxWeb, where: str) -> dict[str, str]:
    return {_value(variable, text, where): code for text, code in (query.group.codes if query.group else {}).items()}


def _variable(table: Metadata, patterns: Iterable[str], where: str) -> Variable:
    for pattern in patterns:
        found = [v for v in table.variables if not v.time and _is(pattern, v.code, v.text)]
        if len(found) == 1:
            return found[0]
    do = "Mend the pattern in the declaration"
    raise Refused(where, f"no single variable is called {'|'.join(patterns)}", stood=_named(table.variables), do=do)


def _value(variable: Variable, patterns: str, where: str) -> str:
    for pattern in patterns.split("|"):
        found = [code for code, text in variable.labelled() if _is(pattern, code, text)]
        exact = [code for code in found if code.casefold() == pattern.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0]
    there = ", ".join(f"{code} ({text})" for code, text in list(variable.labelled())[:SHOWN])
    do = "Mend the value in the declaration"
    raise Refused(where, f"no single value is called {patterns}", column=variable.code, stood=there, do=do)


def _is(pattern: str, code: str, text: str) -> bool:
    wanted = pattern.strip().casefold()
    return fnmatchcase(code.strip().casefold(), wanted) or fnmatchcase(text.strip().casefold(), wanted)


def _total(variable: Variable, where: str) -> str:
    """Return the value that stands for all; a variable nobody has told about must have one."""
    found = [code for code in variable.values if code.casefold() == TOTAL] or list(variable.values)
    if len(found) != 1:
        do = "Say in `select` which value is meant"
        raise Refused(where, "a variable without a total", column=f"{variable.code} ({variable.text})", do=do)
    return found[0]


def _areas(variable: Variable, query: PxWeb, where: str) -> dict[str, tuple[str, str]]:
    """Sort out the areas of the wanted levels: StatFin mixes levels in one variable, apart by prefix."""
    found: dict[str, tuple[str, str]] = {}
    for value, text in variable.labelled():
        if "country" in query.levels and {value.casefold(), text.strip().casefold()} & set(WHOLE_COUNTRY):
            found[value] = (Level.COUNTRY, COUNTRY)
            continue
        for level in query.levels:
            code = re.fullmatch(rf"(?:{AREA_PREFIXES.get(level, '-')})?(\d{{{DIGITS.get(level, 2)}}})", value.strip())
            if code and level != "country":
                found[value] = (level, code[1])
    missing = [level for level in query.levels if level not in {level for level, _ in found.values()}]
    if missing:
        there = ", ".join(variable.values[:SHOWN])
        do = "Take the level out of `levels`, or mend `area` (a code may have lost its zeros)"
        raise Refused(where, f"no areas of level {missing[0]}", column=variable.code, stood=there, do=do)
    return found


def _periods(variable: Variable, query: PxWeb, where: str) -> dict[str, tuple[str, bool]]:
    found = {}
    for value, text in variable.labelled():
        plain = period(value.strip(" *")) or period(text.strip(" *"))
        if plain is None:
            do = "Ask another table: only years, quarters and months are read"
            raise Refused(where, "this is not a period", column=variable.code, stood=value, do=do)
        if plain >= query.since:
            found[value] = (plain, "*" in value + text)
    if not found:
        do = "Mend `since` in the declaration"
        raise Refused(where, f"no period from {query.since} on", stood=", ".join(variable.values[-3:]), do=do)
    return found


def _division(variable: Variable, query: PxWeb, where: str) -> int:
    """Return the year of the division: the variable's code tells it since June 2026, the declaration before."""
    told = DIVISION.search(variable.code)
    if told:
        return int(told[1])
    if query.geo_year is None:
        do = "Read it in the table's notes and write geo_year into the declaration"
        raise Refused(where, "the table does not tell its division of areas", column=variable.code, do=do)
    return query.geo_year


def _named(variables: Iterable[Variable]) -> str:
    return ", ".join(f"{v.code} ({v.text})" for v in variables)
