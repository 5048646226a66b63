"""One option of a question with several answers: chosen, not chosen, not asked."""

from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.config.layout import Choice
from etl.read.formats.table import ROW, SourceTable
from etl.read.survey_tools.choices import read_choice

FILE = Path("answers.csv")


def choice(**said: str) -> Choice:
    return Choice(column="a", chosen=1, not_chosen=2, **({"empty": "not_asked"} | said))


def read(declared: Choice, *others: str, **columns: list[str | None]) -> list[int | None]:
    rows = len(next(iter(columns.values())))
    raw = SourceTable(
        FILE, pl.DataFrame({ROW: range(2, rows + 2), **columns}, schema_overrides=dict.fromkeys(columns, pl.String))
    )
    return read_choice(raw, declared, "q1", "a", others).to_list()


@pytest.mark.parametrize(
    ("declared", "columns", "codes"),
    [
        (choice(), {"a": ["Y", None, None], "b": [None, "Y", None]}, [1, 2, None]),
        (choice(), {"a": ["1", "0", None], "b": ["0", "1", None]}, [1, 2, None]),
        (choice(), {"a": ["Kyllä", "Ei", None], "b": [None, None, "Kyllä"]}, [1, 2, 2]),
        (choice(option="Eggs &amp; ham"), {"a": ["eggs & ham", None], "b": [None, "Nothing"]}, [1, 2]),
        (choice(option="2"), {"a": ["2", None, None], "b": [None, "3", None]}, [1, 2, None]),
        (choice(option="0"), {"a": ["0", None], "b": [None, "1"]}, [1, 2]),
        (choice(empty="not_chosen"), {"a": ["x", None, None], "b": [None, "x", None]}, [1, 2, 2]),
        (choice(option="Ham", separator=";"), {"a": ["Eggs;Ham;", "Eggs;", None, "Hamster;"]}, [1, 2, None, 2]),
        (choice(option="Ham, cold", separator=","), {"a": ["Eggs,Ham, cold", "Eggs"]}, [1, 2]),
    ],
)
def test_who_was_asked_and_did_not_choose_is_told_from_who_was_not_asked(declared, columns, codes) -> None:
    assert read(declared, *[name for name in columns if name != "a"], **columns) == codes


@pytest.mark.parametrize(
    ("declared", "columns", "told"),
    [
        (
            choice(),
            {"a": ["Y", "maybe"], "b": [None, None]},
            "row 3, column a: the text does not say whether the option",
        ),
        (choice(), {"a": ["2", None], "b": [None, "Y"]}, "row 2, column a: the text does not say whether"),
        (choice(), {"a": ["Y", None]}, "everybody would have chosen the option"),
        (
            choice(option="Hams", separator=";"),
            {"a": ["Ham;", "Eggs;"]},
            "nobody chose the option “Hams”. Found: Ham, Eggs",
        ),
    ],
)
def test_a_choice_that_cannot_be_known_is_refused(declared, columns, told: str) -> None:
    with pytest.raises(UserError) as refused:
        read(declared, *[name for name in columns if name != "a"], **columns)
    assert told in str(refused.value)
