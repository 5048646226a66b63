"""Folders of contributions for tests."""

import csv
from pathlib import Path

from etl.actions.cells.values import KnownNames
from etl.actions.contributions import read_contributions
from etl.actions.read import checked_actions
from etl.config.catalogue.catalogue import read_catalogue
from geo.classification import read_classification

NAMES = KnownNames(read_catalogue(), read_classification())
PLAN = {"area": "MK01", "first_year": "2026", "last_year": "2028"}
GOAL = {
    "id": "influence",
    "domain": "participation",
    "title_sv": "Fler kan påverka",
    "indicator": "can_influence",
    "baseline_period": "2025",
    "target": "35",
    "deadline": "2028",
    "status": "planned",
}
ENTRY = {"id": "mk01-cafes", "kind": "measure", "name_sv": "Dialogkaféer"}


def write_table(folder: Path, table: str, *rows: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(actions: Path):
    """Read and check all that stands in a folder."""
    return checked_actions(read_contributions(actions, NAMES), NAMES, {"demo_survey"})


def codes(actions: Path) -> list[str]:
    return [error.code for error in read(actions).errors]
