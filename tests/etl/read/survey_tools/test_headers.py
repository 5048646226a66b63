"""Header rows of exports: which rows they are, and what their columns are called."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from contract.errors import UserError
from etl.read.survey_tools.headers import find_column, is_added, split_headers
from etl.read.survey_tools.recognise import TOOLS, tool_of
from etl.read.survey_tools.words import bare, in_toml

FILE = Path("answers.csv")


ROW = ["id", "q1", "q2. are you <em>well</em>?", "q3[SQ001]. which? [eggs]", "Why?", "Why?"]
LIME, _ = split_headers([(1, ROW)], TOOLS["limesurvey"], (), FILE)


def split(tool: str, *rows: Sequence[str], skip: Sequence[int] = ()) -> tuple[list[str], list[int]]:
    headers, below = split_headers(list(enumerate(rows, start=1)), TOOLS[tool], skip, FILE)
    return [header.name for header in headers], [row for row, _ in below]


@pytest.mark.parametrize(
    ("tool", "rows", "names", "below"),
    [
        ("qualtrics", [["ResponseId"], ["Response ID"], ['{"ImportId":"_recordId"}'], ["R_1"]], ["ResponseId"], [4]),
        ("qualtrics", [["id"], ["Kysymys id?"], ['{"ImportId":"id"}'], ["1"]], ["id"], [4]),
        ("qualtrics", [["ResponseId", "a"], ["Response ID", "Start Date"], ["R_1", "x"]], ["ResponseId", "a"], [3]),
        ("qualtrics", [["V1", "V2"], ["ResponseID", "IPAddress"], ["R_1", "x"]], ["V1", "V2"], [3]),
        ("qualtrics", [["ResponseId"], ["R_1"], ["R_2"]], ["ResponseId"], [2, 3]),
        ("surveymonkey", [["Respondent ID", "Q"], ["", "Response"], ["1", "Yes"]], ["Respondent ID", "Q"], [3]),
        ("surveymonkey", [["Respondent ID", "Q"], ["1", "Yes"], ["2", "No"]], ["Respondent ID", "Q"], [2, 3]),
        (
            "surveymonkey",
            [["Respondent ID", "Q", "", "R"], ["", "Eggs", "Ham", ""], ["1", "Eggs", "", "x"]],
            ["Respondent ID", "Q | Eggs", "Q | Ham", "R"],
            [3],
        ),
        ("microsoft_forms", [["ID", "Q"], ["", "Yes"]], ["ID", "Q"], [2]),
        ("limesurvey", [["id", "q1", ""], ["1", "A1", ""]], ["id", "q1"], [2]),
    ],
)
def test_header_rows_end_where_the_answers_begin(tool, rows, names, below) -> None:
    assert split(tool, *rows) == (names, below)


def test_the_card_may_say_which_rows_are_header() -> None:
    assert split("qualtrics", ["ResponseId"], ["Vastauksen tunnus"], ["R_1"], skip=(2,)) == (["ResponseId"], [3])


def test_a_column_with_values_needs_a_name() -> None:
    with pytest.raises(UserError, match="column 2 has no name"):
        split("webropol", ["Vastaajatunnus", ""], ["1", "x"])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("q1", "q1"),
        ("Q2", "q2. are you well?"),
        ("are you well?", "q2. are you well?"),
        ("q3[SQ001]", "q3[SQ001]. which? [eggs]"),
    ],
)
def test_a_column_is_called_by_its_name_code_or_text(wanted: str, name: str) -> None:
    assert find_column(LIME, wanted, FILE).name == name


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("Why?", "“Why?” means more than one column. Found: Why?, Why?."),
        ("q9", "column q9: the column is missing. Found: id, q1"),
    ],
)
def test_a_name_of_no_column_or_of_two_is_refused(wanted: str, told: str) -> None:
    with pytest.raises(UserError) as refused:
        find_column(LIME, wanted, FILE)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("tool", "names", "added"),
    [
        ("limesurvey", ["q1", "q1Time", "lifeTime", "groupTime12", "token"], ["q1Time", "groupTime12", "token"]),
        ("microsoft_forms", ["A", "Points - A", "Feedback - A", "Points - B"], ["Points - A", "Feedback - A"]),
        ("qualtrics", ["Q1", "Q1_TEXT", "IPAddress"], ["IPAddress"]),
        ("limesurvey", ["q1", "email. Your email", "q2. Email"], ["email. Your email", "q2. Email"]),
    ],
)
def test_what_a_tool_adds_is_known(tool: str, names: list[str], added: list[str]) -> None:
    headers, _ = split_headers([(1, names)], TOOLS[tool], (), FILE)
    assert [header.name for header in headers if is_added(header, headers, TOOLS[tool])] == added


@pytest.mark.parametrize(
    ("cells", "tool"),
    [
        (["id", "submitdate", "lastpage"], "limesurvey"),
        (["Response ID", "Date submitted", "Last page"], "limesurvey"),
        (["ID", "Starttid", "Slutförandetid"], "microsoft_forms"),
        (["id", '{"ImportId":"QID1"}'], "qualtrics"),
        (["Respondent ID", "Collector ID"], "surveymonkey"),
        (["RespondentID", "", "Response"], "surveymonkey"),
        (["id", "weight", "region", "q01"], None),
        (["ID", "Start time"], None),
        ([], None),
    ],
)
def test_a_tool_is_known_by_two_of_its_own_columns(cells: list[str], tool: str | None) -> None:
    found = tool_of(cells)
    assert (found.name if found else None) == tool


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>How&nbsp;are<br/>you?</p>", "how are you?"),
        ("1 &lt; 2", "1 < 2"),
        ("a < b and c > d", "a < b and c > d"),
        ("\ufeffSoft\u00adware\u200b", "software"),
        ("  Two \n lines ", "two lines"),
    ],
)
def test_texts_are_compared_as_readers_see_them(text: str, read: str) -> None:
    assert bare(text) == read


def test_a_text_is_written_on_a_card_in_quotes() -> None:
    assert in_toml('a "b" \\ c') == '"a \\"b\\" \\\\ c"'
