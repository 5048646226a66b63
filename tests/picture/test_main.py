"""`python -m picture` writes packs and reports, and says what does not exist."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from picture.__main__ import main

ROOT = Path(__file__).parents[2]


def test_a_report_of_a_region_is_written_as_pdf_and_its_number_may_stand_alone(published, tmp_path, capsys):
    out = tmp_path / "reports"
    asked = ["report", "--area", "2", "--lang", "sv", "--form", "pdf", "--out", str(out), "--data", str(published)]
    assert main(asked) == 0
    assert {path.name for path in out.iterdir()} == {
        "lagesbild_report_maakunta_02_2026_sv_SYNTHETIC.pdf",
        "lagesbild_brief_maakunta_02_2026_sv_SYNTHETIC.pdf",
    }
    assert capsys.readouterr().out.count(".pdf") == 2


def test_processes_beside_each_other_write_the_files_of_several_areas(published, tmp_path):
    asked = ["report", "--area", "1", "--area", "SSS", "--lang", "en", "--form", "pdf", "--out", str(tmp_path)]
    command = [sys.executable, "-m", "picture", *asked, "--data", str(published)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert len(list(tmp_path.glob("*.pdf"))) == 4


def test_a_kit_of_a_municipality_is_written_with_the_questions_that_are_asked_for(published, tmp_path):
    asked = ["kit", "--area", "ku049", "--lang", "sv", "--indicator", "trust_people", "--indicator", "lonely_often"]
    assert main([*asked, "--out", str(tmp_path), "--data", str(published)]) == 0
    with zipfile.ZipFile(tmp_path / "lagesbild_kit_KU049_sv.zip") as kit:
        codes = {line.split(";")[0] for line in kit.read("sv/codebook.csv").decode("utf-8-sig").splitlines()[1:]}
    assert codes == {"q04", "q11", "language", "origin", "sex", "age"}


@pytest.mark.parametrize("asked", [["--area", "KU999"], ["--indicator", "population"]])
def test_a_kit_of_a_place_or_a_question_that_does_not_exist_is_refused(asked, published, tmp_path, capsys):
    assert main(["kit", *asked, "--lang", "en", "--out", str(tmp_path), "--data", str(published)]) == 2
    assert asked[1] in capsys.readouterr().err


def test_a_pack_is_written_in_each_language_that_is_asked_for(published, tmp_path):
    asked = ["pack", "--area", "MK21", "--lang", "sv", "--lang", "fi", "--out", str(tmp_path), "--data", str(published)]
    assert main(asked) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lagesbild_pack_maakunta_21_2026_fi_SYNTHETIC.zip",
        "lagesbild_pack_maakunta_21_2026_sv_SYNTHETIC.zip",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--area", "MK99"], "no such area: MK99"),
        ([], "--all"),
    ],
)
def test_what_does_not_exist_is_told_and_nothing_is_written(published, tmp_path, capsys, wrong, told):
    out = tmp_path / "out"
    assert main(["pack", *wrong, "--out", str(out), "--data", str(published)]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_without_a_database_is_told(tmp_path, capsys):
    assert main(["pack", "--all", "--out", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.strip()
