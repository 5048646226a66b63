"""Table `small_area`: the Fay-Herriot model of every indicator, period and group, from published figures only.

What goes in is table `estimate` as it is published: rounded values, intervals, and figures of registers. So anybody can
compute the table again from the database, and it tells nothing that the database does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special

from contract.codes import CELL_KEY, EVERYBODY, Kind
from contract.period import Period
from contract.status import ObsStatus
from etl.compare.published import Z
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy
from etl.config.small_area import SmallAreaModel
from etl.estimate.arrays import Bools, Floats
from etl.model.fay_herriot import FayHerriot, is_determined

NUMBERS = ("value", "ci_low", "ci_high", "rmse", "gamma")
SMALL_AREA = {
    **dict.fromkeys(CELL_KEY, pl.String),
    "geo_year": pl.Int64,
    **dict.fromkeys(NUMBERS, pl.Float64),
    **dict.fromkeys(("obs_status", "covariates"), pl.String),
}
PERCENT = 100.0
GAMMA_DECIMALS = 2
UNLIKE = 0.05  # chance that any area at all is left out though the model holds for it
Row = tuple[object, ...]  # of the table


@dataclass(frozen=True, slots=True)
class ModelledItem:
    """An indicator of our own surveys: how it is rounded, and between which bounds it lies, in its unit."""

    indicator: str
    decimals: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ModelRules:
    """When a model, and an area's estimate, are fit to be shown."""

    min_areas: int  # published figures
    min_covered: float  # part of them that the others predict, each inside its interval of 95 %
    max_interval: float  # part of the scale, as of any estimate


@dataclass(frozen=True, slots=True)
class Covariates:
    """What registers know of the areas of a level."""

    codes: tuple[str, ...]
    x: Floats  # areas x (1, covariates with mean 0 and standard deviation 1)
    told: str  # "share_foreign_citizens 2018, ..."


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one indicator, period and group, with what registers know of their areas."""

    rows: pl.DataFrame
    x: Floats
    direct: Bools  # which have a published figure with its interval
    told: str  # see `Covariates`

    @property
    def is_determined(self) -> bool:
        """Return whether the areas with a published figure can tell the covariates apart."""
        return is_determined(self.x[self.direct])


@dataclass(frozen=True, slots=True)
class Refused:
    """A model that was not fitted because its covariates cannot be told apart."""

    model: SmallAreaModel
    told: str  # see `Covariates`
    cells: tuple[str, str, str]  # indicator, period, group


@dataclass(frozen=True, slots=True)
class SmallAreas:
    """Table `small_area`, and the models that were refused for their covariates."""

    table: pl.DataFrame
    refused: tuple[Refused, ...]


def modelled_items(catalogue: Catalogue) -> list[ModelledItem]:
    """Return the indicators that are estimated from respondents."""
    items: list[ModelledItem] = []
    for one in catalogue.indicators:
        if one.answers is not None and one.kind.from_respondents:
            answers = catalogue.scales[one.answers.scale].answers
            bounds = (0.0, PERCENT) if one.kind == Kind.SURVEY_SHARE else (min(answers), max(answers))
            items.append(ModelledItem(one.id, one.decimals, *bounds))
    return items


def model_rules(policy: Policy) -> ModelRules:
    """Return the thresholds of the policy."""
    return ModelRules(
        int(policy.small_area_min_areas.value),
        policy.small_area_min_covered_percent.value / PERCENT,
        policy.max_interval_points.value / PERCENT,
    )


def small_areas(
    published: pl.DataFrame, items: Sequence[ModelledItem], models: Sequence[SmallAreaModel], rules: ModelRules
) -> SmallAreas:
    """Return table `small_area`: a row for every area of each model that is fit to be shown.

    `published`: table `estimate`. A model is not shown with fewer than `rules.min_areas` published figures, when areas
    do not differ beyond sampling and covariates, or when it predicts left-out areas badly (see `is_fit`); an area is
    not where the model does not hold for it (see `holds`). A model whose covariates are collinear is refused and told:
    which of them to leave out is a choice of people, and the published figures stand without it.
    """
    own = {item.indicator: item for item in items}
    rows: list[Row] = []
    refused: list[Refused] = []
    for model in models:
        for key, cells in _cells_of_model(published, own, model, rules):
            if cells.is_determined:
                rows.extend(_fitted(cells, own[key[0]], rules))
            else:
                refused.append(Refused(model, cells.told, key))
    return SmallAreas(pl.DataFrame(rows, schema=SMALL_AREA, orient="row").sort(CELL_KEY), tuple(refused))


def _cells_of_model(
    published: pl.DataFrame, items: Mapping[str, ModelledItem], model: SmallAreaModel, rules: ModelRules
) -> Iterator[tuple[tuple[str, str, str], Cells]]:
    """Yield the cells of every indicator, period and group of which enough figures are published."""
    level = published.filter(level=model.level)
    own = level.filter(pl.col("indicator").is_in(list(items)), group_dim=model.group_dim).sort("code")
    registers = level.filter(
        pl.col("indicator").is_in(model.covariates), pl.col("value").is_not_null(), group_dim=EVERYBODY
    )
    covariates = {period: _covariates(registers, model, period) for period in own["period"].unique()}
    each = own.partition_by("indicator", "period", "group_code", as_dict=True)
    for indicator, period, group in sorted(each):
        known = covariates[period]
        if known is None:
            continue
        cells = _cells(each[indicator, period, group], known)
        if cells.direct.sum() >= max(rules.min_areas, cells.x.shape[1] + 2):
            yield (indicator, period, group), cells


def _covariates(registers: pl.DataFrame, model: SmallAreaModel, period: str) -> Covariates | None:
    """Take each covariate in its last period up to the estimate's; none where one has no figure, or is all the same."""
    columns: list[pl.DataFrame] = []
    told: list[str] = []
    for name in model.covariates:
        known = registers.filter(indicator=name)
        periods = [one for one in known["period"].unique() if Period.parse(one).last <= Period.parse(period).last]
        if not periods:
            return None
        last = max(periods, key=Period.parse)
        told.append(f"{name} {last}")
        newest = known.filter(period=last).sort("geo_year").unique("code", keep="last")
        columns.append(newest.select("code", pl.col("value").alias(name)))
    table = columns[0]
    for column in columns[1:]:
        table = table.join(column, on="code")
    table = table.sort("code")
    x = table.drop("code").to_numpy()
    spread = x.std(axis=0)
    if not (spread > 0).all():
        return None
    standardised = (x - x.mean(axis=0)) / spread
    return Covariates(tuple(table["code"]), np.column_stack([np.ones(len(x)), standardised]), ", ".join(told))


