"""The hash of what readers see: the same figures give the same, whatever the stamp and the order of the rows."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from etl.edition.archive.content import content_of
from etl.publish.load import load
from tests.errors import raises
from tests.etl.small_tables import cell, small


def written(folder: Path, *values: float, build: str = "a", turned: bool = False) -> Path:
    folder.mkdir()
    tables = small(build, *(cell(f"0{at + 1}", value) for at, value in enumerate(values)))
    if turned:
        tables = {name: table.reverse() for name, table in tables.items()}
    return load(tables, folder, build)


def test_stamp_and_order_of_rows_do_not_count_and_every_figure_does(tmp_path: Path) -> None:
    one = content_of(written(tmp_path / "a", 60.0, 61.0))
    other = content_of(written(tmp_path / "b", 60.0, 61.0, build="b", turned=True))
    assert one == other
    moved = content_of(written(tmp_path / "c", 60.0, 61.1))
    assert moved.sha256 != one.sha256
    assert {name for name in one.tables if one.tables[name] != moved.tables[name]} == {"estimate"}


def test_the_time_of_building_does_not_count(tmp_path: Path) -> None:
    first = content_of(written(tmp_path / "a", 60.0))
    tables = small("a", cell("01", 60.0))
    later = pl.lit(datetime(2027, 1, 1))  # noqa: DTZ001 - as the database has it
    (tmp_path / "b").mkdir()
    second = load(tables | {"build": tables["build"].with_columns(built_at=later)}, tmp_path / "b", "a")
    assert content_of(second) == first


def test_a_damaged_database_has_no_content(tmp_path: Path) -> None:
    path = tmp_path / "situation-a.duckdb"
    path.write_bytes(b"damaged")
    with raises("database_not_whole"):
        content_of(path)


@pytest.mark.parametrize("table", ["estimate", "area", "indicator"])
def test_every_table_that_readers_see_has_a_hash_of_its_own(tmp_path: Path, table: str) -> None:
    found = content_of(written(tmp_path / "a", 60.0)).tables
    assert table in found
    assert not {"build", "contents", "edition"} & set(found)
