"""SPSS files that would end the process, or take all memory."""

import struct
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.tables.spss import read_spss
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.helpers import DESIGN, card, catalogue, respondents


def refusal(folder: Path, content: bytes, file: str) -> UserError:
    with pytest.raises(UserError) as refused:
        read_respondents(card(folder, content, file, "respondents", DESIGN), catalogue(), read_classification())
    return refused.value


def spss(folder: Path, name: str = "made.sav") -> bytearray:
    pyreadstat.write_sav(respondents(), folder / name, compress=name.endswith("zsav"))
    return bytearray((folder / name).read_bytes())


ROWS = slice(80, 84)  # of a header: how many rows there are


@pytest.mark.parametrize(
    ("file", "rows", "code"),
    [
        ("made.sav", 20_000_000, "table_too_large"),
        ("made.sav", 20_000, "spss_cut"),
        ("made.zsav", 6_000_000, "spss_cut"),
    ],
)
def test_an_spss_file_that_promises_more_rows_than_it_has_is_refused(
    tmp_path: Path, file: str, rows: int, code: str
) -> None:
    content = spss(tmp_path, file)
    content[ROWS] = struct.pack("<i", rows)
    assert_tells(refusal(tmp_path, bytes(content), file), code, rows=rows)


def test_an_spss_file_that_ends_the_process_of_its_reader_is_refused(tmp_path: Path) -> None:
    content = spss(tmp_path)
    content[180] = 255  # the type of the first variable
    (tmp_path / "made.sav").write_bytes(content)
    with raises("spss_unreadable", path="made.sav"):
        read_spss(tmp_path / "made.sav", Table())


def test_dates_are_texts_also_those_of_years_that_python_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "made.sav"
    dates = pl.DataFrame({"day": [date(2014, 9, 22)], "moment": [datetime(2014, 9, 22, 2, 20, 30)]})  # noqa: DTZ001
    pyreadstat.write_sav(dates, path)
    moment = (datetime(2014, 9, 22, 2, 20, 30) - datetime(1582, 10, 14)).total_seconds()  # noqa: DTZ001
    content = path.read_bytes().replace(struct.pack("<d", moment), struct.pack("<d", moment * 400))
    path.write_bytes(content)
    table = read_spss(path, Table())
    assert table.frame["moment"].to_list() == ["+174359-01-23 00:40:00.000000"]
    assert table.frame["day"].to_list() == ["2014-09-22"]
    with raises("not_a_number", row=1, column="moment"):
        table.number("moment")
