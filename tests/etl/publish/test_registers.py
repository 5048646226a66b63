"""Registers in a database: loaded in its order, never twice, and what differs from the build before."""

import duckdb
import polars as pl

from etl.publish.changes import changes
from etl.publish.load import load
from etl.publish.of_registers import StoredRegisters
from etl.publish.report import of_registers
from etl.read.register.twice import refuse_in_two_files
from etl.read.sources import read_all, with_registers
from tests.errors import raises
from tests.etl.read.register.test_table import PLACES, ROW, catalogue, on_card, read
from tests.etl.small_tables import cell, small

CODES = ("049", "091", "092")


def figures(*values, period="2026", indicator="rate"):
    areas = zip(CODES, values, strict=False)
    return [ROW | {"indicator": indicator, "period": period, "area": code, "value": value} for code, value in areas]


def tables(build, *cells):
    """A picture with one survey's figure, and what a register's rows must find."""
    found = small(build, *(cells or (cell("01", 60.0),)))
    register = found["source"].with_columns(pl.lit("register").alias("id"), pl.lit("register").alias("kind"))
    rate = found["indicator"].with_columns(
        pl.lit("rate").alias("id"), pl.lit("register_share").alias("kind"), source=pl.lit("register"), position=90
    )
    one = found["area"].head(1)
    kunta = [one.with_columns(pl.lit("kunta").alias("level"), pl.lit(code).alias("code")) for code in CODES]
    return found | {
        "source": pl.concat([found["source"], register]),
        "indicator": pl.concat([found["indicator"], rate.cast(found["indicator"].schema)]),
        "area": pl.concat([found["area"], *kunta]),
    }


def loaded(folder, build, *rows):
    register = read(folder, *rows)
    return load(tables(build), folder, build, registers=(register,))


def test_its_rows_stand_beside_those_of_others_in_the_order_of_the_database(tmp_path):
    path = loaded(tmp_path, "new", *figures(3.0, 2.0, period="2026"), *figures(1.5, period="2025"))
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute("SELECT indicator, code, period, value, source FROM estimate").fetchall()
        told = con.execute("SELECT rows FROM contents WHERE table_name = 'estimate'").fetchall()
    assert found == [
        ("trust", "01", "2026", 60.0, "survey"),
        ("rate", "049", "2025", 1.5, "register"),
        ("rate", "049", "2026", 3.0, "register"),
        ("rate", "091", "2026", 2.0, "register"),
    ]
    assert told == [(4,)]


def test_a_figure_that_stands_twice_is_refused_and_nothing_is_published(tmp_path):
    twice = (cell("01", 60.0), cell("01", 61.0))
    with raises("contract_broken", table="estimate", reason="twice: trust 2026 maakunta 01 2026 all all"):
        load(tables("new", *twice), tmp_path, "new")
    assert list(tmp_path.iterdir()) == []


def test_an_area_that_the_picture_does_not_have_is_refused(tmp_path):
    with raises("table_names_unknown", table="estimate"):
        loaded(tmp_path, "new", *figures(3.0), ROW | {"area": "106"})


def test_a_new_indicator_is_one_change_and_a_period_that_differs_another(tmp_path):
    before = load(small("old", cell("01", 60.0)), tmp_path, "old")
    first = read(tmp_path, *figures(3.0, 2.0), *figures(1.5, period="2025"))
    found = changes(before, tables("a"), "a", 0.1, (first,))
    told = found.filter(pl.col("indicator") == "rate").select("what", "period", "code", "before", "after").rows()
    assert told == [("added", None, None, None, "3 cells")]
    middle = load(tables("a"), tmp_path, "a", registers=(first,))
    changed = [*figures(3.0, 2.5), *figures(1.5, period="2024")]
    found = changes(middle, tables("b"), "b", 0.1, (read(tmp_path, *changed),))
    told = found.select("what", "indicator", "period", "code", "before", "after").rows()
    assert told == [
        ("added", "rate", "2024", None, None, "1 cells"),
        ("removed", "rate", "2025", None, "1 cells", None),
        ("recomputed", "rate", "2026", None, None, None),
    ]


def test_the_same_register_changes_nothing(tmp_path):
    register = read(tmp_path, *figures(3.0, 2.0))
    path = load(tables("a"), tmp_path, "a", registers=(register,))
    assert changes(path, tables("b"), "b", 0.1, (register,)).is_empty()


def test_an_indicator_of_two_registers_is_refused(tmp_path):
    first = on_card(tmp_path, *figures(3.0), period="2025")
    second = on_card(tmp_path, *figures(2.0, period="2025"), period="2026")
    with raises("indicator_in_two_files", found="rate", other=first.path):
        with_registers(read_all((), catalogue(), PLACES), (first, second), catalogue(), PLACES, tmp_path)


def test_an_indicator_of_a_register_and_of_another_source_is_refused(tmp_path):
    register = read(tmp_path, *figures(3.0))
    other = on_card(tmp_path, ROW, kind="aggregates", id="other")
    observations = pl.DataFrame({"indicator": ["people", "rate"], "source": ["other", "other"]})
    with raises("indicator_in_two_files", found="rate", other=other.path):
        refuse_in_two_files((register,), observations, (register.card, other))


def test_the_report_tells_of_each_register(tmp_path):
    register = read(tmp_path, *figures(3.0, 2.0))
    assert list(of_registers((register,))) == ["Register register 2026: rate: figures 2"]


def test_the_figures_of_a_database_are_loaded_from_there_into_another_one(tmp_path):
    rows = (*figures(3.0, 2.0, period="2026"), *figures(1.5, period="2025"))
    path = loaded(tmp_path, "old", *rows)
    with duckdb.connect(str(path), read_only=True) as con:
        registers = StoredRegisters.of(con, path)
        before = con.execute("SELECT * FROM estimate").fetchall()
    assert registers.rows == 3
    again = load(tables("new"), tmp_path, "new", registers=(registers,))
    with duckdb.connect(str(again), read_only=True) as con:
        assert con.execute("SELECT * FROM estimate").fetchall() == before
