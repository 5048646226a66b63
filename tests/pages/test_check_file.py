"""The check of a file on the methods page: what is wrong in the reader's language, and nothing kept."""

import tempfile
from pathlib import Path

import pytest

from tests.pages.opened import opened, words
from tests.picture.small import small_database

GOOD = Path(__file__).parents[2] / "data" / "sources" / "polamk_hate_crime" / "2024" / "hate_crime.csv"


def answer(language, name, content):
    app = opened("methods", lang=language)
    app.file_uploader("check_upload").upload(name, content, "text/csv").run(timeout=90)
    assert not app.exception
    return app.code[0].value


def test_a_file_that_fits_is_told_its_source_and_what_the_picture_would_show():
    told = answer("sv", "hate_crime.csv", GOOD.read_bytes())
    assert "polamk_hate_crime" in told
    assert "Ingenting sparades eller publicerades." in told


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "rivi 3, sarake value"), ("sv", "rad 3, kolumn value"), ("en", "row 3, column value")]
)
def test_a_wrong_cell_is_named_by_row_and_column_in_the_readers_language(language, told):
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("value")
    cells = lines[2].split(",")
    cells[place] = "many"
    bad = "\n".join([*lines[:2], ",".join(cells), *lines[3:]]).encode()
    found = answer(language, "hate_crime.csv", bad)
    assert told in found
    assert "many" in found


def test_nothing_of_an_upload_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = answer("en", "hate_crime.csv", GOOD.read_bytes())
    assert "polamk_hate_crime" in found
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_holds_no_sources_says_that_it_cannot_check(tmp_path, monkeypatch):
    with small_database(tmp_path / "situation-one.duckdb"):
        (tmp_path / "CURRENT").write_text("situation-one.duckdb", encoding="utf-8")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    app = opened("methods", lang="sv")
    assert not app.exception
    assert "Kontrollen är inte i bruk" in words(app)
    assert not app.get("file_uploader")
