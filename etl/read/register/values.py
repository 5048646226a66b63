"""The values of a register: what cannot be read as a figure of its indicator is refused at its first row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import polars as pl

from contract.codes import CELL_KEY, Kind, Unit
from contract.errors import UserError
from contract.status import WITHOUT_VALUE, ConfStatus, ObsStatus
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.disclosure import HiddenBy
from etl.read.plausible.marks import COUNTED_UNITS
from etl.read.register.told import ROW, Told
from etl.read.status import CONF, OBS

# letters of the code list, each once, in alphabetical order
CODES = "A|" + "".join(f"{one.value}?" for one in sorted(ObsStatus) if one is not ObsStatus.NORMAL)
ABSENT = "".join(one.value for one in sorted(WITHOUT_VALUE))


@dataclass(frozen=True, slots=True)
class Check:
    """What a row must not be: a condition in SQL over the columns of `told` and of its indicator."""

    bad: str
    column: str
    error: UserError


def check_values(con: duckdb.DuckDBPyConnection, told: Told, card: SourceCard, catalogue: Catalogue) -> int:
    """Return the number of rows; raise UserError for the first check that a row fails, with its first row."""
    con.register("of_indicator", _indicators(catalogue))
    checks = tuple(_checks(card))
    # never as WHERE: Parquet's statistics leave NaN out, and by them DuckDB reads no row in which a value could be NaN
    asked = (
        f'count(*) FILTER ({one.bad}), min("{ROW}") FILTER ({one.bad}),'
        f' arg_min_null({one.column}, "{ROW}") FILTER ({one.bad})'
        for one in checks
    )
    (rows, *found) = con.execute(
        f"SELECT count(*), {', '.join(asked)} FROM ({told.sql}) JOIN of_indicator USING (indicator)"
    ).fetchall()[0]
    for check, failed, row, stood in zip(checks, found[::3], found[1::3], found[2::3], strict=True):
        if failed:
            error = check.error.at(told.path, row=row, column=told.names.get(check.column, check.column), found=stood)
            error.more_rows = failed - 1
            raise error
    if card.table.values is None:
        _check_scale(con, told)
    if card.table.rows is not None and rows != card.table.rows:
        raise UserError("rows_not_as_declared", path=told.path, found=rows, rows=card.table.rows)
    return int(rows)


def _indicators(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "indicator": one.id,
                "percent": one.unit == Unit.PERCENT,
                "counted": one.unit in COUNTED_UNITS,
                "of_people": one.kind == Kind.REGISTER_COUNT,
            }
            for one in catalogue.indicators
        ]
    )


def _checks(card: SourceCard) -> Iterator[Check]:
    absent = f"({CONF} = '{ConfStatus.CONFIDENTIAL.value}' OR regexp_matches({OBS}, '[{ABSENT}]'))"
    unreliable = f"contains({OBS}, '{ObsStatus.LOW_RELIABILITY.value}')"
    confs = ", ".join(f"'{one.value}'" for one in ConfStatus)
    no_obs = f"{OBS} IS NULL OR {OBS} = '' OR NOT regexp_full_match({OBS}, '{CODES}')"
    yield Check(no_obs, OBS, UserError("register_status_unknown", codes=list(ObsStatus)))
    no_conf = f"{CONF} IS NULL OR {CONF} NOT IN ({confs})"
    yield Check(no_conf, CONF, UserError("register_status_unknown", codes=list(ConfStatus)))
    yield Check("isnan(value) OR isinf(value)", "value", UserError("not_a_number"))
    unsaid = f"value IS NULL AND NOT {absent} AND NOT {unreliable}"
    yield Check(unsaid, "value", UserError("value_without_status"))
    yield Check(f"value IS NOT NULL AND {absent}", "value", UserError("value_beside_status"))
    yield Check("percent AND value NOT BETWEEN 0 AND 100", "value", UserError("not_a_percentage"))
    yield Check("counted AND value <> round(value)", "value", UserError("count_not_whole"))
    yield Check("counted AND value < 0", "value", UserError("count_negative"))
    yield from _small_counts(card)


def _small_counts(card: SourceCard) -> Iterator[Check]:
    """Ask for the publisher's own protection of counts of people: ours takes a whole table into memory."""
    rule = card.disclosure
    if rule is None:
        yield Check("of_people", "value", UserError("count_rule_missing", card=card.id))
    elif rule.hidden_by is HiddenBy.PUBLISHER:
        small = f"of_people AND value >= {rule.least_hidden} AND value < {rule.min_count}"
        yield Check(small, "value", UserError("count_contradicts_rule", min_count=rule.min_count))
    elif rule.min_count > 1:
        yield Check("of_people", "value", UserError("register_unprotected", card=card.id))


def _check_scale(con: duckdb.DuckDBPyConnection, told: Told) -> None:
    """Refuse a period of a per cent indicator whose values all lie between 0 and 1."""
    small = con.execute(
        f"""SELECT min("{ROW}"), arg_min(value, "{ROW}"), count(*) FROM ({told.sql}) JOIN of_indicator USING (indicator)
        WHERE percent AND value IS NOT NULL GROUP BY indicator, period, group_dim
        HAVING max(value) <= 1 AND max(value) > 0 ORDER BY 1 LIMIT 1"""
    ).fetchall()
    for row, stood, rows in small:
        column = told.names["value"]
        raise UserError("shares_below_one", path=told.path, row=row, column=column, more_rows=rows - 1, found=stood)


def check_once(con: duckdb.DuckDBPyConnection, told: Told, select: str) -> None:
    """Refuse an observation that stands twice, also where its period or area is written in two ways."""
    twice = con.execute(
        f'SELECT max("{ROW}") FROM ({select}) GROUP BY {", ".join(CELL_KEY)} HAVING count(*) > 1 ORDER BY 1 LIMIT 1'
    ).fetchall()
    for (row,) in twice:
        raise UserError("observation_twice", path=told.path, row=row, column=told.names.get("area", "area"))
