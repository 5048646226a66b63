"""A picture of one indicator and two areas, as tables of schema.sql."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from contract.schema import SCHEMA_NUMBER
from tests.etl.statuses import coded

LANGUAGES = ("fi", "sv", "en")
LOCAL_TYPES = {
    **dict.fromkeys(("indicator", "group_dim", "group_code"), pl.String),
    "value": pl.Float64,
    "n": pl.Int64,
    "obs_status": pl.String,
    "conf_status": pl.String,
}


def texts(*names: str) -> dict[str, str]:
    return {f"{name}_{language}": f"{name} {language}" for name in names for language in LANGUAGES}


def cell(
    code: str, value: float | None, period: str = "2026", letters: str = "", name: str = "trust"
) -> dict[str, object]:
    """One row of table `estimate`."""
    return {
        "indicator": name,
        "period": period,
        "level": "maakunta",
        "code": code,
        "geo_year": 2026,
        "group_dim": "all",
        "group_code": "all",
        "value": value,
        **coded(letters),
        "source": "survey",
    }


def small(build: str, *cells: dict[str, object], **indicator: str) -> dict[str, pl.DataFrame]:
    """Return the tables of a picture with these cells; `indicator` changes texts of its indicators."""
    source = {"id": "survey", "kind": "aggregates", "licence": "CC0", "synthetic": True}
    entry = {"domain": "attitudes", "kind": "survey_share", "unit": "percent", "decimals": 0, "direction": "higher"}
    entry |= {"headline": True, "source": "survey"} | texts(
        "name", "short", "clause", "question", "counts", "population", "why", "limits"
    )
    built = {"id": build, "edition": "2026", "version": 1, "status": "draft", "built_at": datetime(2026, 1, 1)}  # noqa: DTZ001
    names = sorted({str(one["indicator"]) for one in cells})
    rows = {
        "build": [built | {"synthetic": True, "schema": SCHEMA_NUMBER}],
        "source": [source | texts("title", "producer", "method")],
        "indicator": [entry | {"id": name, "position": at} | indicator for at, name in enumerate(names)],
        "population_group": [{"dim": "all", "code": "all", "position": 0} | texts("dim", "name")],
        "area": [
            {"level": "maakunta", "code": code, "valid_from": date(2010, 1, 1), "position": at} | texts("name")
            for at, code in enumerate(("01", "02"))
        ],
        "estimate": list(cells),
    }
    return {name: pl.DataFrame(table) for name, table in rows.items()}


def local_wave(value: float | None, period: str = "2026", n: int = 40) -> dict[str, pl.DataFrame]:
    """Return one wave of a municipality's own survey with one figure: of those who took part, without an interval."""
    wave = {"source": "survey", "period": period, "level": "kunta", "code": "049"}
    letters = "" if value is None else "D"
    figure = {"indicator": "trust", "group_dim": "all", "group_code": "all", "value": value}
    figure |= {"n": None if value is None else n, **coded(letters or "C")}
    return {
        "local_collection": pl.DataFrame([wave | {"sampling": "self_selected"}]),
        "local_estimate": pl.DataFrame([wave | figure], {**dict.fromkeys(wave, pl.String), **LOCAL_TYPES}),
    }
