"""Respondents who do not fit into memory: read in pieces as they are read at once, and refused as they would be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.read.respondents import read_respondents
from etl.read.sources import LargeWave, Wave, read_wave
from etl.read.survey.large import is_large, read_large
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.large import read_in_pieces
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, parquet, respondents

PLACES = read_classification()
SIZE = 30
ALONE = DESIGN.replace('respondent = "id"', 'respondent = "id"\npanel = "none"')
COLUMNS = 8


def people(**changed: list[object]) -> pl.DataFrame:
    plain = {
        "id": [f"p{at}" for at in range(SIZE)],
        "weight": [float(at % 7 + 1) for at in range(SIZE)],
        "stratum": ["s", "t"] * (SIZE // 2),
        "psu": [f"v{at % 2} {at // 4}" for at in range(SIZE)],
        "region": ["01", "02", "21"] * (SIZE // 3),
        "language": ["fi", "sv", None] * (SIZE // 3),
        "q1": [1, 2, 8, None, 1] * (SIZE // 5),
        "q2": [2, 1, 1] * (SIZE // 3),
    }
    return respondents(**(plain | changed))


def put(folder: Path, rest: str = ALONE, **changed: list[object]) -> SourceCard:
    told = f"[fieldwork]\nsampled = 40\nresponded = {SIZE}\nmodes = ['web']\nlanguages = ['fi']\n"
    dates = "first_day = 2026-02-02\nlast_day = 2026-04-30\n"
    return card(folder, parquet(people(**changed)), "answers.parquet", "respondents", rest + told + dates)


def read(one: SourceCard, folder: Path) -> pl.LazyFrame:
    return LargeWave(one, read_large(one, catalogue(), PLACES, [], folder / "scratch")).scan


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven rows make a piece, and more than a hundred cells are too many."""
    read_in_pieces(monkeypatch, cells=7 * COLUMNS, rows=4)


