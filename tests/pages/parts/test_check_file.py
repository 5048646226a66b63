"""The check of a file on the methods page: off until an operator turns it on, within limits, and nothing kept."""

import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from contract.codes import Language
from pages.parts import check_file
from picture.text.words import word
from tests.pages.opened import opened, words
from tests.picture.small import small_database

GOOD = Path(__file__).parents[3] / "data" / "sources" / "polamk_hate_crime" / "2024" / "hate_crime.csv"


@pytest.fixture(autouse=True)
def _turned_on(monkeypatch, tmp_path):
    monkeypatch.setenv("LAGESBILD_UPLOADS", "on")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    check_file.places_for_checks.cache_clear()
    check_file.answers.cache_clear()


def uploaded(language, name, content):
    app = opened("methods", lang=language)
    app.file_uploader("check_upload").upload(name, content, "text/csv").run()
    assert not app.exception
    return app


def answer(language, name, content):
    return uploaded(language, name, content).code[0].value


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("setting", ["off", None])
def test_unless_an_operator_turns_it_on_no_file_is_taken(monkeypatch, setting, language):
    monkeypatch.delenv("LAGESBILD_UPLOADS")
    if setting:
        monkeypatch.setenv("LAGESBILD_UPLOADS", setting)
    app = opened("methods", lang=language)
    assert not app.get("file_uploader")
    assert word("check_elsewhere", language) in words(app)


def test_a_file_that_fits_is_told_its_source_and_what_the_picture_would_show():
    report = answer("sv", "hate_crime.csv", GOOD.read_bytes())
    assert "polamk_hate_crime" in report
    assert "Ingenting sparades eller publicerades." in report


def test_a_wrong_cell_is_named_by_row_and_column_in_the_readers_language():
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("value")
    cells = lines[2].split(",")
    cells[place] = "many"
    bad = "\n".join([*lines[:2], ",".join(cells), *lines[3:]]).encode()
    found = answer("fi", "hate_crime.csv", bad)
    assert "rivi 3, sarake value" in found
    assert "many" in found


def test_nothing_of_an_upload_is_kept(tmp_path):
    found = answer("en", "hate_crime.csv", GOOD.read_bytes())
    assert "polamk_hate_crime" in found
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_a_killed_server_left_behind_is_removed_and_nothing_else(tmp_path):
    left = tmp_path / "temporary" / f"{check_file.FOLDER}999999999-abc"  # no process has this number
    own = tmp_path / "temporary" / f"{check_file.FOLDER}1-abc"
    other = tmp_path / "temporary" / "of-somebody-else"
    for folder in (left, own, other):
        folder.mkdir()
        (folder / "answers.csv").touch()
    check_file.remove_left_behind()
    assert not left.exists()
    assert (own / "answers.csv").exists()
    assert (other / "answers.csv").exists()


def test_a_rerun_of_the_page_does_not_check_the_same_file_again(monkeypatch):
    app = uploaded("en", "hate_crime.csv", GOOD.read_bytes())
    first = app.code[0].value
    monkeypatch.setattr(check_file, "checked", lambda *_: pytest.fail("checked again"))
    app.run()
    assert not app.exception
    assert app.code[0].value == first


def test_when_all_places_are_taken_a_reader_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(check_file, "PATIENCE", 0.01)
    for _ in range(check_file.CHECKS_AT_ONCE):
        assert check_file.places_for_checks().acquire(blocking=False)
    assert answer("fi", "hate_crime.csv", GOOD.read_bytes()) == word("check_busy", "fi")
    check_file.places_for_checks().release()


