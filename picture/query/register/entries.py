"""Entries of the register as the tables hold them, with the names of whom they refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import duckdb

from contract.actions.codes import ActionStatus, DatePrecision, Evidence, Funding, Provision, RegisterKind
from contract.codes import COUNTRY, Domain, Language
from picture.query.register.told import Told, texts_of, told_in, towns_named

HAPPENINGS = (RegisterKind.EVENT, RegisterKind.FORUM, RegisterKind.MILESTONE)  # they have a day; others go on
MEDIATES = "sovittel|sovinto|medling|medlar|mediat"  # how name or description say it, in fi, sv and en
EFFORTS = (RegisterKind.MEASURE, RegisterKind.GOOD_PRACTICE)
ENTRY_COLUMNS = f"""id, kind, example, {texts_of("name")}, {texts_of("about")}, {texts_of("effect")}, domains, areas,
    target_groups, indicators, languages, status, first_day, last_day, precision, place, organisers, partners,
    provision, funding, evidence, contact, url"""


@dataclass(frozen=True, slots=True)
class Party:
    """Who organises or takes part: an organisation of the register, or a name."""

    name: Told
    entry: str | None  # its id in the register
    example: bool = False  # invented


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One entry of the register, in one language where it has it."""

    id: str
    kind: RegisterKind
    example: bool
    name: Told
    about: Told | None
    effect: Told | None
    domains: tuple[Domain, ...]
    areas: tuple[str, ...]  # keys as in addresses
    target_groups: tuple[str, ...]  # "language:foreign"; none: everybody
    indicators: tuple[str, ...]
    languages: tuple[str, ...]
    status: ActionStatus | None
    first_day: date | None
    last_day: date | None
    precision: DatePrecision | None
    place: str | None
    organisers: tuple[Party, ...]
    partners: tuple[Party, ...]
    provision: Provision | None
    funding: tuple[Funding, ...]
    evidence: Evidence | None
    contact: str | None
    url: str | None
    ring: int = 0  # how near it is to the chosen area: picture/query/register/near.py

    @property
    def happens(self) -> bool:
        """Whether it has a day of its own, and does not go on."""
        return self.kind in HAPPENINGS

    @property
    def until(self) -> date | None:
        """Its last day; None where it goes on or nothing is known."""
        return self.last_day or (self.first_day if self.happens else None)


def ask_entry(con: duckdb.DuckDBPyConnection, key: str, language: Language) -> RegisterEntry | None:
    """Return one entry, or None where there is none of this id."""
    rows = con.execute(f"SELECT {ENTRY_COLUMNS} FROM register_entry WHERE id = $id", {"id": key}).fetchall()
    return next(iter(entries_of(con, rows, language)), None)


def ask_of_party(con: duckdb.DuckDBPyConnection, key: str, language: Language) -> tuple[RegisterEntry, ...]:
    """Return what an organisation offers or takes part in, the newest first."""
    rows = con.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM register_entry
        WHERE list_contains(organisers, $id) OR list_contains(partners, $id)
        ORDER BY first_day DESC NULLS LAST, position""",
        {"id": key},
    ).fetchall()
    return entries_of(con, rows, language)


def ask_mediators(con: duckdb.DuckDBPyConnection, keys: Sequence[str], language: Language) -> tuple[RegisterEntry, ...]:
    """Return the organisations that say of themselves that they mediate: of some areas first, then of the country."""
    rows = con.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM register_entry
        WHERE kind = $kind AND (list_has_any(areas, $keys) OR list_contains(areas, $country))
            AND regexp_matches(lower(concat_ws(' ', {texts_of("name")}, {texts_of("about")})), $mediates)
        ORDER BY NOT list_has_any(areas, $keys), position""",
        {"kind": RegisterKind.ORGANISATION, "keys": list(keys), "country": COUNTRY, "mediates": MEDIATES},
    ).fetchall()
    return entries_of(con, rows, language)


def entries_of(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Sequence[Any]], language: Language
) -> tuple[RegisterEntry, ...]:
    """Make entries of rows of ENTRY_COLUMNS; a column more is the ring."""
    names = parties_of(con, set(chain.from_iterable((*row[16], *row[17]) for row in rows)), language)
    towns = towns_named(con, {row[15] for row in rows if row[15]}, language)
    return tuple(_entry(row, names, towns, language) for row in rows)


def parties_of(con: duckdb.DuckDBPyConnection, keys: Collection[str], language: Language) -> Mapping[str, Party]:
    """Return the organisations of the register among some ids and names, by their ids."""
    rows = con.execute(
        f"SELECT id, {texts_of('name')}, example FROM register_entry WHERE list_contains($keys, id)",
        {"keys": sorted(keys)},
    ).fetchall()
    named = ((key, told_in(names, language), example) for key, names, example in rows)
    return {key: Party(name, key, example) for key, name, example in named if name is not None}


def _entry(
    row: Sequence[Any], names: Mapping[str, Party], towns: Mapping[str, str], language: Language
) -> RegisterEntry:
    key, kind, example, name, about, effect, domains, areas, targets, indicators, languages, status, *rest = row
    first, last, precision, place, organisers, partners, provision, funding, evidence, contact, url, *ring = rest
    return RegisterEntry(
        id=key,
        kind=RegisterKind(kind),
        example=example,
        name=told_in(name, language) or Told(key, language),
        about=told_in(about, language),
        effect=told_in(effect, language),
        domains=tuple(map(Domain, domains)),
        areas=tuple(areas),
        target_groups=tuple(targets),
        indicators=tuple(indicators),
        languages=tuple(languages),
        status=ActionStatus(status) if status else None,
        first_day=first,
        last_day=last,
        precision=DatePrecision(precision) if precision else None,
        place=towns.get(place, place),
        organisers=tuple(_party(one, names, language) for one in organisers),
        partners=tuple(_party(one, names, language) for one in partners),
        provision=Provision(provision) if provision else None,
        funding=tuple(map(Funding, funding)),
        evidence=Evidence(evidence) if evidence else None,
        contact=contact,
        url=url,
        ring=ring[0] if ring else 0,
    )


def _party(key: str, names: Mapping[str, Party], language: Language) -> Party:
    return names.get(key, Party(Told(key, language), None))
