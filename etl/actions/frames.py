"""Contributions -> the tables of the database (contract/schema.sql); what a file leaves out gets its meaning here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import polars as pl

from contract.actions.codes import RegisterKind
from contract.codes import EVERYBODY, Language
from etl.actions.cells.dates import Dated
from etl.actions.cells.values import area_of
from etl.actions.contributions import Contributions
from etl.actions.entries import ForumItem, LocalFinding, Plan, PlannedGoal, RegisterEntry, Told
from etl.actions.templates import GoalTemplate
from etl.config.catalogue.catalogue import Catalogue
from etl.config.toml import Text

TEXT = pl.String
TEXTS = pl.List(pl.String)
ONE_DAY = frozenset({RegisterKind.EVENT, RegisterKind.FORUM})  # without an end they last one day; anything else goes on
NO_DATES = {"first_day": None, "last_day": None, "precision": None}


def _words(*names: str) -> dict[str, Any]:
    return {f"{name}_{language}": TEXT for name, language in product(names, Language)}


def _texts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, TEXT)


DATES = {"first_day": pl.Date, "last_day": pl.Date, "precision": TEXT}
FRAMES: Mapping[str, Mapping[str, Any]] = {
    "plan": {
        **_texts("id", "contribution", "level", "code"),
        "first_year": pl.Int32,
        "last_year": pl.Int32,
        "example": pl.Boolean,
        **_words("title"),
        "adopted": pl.Date,
        "url": TEXT,
    },
    "goal": {
        "plan": TEXT,
        "id": TEXT,
        "position": pl.Int32,
        "domain": TEXT,
        "template": TEXT,
        **_words("title"),
        **_texts("indicator", "source", "group_dim", "group_code", "baseline_period", "wanted"),
        "target": pl.Float64,
        "deadline": pl.Int32,
        **_words("responsible"),
        "target_groups": TEXTS,
        "measures": TEXTS,
        "funding": TEXTS,
        "status": TEXT,
    },
    "register_entry": {
        "id": TEXT,
        "position": pl.Int32,
        "contribution": TEXT,
        "kind": TEXT,
        "example": pl.Boolean,
        **_words("name", "about"),
        **dict.fromkeys(("domains", "areas", "target_groups", "indicators", "languages"), TEXTS),
        "status": TEXT,
        **DATES,
        "place": TEXT,
        "organisers": TEXTS,
        "partners": TEXTS,
        "provision": TEXT,
        "funding": TEXTS,
        "evidence": TEXT,
        **_words("effect"),
        **_texts("contact", "url"),
    },
    "forum_item": {
        "id": TEXT,
        "forum": TEXT,
        "position": pl.Int32,
        "kind": TEXT,
        **_words("text"),
        **_texts("url", "follows", "status"),
    },
    "local_finding": {
        "id": TEXT,
        "position": pl.Int32,
        "contribution": TEXT,
        "example": pl.Boolean,
        **_texts("level", "code", "kind", "domain"),
        **_words("text"),
        "place": TEXT,
        **DATES,
        "source": TEXT,
        "reviewed": pl.Date,
        "url": TEXT,
    },
    "goal_template": {
        "id": TEXT,
        "position": pl.Int32,
        "domain": TEXT,
        "indicator": TEXT,
        "wanted": TEXT,
        **_words("title", "about"),
    },
}


def actions_tables(
    read: Contributions, templates: Iterable[GoalTemplate], catalogue: Catalogue
) -> dict[str, pl.DataFrame]:
    """Return the tables of contributions and of the library of goals, in the order in which they must be filled."""
    library = {one.id: one for one in templates}
    plans = {plan.contribution: plan.id for plan in read.plans}
    rows: dict[str, Iterator[dict[str, Any]]] = {
        "goal_template": (_template(at, one) for at, one in enumerate(library.values())),
        "register_entry": (_entry(at, one, read) for at, one in enumerate(read.register)),
        "forum_item": (_item(at, one) for at, one in enumerate(read.forum)),
        "plan": map(_plan, read.plans),
        "goal": (_goal(at, one, plans, library, catalogue) for at, one in enumerate(read.goals)),
        "local_finding": (_finding(at, one, read) for at, one in enumerate(read.findings)),
    }
    return {name: pl.DataFrame(list(table), schema=dict(FRAMES[name])) for name, table in rows.items()}


def _in_languages(**named: Told | Text) -> dict[str, str | None]:
    pairs = product(named, Language)
    return {f"{name}_{language}": getattr(named[name], language, None) for name, language in pairs}


def _template(position: int, one: GoalTemplate) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in ("id", "domain", "indicator", "wanted")}
    return {"position": position, **same, **_in_languages(title=one.title, about=one.about)}


def _plan(plan: Plan) -> dict[str, Any]:
    level, code = area_of(plan.area)
    return {
        **{name: getattr(plan, name) for name in ("id", "contribution", "first_year", "last_year", "url")},
        "level": level,
        "code": code,
        "example": bool(plan.example),
        **_in_languages(title=plan.title),
        "adopted": plan.adopted and plan.adopted.first,
    }


def _goal(
    position: int,
    goal: PlannedGoal,
    plans: Mapping[str, str],
    library: Mapping[str, GoalTemplate],
    catalogue: Catalogue,
) -> dict[str, Any]:
    """Return a row of `goal`: a ready goal has the words of the library, no group means everybody."""
    title = library[goal.template].title if goal.template and not goal.title else goal.title
    dim, _, code = (goal.group or f"{EVERYBODY}:{EVERYBODY}").partition(":")
    measured = goal.indicator is not None
    better = catalogue.indicator(goal.indicator).direction if goal.indicator else None
    same = ("id", "domain", "template", "indicator", "source", "baseline_period", "target", "deadline", "status")
    return {
        **{name: getattr(goal, name) for name in (*same, "target_groups", "measures", "funding")},
        "plan": plans[goal.contribution],
        "position": position,
        "wanted": goal.wanted or better,
        "group_dim": dim if measured else None,
        "group_code": code if measured else None,
        **_in_languages(title=title, responsible=goal.responsible),
    }


def _entry(position: int, entry: RegisterEntry, read: Contributions) -> dict[str, Any]:
    same = (
        *("id", "contribution", "kind", "domains", "target_groups", "indicators", "languages", "status", "place"),
        *("organisers", "partners", "provision", "funding", "evidence", "contact", "url"),
    )
    return {
        **{name: getattr(entry, name) for name in same},
        "position": position,
        "example": bool(entry.example),
        "areas": entry.areas or (read.folder(entry.contribution).area,),
        **(_dates(entry.begins, entry.ends, one_day=entry.kind in ONE_DAY) if entry.begins else NO_DATES),
        **_in_languages(name=entry.name, about=entry.about, effect=entry.effect),
    }


def _dates(begins: Dated, ends: Dated | None, *, one_day: bool) -> dict[str, Any]:
    last = ends or (begins if one_day else None)
    return {"first_day": begins.first, "last_day": last and last.last, "precision": begins.precision}


def _item(position: int, item: ForumItem) -> dict[str, Any]:
    same = ("id", "forum", "kind", "url", "follows", "status")
    return {"position": position, **{name: getattr(item, name) for name in same}, **_in_languages(text=item.text)}


def _finding(position: int, finding: LocalFinding, read: Contributions) -> dict[str, Any]:
    level, code = area_of(finding.area or read.folder(finding.contribution).area)
    same = ("id", "contribution", "kind", "domain", "place", "source", "url")
    return {
        **{name: getattr(finding, name) for name in same},
        "position": position,
        "example": bool(finding.example),
        "level": level,
        "code": code,
        **_dates(finding.begins, finding.ends, one_day=True),
        **_in_languages(text=finding.text),
        "reviewed": finding.reviewed.first,
    }
