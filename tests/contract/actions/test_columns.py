"""The declared tables of a contribution: no heading and no label means two things."""

from collections import Counter
from enum import StrEnum
from itertools import chain

import pytest

from contract.actions import codes
from contract.actions.columns import ColumnKind, ContributionTable, contribution_tables
from contract.actions.labels import label, labels
from contract.codes import Direction, Domain, Language

TABLES = list(contribution_tables().values())
ENUMS = [
    one for one in vars(codes).values() if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
]


@pytest.mark.parametrize("enum", [*ENUMS, Domain, Direction])
def test_every_code_of_an_enum_has_a_label_and_no_label_is_left_over(enum):
    assert list(labels(enum.__name__)) == [str(code) for code in enum]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.table)
def test_a_heading_in_any_language_means_one_column(table):
    headings = Counter(heading for column in table.file_columns for heading in column.headings)
    assert [heading for heading, times in headings.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.table)
def test_a_label_in_any_language_means_one_code_and_no_other_code(table):
    for column in table.columns:
        meant = {}
        for code, words in column.choices.items():
            for text in (code, *(words.of(language).casefold() for language in Language)):
                assert meant.setdefault(text, code) == code


def test_the_name_of_a_sheet_in_any_language_means_one_table_and_fits():
    names = [{one.table, *(one.sheet.of(language).casefold() for language in Language)} for one in TABLES]
    told = Counter(chain.from_iterable(names))
    assert [name for name, times in told.items() if times > 1] == []
    assert max(map(len, chain.from_iterable(names))) <= 31


def test_a_text_stands_in_a_column_for_each_language():
    goals = contribution_tables()[ContributionTable.GOALS]
    titles = [column for column in goals.file_columns if column.of.code == "title"]
    assert [column.code for column in titles] == ["title_fi", "title_sv", "title_en"]
    assert titles[1].headings == {"title_sv", "tavoite (ruotsiksi)", "mål (på svenska)", "goal (in swedish)"}


def test_lists_of_choices_leave_out_what_may_not_stand_there():
    domain = contribution_tables()[ContributionTable.GOALS].column("domain")
    assert domain.kind is ColumnKind.CHOICE
    assert "context" not in domain.choices
    assert "security" in domain.choices


def test_every_column_has_a_name_and_a_help_in_three_languages():
    for table in TABLES:
        for column in table.columns:
            for language in Language:
                assert column.name.of(language).strip()
                assert 0 < len(column.help.of(language)) <= 255  # of an input message of a workbook


def test_a_code_is_told_in_the_language_asked_for():
    assert label(codes.RegisterKind.EVENT, Language.SV) == "evenemang"


def test_what_an_example_says_in_words_it_says_in_three_languages():
    spoken = {ColumnKind.TEXT, ColumnKind.NAME, ColumnKind.WORDS}
    columns = chain.from_iterable(table.columns for table in contribution_tables().values())
    told = [column.example for column in columns if column.kind in spoken and column.example is not None]
    assert len(told) > 5
    assert [one.fi for one in told if one.fi == one.sv] == []
