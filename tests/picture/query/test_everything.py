"""Every published number: but of registers, whose figures may be more than memory holds."""

import duckdb
import pytest

from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.numbers import ask_everything
from picture.query.selection import check, view_of
from picture.query.tables.reference import OutlinesRead
from picture.text.captions import everything_headline
from tests.picture.corrected import wrong_database

LEFT_OUT = {
    Language.FI: "Kaikki julkaistut luvut lukuun ottamatta suuria rekistereitä",
    Language.SV: "Alla publicerade siffror utom stora register",
    Language.EN: "Every published figure except those of large registers",
}


@pytest.fixture
def con(tmp_path):
    """A picture whose only source is a register."""
    with wrong_database(tmp_path / "situation-x.duckdb") as con:
        yield con


def asked(con: duckdb.DuckDBPyConnection, language: Language = Language.EN):
    choices = read_choices(con, language, OutlinesRead())
    return ask_everything(con, view_of(check({}, {}, choices)[0], choices), choices)


def test_without_registers_nothing_is_left_out(con):
    dataset = asked(con)
    assert dataset.rows
    assert dataset.left_out == ()
    assert everything_headline(dataset) == "Every published figure"


@pytest.mark.parametrize("language", Language)
def test_a_register_is_left_out_and_named(con, language):
    before = asked(con, language)
    source = before.rows[0].source
    con.execute("UPDATE source SET kind = 'register' WHERE id = ?", [source])
    dataset = asked(con, language)
    assert source not in {row.source for row in dataset.rows}
    assert {one.id for one in dataset.left_out} == {one.id for one in before.indicators} - {
        one.id for one in dataset.indicators
    }
    assert everything_headline(dataset).startswith(LEFT_OUT[language])
    assert dataset.left_out[0].short in everything_headline(dataset)
