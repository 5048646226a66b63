"""The lines that a refusal proposes for the marks of numbers, and that these lines then read them."""

from pathlib import Path

import pytest

from etl.read.formats.digit_marks import as_thousands, lines_meant
from tests.errors import raises
from tests.etl.read.formats.tables.makers import read


@pytest.mark.parametrize(
    ("texts", "declared", "lines", "values"),
    [
        (["57.2", "56"], ",", ['decimal = "."'], [57.2, 56.0]),
        (["57,2", "56"], ".", ['decimal = ","'], [57.2, 56.0]),
        (["648.042,5", "5.046,0"], ".", as_thousands("."), [648_042.5, 5046.0]),
        (["648,042.5", "5"], ",", as_thousands(","), [648_042.5, 5.0]),
        (["1.234", "12,5"], ".", as_thousands("."), [1234.0, 12.5]),
        (["1,234", "12.5"], ".", as_thousands(","), [1234.0, 12.5]),
        (["1.648.042", "5.046"], ".", as_thousands("."), [1_648_042.0, 5046.0]),
    ],
)
def test_the_proposed_lines_read_the_numbers(
    tmp_path: Path, texts: list[str], declared: str, lines: list[str], values: list[float]
) -> None:
    content = "value;n\n" + "".join(f"{text};1\n" for text in texts)
    with raises("thousands_undeclared" if texts[0].count(".") > 1 else "decimal_mark_wrong", lines=lines):
        read(tmp_path, ".csv", content.encode(), separator=";", decimal=declared).number("value")
    said = dict(line.replace('"', "").split(" = ") for line in lines)
    assert read(tmp_path, ".csv", content.encode(), separator=";", **said).number("value").to_list() == values


def test_marks_that_contradict_each_other_are_asked_about(tmp_path: Path) -> None:
    assert lines_meant(["57.2", "56,1"], ".") == []
    with raises("decimal_marks_mixed", row=3):
        read(tmp_path, ".csv", b"value;n\n57.2;1\n56,1;2\n", separator=";").number("value")


def test_a_code_that_is_kept_as_text_in_a_csv_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, ".csv", b'area;n\n="020";1\n', separator=";").text("area").to_list() == ["020"]
