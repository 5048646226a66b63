"""What must fit together across all folders: ids that are unique, and names that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contract.actions.codes import ForumItemKind, RegisterKind
from contract.errors import UserError
from etl.actions.cells.values import ID
from etl.actions.contributions import Contributions
from etl.actions.entries import RegisterEntry
from etl.actions.files import Line

Placed = tuple[str, Line, str]  # an id, where it stands, and in which column


def merge_errors(read: Contributions) -> Iterator[UserError]:
    """Yield what does not fit together: two things with one id, plans that are missing, names that lead nowhere."""
    yield from _twice(read)
    yield from _plans(read)
    yield from _of_goals(read)
    yield from _of_register(read)
    yield from _of_forums(read)


def _twice(read: Contributions) -> Iterator[UserError]:
    for several in (
        [(plan.id, plan.line, "area") for plan in read.plans],
        [(f"{goal.contribution} {goal.id}", goal.line, "id") for goal in read.goals],
        [(entry.id, entry.line, "id") for entry in read.register],
        [(item.id, item.line, "id") for item in read.forum],
        [(finding.id, finding.line, "id") for finding in read.findings],
    ):
        yield from _same_id(several)


def _same_id(several: Iterable[Placed]) -> Iterator[UserError]:
    first: dict[str, Line] = {}
    for name, line, column in several:
        there = first.setdefault(name, line)
        if there is not line:
            where = f"{there.path.parent.parent.name}/{there.path.parent.name}/{there.path.name}"
            yield line.placed(UserError("action_id_twice", where=where, other=there.row), column)


def _plans(read: Contributions) -> Iterator[UserError]:
    """Yield plans beside another in their folder, and folders whose goals have no plan."""
    first: set[str] = set()
    for plan in read.plans:
        if plan.contribution in first:
            yield plan.line.placed(UserError("action_plan_second"))
        first.add(plan.contribution)
    lone = {goal.contribution: goal.line for goal in reversed(read.goals) if goal.contribution not in first}
    yield from (line.placed(UserError("action_goal_without_plan")) for line in lone.values())


def _of_goals(read: Contributions) -> Iterator[UserError]:
    known = _kinds(read.register)
    for goal in read.goals:
        for measure in goal.measures:
            if measure not in known:
                yield goal.line.placed(UserError("action_measure_unknown", name=measure), "measures")


def _of_register(read: Contributions) -> Iterator[UserError]:
    """Yield organisers that look like an id, and are none of an organisation: other texts are names."""
    known = _kinds(read.register)
    for entry in read.register:
        for column, names in (("organisers", entry.organisers), ("partners", entry.partners)):
            for name in names:
                if known.get(name, "") != RegisterKind.ORGANISATION and (name in known or _is_id(name)):
                    yield entry.line.placed(UserError("action_organisation_unknown", name=name), column)


def _is_id(name: str) -> bool:
    return "-" in name and ID.fullmatch(name) is not None


def _of_forums(read: Contributions) -> Iterator[UserError]:
    known = _kinds(read.register)
    decisions = {item.id for item in read.forum if item.kind == ForumItemKind.DECISION}
    for item in read.forum:
        if known.get(item.forum, "") != RegisterKind.FORUM:
            yield item.line.placed(UserError("action_forum_unknown"), "forum")
        if item.follows is not None and item.follows not in decisions:
            yield item.line.placed(UserError("action_decision_unknown"), "follows")


def _kinds(register: Iterable[RegisterEntry]) -> Mapping[str, str]:
    return {entry.id: entry.kind for entry in register}
