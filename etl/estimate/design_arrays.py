"""The sample as arrays: respondents, PSUs nested in strata, answers; and every check of the design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import Kind
from contract.errors import UserError
from etl.config.card import LonelyPsu
from etl.estimate.arrays import Bools, Floats, Ints, codes, distinct
from etl.estimate.design import DesignColumns, Item

SELF_REPRESENTING = 1e-7  # below this 1 - f_h all PSUs of a stratum were taken: no sampling error (as in R)


@dataclass(frozen=True, slots=True)
class StratifiedDesign:
    """The strata of a sample: all that a variance needs to know of the design."""

    name: str  # for errors
    psus: Floats  # stratum: n_h, counted over all its respondents, with and without an answer
    factor: Floats  # stratum: (1 - f_h) n_h / (n_h - 1), by which its sum of squares is multiplied; f_h = n_h / N_h
    fraction: Floats  # stratum: f_h; 0 without an fpc
    centred: Bools  # stratum: squares are taken around the stratum's mean
    known: Bools  # stratum: its variance is known

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        psus: Floats,
        population: tuple[Floats, Floats] | None,
        columns: DesignColumns,
        name: str,
    ) -> StratifiedDesign:
        """Check the strata; `population`: the smallest and the largest fpc of each, none without an fpc."""
        correction = np.ones(psus.size)  # 1 - f_h; 1 without an fpc
        if population is not None:
            _check_fpc(population, psus, names, name)
            correction = 1 - psus / population[0]
        lonely = (psus == 1) & (correction > SELF_REPRESENTING)
        _check_lonely_psus(lonely, columns, names, name)
        left_out = lonely & (columns.lonely_psu != LonelyPsu.ADJUST)
        return cls(
            name=name,
            psus=psus,
            factor=np.where(left_out, 0.0, correction * np.where(lonely, 1.0, psus / np.maximum(psus - 1, 1))),
            fraction=1 - correction,
            centred=~lonely,
            known=~(lonely & (columns.lonely_psu == LonelyPsu.AVERAGE)),
        )


@dataclass(frozen=True, slots=True)
class SurveyDesign:
    """The whole sample of one period. It stays whole: domains are cells in it, never filtered rows."""

    strata: StratifiedDesign
    weight: Floats  # respondent
    psu: Ints  # respondent -> PSU
    stratum: Ints  # PSU -> stratum

    @property
    def name(self) -> str:
        """Return what errors call it."""
        return self.strata.name


@dataclass(frozen=True, slots=True)
class ItemResponses:
    """The respondents' answers to one item."""

    value: Floats  # 1 or 0 for a share; the answer less `origin` for a mean; 0 where there is none
    answered: Bools
    nonresponse: Bools  # asked, and no answer given
    origin: float  # the smallest answer of a mean, so that large values do not cancel


def survey_design(respondents: pl.DataFrame, columns: DesignColumns, name: str) -> SurveyDesign:
    """Read the design of the whole sample; raise UserError where it contradicts itself or lacks a value."""
    require_columns(respondents, [columns.weight, columns.stratum, columns.psu, columns.fpc], name)
    _require_values(respondents, [columns.weight, columns.stratum, columns.psu], name)
    of_respondent, names = _strata(respondents, columns)
    psu, stratum = _psus(respondents, columns, of_respondent)
    psus = np.bincount(stratum).astype(np.float64)
    population = None if columns.fpc is None else _population(respondents[columns.fpc], of_respondent, psus.size)
    strata = StratifiedDesign.of(names, psus, population, columns, name)
    return SurveyDesign(strata, respondents[columns.weight].cast(pl.Float64).to_numpy(), psu, stratum)


def _strata(respondents: pl.DataFrame, columns: DesignColumns) -> tuple[Ints, tuple[str, ...]]:
    if columns.stratum is None:
        return np.zeros(respondents.height, np.int64), ("the whole sample",)
    stratum, names = codes(respondents[columns.stratum])
    return stratum, tuple(names)


def _psus(respondents: pl.DataFrame, columns: DesignColumns, of_respondent: Ints) -> tuple[Ints, Ints]:
    """Return respondent -> PSU and PSU -> stratum; a name that occurs in two strata is two PSUs."""
    if columns.psu is None:
        return np.arange(of_respondent.size), of_respondent
    psu, names = codes(respondents[columns.psu])
    stratum = np.zeros(len(names), np.int64)
    stratum[psu] = of_respondent
    if (stratum[psu] == of_respondent).all():
        return psu, stratum
    strata = int(of_respondent.max()) + 1
    nested, psu = distinct(psu * strata + of_respondent, len(names) * strata)
    return psu, nested % strata


def item_responses(column: pl.Series, item: Item) -> ItemResponses:
    """Turn answer codes into numbers; null is not asked, `no_answer` is asked and not answered."""
    given = column.cast(pl.Float64).to_numpy()
    nonresponse = np.isin(given, item.no_answer)
    answered = ~(np.isnan(given) | nonresponse)
    if item.kind == Kind.SURVEY_SHARE:
        return ItemResponses((answered & np.isin(given, item.yes)).astype(np.float64), answered, nonresponse, 0.0)
    origin = float(given.min(initial=np.inf, where=answered)) if answered.any() else 0.0
    return ItemResponses(np.where(answered, given - origin, 0.0), answered, nonresponse, origin)


def require_columns(respondents: pl.DataFrame, wanted: Sequence[str | None], name: str) -> None:
    """Raise UserError for the first column that is missing."""
    for column in wanted:
        if column is not None and column not in respondents.columns:
            raise UserError("design_column_missing", path=name, column=column, found=respondents.columns)


def _require_values(respondents: pl.DataFrame, wanted: Sequence[str | None], name: str) -> None:
    for column in wanted:
        if column is not None and (empty := respondents[column].is_null()).any():
            row = int(empty.arg_max() or 0)
            at = int(respondents["row"][row]) if "row" in respondents.columns else row + 1
            raise UserError("design_value_missing", path=name, row=at, column=column)


def _population(fpc: pl.Series, stratum: Ints, strata: int) -> tuple[Floats, Floats]:
    """Return the smallest and the largest fpc of each stratum; infinite where there is none."""
    given = fpc.cast(pl.Float64).fill_null(np.inf).to_numpy()
    low = np.full(strata, np.inf)
    high = np.full(strata, -np.inf)
    np.minimum.at(low, stratum, given)
    np.maximum.at(high, stratum, given)
    return low, high


def _check_fpc(population: tuple[Floats, Floats], psus: Floats, names: Sequence[str], name: str) -> None:
    low, high = population
    if (differs := low != high).any():
        at = int(np.argmax(differs))
        raise UserError("fpc_differs", path=name, column="fpc", found=float(low[at]), stratum=names[at])
    if (small := low < psus).any():
        at = int(np.argmax(small))
        raise UserError("fpc_too_small", path=name, column="fpc", found=float(low[at]), stratum=names[at])


def _check_lonely_psus(lonely: Bools, columns: DesignColumns, names: Sequence[str], name: str) -> None:
    if lonely.any() and columns.lonely_psu is None and not columns.replicates:
        strata = tuple(np.array(names)[lonely].tolist())
        raise UserError("stratum_with_one_psu", path=name, column=columns.stratum, strata=strata)
