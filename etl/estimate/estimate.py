"""Design-based estimates: weighted shares and means of every cell, with their sampling error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

import numpy as np
import polars as pl

from contract.codes import Level
from contract.errors import UserError
from etl.estimate.aggregate import Aggregated, Rows, aggregate, cross_classify
from etl.estimate.arrays import Floats, Ints
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.design_arrays import ItemResponses, StratifiedDesign, item_responses, survey_design
from etl.estimate.domains import DomainEstimates, DomainSums, Grid, to_table
from etl.estimate.standardised import Classified, StandardisedDifferences, standardised_differences
from etl.estimate.variance.calibrated import CalibratedRows
from etl.estimate.variance.protocols import VarianceTotals
from etl.estimate.variance.replicates import ReplicateSums, ReplicateWeights
from etl.estimate.variance.taylor import TaylorTotals
from etl.estimate.variance.two_stage import TwoStageRows, second_stage


@dataclass(frozen=True, slots=True)
class AggregatedSurvey:
    """A survey summed to the rows that every margin is made from."""

    design: StratifiedDesign
    rows: Rows
    sums: DomainSums
    origin: Floats  # of each item
    totals: TaylorTotals | CalibratedRows | TwoStageRows
    replicated: ReplicatedResponses | None = None

    def variance_totals(self, cell: Ints, cells: int) -> VarianceTotals:
        """Return what variances are estimated from, summed to cells; replicate weights where there are any."""
        return self.totals.at(cell, cells) if self.replicated is None else self.replicated.at(cell, cells)


@dataclass(frozen=True, slots=True)
class ReplicatedResponses:
    """The replicate weights of a survey, and its responses."""

    weights: ReplicateWeights
    responses: tuple[ItemResponses, ...]
    row: Ints  # respondent -> row

    def at(self, cell: Ints, cells: int) -> ReplicateSums:
        """Sum into cells; `cell` as the rows."""
        return ReplicateSums.of(self.weights, self.responses, cell[self.row], cells)


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of one period, and what comparisons need beside them."""

    period: str
    items: tuple[Item, ...]
    table: pl.DataFrame  # indicator kind period level code group_dim group_code value se ci_low ci_high n ...
    domains: tuple[DomainEstimates, ...]  # in the order of the table
    standardised: Mapping[tuple[str, str], StandardisedDifferences] = field(default_factory=dict)  # level, dimension
    earlier: pl.DataFrame | None = None  # of a panel: the variance of its differences from earlier waves

    def margins(self) -> Iterator[tuple[DomainEstimates, pl.DataFrame]]:
        """Return each margin with its rows of the table."""
        start = 0
        for one in self.domains:
            yield one, self.table.slice(start, one.sums.n.size)
            start += one.sums.n.size


def estimate(
    respondents: pl.DataFrame,
    columns: DesignColumns,
    items: Sequence[Item],
    margins: Sequence[Margin],
    period: str,
    *,
    standards: Sequence[Standard] = (),
) -> Estimates:
    """Estimate every item in every cell of every margin.

    `table`, one row per indicator and cell (every area of the margin x every group that occurs):
    value (0..1 or mean; null without answers), se, ci_low, ci_high (null where no variance is known), n (answers),
    effective_n, df (PSUs - strata with members; 0: no variance known), deff, item_nonresponse (0..1 of those asked).
    Items that nobody was asked are left out. Raise UserError for a design that contradicts itself.
    `standards`: dimensions whose groups are standardised too.
    """
    asked = [item for item in items if item.column not in respondents.columns or respondents[item.column].count()]
    dims = dimensions(columns, margins, standards)
    aggregated = _aggregated(respondents, columns, asked, dims, f"respondents of {period}")
    return estimates_of(aggregated, asked, margins, period, standards)


def dimensions(columns: DesignColumns, margins: Sequence[Margin], standards: Sequence[Standard]) -> tuple[str, ...]:
    """Return what the rows distinguish beside areas: groups, traits of standards, margins of a calibration."""
    traits = chain.from_iterable(one.by for one in standards)
    margined = () if columns.calibration is None else columns.calibration.margins
    return tuple(dict.fromkeys((*(margin.group_dim for margin in margins), *traits, *margined)))


def estimates_of(
    aggregated: AggregatedSurvey,
    asked: Sequence[Item],
    margins: Sequence[Margin],
    period: str,
    standards: Sequence[Standard] = (),
) -> Estimates:
    """Estimate the margins from the rows, whoever summed them."""
    by_dim = groupby(sorted(margins, key=lambda m: m.group_dim), key=lambda m: m.group_dim)
    domains = tuple(chain.from_iterable(_domains(aggregated, dim, tuple(same)) for dim, same in by_dim))
    table = pl.concat(to_table(one, asked, aggregated.origin, period) for one in domains)
    standardised = dict(_standardised(aggregated, domains, margins, standards))
    return Estimates(period, tuple(asked), table, domains, standardised)


