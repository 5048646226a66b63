"""The goals of a plan with their stored progress and their measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import duckdb

from contract.actions.codes import ActionStatus, CanShow, Funding, ProgressReason, ProgressState
from contract.codes import Direction, Domain, Language
from picture.query.choices import Choices
from picture.query.plans.model import Goal, Measured, Progress
from picture.query.register.entries import ENTRY_COLUMNS, RegisterEntry, entries_of
from picture.query.register.told import Told, texts_of, told_in

PROGRESS = tuple(Progress.__slots__)
MEASURED_BY = "id, indicator, source, group_dim, group_code, baseline_period, wanted, target"
TOLD_COLUMNS = f"""domain, template, {texts_of("title")}, deadline, {texts_of("responsible")}, target_groups, measures,
    funding, status"""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the goals of a plan refer to."""

    progress: Mapping[str, Progress]  # by goal
    entries: Mapping[str, RegisterEntry]  # measures by id
    choices: Choices

    def measured(self, row: Sequence[Any]) -> Measured | None:
        """Return by what a goal is measured; an indicator that this picture does not show is none."""
        goal, indicator, source, dim, code, baseline, wanted, target = row
        known = {one.id: one for one in self.choices.indicators}.get(indicator)
        if known is None or goal not in self.progress:
            return None
        sources = {one.id: one for one in self.choices.sources}
        return Measured(
            indicator=known,
            group=self.choices.reference.groups.get((dim, code)),
            source=sources.get(source) if source else None,
            baseline_period=baseline,
            higher=wanted == Direction.HIGHER,
            target=target,
            progress=self.progress[goal],
        )


def goals_of(con: duckdb.DuckDBPyConnection, plan: str, choices: Choices) -> tuple[Goal, ...]:
    """Return the goals of a plan in its own order."""
    asked = "SELECT {} FROM goal WHERE plan = $plan ORDER BY position"
    by = con.execute(asked.format(MEASURED_BY), {"plan": plan}).fetchall()
    rows = con.execute(asked.format(TOLD_COLUMNS), {"plan": plan}).fetchall()
    entries = _entries(con, list(chain.from_iterable(row[6] for row in rows)), choices.language)
    around = _Around(_progress(con, plan), entries, choices)
    return tuple(_goal(number, *pair, around) for number, pair in enumerate(zip(by, rows, strict=True), 1))


def _goal(number: int, by: Sequence[Any], row: Sequence[Any], around: _Around) -> Goal:
    domain, template, title, deadline, responsible, target_groups, measures, funding, status = row
    language = around.choices.language
    return Goal(
        id=by[0],
        number=number,
        domain=Domain(domain),
        template=template,
        title=told_in(title, language) or Told(by[0], language),
        measured=around.measured(by),
        deadline=deadline,
        responsible=told_in(responsible, language),
        target_groups=tuple(target_groups),
        measures=tuple(around.entries[key] for key in measures if key in around.entries),
        funding=tuple(map(Funding, funding)),
        status=ActionStatus(status),
    )


def _progress(con: duckdb.DuckDBPyConnection, plan: str) -> Mapping[str, Progress]:
    rows = con.execute(
        f"SELECT goal, {', '.join(PROGRESS)} FROM goal_progress WHERE plan = $plan", {"plan": plan}
    ).fetchall()
    return {goal: _one_progress(numbers) for goal, *numbers in rows}


def _one_progress(numbers: Sequence[Any]) -> Progress:
    named = dict(zip(PROGRESS, numbers, strict=True))
    reason = named.pop("reason")
    return Progress(
        state=ProgressState(named.pop("state")),
        reason=ProgressReason(reason) if reason else None,
        can_show=CanShow(named.pop("can_show")),
        **named,
    )


def _entries(con: duckdb.DuckDBPyConnection, keys: Sequence[str], language: Language) -> Mapping[str, RegisterEntry]:
    rows = con.execute(
        f"SELECT {ENTRY_COLUMNS} FROM register_entry WHERE list_contains($keys, id)", {"keys": list(keys)}
    ).fetchall()
    return {one.id: one for one in entries_of(con, rows, language)}
