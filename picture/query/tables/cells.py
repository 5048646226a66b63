"""Cells of the published database with their verdicts, as observations.

The questions are plain on purpose: planning joins and windows costs the database more than reading a thousand rows, so
that names, order and divisions are put to the rows here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import duckdb

from contract.codes import Against, Verdict
from contract.period import Period
from contract.status import ConfStatus, parse_obs
from picture.query.choices import Choices
from picture.query.model import Comparison, ModelEstimate, Observation
from picture.query.programs.cell_key import cell_key
from picture.query.tables.reference import Reference


class CellKey(NamedTuple):
    """The key of a cell, as the tables of the database have it."""

    indicator: str
    period: str
    level: str
    code: str
    geo_year: int
    group_dim: str
    group_code: str


_CELL = ", ".join(CellKey._fields)
Record = tuple[Any, ...]  # the columns of a cell, and what was asked beside


def read_cells(
    con: duckdb.DuckDBPyConnection,
    where: str,
    given: Mapping[str, Any],
    choices: Choices,
    *,
    division: int | None = None,
    keep: Callable[[CellKey], bool] | None = None,
    verdicts: bool = True,
) -> tuple[Observation, ...]:
    """Read the cells of a condition with their verdicts, in the order of indicators' ids, areas, groups and periods.

    Each that was corrected, or that is wrong in an old version, says so by what the choices tell of editions.

    division: the same count may stand on several divisions of areas, as it was published and re-expressed on newer
    ones; taken is the newest up to this year, or the oldest where all are newer. None: every division.
    keep: which of the cells are returned, where a condition in words of the database would cost more.
    verdicts: whether they are read too.
    """
    reference = choices.reference
    records = con.execute(
        f"""SELECT {_CELL}, value, ci_low, ci_high, n, obs_status, conf_status, source, quoted_by, note, effective_n
        FROM estimate WHERE {where}""",
        given,
    ).fetchall()
    cells = {CellKey(*record[: len(CellKey._fields)]): record[len(CellKey._fields) :] for record in records}
    taken = cells.keys() if division is None else _on_division(cells, division)
    kept = [cell for cell in taken if _is_named(cell, reference) and (keep is None or keep(cell))]
    told = _verdicts(con, where, given, frozenset(kept)) if verdicts else {}
    rows = (
        _observation(cell, cells[cell], reference, told.get(cell, ()))
        for cell in sorted(kept, key=lambda cell: _place(cell, reference))
    )
    return tuple(_with_correction(row, choices) for row in rows)


def read_modelled(
    con: duckdb.DuckDBPyConnection, where: str, given: Mapping[str, Any], reference: Reference
) -> tuple[ModelEstimate, ...]:
    """Read the estimates of the model, each with the published figure of the same cell, in the catalogue's order."""
    records = con.execute(
        f"""SELECT {_CELL}, rmse, gamma, covariates, value, ci_low, ci_high, NULL, obs_status, $free
        FROM small_area WHERE {where}""",
        {**given, "free": ConfStatus.FREE.value},
    ).fetchall()
    if not records:
        return ()
    cells = {CellKey(*record[: len(CellKey._fields)]): record[len(CellKey._fields) :] for record in records}
    indicators = sorted({cell.indicator for cell in cells})
    direct = {CellKey(*cell): value for *cell, value in _published(con, where, given, indicators)}
    named = [cell for cell in cells if cell in direct and _is_named(cell, reference)]
    found: list[ModelEstimate] = []
    for cell in sorted(named, key=lambda cell: _model_place(cell, reference)):
        rmse, gamma, covariates, *row = cells[cell]
        _, source = reference.indicators[cell.indicator]
        row_of_model = _observation(cell, [*row, source, None, None, None], reference, ())
        found.append(ModelEstimate(row_of_model, direct[cell], rmse, gamma, _covariates(covariates)))
    return tuple(found)


def _published(
    con: duckdb.DuckDBPyConnection, where: str, given: Mapping[str, Any], indicators: list[str]
) -> list[Record]:
    return con.execute(
        f"SELECT {_CELL}, value FROM estimate WHERE {where} AND list_contains($indicators, indicator)",
        {**given, "indicators": indicators},
    ).fetchall()


