"""Which questions of the catalogue a survey asked, and whether the place of a local collection is one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.catalogue.catalogue import Catalogue, Indicator
from etl.read.formats.files import column_names
from geo.classification import Classification


def questions_of(card: SourceCard, catalogue: Catalogue) -> list[Indicator]:
    """List the indicators that a survey may ask: those of its own, or every question of the house in one place."""
    own = [one for one in catalogue.indicators if one.answers is not None and one.kind.from_respondents]
    return own if card.local else [one for one in own if one.source == card.id]


def scales_of(card: SourceCard, catalogue: Catalogue) -> dict[str, str]:
    """Return column = answer scale of the questions that a survey may ask."""
    return {one.answers.column: one.answers.scale for one in questions_of(card, catalogue) if one.answers}


def asked_questions(card: SourceCard, questions: Collection[str]) -> list[str]:
    """List the columns of the questions that were asked; raise UserError where a local collection has none.

    A local collection asks what it wants: what its file has no column of was not asked. Other surveys say so.
    """
    asked = [column for column in questions if column not in card.not_asked]
    if card.local is None:
        return asked
    there = {*column_names(card.path), *card.choices, *card.table.constant}
    found = [column for column in asked if card.table.columns.get(column, column) in there]
    if not found:
        raise UserError("local_asks_nothing", path=card.path, questions=[*questions])
    return found


def check_place_in_force(card: SourceCard, classification: Classification) -> None:
    """Refuse a local collection of an area that was not in force, naming who took over."""
    if card.local is None or card.design is None:
        return
    try:
        classification.area(card.local.level, card.local.code, date(card.design.geo_year, 1, 1))
    except UserError as error:
        raise error.at(card.path.with_name(CARD), column="local.area", found=card.local.area) from error
