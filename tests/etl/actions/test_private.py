"""What may not be published is refused in every text column of every table, in text files and workbooks alike."""

import pytest

from contract.actions.columns import ColumnKind, contribution_tables
from contract.codes import Language
from tests.etl.actions.folder import read, write_table
from tests.etl.actions.test_files import book

TEXTS = {ColumnKind.WORDS, ColumnKind.TEXT, ColumnKind.NAME}
PRIVATE = {
    "131052-308T": "action_text_identity_code",
    "131052X308T": "action_text_identity_code",  # a sign of a century since 2023
    "131052\u2013308T": "action_text_identity_code",
    "+358 40 123 4567": "action_text_phone",
    "040\u00a0123\u00a04567": "action_text_phone",
    "050-1234567": "action_text_phone",
    "maija.meikalainen@kunta.fi": "action_email_person",
}
MORE_THAN_TEXT = {
    "<b>Hei</b>": "action_text_html",
    "<img src=x onerror=alert(1)": "action_text_html",
    "=HYPERLINK(1)": "action_text_formula",
    "+1+1": "action_text_formula",
    "-1+1": "action_text_formula",
    "@SUM(A1)": "action_text_formula",
    "\t=1+1": "action_text_formula",
}
every_table = pytest.mark.parametrize("table", contribution_tables().values(), ids=lambda table: table.table)
every_kind = pytest.mark.parametrize("kind", ["csv", "xlsx"])


def errors_of(folder, kind, table, columns, texts):
    """What is told of a table in which each row has the same text in all these columns."""
    place = folder / "MK01" / "2026"
    codes = [column.code for column in columns]
    if kind == "csv":
        write_table(place, table.table, *(dict.fromkeys(codes, text) for text in texts))
    else:
        book(place / "a.xlsx", **{table.table: [codes, *([text] * len(codes) for text in texts)]})
    return read(folder).errors


@every_kind
@every_table
def test_what_names_a_person_is_refused_in_every_column_and_not_repeated(tmp_path, kind, table):
    errors = errors_of(tmp_path, kind, table, table.file_columns, PRIVATE)
    told = {(one.code, one.row, one.column, one.found) for one in errors}
    for column in table.file_columns:
        assert {(code, row, column.code, "…") for row, code in enumerate(PRIVATE.values(), 2)} <= told
    messages = " ".join(one.message(language) for one in errors for language in Language)
    assert not any(text in messages for text in PRIVATE)


@every_kind
@every_table
def test_what_is_more_than_text_is_refused_in_every_text_column(tmp_path, kind, table):
    columns = [column for column in table.file_columns if column.of.kind in TEXTS]
    told = {(one.code, one.row, one.column) for one in errors_of(tmp_path, kind, table, columns, MORE_THAN_TEXT)}
    for column in columns:
        assert {(code, row, column.code) for row, code in enumerate(MORE_THAN_TEXT.values(), 2)} <= told


@every_table
def test_what_is_more_than_text_is_told_in_every_language_at_once(tmp_path, table):
    words = [column for column in table.file_columns if column.language is not None]
    told = {one.column for one in errors_of(tmp_path, "csv", table, words, ["<b>"])}
    assert {column.code for column in words} <= told
