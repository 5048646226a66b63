"""The calibration that a card declares, applied to the respondents of its wave."""

from __future__ import annotations

import msgspec
import polars as pl

from contract.errors import UserError
from etl.config.card import Calibration, SourceCard, tidy_columns
from etl.estimate.calibration.calibrate import KEY, calibrate
from etl.read.survey.counts import POPULATION

SAME_POPULATION = 0.001  # largest distance between the card's `population` and the sum of the file, as part of it


def calibrate_as_declared(respondents: pl.DataFrame, population: pl.DataFrame | None, card: SourceCard) -> pl.DataFrame:
    """Calibrate the weights of a wave; a card without calibration changes nothing.

    `population`: by our codes, in the columns of the tidy frame. Raise UserError for what cannot be calibrated.
    """
    design = card.design
    if design is None or design.calibration is None:
        return respondents
    if population is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="population")
    if design.replicates is not None:
        raise UserError("calibration_with_replicates", path=card.path, key=KEY)
    total = float(population[POPULATION].sum())
    if design.population and abs(total / design.population - 1) > SAME_POPULATION:
        raise UserError("calibration_population", path=card.path, key=KEY, found=total, population=design.population)
    return calibrate(respondents, population, in_our_names(design.calibration, card), card.path)


def in_our_names(calibration: Calibration, card: SourceCard) -> Calibration:
    """Name the columns of the margins as the tidy frame does: area, and the group dimensions."""
    ours = tidy_columns(card)
    for margin in calibration.margins:
        if unknown := [column for column in margin if column not in ours]:
            raise UserError(
                "calibration_column", path=card.path, key=f"{KEY}.margins", found=unknown, columns=tuple(ours)
            )
    margins = tuple(tuple(ours[column] for column in margin) for margin in calibration.margins)
    return msgspec.structs.replace(calibration, margins=margins)
