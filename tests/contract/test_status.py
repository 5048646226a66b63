"""Statuses: how they are written, and what the schema refuses."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from contract import status
from contract.status import ConfStatus, ObsStatus, format_obs, parse_obs

SCHEMA = Path(status.__file__).with_name("schema.sql").read_text(encoding="utf-8")
SOURCE = {"id": "s", "kind": "aggregates", "licence": "CC0", "synthetic": True}
INDICATOR = {"id": "i", "position": 1, "domain": "context", "kind": "register_count", "unit": "persons"}
INDICATOR |= {"decimals": 0, "direction": "neither", "headline": False, "source": "s"}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute(SCHEMA)
        fill(made)
        yield made


def fill(made: duckdb.DuckDBPyConnection) -> None:
    """Put in what an estimate must find: its source and its indicator."""
    for table, row in (("source", SOURCE), ("indicator", INDICATOR)):
        wanted = made.execute(f"SELECT column_name FROM (DESCRIBE {table}) WHERE \"null\" = 'NO'").fetchall()
        whole = {name: row.get(name, "text") for (name,) in wanted}
        places = ", ".join(f"${name}" for name in whole)
        made.execute(f"INSERT INTO {table} ({', '.join(whole)}) VALUES ({places})", whole)


def insert(con: duckdb.DuckDBPyConnection, value: float | None, obs: str, conf: str) -> None:
    con.execute(
        """INSERT INTO estimate BY NAME SELECT 'i' AS indicator, '2026' AS period, 'country' AS level, 'SSS' AS code,
            2026 AS geo_year, 'all' AS group_dim, 'all' AS group_code, 's' AS source,
            $value::DOUBLE AS value, $obs AS obs_status, $conf AS conf_status""",
        {"value": value, "obs": obs, "conf": conf},
    )


@pytest.mark.parametrize(
    ("value", "obs", "conf"),
    [
        (1.0, "A", "F"),
        (1.0, "BDEPU", "F"),
        (None, "A", "C"),
        (None, "M", "F"),
        (None, "O", "F"),
        (None, "U", "F"),
        (None, "BDEMOPU", "C"),
    ],
)
def test_the_schema_takes_what_the_standard_says(con, value, obs, conf) -> None:
    insert(con, value, obs, conf)
    assert con.execute("SELECT value, obs_status, conf_status FROM estimate").fetchall() == [(value, obs, conf)]


@pytest.mark.parametrize(
    ("value", "obs", "conf"),
    [
        (1.0, "A", "C"),  # a value beside a status that hides it
        (1.0, "M", "F"),
        (1.0, "O", "F"),
        (1.0, "BO", "F"),
        (None, "A", "F"),  # nothing, and no word why
        (None, "B", "F"),
        (1.0, "", "F"),  # no code of the list, twice, out of order, beside "A"
        (1.0, "b", "F"),
        (1.0, "Q", "F"),
        (1.0, "BB", "F"),
        (1.0, "UB", "F"),
        (1.0, "AB", "F"),
        (1.0, "A", "N"),
        (1.0, "A", ""),
    ],
)
def test_the_schema_refuses_what_contradicts_itself(con, value, obs, conf) -> None:
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        insert(con, value, obs, conf)


def test_nothing_to_say_is_an_a_alone() -> None:
    assert format_obs(frozenset()) == ObsStatus.NORMAL
    assert type(format_obs(frozenset())) is str  # Polars would take a member for the values of its enum
    assert parse_obs("A") == frozenset()
    assert parse_obs("BU") == {ObsStatus.BREAK, ObsStatus.LOW_RELIABILITY}
    assert format_obs({ObsStatus.LOW_RELIABILITY, ObsStatus.BREAK}) == "BU"


def test_a_letter_that_is_not_in_use_is_refused() -> None:
    with pytest.raises(ValueError, match="'Q' is not a valid ObsStatus"):
        parse_obs("Q")


def test_confidential_wins_where_two_meet() -> None:
    free, confidential = status.Status(), status.Status(conf=ConfStatus.CONFIDENTIAL)
    assert (free | confidential) == (confidential | free) == confidential
