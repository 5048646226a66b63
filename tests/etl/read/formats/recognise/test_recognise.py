"""A file is what its content says, whatever it is called: read by that, or told in plain words what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.errors import UserError
from etl.__main__ import main
from etl.read.formats.files import CUBES, FORMS, NOT_READ, TABLES
from etl.read.formats.limits import UnreadableError
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.recognise import recognise
from tests.errors import raises
from tests.etl.read.formats.recognise import samples

DATA = Path(__file__).parents[5] / "data"
POPULATION = "indicator,period,area,value\npopulation,2025,01,1800000\npopulation,2025,02,500000\n"


def put(folder: Path, content: bytes, name: str = "file.dat") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("name", samples.FORMS)
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    content, form = samples.FORMS[name]
    assert recognise(put(tmp_path, content)) == form


@pytest.mark.parametrize("name", samples.REFUSED)
def test_a_file_that_is_never_read_is_told_by_what_it_is(tmp_path: Path, name: str) -> None:
    content, code = samples.REFUSED[name]
    with pytest.raises(UnreadableError) as refused:
        recognise(put(tmp_path, content))
    assert (refused.value.code, refused.value.path) == (code, tmp_path / "file.dat")


@pytest.mark.parametrize("name", samples.UNKNOWN)
def test_bytes_that_nobody_knows_are_of_no_form(tmp_path: Path, name: str) -> None:
    assert recognise(put(tmp_path, samples.UNKNOWN[name])) is None


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    with raises("file_is_folder"):
        recognise(tmp_path)
    with raises("file_missing"):
        recognise(tmp_path / "absent.csv")


def test_every_form_is_read_by_a_row_or_refused_in_words() -> None:
    assert set(FORMS) | set(NOT_READ) == set(Form)
    assert set(FORMS).isdisjoint(NOT_READ)
    assert set(FORMS.values()) <= {*TABLES, *CUBES}


def test_what_a_zip_holds_is_named(tmp_path: Path) -> None:
    with raises("file_packed", found=["population.csv"]):
        recognise(put(tmp_path, samples.packed(population_dot_csv="a,b\n")))


def test_what_a_service_said_is_repeated(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Found: 'Too many cells'"):
        recognise(put(tmp_path, b'{"error": "Too many cells"}'))


@pytest.mark.parametrize("name", ["file.txt", "file", "file.CSV", "file.xlsx", "file.px", "file.json"])
def test_a_table_is_read_whatever_it_is_called(tmp_path: Path, capsys, name: str) -> None:
    assert main(["--data", str(DATA), "check", str(put(tmp_path, POPULATION.encode(), name)), "--lang", "en"]) == 0
    assert "fits the source statfin_population" in capsys.readouterr().out


TOLD = ["nothing", "workbook with a password", "html", "error of a service", "zip with a csv", "only blanks"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", TOLD)
def test_the_check_says_that_a_file_cannot_be_read_before_it_looks_for_its_source(
    tmp_path: Path, capfd, name: str, language: str
) -> None:
    file = put(tmp_path, samples.REFUSED[name][0], "tilasto.csv")
    assert main(["--data", str(DATA), "check", str(file), "--lang", language]) == 2
    told, beside = capfd.readouterr()
    assert ": tilasto.csv: " in told
    assert "Traceback" not in told + beside
    assert str(tmp_path) not in told + beside
