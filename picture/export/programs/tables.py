"""Tables for programs: one observation, or one verdict, a line; codes in every language the same, names beside them.

A column holds one type: a number with a decimal point, a text, or true and false. What is not published is empty, and
obs_status and conf_status of its line say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract.cell_key import area_key
from contract.codes import Against, Language
from contract.period import Period
from contract.status import format_obs
from picture.export.columns import CODED_CORRECTIONS, WHAT_WAS_WRONG, Column, Entry, Value, verdict, with_corrections
from picture.export.csv import to_csv
from picture.query.model import Comparison, Dataset, Observation
from picture.query.programs.cell_key import cell_key, group_key
from picture.query.selection import ALL
from picture.text.words import word

PLACE_KEYS = (
    Column("key", "export_key", lambda e: cell_key(e.row)),
    Column("indicator", "column_indicator", lambda e: e.row.indicator),
    Column("period", "column_period", lambda e: e.row.period),
    Column("area", "column_area", lambda e: area_key(e.row.area.level, e.row.area.code)),
    Column("group", "column_group", lambda e: group_key(e.row)),
    Column("level", "export_level", lambda e: e.row.area.level),
    Column("division", "export_division", lambda e: e.row.geo_year, type="integer"),
    Column("interval", "export_interval", lambda e: Period.parse(e.row.period).interval),
    Column("domain", "column_domain", lambda e: e.indicator.domain.value),
)
LIMITS = (
    Column("ci_low", "export_low", lambda e: e.row.ci_low, type="number"),
    Column("ci_high", "export_high", lambda e: e.row.ci_high, type="number"),
)
UNIT_CODES = (
    Column("unit_code", "export_unit", lambda e: e.indicator.unit.value),
    Column("decimals", "export_decimals", lambda e: e.indicator.decimals, type="integer"),
)
STATUSES = (
    Column("obs_status", "export_obs_status", lambda e: format_obs(e.row.obs_status)),
    Column("conf_status", "export_conf_status", lambda e: e.row.conf_status.value),
)
PLACE_NAMES = (
    Column("indicator_name", "column_indicator", lambda e: e.indicator.name),
    Column("area_name", "column_area", lambda e: e.row.area.name),
    Column("group_name", "column_group", lambda e: e.row.group.name),
)
BUILD = (
    Column("synthetic", "export_synthetic_column", lambda e: e.source.synthetic, type="boolean"),
    Column("edition", "export_edition", lambda e: e.dataset.stamp.edition),
    Column("version", "export_version", lambda e: e.dataset.stamp.version, type="integer"),
    Column("build", "export_build", lambda e: e.dataset.stamp.build),
    Column("status", "export_state", lambda e: e.dataset.stamp.status),
)
CODED_VALUES = (  # the same in every language
    *PLACE_KEYS,
    Column("value", "column_value", lambda e: e.row.value, type="number"),
    *LIMITS,
    Column("n", "column_n", lambda e: e.row.n, type="integer"),
    Column("effective_n", "column_effective_n", lambda e: e.row.effective_n, type="integer"),
    *UNIT_CODES,
    *STATUSES,
    Column("source", "source", lambda e: e.row.source),
    Column("quoted_by", "export_quoted_by", lambda e: e.row.quoted_by or e.source.quoted_by),
    *BUILD,
)
DATA = (
    *CODED_VALUES,
    *PLACE_NAMES,
    Column("meaning", "export_mark_meaning", lambda e: e.meaning),
    Column("note", "export_note", lambda e: e.row.note),
)
CODED_VERDICTS = (
    *PLACE_KEYS,
    Column("against", "export_against", lambda e: _found(e).against.value),
    Column("reference", "export_reference", lambda e: _reference(e.row, _found(e))),
    Column("difference", "export_difference", lambda e: _found(e).difference, type="number"),
    Column("ci_low", "export_low", lambda e: _found(e).ci_low, type="number"),
    Column("ci_high", "export_high", lambda e: _found(e).ci_high, type="number"),
    Column("ci_level", "export_ci_level", lambda e: _found(e).ci_level, type="number"),
    Column("detectable", "export_detectable", lambda e: _found(e).detectable, type="number"),
    Column("approximate", "export_approximate", lambda e: _found(e).approximate, type="boolean"),
    Column("verdict", "export_verdict", lambda e: _found(e).verdict.value),
    *UNIT_CODES,
    *BUILD,
)
VERDICTS = (
    *CODED_VERDICTS,
    *PLACE_NAMES,
    Column("against_name", "export_against", lambda e: word(f"export_against_{_found(e).against}", e.language)),
    Column("verdict_name", "export_verdict", lambda e: verdict(_found(e).verdict, e.language)),
)
CODED_ESTIMATES = (
    *PLACE_KEYS,
    Column("value", "small_area_estimate", lambda e: e.row.value, type="number"),
    *LIMITS,
    Column("rmse", "export_rmse", lambda e: e.modelled.rmse if e.modelled else None, type="number"),
    Column("gamma", "export_gamma", lambda e: e.modelled.gamma if e.modelled else None, type="number"),
    Column("direct", "small_area_direct", lambda e: e.modelled.direct if e.modelled else None, type="number"),
    *UNIT_CODES,
    *STATUSES,
    *BUILD,
)


def data_csv(dataset: Dataset) -> bytes:
    """Write the numbers of one indicator, a line each, in UTF-8."""
    return to_csv(data_columns(dataset), entries(dataset), Language.EN).encode()


def data_columns(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns of the numbers of one indicator; those of corrections where some figure was corrected."""
    return with_corrections(DATA, (*CODED_CORRECTIONS, WHAT_WAS_WRONG), list(entries(dataset)))


def verdicts_csv(dataset: Dataset) -> bytes:
    """Write the verdicts of one indicator, a line each, in UTF-8."""
    return to_csv(VERDICTS, verdict_entries(dataset), Language.EN).encode()


def table(columns: Sequence[Column], lines: Iterator[Entry]) -> dict[str, list[str] | list[list[Value]]]:
    """Return a table as the names of its columns and its lines, as data frames are made of."""
    return {
        "columns": [column.name for column in columns],
        "data": [[column.of(entry) for column in columns] for entry in lines],
    }


def entries(dataset: Dataset) -> Iterator[Entry]:
    """Yield the numbers of a dataset."""
    indicator = dataset.indicators[0]
    return (Entry(dataset, row, indicator) for row in dataset.rows)


def verdict_entries(dataset: Dataset) -> Iterator[Entry]:
    """Yield the stored verdicts of a dataset."""
    indicator = dataset.indicators[0]
    for row in dataset.rows:
        yield from (Entry(dataset, row, indicator, one) for one in row.comparisons)


def _reference(row: Observation, found: Comparison) -> str:
    """Write what is compared with as the addresses do: a period, SSS, or a group with its dimension."""
    if found.against not in {Against.GROUP, Against.GROUP_STANDARDISED}:
        return found.reference
    everybody = ALL.partition(".")[2]
    return ALL if found.reference == everybody else f"{row.group.dim}.{found.reference}"


def _found(entry: Entry) -> Comparison:
    if entry.comparison is None:
        raise ValueError(f"{entry.row.indicator}: a line of verdicts needs a verdict")
    return entry.comparison
