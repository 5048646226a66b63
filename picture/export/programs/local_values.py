"""Figures of places' own surveys for programs: a table of their own, never beside a figure of the country."""

from __future__ import annotations

from contract.cell_key import area_key
from contract.period import Period
from picture.export.columns import Column
from picture.export.local.columns import local_key, survey_of
from picture.export.programs.tables import BUILD, LIMITS, PLACE_NAMES, STATUSES, UNIT_CODES
from picture.query.programs.cell_key import group_key

CODED_LOCAL = (  # for programs, the same in every language
    Column("local_key", "export_local_key", local_key),
    Column("source", "source", lambda e: e.source.id),
    Column("sampling", "export_sampling", lambda e: survey_of(e).sampling.value),
    Column("indicator", "column_indicator", lambda e: e.row.indicator),
    Column("period", "column_period", lambda e: e.row.period),
    Column("area", "column_area", lambda e: area_key(e.row.area.level, e.row.area.code)),
    Column("group", "column_group", lambda e: group_key(e.row)),
    Column("level", "export_level", lambda e: e.row.area.level),
    Column("interval", "export_interval", lambda e: Period.parse(e.row.period).interval),
    Column("domain", "column_domain", lambda e: e.indicator.domain.value),
    Column("value", "column_value", lambda e: e.row.value, type="number"),
    *LIMITS,
    Column("n", "column_n", lambda e: e.row.n, type="integer"),
    *UNIT_CODES,
    *STATUSES,
    *BUILD,
)
LOCAL_DATA = (
    *CODED_LOCAL,
    *PLACE_NAMES,
    Column("meaning", "export_mark_meaning", lambda e: e.meaning),
)