def _cells(rows: pl.DataFrame, covariates: Covariates) -> Cells:
    """Put beside each cell what registers know of its area."""
    place = {code: at for at, code in enumerate(covariates.codes)}
    rows = rows.filter(pl.col("code").is_in(covariates.codes))
    x = covariates.x[[place[code] for code in rows["code"]]]
    direct = (rows["value"].is_not_null() & rows["ci_low"].is_not_null()).to_numpy()
    return Cells(rows, x, direct, covariates.told)


def _fitted(cells: Cells, item: ModelledItem, rules: ModelRules) -> Iterator[Row]:
    """Fit one model and shape its rows; nothing where it is not fit to be shown."""
    x = cells.x
    direct = cells.direct
    shown = cells.rows.filter(pl.Series(direct))
    model = FayHerriot.fit(shown["value"].to_numpy(), sampling_variance(shown, item.decimals), x[direct])
    if not is_fit(model, rules):
        return
    value, rmse, gamma = _predicted(model, x, direct)
    ends = (np.clip(one, item.low, item.high) for one in (value, value - Z * rmse, value + Z * rmse))
    numbers = (
        *(np.round(one, item.decimals) + 0.0 for one in ends),
        np.round(rmse, item.decimals + 1),
        np.round(gamma, GAMMA_DECIMALS),
    )
    narrow = 2 * Z * rmse <= rules.max_interval * (item.high - item.low)
    for fit, key, *figures in zip(
        narrow & holds(model, x, direct), cells.rows.select(CELL_KEY).iter_rows(), *numbers, strict=True
    ):
        if fit:
            yield (*key, *(float(one) for one in figures), ObsStatus.ESTIMATED.value, cells.told)


def is_fit(model: FayHerriot, rules: ModelRules) -> bool:
    """Return whether a model may be shown.

    Areas differ beyond sampling and covariates (else every area would get the same line), and of the published figures
    enough lie inside the interval of 95 % that the other areas predict for them.
    """
    return model.between > 0 and bool(model.covered(Z).mean() >= rules.min_covered)


def holds(model: FayHerriot, x: Floats, direct: Bools) -> Bools:
    """Return for which areas the model may speak.

    One with a published figure: where the others predict it, at 5 % shared by all figures (Bonferroni). An area that
    is truly unlike the others would be drawn towards them with an error that says nothing of it. One without: where
    its registers lie within those of areas with figures; a line says nothing of what lies beyond them.
    """
    inside: Bools = ((x >= model.x.min(axis=0)) & (x <= model.x.max(axis=0))).all(axis=1)
    inside[direct] = model.covered(float(special.ndtri(1 - UNLIKE / 2 / len(model.y))))
    return inside


def sampling_variance(shown: pl.DataFrame, decimals: int) -> Floats:
    """Read the variance back from the published interval of 95 %: at least that of half a step of rounding."""
    half = ((shown["ci_high"] - shown["ci_low"]) / 2).to_numpy()
    variance: Floats = (np.maximum(half, 0.5 * 10.0**-decimals) / Z) ** 2
    return variance


def _predicted(model: FayHerriot, x: Floats, direct: Bools) -> tuple[Floats, Floats, Floats]:
    """Return estimate, root of its mean squared error and weight of the direct figure for every area."""
    value, mse = model.synthetic(x)
    gamma = np.zeros(len(x))
    value[direct], mse[direct] = model.eblup()
    gamma[direct] = model.weight
    return value, np.sqrt(mse), gamma