def _standardised(
    aggregated: AggregatedSurvey,
    domains: Sequence[DomainEstimates],
    margins: Sequence[Margin],
    standards: Sequence[Standard],
) -> Iterator[tuple[tuple[str, str], StandardisedDifferences]]:
    areas = {margin.level: margin.areas for margin in margins}
    for standard in standards:
        survey = Classified.of(aggregated.sums, aggregated.variance_totals, aggregated.rows, standard)
        for cells in (one for one in domains if one.grid.group_dim == standard.dim):
            level = cells.grid.level
            yield (level, standard.dim), standardised_differences(cells, areas[level], standard, survey)


def _aggregated(
    respondents: pl.DataFrame, columns: DesignColumns, items: Sequence[Item], dims: Sequence[str], name: str
) -> AggregatedSurvey:
    """Sum the respondents to rows, and what a second stage of sampling needs to rows of its own."""
    design = survey_design(respondents, columns, name)
    before = None if columns.calibration is None else columns.calibration.before
    classification = cross_classify(respondents, design, dims)
    found = aggregate(respondents, design, classification, items, before)
    rows = classification.rows
    totals = calibrated_rows(columns, rows, found, TaylorTotals(design.strata, found.rows))
    replicated = _replicated(respondents, columns, items, classification.row, name)
    if columns.unit_fpc is None:
        return AggregatedSurvey(design.strata, rows, found.sums, found.origin, totals, replicated)
    inside = second_stage(respondents, columns, design)
    units = cross_classify(respondents, inside, dims)
    of_units = aggregate(respondents, inside, units, items, before)
    second = calibrated_rows(columns, units.rows, of_units, TaylorTotals(inside.strata, of_units.rows))
    row = np.zeros(units.rows.pooled_psu.size, np.int64)
    row[units.row] = classification.row
    stages = TwoStageRows(totals, second, row)
    return AggregatedSurvey(design.strata, rows, found.sums, found.origin, stages, replicated)


def calibrated_rows(
    columns: DesignColumns, rows: Rows, found: Aggregated, totals: TaylorTotals
) -> TaylorTotals | CalibratedRows:
    """Return the rows with the calibration of their weights, where there is one."""
    if columns.calibration is None or found.weights is None:
        return totals
    margins = [rows.position[margin] for margin in columns.calibration.margins]
    return CalibratedRows.of(totals, margins, found.weights)


def _replicated(
    respondents: pl.DataFrame, columns: DesignColumns, items: Sequence[Item], row: Ints, name: str
) -> ReplicatedResponses | None:
    if not columns.replicates:
        return None
    responses = tuple(item_responses(respondents[item.column], item) for item in items)
    return ReplicatedResponses(ReplicateWeights.of(respondents, columns, name), responses, row)


def _domains(aggregated: AggregatedSurvey, dim: str, margins: Sequence[Margin]) -> Iterator[DomainEstimates]:
    """Sum once to (area, group) and PSU, then into the areas of every level."""
    areas, groups = (aggregated.rows.names[of] for of in ("area", dim))
    area, group = (aggregated.rows.position[of] for of in ("area", dim))
    size = len(areas) * len(groups)
    fine = np.where((area < 0) | (group < 0), -1, area * len(groups) + group)
    sums = aggregated.sums.at(fine, size)
    totals = aggregated.variance_totals(fine, size)
    for margin in margins:
        grid = Grid(margin.level, dim, tuple(sorted(set(margin.areas.values()))), groups)
        coarse = _coarser(areas, margin, grid, aggregated.design.name)
        of_level = sums.at(coarse, grid.size)
        error = totals.at(coarse, grid.size).variance_estimate(of_level.mean, of_level.weight)
        yield DomainEstimates(grid, of_level, error)


def _coarser(areas: tuple[str, ...], margin: Margin, grid: Grid, name: str) -> Ints:
    """Map (area, group) to (area of the level, group); areas outside the level are left out."""
    outside = sorted(set(areas) - set(margin.areas))
    if outside and margin.level == Level.COUNTRY:
        raise UserError("country_lacks_areas", path=name, column="area", areas=outside)
    position = {code: at for at, code in enumerate(grid.areas)}
    area = np.array([position.get(margin.areas.get(code, ""), -1) for code in areas], np.int64)
    cell: Ints = np.where(area[:, None] < 0, -1, area[:, None] * len(grid.groups) + np.arange(len(grid.groups))).ravel()
    return cell