@pytest.mark.parametrize("rows", [1, 7, 29, 30, 1000])
def test_the_rows_are_those_of_a_file_that_is_read_at_once(
    tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_pieces(monkeypatch, cells=rows * COLUMNS)
    one = put(tmp_path)
    found = read(one, tmp_path).collect()
    whole = whole_of(one, monkeypatch)
    assert_frame_equal(found, whole.select(found.columns), check_dtypes=False)
    assert set(whole.columns) - set(found.columns) == {"respondent"}  # no ids lie anywhere but in the file itself


def whole_of(one: SourceCard, monkeypatch: pytest.MonkeyPatch) -> pl.DataFrame:
    with monkeypatch.context() as patch:
        patch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", 1_000_000)
        return read_respondents(one, catalogue(), PLACES)


def test_codes_of_the_card_and_names_of_groups_mean_in_every_piece_what_they_mean_in_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = '[groups.codes.language]\nA = "fi"\nB = "sv"\n[answer_codes.q1]\n"Kyllä" = 1\n"Ei" = 2\n'
    one = put(
        tmp_path,
        f'{ALONE}{codes}[missing]\n"-" = "M"\n',
        q1=["Kyllä", "Ei", "-"] * 10,
        language=["A", "A", "A", "B", "B"] * 6,
    )
    found = read(one, tmp_path).collect()
    assert_frame_equal(found, whole_of(one, monkeypatch).select(found.columns), check_dtypes=False)


def test_only_a_parquet_file_of_respondents_with_too_many_cells_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (catalogue(), PLACES)
    one = put(tmp_path)
    assert isinstance(read_wave(one, *known, [], tmp_path / "scratch"), LargeWave)
    monkeypatch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", SIZE * COLUMNS)
    assert isinstance(read_wave(one, *known, [], tmp_path / "scratch"), Wave)
    monkeypatch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", SIZE * COLUMNS - 1)
    assert isinstance(read_wave(one, *known, [], tmp_path / "scratch"), LargeWave)
    with raises("table_too_large", rows=SIZE):  # where nobody says where to lay them
        read_wave(one, *known, [])
    assert not is_large(card(tmp_path, csv(people()), "answers.csv", "respondents", ALONE))


def changed(column: str, row: int, value: object) -> dict[str, list[object]]:
    values = people()[column].to_list()
    values[row - 1] = value
    return {column: values}


@pytest.mark.parametrize(
    ("column", "row", "value", "code"),
    [
        ("q1", 20, 7, "answer_code_unknown"),
        ("region", 23, "99", "area_unknown_near"),
        ("region", 30, None, "area_missing"),
        ("language", 8, "xx", "group_code_unknown"),
        ("weight", 15, None, "weight_missing"),
        ("weight", 16, -1.0, "weight_not_positive"),
        ("id", 22, None, "cell_empty"),
        ("id", 22, "p2", "respondent_twice"),  # of another piece
        ("id", 3, "p1", "respondent_twice"),  # of the same piece
        ("stratum", 9, None, "cell_empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_in_the_file(
    tmp_path: Path, column: str, row: int, value: object, code: str
) -> None:
    with raises(code, row=row, column=column):
        read(put(tmp_path, **changed(column, row, value)), tmp_path)


def test_of_several_respondents_who_occur_twice_the_first_is_named_and_the_others_counted(tmp_path: Path) -> None:
    ids = [*(f"p{at}" for at in range(20)), *(f"p{at}" for at in range(9, -1, -1))]
    with raises("respondent_twice", row=21, found="p9", more_rows=9):
        read(put(tmp_path, id=ids), tmp_path)


def test_a_question_need_be_answered_in_one_piece_only(tmp_path: Path) -> None:
    nobody: list[object] = [None] * SIZE
    read(put(tmp_path, q1=[*nobody[1:], 1]), tmp_path)
    with raises("question_unanswered", column="q1"):
        read(put(tmp_path, q1=nobody), tmp_path)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('[design.replicates]\nmethod = "JK1"\ncolumns = ["q1", "q2"]\n', "design.replicates"),
        ("[choices.q1]\ncolumn = 'a'\nchosen = 1\nnot_chosen = 2\nempty = 'not_asked'\n", "choices"),
        ('[table]\ntool = "webropol"\n', "table.tool"),
    ],
)
def test_what_needs_all_rows_at_once_is_refused_by_its_name_on_the_card(tmp_path: Path, more: str, key: str) -> None:
    with raises("too_many_for_card_part", key=key, path="card.toml"):
        read(put(tmp_path, ALONE + more), tmp_path)


@pytest.mark.parametrize("panel", ["", 'panel = "respondents"', 'panel = "psus"'])
def test_a_card_must_say_that_its_respondents_are_in_no_other_wave(tmp_path: Path, panel: str) -> None:
    """Ids of two waves are not compared: an undeclared panel would be taken for independent samples."""
    with raises("too_many_for_panel", key="design.panel"):
        read(put(tmp_path, ALONE.replace('panel = "none"', panel)), tmp_path)


@pytest.mark.parametrize("column", ["id", "stratum", "psu"])
def test_names_that_are_decimal_numbers_are_refused(tmp_path: Path, column: str) -> None:
    with raises("name_is_decimal", column=column):
        read(put(tmp_path, **{column: [at / 2 for at in range(SIZE)]}), tmp_path)


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_a_file_that_is_damaged_in_the_middle_is_refused(tmp_path: Path, share: float) -> None:
    one = put(tmp_path)
    content = bytearray(one.path.read_bytes())
    at = int(len(content) * share)
    content[at : at + 40] = bytes(40)
    one.path.write_bytes(bytes(content))
    with pytest.raises(UserError):
        read(one, tmp_path)


ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from etl.config.card import read_card
from etl.read.survey.large import read_large
from geo.classification import read_classification
from tests.etl.read.helpers import catalogue
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
try:
    read_large(read_card(Path(sys.argv[1]), 1), catalogue(), read_classification(), [], Path(sys.argv[2]))
except Exception as error:
    print(getattr(error, "code", repr(error)))
"""


def test_a_disk_without_room_is_told(tmp_path: Path) -> None:
    one = put(tmp_path)
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(one.path.with_name("card.toml")), str(tmp_path / "scratch")]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
    assert done.stdout.strip() == "disk_failed", done.stderr
