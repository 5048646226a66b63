"""Sums of regional counts for larger areas."""

from datetime import date

import polars as pl
import pytest

from etl.harmonise.area_totals import with_sums
from etl.read.observations import SCHEMA
from geo.classification import read_classification
from tests.etl.read.helpers import catalogue
from tests.etl.statuses import SAID, coded

PLACES = read_classification()
REGIONS = [area.code for area in PLACES.areas("maakunta", date(2026, 1, 1))]
SAME = {"period": "2022", "level": "maakunta", "geo_year": 2026, "group_dim": "all", "group_code": "all"}
SAME |= coded() | {"source": "survey"}


def observed(indicator: str = "people", **changed: dict[str, object]) -> pl.DataFrame:
    """One region each with the value of its code; `r05={...}` changes region 05."""
    rows = [
        SAME | {"indicator": indicator, "code": code, "value": float(code)} | changed.get(f"r{code}", {})
        for code in REGIONS
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def found(observations: pl.DataFrame, level: str, code: str) -> tuple[float | None, str] | None:
    rows = with_sums(observations, catalogue(), PLACES).filter(pl.col("level") == level, pl.col("code") == code)
    return rows.select("value", SAID).rows()[0] if rows.height else None


@pytest.mark.parametrize(
    ("level", "code", "total"),
    [
        ("country", "SSS", sum(map(float, REGIONS))),
        ("elinvoimakeskus", "02", 2.0 + 4.0 + 21.0),
        ("ely", "04", 5.0 + 7.0),
        ("suuralue", "5", 21.0),
    ],
)
def test_counts_add_up_over_the_regions_of_an_area(level: str, code: str, total: float) -> None:
    assert found(observed(), level, code) == (total, "")


def test_a_sum_with_a_missing_part_is_missing() -> None:
    observations = observed(r05={"value": None} | coded("O"))
    assert found(observations, "country", "SSS") == (None, "O")
    assert found(observations, "elinvoimakeskus", "04") == (None, "O")
    assert found(observations, "elinvoimakeskus", "02") == (27.0, "")


def test_a_sum_without_the_row_of_a_part_is_missing() -> None:
    assert found(observed().filter(pl.col("code") != "05"), "country", "SSS") == (None, "O")


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    assert found(observed(r05={"value": None} | coded("C")), "country", "SSS") == (None, "C")


def test_a_sum_carries_the_statuses_of_its_parts() -> None:
    assert found(observed(r05=coded("P"), r06=coded("E")), "elinvoimakeskus", "04") == (11.0, "EP")


def test_a_published_total_is_kept() -> None:
    total = pl.DataFrame(
        [SAME | {"indicator": "people", "level": "country", "code": "SSS", "value": 1.0}], schema=SCHEMA
    )
    assert found(pl.concat([observed(), total]), "country", "SSS") == (1.0, "")


def test_shares_are_never_summed() -> None:
    assert found(observed("trust"), "country", "SSS") is None
