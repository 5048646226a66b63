"""What is known of each tool hangs together."""

import pytest
from msgspec import inspect

from etl.config.layout import Table
from etl.read.survey_tools.known.tool import Tool
from etl.read.survey_tools.recognise import TOOLS
from etl.read.survey_tools.words import bare


def test_every_tool_of_the_card_is_known() -> None:
    written = {field.name: field.type for field in inspect.type_info(Table).fields}["tool"]
    assert {value for kind in written.types for value in getattr(kind, "values", ())} == {*TOOLS}


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_the_columns_of_a_tool_are_read_or_personal_never_both(tool: Tool) -> None:
    assert tool.own & tool.personal == set()
    assert (tool.signs | tool.id_columns) - tool.own - tool.personal - tool.says_nothing == set()
    assert {bare(name) for name in tool.own | tool.personal | tool.signs} == tool.own | tool.personal | tool.signs


def test_what_is_a_test_is_no_answer() -> None:
    for marks in filter(None, (mark for tool in TOOLS.values() for mark in (tool.answer, tool.finished))):
        assert marks.yes & marks.no == set()


@pytest.mark.parametrize("word", ["Survey Preview", "Survey Test", "Spam", "1", "2", "8", "9"])
def test_previews_tests_and_spam_of_qualtrics_are_no_answers(word: str) -> None:
    marks = TOOLS["qualtrics"].answer
    assert marks is not None
    assert bare(word) in marks.no
