"""Answers of the collection kit that are checked without their card."""

from __future__ import annotations

import pytest

from contract.codes import Language
from etl.__main__ import main
from tests.etl.actions.test_files import book
from tests.etl.check.test_command import DATA

WORDING = ["Wording", "How safe?"]
FORMS = [["1", "1 – very safe"], ["2", "2"]]


@pytest.mark.parametrize("language", Language)
def test_a_filled_template_without_its_card_is_told_which_card_it_needs_and_how(tmp_path, capsys, language):
    file = book(tmp_path / "answers.xlsx", answers=[WORDING, ["id", "q01"], *FORMS], Koodit=[["a"]])
    assert main(["--data", str(DATA), "check", str(file), "--lang", language]) == 1
    told = capsys.readouterr().out
    for part in ("card.toml", "answers.xlsx", "`python -m etl check`", "--as local_espoo", "local_raseborg"):
        assert part in told


def test_a_filled_template_is_read_as_the_collection_that_is_named(tmp_path, capsys):
    file = book(tmp_path / "answers.xlsx", answers=[WORDING, ["id", "q01"], *FORMS])
    main(["--data", str(DATA), "check", str(file), "--lang", "en", "--as", "local_espoo"])
    assert "its card is not here" not in capsys.readouterr().out


@pytest.mark.parametrize("heads", [["name", "q01"], [], ["", "id"]])
def test_another_workbook_with_a_sheet_of_answers_is_no_kit(tmp_path, capsys, heads):
    file = book(tmp_path / "answers.xlsx", answers=[WORDING, heads, ["1", "2"]])
    main(["--data", str(DATA), "check", str(file), "--lang", "en"])
    assert "its card is not here" not in capsys.readouterr().out
