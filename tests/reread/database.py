"""What the database holds, asked by SQL that nothing else uses: figures by their key, and their numbers in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from contract.codes import Language

KEY = """indicator || '/' || period || '/'
    || CASE level WHEN 'maakunta' THEN 'MK' WHEN 'country' THEN '' ELSE level || '.' END || code
    || '/' || group_dim || '.' || group_code"""
FIGURES = f"SELECT {KEY}, value, ci_low, ci_high, n, effective_n FROM estimate"
TESTED = f"SELECT {KEY}, [difference, ci_low, ci_high, detectable] FROM comparison"
FIELDWORK = """SELECT unnest([sampled, responded]) FROM fieldwork
    UNION ALL SELECT unnest([count(*), count(value), count(value) FILTER (obs_status LIKE '%U%'),
        count(*) FILTER (value IS NULL AND conf_status = 'C'),
        count(*) FILTER (value IS NULL AND conf_status <> 'C' AND obs_status LIKE '%U%')])
    FROM estimate JOIN indicator ON id = indicator WHERE level = 'maakunta' AND kind LIKE 'survey%' GROUP BY period"""
RATES = """SELECT rate, 0 FROM fieldwork WHERE rate IS NOT NULL
    UNION ALL SELECT r_indicator, 2 FROM fieldwork WHERE r_indicator IS NOT NULL
    UNION ALL SELECT 100 * share, 1 FROM area_moved WHERE share IS NOT NULL
    UNION ALL SELECT median((ci_high - ci_low) / 2), 1 FROM estimate JOIN indicator ON id = indicator
    WHERE kind = 'survey_share' AND level IN ('country', 'maakunta') AND group_dim = 'all' GROUP BY level, period"""
EDITIONS = """SELECT edition FROM build UNION SELECT edition FROM edition
    UNION SELECT CAST(unnest([first_year, last_year]) AS VARCHAR) FROM plan
    UNION SELECT CAST(deadline AS VARCHAR) FROM goal"""  # and the years of plans
TITLES = "SELECT title_{0} FROM source"
GROUPS = "SELECT lower(name_{0}) FROM population_group WHERE dim <> 'all'"
TEXTS = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'VARCHAR'"


@dataclass(frozen=True)
class Figure:
    """A figure as a file or the database has it."""

    key: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None = None


def figures_of(database: Path) -> dict[str, set[Figure]]:
    """Return every figure by its key; the same cell on several divisions of areas is several figures."""
    found: dict[str, set[Figure]] = {}
    with duckdb.connect(str(database), read_only=True) as con:
        for key, value, low, high, n, _ in con.execute(FIGURES).fetchall():
            found.setdefault(key, set()).add(Figure(key, value, low, high, n))
    return found


@dataclass(frozen=True)
class Numbers:
    """Every number that stands for a key: of the figure, and of its comparisons."""

    decimals: dict[str, int]  # by indicator
    values: dict[str, set[float]]
    limits: dict[str, set[float]]  # of intervals
    tested: dict[str, set[float]]  # differences, and what the tests say of them
    counted: dict[str, set[int]]
    fieldwork: set[int]  # people who were asked and who answered; figures of regions, and how many are shown
    rates: set[tuple[float, int]]  # of answers, R-indicators, people whose border moved, usual half-widths; decimals
    editions: set[str]
    names: dict[tuple[str, str], set[str]]  # of an indicator in a language, in small letters
    titles: dict[str, set[str]]  # of sources, by language
    texts: str  # all words of the database: a number that stands in them is quoted


def numbers_of(database: Path) -> Numbers:
    """Read the numbers of every key."""
    with duckdb.connect(str(database), read_only=True) as con:
        texts = [con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall() for table, column in _prose(con)]
        return Numbers(
            decimals=dict(con.execute("SELECT id, decimals FROM indicator").fetchall()),
            values=_by_key(con, f"SELECT {KEY}, [value] FROM estimate"),
            limits=_by_key(con, f"SELECT {KEY}, [ci_low, ci_high] FROM estimate"),
            tested=_by_key(con, TESTED),
            counted=_by_key(con, f"SELECT {KEY}, [n, effective_n] FROM estimate"),
            fieldwork=_column(con, FIELDWORK) - {None},
            rates=set(con.execute(RATES).fetchall()),
            editions=_column(con, EDITIONS),
            names=_names(con),
            titles={language: _column(con, TITLES.format(language)) for language in Language},
            texts="\n".join(text for (text,) in chain.from_iterable(texts) if text),
        )


def _column(con: duckdb.DuckDBPyConnection, sql: str) -> set[Any]:
    return {one for (one,) in con.execute(sql).fetchall()}


def _by_key(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for key, numbers in con.execute(sql).fetchall():
        found.setdefault(key, set()).update(number for number in numbers if number is not None)
    return found


def _names(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], set[str]]:
    """Read by which words an indicator is named; words that name a population group too are none."""
    found: dict[tuple[str, str], set[str]] = {}
    for language in Language:
        groups = _column(con, GROUPS.format(language))
        columns = ", ".join(f"lower({name}_{language})" for name in ("name", "short", "clause"))
        for indicator, *names in con.execute(f"SELECT id, {columns} FROM indicator").fetchall():
            found[indicator, language] = {name for name in names if name and not _names_group(name, groups)}
    return found


def _names_group(name: str, groups: set[str]) -> bool:
    return any(name in group or f" {group} " in f" {name} " for group in groups)


def _prose(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield the columns of words that people read."""
    for table, column in con.execute(TEXTS).fetchall():
        if column.endswith(("_fi", "_sv", "_en")) or column == "note":
            yield table, column


def written(value: float, decimals: int, language: str) -> str:
    """Write a number as the language does, without the code of the product."""
    whole = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    return whole if language == "en" else whole.replace(",", " ").replace(".", ",")
