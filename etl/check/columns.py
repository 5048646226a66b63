"""The names of the columns that a file of a source has."""

from __future__ import annotations

from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.layout import group_columns
from etl.read.aggregates import columns_in_file
from etl.read.asked import questions_of

COLUMNS_OF_DESIGN = ("respondent", "weight", "area", "stratum", "psu", "fpc", "unit", "second_fpc")


def columns_of_source(card: SourceCard, catalogue: Catalogue) -> set[str]:
    """Return the columns, or dimensions, that a file of this source has."""
    if card.cube:
        cube = card.cube
        dims = filter(None, (cube.area, cube.period, cube.contents))
        return {*dims, *cube.select, *group_columns(cube.groups).values()}
    if card.design:
        asked = [] if card.local else questions_of(card, catalogue)  # a local collection asks what it wants
        questions = [one.answers.column for one in asked if one.answers]
        design = [getattr(card.design, name) for name in COLUMNS_OF_DESIGN]
        before = card.design.calibration and card.design.calibration.design_weight
        ours = [*filter(None, (*design, before)), *group_columns(card.groups).values(), *questions]
        there = {
            card.table.columns.get(name, name) for name in ours if name not in {*card.choices, *card.table.constant}
        }
        return there | {choice.column for choice in card.choices.values()}
    return set(columns_in_file(card.table).values())
