"""The numbers of own groups of areas: pooled from those published of their members (pooling.py), of counts the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import duckdb

from contract.codes import Kind
from contract.status import ObsStatus, Status
from picture.query.choices import Choices
from picture.query.model import (
    Area,
    Dataset,
    Event,
    Indicator,
    Line,
    NotPooled,
    Observation,
    OwnGroupTold,
    View,
)
from picture.query.numbers import ask_trend
from picture.query.trend.own_group import MEMBER_LEVEL, own_group_of
from picture.query.trend.pooling import PooledPart, pooled

People = Mapping[tuple[str, str, str], float]  # source, period and code -> share of the population


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of an own group, and the lines of its members."""

    line: Line
    members: tuple[Line, ...]


def ask_with_own_groups(
    con: duckdb.DuckDBPyConnection, view: View, choices: Choices, beside: Sequence[Line], events: tuple[Event, ...]
) -> Dataset:
    """Return a trend with the lines put beside the chosen one, own groups of areas among them."""
    owned = own_lines(beside, choices)
    members = dict.fromkeys(chain.from_iterable(one.members for one in owned))
    found = ask_trend(con, view, choices, (*beside, *(line for line in members if line not in beside)), events)
    if not owned:
        return found
    asked = found.lines[: 1 + len(beside)]
    people = _read_people(con)
    told = [told_group(one, found.rows, people, found.indicators[0]) for one in owned]
    kept = (row for row in found.rows if (line := Line(row.area, row.group)) in asked or line not in members)
    return replace(
        found,
        rows=(*kept, *chain.from_iterable(rows for _, rows in told)),
        lines=asked,
        own_groups=tuple(group for group, _ in told),
    )


def own_lines(lines: Sequence[Line], choices: Choices) -> tuple[OwnLine, ...]:
    """Return the lines of own groups among all that were asked for."""
    groups = ((line, own_group_of(line.area)) for line in lines)
    return tuple(
        OwnLine(line, tuple(Line(choices.area(MEMBER_LEVEL, code), line.group) for code in own.codes))
        for line, own in groups
        if own is not None
    )


def told_group(
    own: OwnLine, rows: Sequence[Observation], people: People, indicator: Indicator
) -> tuple[OwnGroupTold, tuple[Observation, ...]]:
    """Return what can be told of an own group, and its numbers; rows: the published ones of its members."""
    told = OwnGroupTold(own.line.area, tuple(member.area for member in own.members))
    count = indicator.kind == Kind.REGISTER_COUNT
    if not count and not indicator.kind.from_respondents:
        return replace(told, why_not=NotPooled.REGISTER), ()
    if not count and not own.line.group.is_everybody:
        return replace(told, why_not=NotPooled.GROUP), ()
    mine = [row for row in rows if Line(row.area, row.group) in own.members]
    one_each = {row.period: row for row in mine}
    every = [tuple(_members(one, mine, told.members)) for one in one_each.values()]
    known = [of for of in every if count or all((row.source, row.period, row.area.code) in people for row in of)]
    if every and not known:
        return replace(told, why_not=NotPooled.POPULATION), ()
    hidden = tuple(row for row in chain.from_iterable(known) if not row.shown)
    return replace(told, hidden=hidden), tuple(_whole(told.area, of, people, indicator) for of in known)


def _read_people(con: duckdb.DuckDBPyConnection) -> People:
    """Read which share of the population every region has in the surveys that tell it."""
    records = con.execute(
        "SELECT source, period, code, population FROM representation WHERE dim = $level", {"level": MEMBER_LEVEL}
    ).fetchall()
    return {(source, period, code): share for source, period, code, share in records}


def _members(one: Observation, rows: Sequence[Observation], areas: Sequence[Area]) -> Iterator[Observation]:
    """Yield the number of every member in a period; of one that has no row, a missing one."""
    found = {row.area: row for row in rows if row.period == one.period}
    missing = Status(frozenset({ObsStatus.MISSING}))
    for area in areas:
        yield found.get(area) or _hidden(one, area, missing)


def _whole(area: Area, members: Sequence[Observation], people: People, indicator: Indicator) -> Observation:
    """Pool the numbers of one period, counts by their sum; where one is hidden, the whole is for the same reason."""
    first = members[0]
    hidden = [row for row in members if not row.shown]
    if hidden:
        return _hidden(first, area, _all_statuses(hidden))
    if indicator.kind == Kind.REGISTER_COUNT:
        return replace(_hidden(first, area, _all_statuses(members)), value=sum(row.value or 0.0 for row in members))
    parts = [
        PooledPart(people[row.source, row.period, row.area.code], row.value, row.ci_low, row.ci_high)
        for row in members
        if row.value is not None
    ]
    found = pooled(parts, indicator.decimals, share=indicator.kind == Kind.SURVEY_SHARE)
    told = _all_statuses(members) | Status(frozenset({ObsStatus.ESTIMATED}))
    counted = [row.n for row in members if row.n is not None]
    n = sum(counted) if len(counted) == len(members) else None
    whole = _hidden(first, area, told)
    return replace(whole, value=found.value, ci_low=found.ci_low, ci_high=found.ci_high, n=n)


def _all_statuses(rows: Sequence[Observation]) -> Status:
    told = Status()
    for row in rows:
        told |= Status(row.obs_status, row.conf_status)
    return told


def _hidden(like: Observation, area: Area, status: Status) -> Observation:
    """Return a number of an area that is not shown, of the indicator, period and group of another."""
    return Observation(
        indicator=like.indicator,
        period=like.period,
        area=area,
        group=like.group,
        value=None,
        ci_low=None,
        ci_high=None,
        n=None,
        obs_status=status.obs,
        conf_status=status.conf,
        source=like.source,
        geo_year=like.geo_year,
    )
