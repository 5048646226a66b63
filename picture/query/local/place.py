"""What is known of one place alone: its own collections with their figures, and what was heard there, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import duckdb

from contract.actions.codes import DatePrecision, FindingKind, Sampling
from contract.codes import EVERYBODY, Domain
from contract.period import Period
from contract.status import ConfStatus, parse_obs
from picture.query.choices import Choices
from picture.query.model import Area, Dataset, Fieldwork, Group, Indicator, Observation, Source, View
from picture.query.register.told import Told, texts_of, told_in, towns_named


@dataclass(frozen=True, slots=True)
class LocalCollection:
    """One source of local collections: its periods, and what was found in each."""

    source: Source
    area: Area
    sampling: Sampling
    periods: tuple[str, ...]  # the newest first
    asked: tuple[Indicator, ...]  # in the order of every page
    rows: tuple[Observation, ...]  # of every indicator, period and group

    @property
    def indicators(self) -> tuple[str, ...]:
        """List the ids of what was asked."""
        return tuple(one.id for one in self.asked)

    @property
    def shows(self) -> bool:
        """Return whether any figure of its periods may be shown."""
        return any(row.value is not None for row in self.rows if row.period in self.periods)

    def row(self, indicator: str, period: str, group: Group | None = None) -> Observation | None:
        """Return the figure of everybody, or of a group."""
        key = (EVERYBODY, EVERYBODY) if group is None else (group.dim, group.code)
        return next(
            (
                row
                for row in self.rows
                if (row.indicator, row.period, row.group.dim, row.group.code) == (indicator, period, *key)
            ),
            None,
        )

    def groups(self, period: str) -> tuple[Group, ...]:
        """List the groups that a period tells of, but everybody."""
        found = {(row.group.dim, row.group.code): row.group for row in self.rows if row.period == period}
        return tuple(group for group in found.values() if not group.is_everybody)

    def fieldwork(self, period: str) -> Fieldwork | None:
        """Return how a period was collected."""
        return next((one for one in self.source.fieldwork if one.period == period), None)


@dataclass(frozen=True, slots=True)
class LocalFinding:
    """What was heard in interviews, a workshop or open answers, in words that were reviewed."""

    kind: FindingKind
    domain: Domain
    text: Told
    place: str
    first_day: date
    last_day: date
    precision: DatePrecision
    source: str
    reviewed: date
    url: str | None
    example: bool


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """Everything that a place has told of itself."""

    area: Area
    collections: tuple[LocalCollection, ...]
    findings: tuple[LocalFinding, ...]
    inside: tuple[Area, ...] = ()  # municipalities in it of which something is known

    @property
    def domains(self) -> frozenset[str]:
        """Return the domains of which something was heard in words."""
        return frozenset(one.domain for one in self.findings)


def ask_place(con: duckdb.DuckDBPyConnection, choices: Choices, view: View) -> PlaceKnown:
    """Return what is known of the chosen area alone; of a region also which municipalities in it know something."""
    area = choices.area(view.area_level, view.area)
    return PlaceKnown(
        area, _collections(con, area, choices), _findings(con, area, choices), _inside(con, area, choices)
    )


def ask_places(con: duckdb.DuckDBPyConnection, choices: Choices) -> tuple[PlaceKnown, ...]:
    """Return every area that has asked or heard something itself, in the order of areas."""
    known = _telling(con)
    telling = (one for one in choices.areas if (one.level, one.code) in known)
    return tuple(PlaceKnown(one, _collections(con, one, choices), _findings(con, one, choices)) for one in telling)


def naming_own_sources(dataset: Dataset, place: PlaceKnown) -> Dataset:
    """Return what is told of a place naming its own surveys as sources too: also of them it may be that all is made up.

    Their figures are no rows of it.
    """
    own = (one.source for one in place.collections)
    return replace(dataset, sources=tuple(dict.fromkeys((*dataset.sources, *own))))


def _collections(con: duckdb.DuckDBPyConnection, area: Area, choices: Choices) -> tuple[LocalCollection, ...]:
    language = choices.language
    records = con.execute(
        f"""SELECT c.source, c.sampling, c.period, e.indicator, g.dim, g.code, g.dim_{language}, g.name_{language},
            e.value, e.ci_low, e.ci_high, e.n, e.obs_status, e.conf_status
        FROM local_collection c JOIN local_estimate e USING (source, period)
        JOIN population_group g ON e.group_dim = g.dim AND e.group_code = g.code
        JOIN indicator i ON e.indicator = i.id
        WHERE c.level = $level AND c.code = $code ORDER BY c.source, i.position, g.position""",
        {"level": area.level, "code": area.code},
    ).fetchall()
    sources = {source.id: source for source in choices.sources}
    return tuple(
        _collection(sources[source], area, list(rows), choices)
        for source, rows in groupby(records, key=lambda record: record[0])
        if source in sources
    )


def _collection(source: Source, area: Area, records: Sequence[tuple[Any, ...]], choices: Choices) -> LocalCollection:
    rows = tuple(_observation(source, area, *record[2:]) for record in records)
    periods = sorted({row.period for row in rows}, key=Period.parse, reverse=True)
    asked = map(choices.indicator, dict.fromkeys(row.indicator for row in rows))
    return LocalCollection(source, area, Sampling(records[0][1]), tuple(periods), tuple(asked), rows)


def _observation(source: Source, area: Area, *record: Any) -> Observation:
    period, indicator, dim, code, dim_name, name, value, low, high, n, obs, conf = record
    group = Group(dim, code, dim_name, name)
    status = (parse_obs(obs), ConfStatus(conf))
    return Observation(indicator, period, area, group, value, low, high, n, *status, source.id)


def _findings(con: duckdb.DuckDBPyConnection, area: Area, choices: Choices) -> tuple[LocalFinding, ...]:
    records = con.execute(
        f"""SELECT {texts_of("text")}, kind, domain, place, first_day, last_day, precision, source, reviewed, url,
            example
        FROM local_finding WHERE level = $level AND code = $code ORDER BY last_day DESC, position""",
        {"level": area.level, "code": area.code},
    ).fetchall()
    towns = towns_named(con, {record[3] for record in records}, choices.language)
    told = ((told_in(texts, choices.language), *rest) for texts, *rest in records)
    return tuple(
        LocalFinding(
            FindingKind(kind), Domain(domain), text, towns.get(place, place), first, last, DatePrecision(how), *rest
        )
        for text, kind, domain, place, first, last, how, *rest in told
        if text is not None
    )


def _inside(con: duckdb.DuckDBPyConnection, area: Area, choices: Choices) -> tuple[Area, ...]:
    """List the areas with a page of their own that lie in this one and have local figures or findings."""
    known = _telling(con)
    return tuple(_lying_in(area, (one for one in choices.areas if (one.level, one.code) in known), choices))


def _telling(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Return level and code of the areas with local figures or findings."""
    records = con.execute("SELECT level, code FROM local_collection UNION SELECT level, code FROM local_finding")
    return {(level, code) for level, code in records.fetchall()}


def _lying_in(area: Area, areas: Iterable[Area], choices: Choices) -> Iterable[Area]:
    contexts = choices.reference.contexts
    for one in areas:
        if any(
            (larger.level, larger.code) == (area.level, area.code)
            for larger in contexts.of(one.level, one.code).belongs
        ):
            yield one
