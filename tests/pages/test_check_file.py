"""The check of a file on the methods page: what is wrong in the reader's language, and nothing kept."""

import tempfile
from pathlib import Path

import pytest

from tests.pages.opened import opened

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
