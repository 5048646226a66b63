"""All plans of the country: which areas, domains and groups have goals, and which have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import duckdb

from contract.actions.codes import ProgressState
from contract.codes import Domain, Level
from picture.query.choices import Choices
from picture.query.model import Area, View
from picture.query.plans.ask import ask_templates
from picture.query.plans.model import CountryPlans, GoalCount

NEWEST_PLAN = "SELECT * FROM plan QUALIFY row_number() OVER (PARTITION BY level, code ORDER BY first_year DESC) = 1"


def ask_country_plans(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> CountryPlans:
    """Count the goals of the newest plan of every area, by domain and computed state."""
    counts = _counts(con, choices)
    planned = dict.fromkeys(one.area for one in counts)
    regions = [area for area in choices.areas if area.level == Level.MAAKUNTA]
    groups = con.execute(f"SELECT target_groups FROM goal JOIN ({NEWEST_PLAN}) p ON p.id = goal.plan").fetchall()
    targets = Counter(dict.fromkeys(_groups_of_survey(choices), 0))
    targets.update(chain.from_iterable(row[0] for row in groups))
    return CountryPlans(
        view=view,
        stamp=choices.stamp,
        counts=counts,
        areas=tuple(dict.fromkeys([*(area for area in planned if area not in regions), *regions])),
        groups=tuple(targets.most_common()),
        untargeted=sum(not row[0] for row in groups),
        templates=ask_templates(con, choices),
    )


def _groups_of_survey(choices: Choices) -> Iterable[str]:
    """Return the groups that the headline figures of our own survey tell of, in their order."""
    own = [one.id for one in choices.indicators if one.headline and one.kind.from_respondents]
    groups = chain.from_iterable(choices.groups.get(one, ()) for one in own)
    return dict.fromkeys(f"{one.dim}:{one.code}" for one in groups if not one.is_everybody)


def _counts(con: duckdb.DuckDBPyConnection, choices: Choices) -> tuple[GoalCount, ...]:
    rows = con.execute(
        f"""SELECT p.level, p.code, p.id, p.example, g.domain, list(s.state ORDER BY g.position)
        FROM ({NEWEST_PLAN}) p JOIN goal g ON g.plan = p.id
        LEFT JOIN goal_progress s ON s.plan = g.plan AND s.goal = g.id
        GROUP BY ALL ORDER BY p.level, p.code, g.domain"""
    ).fetchall()
    areas = choices.reference.areas
    return tuple(
        GoalCount(
            areas.get((level, code)) or Area(level, code, code),
            plan,
            example,
            Domain(domain),
            tuple(ProgressState(one) if one else None for one in states),
        )
        for level, code, plan, example, domain, states in rows
    )
