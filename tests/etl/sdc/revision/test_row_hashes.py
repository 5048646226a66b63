"""Rows compared by their hashes: what is found is what comparing the rows themselves finds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sdc.revision import row_hashes
from etl.sdc.revision.row_hashes import rows_in_both, rows_once, same_rows

COLUMNS = ["area", "item:trust", "item:safe"]
Row = tuple[str | None, float | None, float | None]
row = st.tuples(st.sampled_from(["01", "02", None]), st.sampled_from([0.0, 1.0, None]), st.sampled_from([1.0, None]))
rows = st.lists(row, max_size=12)


def frame(people: list[Row]) -> pl.LazyFrame:
    schema = {"area": pl.String, "item:trust": pl.Float64, "item:safe": pl.Float64}
    return pl.DataFrame(people, schema, orient="row").lazy()


@given(rows, rows)
def test_two_frames_are_the_same_where_every_row_occurs_as_often_in_both(one: list[Row], other: list[Row]) -> None:
    assert same_rows(frame(one), frame(other), COLUMNS) is (Counter(one) == Counter(other))
    assert same_rows(frame(one), frame(one[::-1]), COLUMNS)


@pytest.mark.parametrize("of_a_part", [1, 3, 1000])
@given(one=rows, other=rows)
def test_rows_that_occur_once_in_each_are_counted_in_however_many_parts(
    of_a_part: int, one: list[Row], other: list[Row]
) -> None:
    ours, theirs = ({row for row, times in Counter(people).items() if times == 1} for people in (one, other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_hashes, "ROWS_OF_A_PART", of_a_part)
        both = rows_in_both(frame(one), frame(other), COLUMNS)
        once = rows_once(frame(one), COLUMNS)
    assert (both, once) == (len(ours & theirs), len(ours))


def test_types_and_files_make_no_difference(tmp_path: Path) -> None:
    """A wave that was held in memory has answers of 64 bits; one in a file has others."""
    people = frame([("01", 1.0, None), ("02", None, 1.0), ("02", 0.0, 1.0)]).collect()
    people.with_columns(pl.col("item:trust").cast(pl.Int32)).write_parquet(tmp_path / "x.parquet")
    there = pl.scan_parquet(tmp_path / "x.parquet", glob=False)
    assert same_rows(people.lazy(), there, COLUMNS)
    assert rows_in_both(people.lazy(), there, COLUMNS) == 3


def test_empty_frames_are_the_same() -> None:
    assert same_rows(frame([]), frame([]), COLUMNS)
    assert rows_in_both(frame([]), frame([]), COLUMNS) == rows_once(frame([]), COLUMNS) == 0
