"""The plan of an area, as the tables hold it."""

from __future__ import annotations

from datetime import date
from itertools import chain

import duckdb

from contract.codes import Domain, Language, Level
from contract.period import Period, in_order
from picture.query.choices import Choices
from picture.query.model import Area, View
from picture.query.plans.goals import goals_of
from picture.query.plans.model import ActionPlan, GoalTemplate, Offer, PlanPage
from picture.query.register.entries import ENTRY_COLUMNS, RegisterEntry, entries_of
from picture.query.register.told import texts_of, told_in


def ask_plans(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, plan: str, today: date) -> PlanPage:
    """Return the chosen plan of the chosen area, the newest where none of its own is chosen."""
    offers = ask_offers(con, view.area_level, view.area)
    chosen = next((one.id for one in offers if one.id == plan), offers[0].id if offers else None)
    found = ask_plan(con, chosen, choices) if chosen else None
    return PlanPage(
        view=view,
        stamp=choices.stamp,
        area=_area(choices, view.area_level, view.area),
        offers=offers,
        plan=found,
        templates=ask_templates(con, choices),
        national=_national(con, choices.language),
        waves=_waves(con, found, choices),
        today=today,
    )


def ask_offers(con: duckdb.DuckDBPyConnection, level: str, code: str) -> tuple[Offer, ...]:
    """Return which plans an area has, the newest first."""
    rows = con.execute(
        "SELECT id, first_year, last_year FROM plan WHERE level = $level AND code = $code ORDER BY first_year DESC",
        {"level": level, "code": code},
    ).fetchall()
    return tuple(Offer(*row) for row in rows)


def ask_newest_plan(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> ActionPlan | None:
    """Return the newest plan of the chosen area, or None where it has none."""
    offers = ask_offers(con, view.area_level, view.area)
    return ask_plan(con, offers[0].id, choices) if offers else None


def ask_plan(con: duckdb.DuckDBPyConnection, key: str, choices: Choices) -> ActionPlan | None:
    """Return one plan with its goals, or None where there is none of this id."""
    rows = con.execute(
        f"""SELECT id, level, code, first_year, last_year, example, {texts_of("title")}, adopted, url
        FROM plan WHERE id = $id""",
        {"id": key},
    ).fetchall()
    for id_, level, code, first, last, example, title, adopted, url in rows:
        area = _area(choices, level, code)
        name = told_in(title, choices.language)
        return ActionPlan(id_, area, first, last, example, name, adopted, url, goals_of(con, key, choices))
    return None


def ask_every_plan(con: duckdb.DuckDBPyConnection, choices: Choices) -> tuple[ActionPlan, ...]:
    """Return all plans with their goals, by area, the newest of each first."""
    keys = con.execute("SELECT id FROM plan ORDER BY level, code, first_year DESC").fetchall()
    return tuple(plan for (key,) in keys if (plan := ask_plan(con, key, choices)) is not None)


def _national(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[RegisterEntry, ...]:
    rows = con.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM register_entry
        WHERE kind IN ('forum', 'milestone') AND list_contains(areas, 'SSS') ORDER BY first_day, position"""
    ).fetchall()
    return entries_of(con, rows, language)


def ask_templates(con: duckdb.DuckDBPyConnection, choices: Choices) -> tuple[GoalTemplate, ...]:
    """Return the library of ready goals."""
    language = choices.language
    rows = con.execute(
        f"SELECT id, domain, indicator, title_{language}, about_{language} FROM goal_template ORDER BY position"
    ).fetchall()
    known = {one.id: one for one in choices.indicators}
    return tuple(GoalTemplate(key, Domain(domain), known.get(one), *texts) for key, domain, one, *texts in rows)


def _waves(con: duckdb.DuckDBPyConnection, plan: ActionPlan | None, choices: Choices) -> tuple[str, ...]:
    """Return the single periods in which the indicators of a plan's goals were measured, each by its own survey."""
    measured = [goal.measured for goal in plan.goals if goal.measured] if plan else []
    periods = set(chain.from_iterable(choices.periods[one.indicator.id] for one in measured if one.source is None))
    local = [one.source.id for one in measured if one.source]
    rows = con.execute("SELECT DISTINCT period FROM local_estimate WHERE list_contains(?, source)", [local]).fetchall()
    periods |= {period for (period,) in rows}
    return tuple(in_order(one for one in periods if not Period.parse(one).is_pooled))


def _area(choices: Choices, level: str, code: str) -> Area:
    return choices.reference.areas.get((level, code)) or Area(level, code, code)


def is_country(page: PlanPage) -> bool:
    """Return whether the whole country is looked at."""
    return page.area.level == Level.COUNTRY
