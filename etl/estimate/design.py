"""What the estimator is given: the design of a survey, its items, and the cells to estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract.codes import Kind
from etl.config.card import LonelyPsu, Replicates

DESIGN_WEIGHT = "design_weight"  # column of calibrated respondents: the weight before
MARGIN = "margin_"  # columns of calibrated respondents: their group in each margin
ASKED_OF_ALL = 0.9  # of those who were asked the most asked item: one that fewer were asked is for a part of them


@dataclass(frozen=True, slots=True)
class CalibratedColumns:
    """What the weights of the respondents were calibrated to, and from which weights."""

    before: str  # the weight before calibration
    margins: tuple[str, ...]  # columns of which every value's sum of weights is its population; null: none


@dataclass(frozen=True, slots=True)
class DesignColumns:
    """The columns of the respondents that say how they were sampled, and the rule for strata with one PSU."""

    weight: str = "weight"
    stratum: str | None = "stratum"
    psu: str | None = "psu"  # none: every respondent is a PSU of their own
    fpc: str | None = None  # number of PSUs (or persons) in the stratum's population; null in a row: none
    unit: str | None = None  # units inside the PSUs, of a second stage; none: the respondents
    unit_fpc: str | None = None  # number of units in the PSU's population; none: no second stage
    lonely_psu: LonelyPsu | None = None
    replicates: tuple[Replicates, ...] = ()  # of every wave its own; their columns are weights of the respondents
    calibration: CalibratedColumns | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator: the share of `yes` among the answers, or the mean of the answers."""

    indicator: str
    column: str
    kind: Kind  # a share or a mean of respondents
    yes: tuple[int, ...] = ()
    no_answer: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """The cells to estimate: every area of a level, by every group of a dimension.

    `areas` maps the respondents' area code to the code of the level (country: every code to "SSS").
    """

    level: str
    areas: Mapping[str, str]
    group_dim: str  # a column of the respondents, or EVERYBODY


@dataclass(frozen=True, slots=True)
class Standard:
    """How the groups of a dimension are made alike in other traits before they are compared (direct standardisation).

    `classes`: one reading of each trait's codes per tier, finest first; where a class has fewer than `least` answers
    the next tier is tried.
    """

    dim: str
    reference: str  # the group that the others are held against
    by: tuple[str, ...]  # the traits: columns of the respondents
    classes: tuple[Mapping[str, Mapping[str, str]], ...]  # tier: trait -> code -> class
    weights: Mapping[tuple[str, ...], float]  # codes of the traits -> standard population, in any unit
    least: int
