"""Everything that a report asks of the database: the area's profile, all regions beside it, its groups, the quality."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from contract.codes import EVERYBODY, Against, Level
from picture.query.choices import Choices
from picture.query.local.place import PlaceKnown, ask_place, naming_own_sources
from picture.query.matrix import ask_matrix
from picture.query.methods.quality import Quality, ask_quality
from picture.query.model import Dataset, Indicator, Shape, View
from picture.query.numbers import ask_front, ask_groups, ask_map, ask_profile
from picture.query.plans.ask import ask_newest_plan
from picture.query.plans.model import ActionPlan
from picture.query.register.entries import RegisterEntry, ask_mediators
from picture.query.register.near import near_keys
from picture.query.selection import nearest_period
from picture.query.tables.area_context import AreaContext
from picture.text.findings.front import Finding, findings
from picture.text.findings.groups import certain_differences
from picture.text.outcomes import Outcome, outcome_in


@dataclass(frozen=True, slots=True)
class ReportAnswers:
    """What a report is made of, in one language."""

    profile: Dataset  # every indicator
    news: Dataset  # by which it is headed: the profile; of the country, its headline indicators
    regions: Dataset  # every number of our own surveys in all regions
    map: Dataset  # of the finding that heads the report
    groups: tuple[Dataset, ...]  # of indicators in which groups differ; that with the largest difference first
    context: AreaContext
    shapes: tuple[Shape, ...]  # of the regions
    quality: Quality
    choices: Choices
    plan: ActionPlan | None  # the newest of the area
    place: PlaceKnown  # what the area asked and heard itself
    mediators: tuple[RegisterEntry, ...]  # organisations that mediate there, near ones first
    base: str  # address of the server, to which links lead


def ask_report(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, base: str) -> ReportAnswers:
    """Ask everything that the report of the chosen area needs.

    view: of an overview, up to a year; base: the address of the server, without a slash at the end.
    """
    place = ask_place(con, choices, view)
    profile = naming_own_sources(ask_profile(con, view, choices), place)
    news = ask_front(con, view, choices) if view.area_level == Level.COUNTRY else profile
    of_regions = replace(view, level=Level.MAAKUNTA)
    return ReportAnswers(
        profile=profile,
        news=news,
        regions=ask_matrix(con, of_regions, choices),
        map=_map_of_finding(con, news, of_regions, choices),
        groups=_groups(con, profile, choices),
        context=choices.reference.contexts.of(view.area_level, view.area),
        shapes=choices.reference.outlines.of(con, Level.MAAKUNTA).shapes,
        quality=ask_quality(con, choices),
        choices=choices,
        plan=ask_newest_plan(con, view, choices),
        place=place,
        mediators=ask_mediators(con, near_keys(view, choices), view.language),
        base=base,
    )


def _map_of_finding(con: duckdb.DuckDBPyConnection, news: Dataset, view: View, choices: Choices) -> Dataset:
    """Ask for the map of the first finding that is seen in some region, else of the first headline indicator."""
    own = view.area_level == Level.COUNTRY
    found = findings(news, Against.PREVIOUS if own else Against.COUNTRY)
    for one in found:
        regions = _map(con, one.indicator, view, choices)
        if not own or any(_shares(one, regions)):
            return regions
    headline = (i for i in choices.indicators if i.headline and Level.MAAKUNTA in choices.levels[i.id])
    first = found[0].indicator if found else next(headline, choices.indicators[0])
    return _map(con, first, view, choices)


def _shares(finding: Finding, regions: Dataset) -> list[bool]:
    wanted = Outcome.HIGHER if finding.higher else Outcome.LOWER
    return [outcome_in(row, Against.PREVIOUS, regions) == wanted for row in regions.rows]


def _map(con: duckdb.DuckDBPyConnection, indicator: Indicator, view: View, choices: Choices) -> Dataset:
    return ask_map(con, _of_everybody(view, indicator, choices), choices)


def _groups(con: duckdb.DuckDBPyConnection, profile: Dataset, choices: Choices) -> tuple[Dataset, ...]:
    asked = [i for i in profile.indicators if i.kind.from_respondents]
    every = [ask_groups(con, _of_everybody(profile.view, i, choices), choices) for i in asked]
    sizes = [(_largest(one), one) for one in every]
    return tuple(one for size, one in sorted(sizes, key=lambda pair: -pair[0]) if size)


def _largest(groups: Dataset) -> float:
    """Return the largest difference that is certain, 0 where none is; a mean of 0 to 10 counts ten times."""
    found = certain_differences(groups)
    scale = 1.0 if groups.indicators[0].unit == "percent" else 10.0
    return scale * abs(found[0].stored.difference or 0.0) if found else 0.0


def _of_everybody(view: View, indicator: Indicator, choices: Choices) -> View:
    period = nearest_period(view.period, choices.periods[indicator.id])
    return replace(view, indicator=indicator.id, period=period, group_dim=EVERYBODY, group_code=EVERYBODY)