def bomb():
    """A small workbook that unpacks to a gigabyte of spaces."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out, out.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        for _ in range(1000):
            part.write(b" " * 1_000_000)
    return packed.getvalue()


HOSTILE = {  # each name on each content would say no more; tests/etl/check and tests/fuzz try all contents
    "bomb.xlsx": bomb,
    "a/../../cube.json": lambda: b"[" * 100_000,
    "-h.sav": lambda: b"$FL2@(#) SPSS DATA FILE" + bytes(300),
    "..parquet": lambda: b"PAR1" + bytes(1000) + b"PAR1",
    "empty.csv": lambda: b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_shows_a_traceback_or_a_folder_of_the_server(name, published, tmp_path):
    found = answer("en", name, HOSTILE[name]())
    assert found
    for private in ("Traceback", 'File "', str(published), str(tmp_path), str(check_file.ROOT), "site-packages"):
        assert private not in found


def test_a_check_that_needs_too_much_memory_is_stopped_and_says_so(monkeypatch):
    limited = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 27, 1 << 27)); bytearray(1 << 28)"
    monkeypatch.setattr(check_file, "command_for", lambda *_: [sys.executable, "-c", limited])
    assert answer("en", "hate_crime.csv", GOOD.read_bytes()) == word("check_heavy", "en")


@pytest.mark.parametrize("ending", ["import os; os.abort()", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"])
def test_a_check_that_is_killed_says_so_in_words(monkeypatch, ending):
    monkeypatch.setattr(check_file, "command_for", lambda *_: [sys.executable, "-c", ending])
    assert answer("sv", "hate_crime.csv", GOOD.read_bytes()) == word("check_heavy", "sv")


def test_a_file_of_any_kind_may_be_sent_and_is_told_what_it_is():
    assert "Korjattavaa: report.pdf: tämä on PDF" in answer("fi", "report.pdf", b"%PDF-1.7")


NUMBER = re.compile(r"\d{4}-\d{4}")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "ending",
    [
        "raise ValueError('Matti Meikäläinen answered 3')",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import sys; sys.exit(17)",
        "",  # a check that says nothing
    ],
)
def test_an_error_of_ours_is_told_by_a_number_that_stands_in_the_log(monkeypatch, caplog, ending, language):
    monkeypatch.setattr(check_file, "command_for", lambda *_: [sys.executable, "-c", ending])
    told = answer(language, "hate_crime.csv", GOOD.read_bytes())
    number = NUMBER.search(told)[0]
    assert told == word("check_failed", language, number=number)
    assert f"error {number}: " in caplog.text
    assert "Matti" not in caplog.text


def test_what_a_library_prints_reaches_nobody(monkeypatch, caplog):
    noisy = "import sys; print('Good.'); print('row 3: Matti Meikäläinen', file=sys.stderr)"
    monkeypatch.setattr(check_file, "command_for", lambda *_: [sys.executable, "-c", noisy])
    assert answer("en", "hate_crime.csv", GOOD.read_bytes()) == "Good."
    assert "Matti" not in caplog.text


def test_details_of_a_failed_check_go_to_the_log_and_its_number_to_the_reader(monkeypatch, caplog):
    failing = (
        "import sys; from etl.check import command; from etl.__main__ import main\n"
        "def broken(*_): raise KeyError('Matti')\n"
        "command._check = broken\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    usual = check_file.command_for
    monkeypatch.setattr(
        check_file,
        "command_for",
        lambda *asked: [sys.executable, "-c", failing, *usual(*asked)[3:]],
    )
    told = answer("fi", "hate_crime.csv", GOOD.read_bytes())
    number = NUMBER.search(told)[0]
    assert f"(virhenumero {number}). Kerro virhenumero tilannekuvan ylläpidolle" in told
    assert f"error {number} " in caplog.text
    assert "builtins.KeyError" in caplog.text
    assert "etl/check/guard.py:" in caplog.text
    assert "Matti" not in told + caplog.text


def test_a_server_that_holds_no_sources_says_that_it_cannot_check(tmp_path, monkeypatch):
    with small_database(tmp_path / "situation-one.duckdb"):
        (tmp_path / "CURRENT").write_text("situation-one.duckdb", encoding="utf-8")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    app = opened("methods", lang="sv")
    assert not app.exception
    assert "Kontrollen är inte i bruk" in words(app)
    assert not app.get("file_uploader")


def test_a_file_that_one_reader_had_checked_is_not_checked_again_for_another(monkeypatch):
    first = answer("en", "hate_crime.csv", GOOD.read_bytes())
    monkeypatch.setattr(check_file, "checked", lambda *_: pytest.fail("checked again"))
    assert answer("en", "hate_crime.csv", GOOD.read_bytes()) == first


def test_only_so_many_answers_are_kept():
    for number in range(check_file.MOST_ANSWERS + 5):
        check_file.remember((Path("x"), str(number), "", Language.FI), "")
    assert len(check_file.answers()) == check_file.MOST_ANSWERS


def test_a_kept_deck_is_checked_where_slides_are_collected(published, monkeypatch):
    asked = []
    monkeypatch.setattr(
        check_file, "command_for", lambda *given: asked.append(given[1:]) or [sys.executable, "-c", "print('ok')"]
    )
    app = opened("slides", lang="sv")
    app.file_uploader("check_upload").upload("old.pptx", b"PK", "application/zip").run()
    assert [block.value for block in app.code] == ["ok"]
    assert asked == [(Language.SV, check_file.FileCheck.KEPT)]
