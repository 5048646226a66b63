"""Published figures for query edits, an observation a row, and what the edits find in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import polars as pl

from etl.config.catalogue.catalogue import Catalogue
from etl.config.findings import Finding
from etl.config.policy import Policy, read_policy
from etl.read.observations import SCHEMA
from etl.read.plausible.cells import cells_of
from etl.read.plausible.edits import query_edits
from geo.classification import read_classification
from tests.etl.read.helpers import published

REGIONS = tuple(area.code for area in read_classification().every if area.level == "maakunta" and not area.valid.last)
SAME = {
    "indicator": "people",
    "period": "2025",
    "level": "maakunta",
    "geo_year": 2026,
    "group_dim": "all",
    "group_code": "all",
    "obs_status": "A",
    "conf_status": "F",
    "source": "survey",
}


def series(values: Iterable[float], **same: Any) -> list[dict[str, Any]]:
    """Return one area's figures of the years from 2020 on."""
    area = {"code": "01", **same}
    return [area | {"period": str(year), "value": value} for year, value in enumerate(values, start=2020)]


def areas(values: Iterable[float], **same: Any) -> list[dict[str, Any]]:
    """Return the figures of the first regions, one each."""
    return [{**same, "code": code, "value": value} for code, value in zip(REGIONS, values, strict=False)]


def find(
    rows: Iterable[dict[str, Any]], catalogue: Catalogue | None = None, policy: Policy | None = None
) -> list[Finding]:
    """Return what query edits find; the file of a row is that of its period, unless it says another."""
    every = [SAME | {"file": f"{row.get('period', SAME['period'])}.csv"} | row for row in rows]
    schema = {**SCHEMA, "row": pl.Int64, "file": pl.String}
    frame = pl.DataFrame([one | {"row": at} for at, one in enumerate(every, start=2)], schema=schema)
    cells = cells_of(frame, catalogue or published(), read_classification(), policy or read_policy())
    return list(query_edits(cells))


def codes(findings: Iterable[Finding]) -> list[str]:
    return [one.error.code for one in findings]


def with_break(catalogue: Catalogue, indicator: str, at: Any) -> Catalogue:
    """Return a catalogue where the series of an indicator breaks."""
    made = [replace_breaks(one, at) if one.id == indicator else one for one in catalogue.indicators]
    return replace(catalogue, indicators=tuple(made))


def replace_breaks(one: Any, at: Any) -> Any:
    return type(one)(**{name: getattr(one, name) for name in one.__struct_fields__} | {"breaks": (at,)})
