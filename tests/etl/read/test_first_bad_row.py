"""Refusals name the first bad row, the same in every process and in every format that holds the same rows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.etl.read.formats.tables.makers import ods, xls
from tests.etl.read.helpers import AGGREGATES, DESIGN, card, catalogue, csv, parquet, published, xlsx
from tests.fuzz.samples import answers, figures, rows

ROOT = Path(__file__).parents[3]
PLACES = read_classification()
FORMATS: dict[str, Callable[[pl.DataFrame], bytes]] = {
    "figures.csv": csv,
    "figures.parquet": parquet,
    "figures.xlsx": xlsx,
    "figures.xls": lambda frame: xls({"1": rows(frame)}),
    "figures.ods": lambda frame: ods({"1": rows(frame)}),
}
HEADERS = {"figures.parquet": 0}  # rows that stand before the first
BAD = ("Alfa", "Beta", "Gamma", "Delta", "Epsilon")
COLUMNS = {  # of published figures, and of respondents: five bad cells, the first of them in the second row of data
    "figures": ("indicator", "year", "area", "flag"),
    "answers": ("region", "language"),
}


def with_bad_cells(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    cells = frame[column].cast(pl.String).to_list()
    for place, bad in zip((1, 2, 4, 5, 7), BAD, strict=True):
        cells[place] = bad
    return frame.with_columns(pl.Series(column, cells))


def refused(read: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as error:
        read()
    return error.value


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("column", COLUMNS["figures"])
def test_of_several_bad_cells_the_first_is_named_in_every_format(tmp_path: Path, column: str, file: str) -> None:
    content = FORMATS[file](with_bad_cells(figures(), column))
    error = refused(
        lambda: read_aggregates(card(tmp_path, content, file, "aggregates", AGGREGATES), published(), PLACES, [])
    )
    assert (error.row, error.found) == (2 + HEADERS.get(file, 1), "Alfa")
    assert error.more_rows == 4


@pytest.mark.parametrize("column", COLUMNS["answers"])
def test_of_several_bad_cells_of_a_survey_the_first_is_named(tmp_path: Path, column: str) -> None:
    content = csv(with_bad_cells(answers(), column))
    error = refused(
        lambda: read_respondents(card(tmp_path, content, "a.csv", "respondents", DESIGN), catalogue(), PLACES, [])
    )
    assert (error.row, error.column, error.found, error.more_rows) == (3, column, "Alfa", 4)


def test_where_levels_are_mixed_the_first_bad_row_is_named_whatever_its_level(tmp_path: Path) -> None:
    levels = ["maakunta", "kunta", "maakunta", "maakunta"]
    frame = figures().head(4).with_columns(area=pl.Series(["01", "Alfa", "Beta", "04"]), level=pl.Series(levels))
    layout = AGGREGATES.replace('level = "maakunta"\n', "").replace('n = "n"', 'n = "n"\nlevel = "level"')
    error = refused(
        lambda: read_aggregates(card(tmp_path, csv(frame), "a.csv", "aggregates", layout), published(), PLACES, [])
    )
    assert (error.row, error.found) == (3, "Alfa")


SCRIPT = """
import sys
from pathlib import Path
from tests.etl.read.test_first_bad_row import told
print(told(Path(sys.argv[1])))
"""


def told(folder: Path) -> str:
    """Every message about figures and answers with bad cells."""
    messages = []
    for column in COLUMNS["figures"]:
        written = card(folder, csv(with_bad_cells(figures(), column)), "figures.csv", "aggregates", AGGREGATES)
        messages.append(str(refused(lambda written=written: read_aggregates(written, published(), PLACES, []))))
    for column in COLUMNS["answers"]:
        written = card(folder, csv(with_bad_cells(answers(), column)), "answers.csv", "respondents", DESIGN)
        messages.append(str(refused(lambda written=written: read_respondents(written, catalogue(), PLACES, []))))
    return "\n".join(messages)


def test_the_messages_are_the_same_in_every_process(tmp_path: Path) -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert found == {told(tmp_path) + "\n"}
