"""Published totals are held against their parts; an area that is missing for a year gets a row that says so."""

from __future__ import annotations

import polars as pl
import pytest

from etl.fetch.complete import _adds_up
from tests.errors import raises


def table(whole: float, *parts: float | None) -> pl.DataFrame:
    rows = [
        ("country", "SSS", whole),
        *(("maakunta", f"{place:02}", part) for place, part in enumerate(parts, start=1)),
    ]
    same = {"indicator": "people", "period": "2025", "group_code": "all"}
    frame = pl.DataFrame(rows, schema={"level": pl.String, "area": pl.String, "value": pl.Float64}, orient="row")
    return frame.with_columns(**{name: pl.lit(text) for name, text in same.items()})


@pytest.mark.parametrize("parts", [(60, 40), (60, 40.4), (60, None), (100, None)])
def test_parts_that_add_up_or_hide_the_rest_are_taken(parts):
    assert _adds_up(table(100, *parts), "11ra") is None


@pytest.mark.parametrize("parts", [(60, 41), (60, 39), (101, None)])
def test_parts_that_fall_short_or_exceed_the_whole_are_refused_with_both_sums(parts):
    with raises("parts_do_not_add_up", indicator="people", period="2025", level="maakunta", total=100):
        _adds_up(table(100, *parts), "11ra")
