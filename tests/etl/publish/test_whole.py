"""A database is whole when it opens and holds every row it was written with."""

import errno
import os
from pathlib import Path

import duckdb
import pytest

from contract.pointer import database_of
from etl.engine.bounded import bounded
from etl.publish.kept_files import told_by
from etl.publish.load import load
from etl.publish.whole import compared_with, is_whole, readable, whole_ones
from tests.errors import raises
from tests.etl.small_tables import cell, small


@pytest.fixture
def built(tmp_path: Path) -> Path:
    cells = (cell("01", 50.0 + year, str(2000 + year)) for year in range(40))
    return load(small("one", *cells), tmp_path, "one")


def test_what_was_just_built_is_whole(built: Path) -> None:
    assert is_whole(built)


@pytest.mark.parametrize(
    "spoil", ["DELETE FROM estimate", "DELETE FROM policy; DELETE FROM estimate WHERE code = '01'"]
)
def test_a_table_that_has_lost_rows_is_noticed(built: Path, spoil: str) -> None:
    with duckdb.connect(str(built)) as con:
        con.execute(spoil)
    assert not is_whole(built)


@pytest.mark.parametrize("table", ["build", "contents", "change"])
def test_a_table_that_is_gone_is_noticed(built: Path, table: str) -> None:
    with duckdb.connect(str(built)) as con:
        con.execute(f"DROP TABLE {table}")
    assert not is_whole(built)


def test_a_table_that_nobody_wrote_is_noticed(built: Path) -> None:
    with duckdb.connect(str(built)) as con:
        con.execute("CREATE TABLE strange (one INTEGER)")
    assert not is_whole(built)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_a_file_that_is_cut_short_is_noticed(built: Path, share: float) -> None:
    content = built.read_bytes()
    built.write_bytes(content[: int(len(content) * share)])
    assert not is_whole(built)


def test_one_damaged_byte_in_any_block_that_holds_rows_is_noticed(built: Path) -> None:
    """Blocks that hold nothing may be damaged: nobody reads them."""
    with duckdb.connect(str(built), read_only=True) as con:
        blocks = con.execute(
            "SELECT DISTINCT block_id FROM pragma_storage_info('estimate') WHERE block_id >= 0"
        ).fetchall()
        size = con.execute("SELECT block_size FROM pragma_database_size()").fetchall()[0][0]
    content = built.read_bytes()
    assert blocks
    for (block,) in blocks:
        damaged = bytearray(content)
        damaged[3 * 4096 + block * size + 100] ^= 1
        built.write_bytes(damaged)
        assert not is_whole(built)
    built.write_bytes(content)
    assert is_whole(built)


def test_a_database_from_before_there_were_numbers_counts_as_whole_when_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "situation-old.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE build (id VARCHAR)")
    assert not is_whole(path)
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO build VALUES ('old')")
    assert is_whole(path)


def test_the_published_one_comes_first_then_the_one_before_and_no_damaged_one(tmp_path: Path) -> None:
    one, two = (load(small(name, cell("01", 50.0)), tmp_path, name) for name in ("one", "two"))
    assert list(whole_ones(tmp_path)) == [two, one]
    two.write_bytes(b"damaged")
    assert list(whole_ones(tmp_path)) == [one]


def test_a_build_tells_what_differs_from_itself_where_it_is_kept_else_from_the_last_whole_one(tmp_path: Path) -> None:
    one, two = (load(small(name, cell("01", 50.0)), tmp_path, name) for name in ("one", "two"))
    assert compared_with(tmp_path, "one") == one
    assert compared_with(tmp_path, "three") == two
    two.write_bytes(b"damaged")
    assert compared_with(tmp_path, "two") == one
    assert compared_with(tmp_path / "nowhere", "two") is None
    assert database_of(tmp_path, "one") == one


def test_what_the_disk_cannot_read_is_not_called_damaged(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged one is mended by the next build; one that may be whole is not passed over, nor removed."""

    def fails(*_: object, **__: object) -> None:
        raise duckdb.IOException(f'IO Error: Could not read from file "{built}": {os.strerror(errno.EIO)}')

    monkeypatch.setattr(duckdb, "connect", fails)
    for ask in (is_whole, lambda path: told_by(path, "SELECT 1")):
        with raises("disk_failed", path=built, reason="Input/output error"):
            ask(built)


def test_a_database_that_was_changed_under_its_name_is_asked_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.duckdb"
    for told in (1, 2):
        with duckdb.connect(str(path)) as con:
            con.execute(f"CREATE OR REPLACE TABLE build AS SELECT {told} AS id")
        assert told_by(path, "SELECT id FROM build") == [(told,)]
    path.write_bytes(b"damaged")
    assert told_by(path, "SELECT id FROM build") == []


def test_too_little_memory_says_nothing_of_the_database(built: Path) -> None:
    with raises("memory_too_small"), bounded(built.parent, built, read_only=True), readable(built):
        raise duckdb.OutOfMemoryException
