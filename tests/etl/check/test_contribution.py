"""`python -m etl check` of a plan or a register, as a coordinator types it before sending it."""

import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.check import command
from tests.etl.actions.folder import ENTRY, GOAL, PLAN, write_table

DATA = Path(__file__).parents[3] / "data"
ACTIONS = DATA / "actions"


def check(path: Path, capsys, *more: str, lang: str = "en") -> tuple[int, str]:
    code = main(["--data", str(DATA), "check", str(path), "--lang", lang, *more])
    return code, capsys.readouterr().out


def test_all_contributions_together_are_the_check_before_merging(capsys):
    code, told = check(ACTIONS, capsys)
    assert code == 0
    assert "SSS/2024" in told
    assert "There is nothing to correct." in told


def test_a_folder_is_checked_beside_the_others_and_does_not_meet_itself(tmp_path, capsys):
    sent = tmp_path / "MK01" / "2026-2028"
    shutil.copytree(ACTIONS / "MK01" / "2026-2028", sent)
    assert check(sent, capsys)[0] == 0


def test_a_file_is_told_everything_at_once_with_a_preview(tmp_path, capsys):
    path = write_table(
        tmp_path, "register", ENTRY | {"url": "ftp://x", "contact": "nobody"}, ENTRY | {"id": "forum-2024"}
    )
    code, told = check(path, capsys)
    assert code == 1
    assert "register.csv, row 2, column url" in told
    assert "register.csv, row 2, column contact" in told
    assert "stands already in SSS/2024/register.csv, row 2" in told
    assert "To correct: 3. All are listed above." in told
    assert str(tmp_path) not in told


def test_what_a_file_joins_may_be_named(tmp_path, capsys):
    path = write_table(tmp_path / "new", "register", ENTRY | {"id": "forum-2024"})
    assert check(path, capsys, "--beside", str(tmp_path / "empty"))[0] == 0


def test_a_plan_in_a_folder_of_any_name_is_taken_from_its_own_words(tmp_path, capsys):
    write_table(tmp_path, "plan", PLAN)
    write_table(tmp_path, "goals", GOAL)
    code, told = check(tmp_path, capsys, lang="sv")
    assert code == 0
    assert "Uppgifter om verksamhet: MK01/2026-2028" in told
    assert "Fler kan påverka" in told


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_text_of_a_file_is_never_read_as_marks_of_the_terminal(tmp_path, capsys, lang):
    path = write_table(tmp_path, "register", ENTRY | {"name_sv": "[red]A[/red]"})
    assert "[red]A[/red]" in check(path, capsys, lang=lang)[1]


def test_of_thousands_of_mistakes_the_first_are_listed_and_all_are_counted(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "MOST_TOLD", 3)
    path = write_table(tmp_path, "register", *(ENTRY | {"id": f"mk01-{at}", "url": "ftp://x"} for at in range(5)))
    code, told = check(path, capsys)
    assert code == 1
    assert told.count("register.csv, row") == 3
    assert "To correct: 5. The first 3 are listed above." in told


def test_of_several_folders_each_error_names_its_own(tmp_path, capsys):
    for place in ("MK01", "MK02"):
        write_table(tmp_path / place / "2026", "register", {"id": place.lower(), "kind": "walk", "name_fi": "x"})
    told = check(tmp_path, capsys)[1]
    assert "MK01/2026/register.csv, row 2" in told
    assert "MK02/2026/register.csv, row 2" in told
    assert str(tmp_path) not in told


def test_a_template_in_which_nothing_is_written_is_not_called_right(tmp_path, capsys):
    code, told = check(write_table(tmp_path, "register", ENTRY | {"id": "# mk01-cafes"}), capsys)
    assert (code, "No row is filled in" in told, "nothing to correct" in told) == (1, True, False)
