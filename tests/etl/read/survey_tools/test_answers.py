"""Answers and groups written as words: what means a code, what is asked about, and what contradicts."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from etl.config.catalogue.catalogue import Scale
from etl.read.formats.table import ROW, SourceTable
from etl.read.survey_tools.answers import coded
from etl.read.survey_tools.groups import by_name
from tests.etl.read.survey_tools.exports import LABELS, words

SCALE = Scale(LABELS, (8,))
FILE = Path("answers.csv")


def table(*texts: object) -> SourceTable:
    return SourceTable(FILE, pl.DataFrame({ROW: range(2, len(texts) + 2), "q1": texts}, strict=False))


def codes(*texts: object, **declared: int) -> list[object]:
    return coded(table(*texts), "q1", SCALE, declared).frame["q1"].to_list()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kyllä", "1"),
        ("JA", "1"),
        (" yes ", "1"),
        ("<b>Yes</b>", "1"),
        ("yes&nbsp;", "1"),
        ("1 - yes", "1"),
        ("2 = nej", "2"),
        ("no (2)", "2"),
        ("En osaa sanoa / Kan inte säga / Cannot say", "8"),
        ("kan inte säga", "8"),
        ("2", "2"),
    ],
)
def test_a_label_of_the_scale_in_any_language_is_its_code(text: str, code: str) -> None:
    assert codes(text, "8") == [code, "8"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1 - no", "code 1 has the label of 2 in the catalogue"),
        ("yes (2)", "code 2 has the label of 1 in the catalogue"),
        ("3 - yes", "these texts are not labels"),
        ("kyllä / ei", "these texts are not labels"),
        ("perhaps", "these texts are not labels"),
    ],
)
def test_what_contradicts_or_is_unknown_is_refused_with_its_row(text: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        codes("yes", text)
    assert f"answers.csv, row 3, column q1: {problem}" in str(refused.value)
    assert text in str(refused.value)


def test_the_card_comes_before_the_catalogue() -> None:
    assert codes("A1", "yes", "1", "Maybe", A1=2, yes=8, maybe=1) == ["2", "8", "1", "1"]


def test_numbers_that_count_the_options_in_another_order_are_exchanged_at_once() -> None:
    assert codes("1", "2", **{"1": 2, "2": 1}) == ["2", "1"]
    assert codes(1, 2, 8, None, **{"1": 2, "2": 1}) == [2, 1, 8, None]


def test_a_few_words_among_numbers_are_no_answers() -> None:
    assert codes("1", "2", "NA") == ["1", "2", "NA"]  # the column of numbers tells it with its row


@given(st.lists(st.sampled_from(["yes", "Nej", "8", None, "2"]), min_size=1))
def test_only_codes_of_the_scale_come_out(texts: list[str | None]) -> None:
    assert set(codes(*texts)) <= {"1", "2", "8", None}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Nainen", "female"), ("kvinna", "female"), ("Män", "male"), ("male", "male"), ("other", "other"), ("", "")],
)
def test_groups_are_known_by_their_names(text: str, code: str) -> None:
    assert by_name(pl.Series([text]), "sex", words()).to_list() == [code]


def test_a_name_of_two_groups_is_left_for_the_reader_to_refuse() -> None:
    assert by_name(pl.Series(["teksti"]), "language", words()).to_list() == ["teksti"]
