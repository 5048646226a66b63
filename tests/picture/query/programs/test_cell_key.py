"""The key of a cell is what an address, a file and another edition call the same number."""

import pytest

from contract.cell_key import read_key
from picture.query.choices import read_choices
from picture.query.numbers import ask_everything
from picture.query.programs.cell_key import cell_key
from picture.query.selection import check, view_of
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def everything():
    con = small_database()
    choices = read_choices(con, "en")
    return ask_everything(con, view_of(check({}, {}, choices)[0], choices), choices)


def test_a_key_names_indicator_period_area_and_group(everything):
    keys = {cell_key(row) for row in everything.rows}
    assert "trust/2026/SSS/all.all" in keys
    assert "lonely/2018-2019/SSS/birth.away" in keys


def test_no_two_cells_share_a_key(everything):
    keys = [cell_key(row) for row in everything.rows]
    assert len(set(keys)) == len(keys)


def test_a_key_is_taken_apart_and_written_again(everything):
    for row in everything.rows:
        parts = read_key(cell_key(row))
        assert (parts.indicator, parts.period) == (row.indicator, row.period)
        assert str(parts) == cell_key(row)
