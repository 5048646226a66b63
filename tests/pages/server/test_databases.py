"""Connections that all readers share are never closed under somebody who still reads."""

import duckdb
import pytest

from contract.pointer import NoDatabaseError
from pages.server.databases import DATABASES, choices_of, connection
from tests.picture.small import small_database


@pytest.fixture
def databases(tmp_path):
    paths = [tmp_path / f"situation-{number}.duckdb" for number in range(DATABASES + 2)]
    for path in paths:
        with small_database(path):
            pass
    return paths


def test_a_reader_goes_on_while_newer_pictures_push_the_database_out_of_the_cache(databases):
    with connection(databases[0]).cursor() as reading:
        asked = reading.execute("SELECT indicator, value FROM estimate ORDER BY ALL")
        for newer in databases[1:]:
            assert choices_of(newer, "fi").indicators
        assert connection.cache_info().currsize == DATABASES
        assert len(asked.fetchall()) > 10
        assert reading.execute("SELECT count(*) FROM estimate").fetchone()


def test_a_damaged_database_is_read_again_once_it_has_been_mended(tmp_path):
    path = tmp_path / "situation-one.duckdb"
    path.write_bytes(b"hello world" * 1000)
    with pytest.raises(NoDatabaseError, match=r"situation-one\.duckdb cannot be read"):
        choices_of(path, "sv")
    path.unlink()
    with small_database(path):
        pass
    assert choices_of(path, "sv").indicators


def test_a_database_of_another_version_is_told_and_read_again_once_it_has_been_mended(tmp_path):
    path = tmp_path / "situation-one.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE build (id VARCHAR)")
    with pytest.raises(NoDatabaseError):
        choices_of(path, "sv")
    path.unlink()
    with small_database(path):
        pass
    assert choices_of(path, "sv").indicators


@pytest.mark.parametrize("column", ["obs_status", "conf_status"])
def test_a_database_from_before_a_column_is_told_at_once_and_not_on_the_first_page(tmp_path, column):
    """All that can be chosen is there: nothing but the numbers would fail."""
    path = tmp_path / "situation-old.duckdb"
    with small_database(path) as con:
        con.execute("CREATE TABLE older AS SELECT * FROM estimate")
        con.execute(f"ALTER TABLE older DROP COLUMN {column}")
        con.execute("DROP TABLE estimate")
        con.execute("ALTER TABLE older RENAME TO estimate")
    with pytest.raises(NoDatabaseError, match=r"situation-old\.duckdb cannot be read"):
        choices_of(path, "sv")
