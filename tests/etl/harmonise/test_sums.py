"""Sums of parts: the manual of etl/harmonise/sums.py."""

import polars as pl
import pytest

from etl.harmonise.sums import sum_parts
from geo.crosswalk import Division
from tests.etl.statuses import SAID, coded

OLD = Division("kunta", 2020)
NEW = Division("maakunta", 2026)
OLDER = Division("kunta", 2019)
PARTS = [
    (OLD, "001", NEW, "01", 1.0),
    (OLD, "002", NEW, "01", 0.75),
    (OLD, "002", NEW, "02", 0.25),
    (OLDER, "003", NEW, "01", 1.0),
]


def summed(*rows: tuple[str, float | None, str]) -> list[tuple[str, int, str, float | None, str]]:
    """Level, year and code of every sum, its value, and what its statuses say."""
    counts = pl.DataFrame(
        [
            {"level": "kunta", "code": code, "geo_year": 2020, "period": "2019", "value": value} | coded(said)
            for code, value, said in rows
        ]
    )
    return sum_parts(counts, PARTS).select("level", "geo_year", "code", "value", SAID).rows()


def test_a_part_gives_its_share_and_what_was_split_is_estimated():
    assert summed(("001", 10.0, ""), ("002", 40.0, "")) == [
        ("maakunta", 2026, "01", 40.0, "E"),
        ("maakunta", 2026, "02", 10.0, "E"),
    ]


def test_parts_of_another_division_are_not_missed():
    assert summed(("001", 10.0, ""), ("002", 40.0, ""))[0][3] == 40.0  # without 003, which OLDER has


def test_a_sum_carries_the_statuses_of_all_its_parts_once():
    assert summed(("001", 10.0, "PU"), ("002", 40.0, "BP"))[0][-1] == "BEPU"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("001", 10.0, ""), ("002", None, "C")], "C"),
        ([("001", 10.0, ""), ("002", None, "O")], "O"),
        ([("001", None, "O"), ("002", None, "C")], "C"),
        ([("001", 10.0, "P")], "O"),
    ],
)
def test_without_a_value_of_every_part_there_is_no_sum(rows, said):
    assert summed(*rows)[0] == ("maakunta", 2026, "01", None, said)
