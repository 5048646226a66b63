"""What the database holds, asked by SQL that nothing else uses: figures by their key, and their numbers in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, combinations
from pathlib import Path

import duckdb

KEY = """indicator || '/' || period || '/'
    || CASE level WHEN 'maakunta' THEN 'MK' WHEN 'country' THEN '' ELSE level || '.' END || code
    || '/' || group_dim || '.' || group_code"""
FIGURES = f"SELECT {KEY}, value, ci_low, ci_high, n, effective_n FROM estimate"
IN_WORDS = f"""SELECT {KEY} AS key, decimals, [value, ci_low, ci_high] FROM estimate JOIN indicator ON id = indicator
    UNION ALL SELECT {KEY}, decimals, [difference, c.ci_low, c.ci_high, detectable]
    FROM comparison c JOIN indicator ON id = indicator"""
ABOUT = "SELECT sampled, responded, CAST(round(rate) AS INTEGER) FROM fieldwork"  # told in words under each picture
OF_REGIONS = """SELECT count(*), count(value) FROM estimate JOIN indicator ON id = indicator
    WHERE level = 'maakunta' AND kind LIKE 'survey%' AND estimate.source = 'demo_survey' GROUP BY period"""
QUALITY = "SELECT DISTINCT round(r_indicator, 2) FROM fieldwork WHERE r_indicator IS NOT NULL"
TEXTS = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'VARCHAR'"
COUNTS = f"SELECT {KEY}, n, effective_n FROM estimate"


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
    """Every number that stands for a key, as (decimals, value): of the figure, and of its comparisons."""

    measured: dict[str, list[tuple[int, float]]]
    counted: dict[str, set[int]]
    about: set[int]  # of fieldwork: people who were asked and who answered, rates
    quality: set[float]  # R-indicators
    texts: str  # all words of the database: a number that stands in them is quoted

    def words(self, keys: Iterable[str], language: str) -> set[str]:
        """Return how the numbers of keys are written, and the differences between any two of one indicator."""
        by_indicator: dict[str, set[tuple[int, float]]] = {}
        for key in keys:
            by_indicator.setdefault(key.partition("/")[0], set()).update(self.measured.get(key, ()))
        told = {written(value, 2, language) for value in self.quality}
        for held in by_indicator.values():
            told |= {written(abs(value), decimals, language) for decimals, value in held}
            told |= set(_differences(held, language))
        return told

    def counts(self, keys: Iterable[str]) -> set[int]:
        """Return the numbers of respondents of keys."""
        return set().union(*(self.counted.get(key, ()) for key in keys))


def _differences(held: set[tuple[int, float]], language: str) -> Iterator[str]:
    for (decimals, one), (_, other) in combinations(sorted(held), 2):
        yield written(abs(one - other), decimals, language)


def numbers_of(database: Path) -> Numbers:
    """Read the numbers of every key."""
    measured: dict[str, list[tuple[int, float]]] = {}
    counted: dict[str, set[int]] = {}
    with duckdb.connect(str(database), read_only=True) as con:
        for key, decimals, values in con.execute(IN_WORDS).fetchall():
            measured.setdefault(key, []).extend((decimals, value) for value in values if value is not None)
        for key, *counts in con.execute(COUNTS).fetchall():
            counted.setdefault(key, set()).update(count for count in counts if count is not None)
        told = chain.from_iterable(chain.from_iterable(con.execute(sql).fetchall() for sql in (ABOUT, OF_REGIONS)))
        about = {number for number in told if number is not None}
        quality = {value for (value,) in con.execute(QUALITY).fetchall()}
        texts = [con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall() for table, column in _prose(con)]
    return Numbers(measured, counted, about, quality, "\n".join(text for (text,) in chain.from_iterable(texts) if text))


def _prose(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield the columns of words that people read."""
    for table, column in con.execute(TEXTS).fetchall():
        if column.endswith(("_fi", "_sv", "_en")) or column == "note":
            yield table, column


def written(value: float, decimals: int, language: str) -> str:
    """Write a number as the language does, without the code of the product."""
    whole = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    return whole if language == "en" else whole.replace(",", " ").replace(".", ",")
