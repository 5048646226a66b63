"""Contributions as a build takes them: all of them or none, with the library of goals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.actions.cells.values import KnownNames
from etl.actions.checks import Beside, single_errors
from etl.actions.contributions import ACTIONS, Contributions, read_contributions
from etl.actions.frames import actions_tables
from etl.actions.references import merge_errors
from etl.actions.templates import GoalTemplate, read_goal_templates
from etl.config.catalogue.catalogue import Catalogue
from geo.classification import Classification


@dataclass(frozen=True, slots=True)
class Actions:
    """What is done, as those who act have told it, and ready goals. `errors`: all that is to be corrected."""

    read: Contributions
    templates: tuple[GoalTemplate, ...]
    errors: tuple[UserError, ...]

    def tables(self, catalogue: Catalogue) -> dict[str, pl.DataFrame]:
        """Return the tables of the database, in the order in which they must be filled."""
        return actions_tables(self.read, self.templates, catalogue)


def read_actions(data: Path, catalogue: Catalogue, classification: Classification, sources: Collection[str]) -> Actions:
    """Read and check all contributions of a data folder; none where it has no such folder."""
    names = KnownNames(catalogue, classification)
    return checked_actions(read_contributions(data / ACTIONS, names), names, sources)


def checked_actions(read: Contributions, names: KnownNames, sources: Collection[str]) -> Actions:
    """Check what was read of contributions, each by itself and all together."""
    templates = read_goal_templates([one.id for one in names.catalogue.indicators])
    beside = Beside(names, sources, tuple(one.id for one in templates))
    return Actions(read, templates, (*read.errors, *single_errors(read, beside), *merge_errors(read)))


def refuse(folder: Path, errors: Collection[UserError]) -> None:
    """Raise UserError where something is to be corrected: what exactly was told before."""
    if errors:
        raise UserError("actions_to_correct", path=folder, number=len(errors), folder=folder)
