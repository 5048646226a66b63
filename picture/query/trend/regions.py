"""All regions over time, for one small picture each."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from contract.codes import COUNTRY, Level
from picture.query.choices import Choices
from picture.query.model import Dataset, Line, View
from picture.query.numbers import ask_trend
from picture.query.selection import selected_areas

MOST_REGIONS = 30  # small pictures that can still be looked at side by side


def ask_regions(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return the lines of all areas of the view's division, of the regions where it is too fine, and the country's."""
    level = view.level if len(selected_areas(choices, view.level)) <= MOST_REGIONS else Level.MAAKUNTA
    own = choices.reference.groups[view.group_dim, view.group_code]
    lines = tuple(Line(area, own) for area in selected_areas(choices, level))
    asked = replace(view, area=COUNTRY, area_level=Level.COUNTRY)
    found = ask_trend(con, asked, choices, lines)
    country = tuple(r for r in found.rows if r.area.level == Level.COUNTRY)
    return replace(
        found, view=view, rows=tuple(r for r in found.rows if r not in country), reference=country, lines=lines
    )
