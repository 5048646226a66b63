"""Waves that lie as Parquet beside their cards: checked by SQL, then estimated where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import inf
from pathlib import Path

import polars as pl

from contract.codes import Kind
from contract.errors import UserError
from contract.period import Period
from etl.config.card import CARD, Design, SourceCard, read_card
from etl.config.catalogue.catalogue import Catalogue
from etl.config.layout import group_columns
from etl.estimate.design import DesignColumns, Item
from etl.estimate.estimate import Estimates
from etl.estimate.pooling.panel import is_panel
from etl.estimate.waves import items_of, margins_of
from etl.read.asked import asked_questions, questions_of, scales_of
from etl.sums.engine import Engine
from etl.sums.estimate import Sample, estimate_files
from etl.sums.sums import Asked, open_sample
from geo.classification import Classification
from geo.nesting import levels_of_regions

AREA = "area"


def estimate_survey(
    engine: Engine, folders: Sequence[Path], catalogue: Catalogue, classification: Classification
) -> Estimates:
    """Estimate the waves of one survey, pooled where there are several: a card and its Parquet files in each folder.

    An indicator with a series break inside the stretch is left out. Raise UserError for what a card asks that needs
    single rows, for codes that the catalogue does not have, for areas that are none.
    """
    cards = sorted((_card(folder) for folder in folders), key=lambda card: Period.parse(card.period))
    _check_one_survey(cards)
    last = cards[-1]
    questions = questions_of(last, catalogue)
    unbroken = [one for one in questions if not one.breaks_between(cards[0].period, last.period)]
    items = items_of(unbroken, catalogue)
    waves: dict[str, Sequence[Path]] = {}
    for card in cards:
        files = sorted(card.path.parent.glob("*.parquet"))
        if not files:
            raise UserError("engine_no_files", path=card.path.parent)
        _check_codes(engine, files, card, catalogue, classification)
        name = last.period if is_panel(last) else card.period
        waves[name] = [*waves.get(name, ()), *files]
    levels = levels_of_regions(classification, _design(last).geo_year)
    margins = margins_of({level: unions for level, (_, unions) in levels.items()}, last)
    period = last.period if len(cards) == 1 else f"{cards[0].period}-{last.period}"
    everywhere = [one for one in items if all(one.column not in card.not_asked for card in cards)]
    return estimate_files(engine, Sample(period, waves, _columns(last), _named(last)), everywhere, margins)


def _card(folder: Path) -> SourceCard:
    card = read_card(folder / CARD, inf, with_files=False, in_place=False)
    _refuse_rows(card)
    return card


def _check_one_survey(cards: Sequence[SourceCard]) -> None:
    """Refuse folders of several surveys, and a wave that is named twice."""
    for before, card in pairwise(cards):
        if card.id != before.id or card.period == before.period:
            raise UserError("engine_other_survey", path=card.path.with_name(CARD), found=f"{card.id} {card.period}")


def _refuse_rows(card: SourceCard) -> None:
    """Raise UserError for the first thing on a card that is done row by row."""
    design = _design(card)
    parts = {
        "local": card.local,
        "design.calibration": design.calibration,
        "design.replicates": design.replicates,
        "answer_codes": card.answer_codes,
        "choices": card.choices,
        "missing": card.missing,
        "groups.codes": card.groups.get("codes"),
        "table.areas": card.table.areas,
        "table.constant": card.table.constant,
        "table.select": card.table.select,
        "table.tool": card.table.tool,
    }
    for key, given in parts.items():
        if given:
            raise UserError("engine_card_part", path=card.path.with_name(CARD), key=key)


def _design(card: SourceCard) -> Design:
    if card.design is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="design")
    return card.design


def _columns(card: SourceCard) -> DesignColumns:
    design = _design(card)
    return DesignColumns(
        weight=design.weight,
        stratum=design.stratum,
        psu=design.psu,
        fpc=design.fpc,
        unit=design.unit,
        unit_fpc=design.second_fpc,
        lonely_psu=design.lonely_psu,
    )


def _named(card: SourceCard) -> Mapping[str, str]:
    return {AREA: _design(card).area, **group_columns(card.groups), **card.table.columns}


def _check_codes(
    engine: Engine, files: Sequence[Path], card: SourceCard, catalogue: Catalogue, classification: Classification
) -> None:
    """Refuse areas, groups and answers that are not ours."""
    scales = scales_of(card, catalogue)
    questions = tuple(Item(one, one, Kind.SURVEY_SHARE) for one in asked_questions(card, scales))
    asked = Asked(_columns(card), questions, (AREA, *group_columns(card.groups)), _named(card))
    open_sample(engine, files, asked)
    for dim, key in asked.keys.items():
        found = engine.rows(asked.statements().codes(key))["code"]
        if dim == AREA:
            _check_areas(found, card, classification)
        else:
            _check_groups(found.drop_nulls().sort(), card, dim, catalogue)
    known = {one: sorted(int(code) for code in catalogue.scales[scales[one]].codes) for one in asked.questions}
    unknown = engine.rows(asked.statements().unknown([*known.values()])).row(0, named=True)
    for at, (question, codes) in enumerate(known.items()):
        if unknown[f"strange_q{at}"]:
            column = asked.named.get(question, question)
            found = unknown[f"one_q{at}"]
            raise UserError("answer_code_unknown", path=card.path.parent, column=column, found=found, codes=codes)


def _check_areas(found: pl.Series, card: SourceCard, classification: Classification) -> None:
    design = _design(card)
    if found.null_count():
        raise UserError("cell_empty", path=card.path.parent, column=design.area)
    for code in found.sort():
        try:
            classification.area(design.level, code, date(design.geo_year, 1, 1))
        except UserError as error:
            raise error.at(card.path.parent, column=design.area, found=code) from error


def _check_groups(found: pl.Series, card: SourceCard, dim: str, catalogue: Catalogue) -> None:
    known = sorted(group.code for group in catalogue.groups_of(dim))
    for code in found:
        if code not in known:
            column = group_columns(card.groups)[dim]
            raise UserError(
                "group_code_unknown", path=card.path.parent, column=column, found=code, dim=dim, codes=known
            )
