"""Exports of survey tools as they come, CSV and XLSX: what is read, and what is asked before anything is read."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from contract.codes import Language
from contract.errors import UserError
from etl.config.findings import Finding
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.etl.read.helpers import card
from tests.etl.read.survey_tools.exports import EXPORTS, Export, as_csv, as_xlsx, words

PLACES = read_classification()
ANSWERS = {
    "weight": [1.5, 2.0, 0.5],
    "area": ["01", "02", "21"],
    "sex": ["female", "male", "male"],
    "q1": [1, 2, 8],
    "q2": [1, 2, None],
}


def read(folder: Path, export: Export, kind: str = "csv", **also: str) -> pl.DataFrame:
    content = as_xlsx(export.rows) if kind == "xlsx" else as_csv(export.rows, export.separator)
    on_card = {"top": export.unused} | also
    return read_respondents(
        card(folder, content, f"answers.{kind}", "respondents", export.card, **on_card), words(), PLACES
    )


def refusal(folder: Path, export: Export) -> str:
    with pytest.raises(UserError) as refused:
        read(folder, export)
    return str(refused.value)


def with_card(name: str, old: str, new: str) -> Export:
    assert old in EXPORTS[name].card
    return replace(EXPORTS[name], card=EXPORTS[name].card.replace(old, new))


def with_cell(name: str, row: int, column: int, text: str) -> Export:
    rows = [[*cells] for cells in EXPORTS[name].rows]
    rows[row - 1][column - 1] = text
    return replace(EXPORTS[name], rows=rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", EXPORTS)
def test_the_export_of_a_tool_is_read_as_it_comes(tmp_path: Path, name: str, kind: str) -> None:
    export = EXPORTS[name]
    if kind == "xlsx":
        export = replace(export, card=export.card.replace('decimal = ","', ""))
        export = replace(
            export, rows=[[cell.replace("1,5", "1.5").replace("0,5", "0.5") for cell in row] for row in export.rows]
        )
    assert read(tmp_path, export, kind).select(*ANSWERS).to_dict(as_series=False) == ANSWERS


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("qualtrics", [5, 6, 9]),
        ("limesurvey", [2, 3, 5]),
        ("webropol", [2, 3, 4]),
        ("surveymonkey", [3, 4, 5]),
        ("microsoft_forms", [2, 3, 4]),
    ],
)
def test_rows_are_counted_as_a_person_would(tmp_path: Path, name: str, rows: list[int]) -> None:
    assert read(tmp_path, EXPORTS[name])["row"].to_list() == rows


@pytest.mark.parametrize("name", ["qualtrics", "limesurvey"])
def test_unfinished_responses_are_neither_kept_nor_left_out_in_silence(tmp_path: Path, name: str) -> None:
    told = refusal(tmp_path, with_card(name, 'unfinished = "left_out"', ""))
    assert "responses that were never finished: 1 of 4" in told
    assert 'unfinished = "left_out" or "kept"' in told


def test_a_file_that_does_not_tell_what_was_finished_needs_a_word_of_the_card(tmp_path: Path) -> None:
    rows = [[cell.replace("submitdate", "spare") for cell in row] for row in EXPORTS["limesurvey"].rows]
    export = replace(EXPORTS["limesurvey"], rows=rows, unused='unused = ["spare"]')
    told = refusal(tmp_path, export)
    assert "does not tell which responses were finished: the column of LimeSurvey is missing" in told
    kept = replace(export, card=export.card.replace("left_out", "kept"))
    assert read(tmp_path, kept).height == 4


def test_unfinished_responses_are_kept_where_the_card_says_so(tmp_path: Path) -> None:
    kept = read(tmp_path, with_card("qualtrics", "left_out", "kept"))
    assert kept["respondent"].to_list() == ["R_1", "R_2", "R_3", "R_5"]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_whose_card_names_no_tool_is_told_which_it_looks_like(tmp_path: Path, name: str) -> None:
    told = refusal(tmp_path, with_card(name, f'tool = "{name}"', ""))
    assert f'tool = "{name}"' in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('q1 = "Do you trust people?"', 'q1 = "<p>do you  TRUST people?</p>"', None),
        ('q1 = "Do you trust people?"', 'q1 = "QID11"', None),
        ('q1 = "Do you trust people?"', 'q1 = "Q1"', None),
        ('q1 = "Do you trust people?"', 'q1 = "Do you trust?"', "column Do you trust?: the column is missing"),
        ('region = "QID2"', 'region = "QID3"', "“QID3” means more than one column. Found: Q3_1, Q3_2."),
        ('weight = "Weight"', 'weight = "w"', "column w: the column of weights is missing"),
        ('"ResponseId"', '"Recipient Email"', "column Recipient Email: the column is missing"),
        ('"ResponseId"', '"RecipientEmail"', "this column of Qualtrics tells who answered and is not read"),
    ],
)
def test_a_column_is_found_by_its_name_text_or_code(tmp_path: Path, old: str, new: str, told: str | None) -> None:
    export = with_card("qualtrics", old, new)
    if told is None:
        assert read(tmp_path, export)["q1"].to_list() == [1, 2, 8]
    else:
        assert told in refusal(tmp_path, export)


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_that_tells_who_answered_is_kept(tmp_path: Path, name: str) -> None:
    text = str(read(tmp_path, EXPORTS[name]).rows())
    assert not [told for told in ("192.0.2.7", "example.org", "anonymous", "Doe", "60.17", "tok") if told in text]


def test_all_unknown_columns_are_told_at_once(tmp_path: Path) -> None:
    export = replace(with_card("qualtrics", 'others = ["Q3_2"]\n', 'empty = "not_chosen"\n'), unused="")
    export = replace(export, card=export.card.replace('empty = "not_asked"', ""))
    assert "several unknown columns. Found: Q3_2, Q6." in refusal(tmp_path, export)


def test_texts_that_no_scale_knows_are_told_with_the_lines_to_write(tmp_path: Path) -> None:
    export = with_cell("webropol", 3, 5, 'Ehkä "joskus"')
    told = refusal(tmp_path, export)
    assert "row 3, column 1. Luotatko ihmisiin?" in told
    assert 'Write in [answer_codes.q1] of the card which code each of them means: "Ehkä \\"joskus\\"" = …' in told


def test_a_test_answer_of_an_unknown_kind_is_asked_about(tmp_path: Path) -> None:
    told = refusal(tmp_path, with_cell("qualtrics", 5, 3, "Vertaistesti"))
    assert "row 5, column Status: it is not known whether this row is a real answer" in told


def test_the_same_weight_for_all_is_said_on_the_card(tmp_path: Path) -> None:
    export = with_card("webropol", 'weight = "Paino"\n', '[table.constant]\nweight = "1"\n')
    assert read(tmp_path, export, top='unused = ["Paino"]')["weight"].to_list() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('option = "Grannar"', 'option = "Granne"', "nobody chose the option “Granne”. Found: Grannar, Ingen"),
        ('column = "Vem har hjälpt dig?"', 'column = "Vem?"', "column Vem?: the column is missing"),
        ("[choices.q2]", "[choices.q9]", "this wave has no such question; its questions are q1, q2"),
        ("not_chosen = 2", "not_chosen = 3", "Found: 3"),
    ],
)
def test_a_choice_declared_wrongly_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in refusal(tmp_path, with_card("microsoft_forms", old, new))


def test_an_empty_cell_of_a_single_option_is_not_everybodys_yes(tmp_path: Path) -> None:
    export = with_card("limesurvey", 'others = ["apu[SQ002]", "apu[other]"]\n', "")
    told = refusal(tmp_path, replace(export, unused='unused = ["apu[SQ002]", "apu[other]"]'))
    assert "everybody would have chosen the option" in told


def test_who_chose_nothing_counts_where_the_card_says_that_all_were_asked(tmp_path: Path) -> None:
    export = with_card("limesurvey", "not_asked", "not_chosen")
    assert read(tmp_path, export)["q2"].to_list() == [1, 2, 2]


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    export = EXPORTS["qualtrics"]
    on_card = card(tmp_path, as_csv(export.rows), "answers.csv", "respondents", export.card, top=export.unused)
    told: list[Finding] = []
    read_respondents(on_card, words(), PLACES, told)
    assert [one.error.problem(Language.EN) for one in told] == [
        "test or spam responses were left out: 2",
        'responses that were never finished: 1 of 4; the card says unfinished = "left_out"',
    ]


@pytest.mark.parametrize(
    ("answers", "rest", "told"),
    [
        (["1", "2", "8"], "", ["q1"]),
        (["Kyllä", "Ei", "Kyllä"], "", []),
        (["1", "2", "8"], "[answer_codes.q1]\n1 = 1\n", []),
    ],
)
def test_numbers_that_a_tool_gave_are_told(tmp_path: Path, answers: list[str], rest: str, told: list[str]) -> None:
    head, *rows = EXPORTS["webropol"].rows
    rows = [[*row[:4], answer, *row[5:]] for row, answer in zip(rows, answers, strict=True)]
    export = replace(EXPORTS["webropol"], rows=[head, *rows], card=EXPORTS["webropol"].card + rest)
    of = card(tmp_path, as_csv(export.rows, ";"), "answers.csv", "respondents", export.card)
    findings: list[Finding] = []
    read_respondents(of, words(), PLACES, findings)
    assert [one.error.parameters["questions"] for one in findings] == ([told] if told else [])


def test_the_card_may_say_how_many_responses_the_file_has_with_tests_and_unfinished_ones(tmp_path: Path) -> None:
    assert read(tmp_path, with_card("qualtrics", "unfinished", "rows = 6\nunfinished")).height == 3
    assert "Found: 6" in refusal(tmp_path, with_card("qualtrics", "unfinished", "rows = 7\nunfinished"))


@pytest.mark.parametrize("row", [1, 4])
@pytest.mark.parametrize("name", EXPORTS)
def test_a_cell_larger_than_any_answer_is_refused_by_its_place(tmp_path: Path, name: str, row: int) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, with_cell(name, row, 1, "x" * 140_000))
    assert refused.value.code in {"csv_broken", "cell_too_long"}
    assert refused.value.row is not None