def last_modelled(modelled: Iterable[ModelEstimate], until: str) -> tuple[ModelEstimate, ...]:
    """Take the latest estimate of each indicator and group up to the asked year; of one year before one of several."""
    latest: dict[Any, ModelEstimate] = {}
    every = list(modelled)
    for one in sorted(every, key=lambda m: (Period.parse(m.row.period).last, Period.parse(m.row.period).first)):
        if Period.parse(one.row.period).last <= Period.parse(until).last:
            latest[one.row.indicator, one.row.group] = one
    order = {key: place for place, key in enumerate(dict.fromkeys((m.row.indicator, m.row.group) for m in every))}
    return tuple(sorted(latest.values(), key=lambda m: order[m.row.indicator, m.row.group]))


def _is_named(cell: CellKey, reference: Reference) -> bool:
    """Return whether the database names the area and the group of a cell."""
    return (cell.level, cell.code) in reference.areas and (cell.group_dim, cell.group_code) in reference.groups


def _on_division(cells: Iterable[CellKey], division: int) -> list[CellKey]:
    """Keep of the cells of one count those on the newest division up to a year, else on the oldest of all."""
    years: dict[CellKey, set[int]] = defaultdict(set)
    same = {cell: cell._replace(code="", geo_year=0) for cell in cells}
    for cell, count in same.items():
        years[count].add(cell.geo_year)
    taken = {
        count: max((year for year in found if year <= division), default=min(found)) for count, found in years.items()
    }
    return [cell for cell, count in same.items() if cell.geo_year == taken[count]]


def _place(cell: CellKey, reference: Reference) -> Record:
    area = reference.area_places[cell.level, cell.code]
    group = reference.group_places[cell.group_dim, cell.group_code]
    return cell.indicator, cell.level, area, cell.code, group, cell.period, cell.geo_year


def _model_place(cell: CellKey, reference: Reference) -> Record:
    group = reference.group_places[cell.group_dim, cell.group_code]
    position, _ = reference.indicators[cell.indicator]
    return position, cell.level, cell.code, group, cell.period


def _observation(
    cell: CellKey, row: Sequence[Any], reference: Reference, comparisons: tuple[Comparison, ...]
) -> Observation:
    value, low, high, n, obs, conf, source, quoted_by, note, effective = row
    return Observation(
        indicator=cell.indicator,
        period=cell.period,
        area=reference.areas[cell.level, cell.code],
        group=reference.groups[cell.group_dim, cell.group_code],
        value=value,
        ci_low=low,
        ci_high=high,
        n=n,
        obs_status=parse_obs(obs),
        conf_status=ConfStatus(conf),
        source=source,
        quoted_by=quoted_by,
        note=note,
        effective_n=effective,
        geo_year=cell.geo_year,
        comparisons=comparisons,
    )


def _with_correction(row: Observation, choices: Choices) -> Observation:
    if not choices.editions.cells:
        return row
    stamp = choices.stamp
    found = choices.editions.of_figure(cell_key(row), row.geo_year, stamp.edition, stamp.version)
    return replace(row, correction=found) if found else row


def _verdicts(
    con: duckdb.DuckDBPyConnection, where: str, given: Mapping[str, Any], cells: Collection[CellKey]
) -> Mapping[CellKey, tuple[Comparison, ...]]:
    """Read the verdicts of cells that fulfil a condition, in the order of their kinds and references."""
    records = con.execute(
        f"""SELECT {_CELL}, kind, reference, verdict, difference, ci_low, ci_high, detectable, approximate, ci_level
        FROM comparison WHERE {where}""",
        given,
    ).fetchall()
    found: dict[CellKey, list[Record]] = defaultdict(list)
    for record in records:
        cell = CellKey(*record[: len(CellKey._fields)])
        if cell in cells:
            found[cell].append(record[len(CellKey._fields) :])
    return {cell: tuple(map(_comparison, sorted(told, key=_by_kind))) for cell, told in found.items()}


def _by_kind(record: Record) -> Record:
    return record[:2]


def _comparison(record: Record) -> Comparison:
    kind, reference, verdict, *rest = record
    return Comparison(Against(kind), reference, Verdict(verdict), *rest)


def _covariates(told: str) -> tuple[tuple[str, str], ...]:
    """Read "share_foreign_citizens 2018, unemployment 2018"."""
    parts = (part.split() for part in told.split(", "))
    return tuple((name, period) for name, period in parts)
