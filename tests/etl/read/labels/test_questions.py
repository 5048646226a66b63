"""Texts of questions inside a file: a column that holds another question is refused."""

from pathlib import Path

import polars as pl
import pytest

from etl.config.catalogue.catalogue import read_catalogue
from etl.config.findings import Finding
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.questions import check_questions
from tests.errors import raises

QUESTIONS = {
    one.answers.column: [one.question.fi, one.question.sv, one.question.en]
    for one in read_catalogue().indicators
    if one.answers and one.question
}
FI, SV, EN = ({column: texts[at] for column, texts in QUESTIONS.items()} for at in range(3))


def told(titles: dict[str, str]) -> list[Finding]:
    raw = SourceTable(Path("made.sav"), pl.DataFrame({ROW: [1]}), titles=titles)
    check_questions(raw, QUESTIONS)
    return raw.told


@pytest.mark.parametrize(
    "titles",
    [
        {},
        FI,
        SV,
        EN,
        {column: f"{column} {text}" for column, text in FI.items()},
        {column: f"Q{column[1:]}. {text.upper()}" for column, text in EN.items()},
        {column: text[:60] for column, text in FI.items()},
        {column: text.split(". ")[0] for column, text in FI.items()},  # the statement alone
        {column: text.replace("ä", "a") for column, text in FI.items()},
        dict.fromkeys(QUESTIONS, "Mitä mieltä olet väitteestä?"),
        {"q07": "q07", "q08": "q09"},  # no texts
    ],
)
def test_questions_in_their_own_columns_are_read(titles: dict[str, str]) -> None:
    assert told(titles) == []


@pytest.mark.parametrize("words", [FI, SV, EN])
@pytest.mark.parametrize(("one", "other"), [("q07", "q08"), ("q01", "q14"), ("q06", "q07"), ("q12", "q13")])
def test_exchanged_columns_are_refused(words: dict[str, str], one: str, other: str) -> None:
    swapped = words | {one: f"{one} {words[other]}", other: words[one][:80]}
    with raises("question_of_other_column", column=min(one, other)):
        told(dict(sorted(swapped.items())))


def test_columns_that_are_moved_by_one_are_refused() -> None:
    columns = list(QUESTIONS)
    with raises("question_of_other_column"):
        told({column: FI[other] for column, other in zip(columns, [*columns[1:], columns[0]], strict=True)})


def test_other_wordings_are_told_and_keywords_are_not() -> None:
    titles = {"q01": "Do you think that the moon is made of cheese?", "q02": "Cheese"}
    (found,) = told(titles)
    assert found.error.code == "question_texts_unlike"
    assert found.error.found == ["q01: Do you think that the moon is made of cheese?"]
