"""Files of a contribution: headings in any order and language, workbooks, what is no table."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from contract.actions.columns import ContributionTable, contribution_tables
from contract.codes import Language
from etl.actions import files
from etl.actions.files import read_lines, tables_in
from tests.etl.actions.folder import ENTRY, PLAN, codes, read, write_table

REGISTER = contribution_tables()[ContributionTable.REGISTER]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    columns=st.permutations(REGISTER.file_columns),
    languages=st.lists(st.sampled_from([*Language, None]), min_size=40, max_size=40),
)
def test_headings_may_stand_in_any_order_and_language(tmp_path, columns, languages):
    heads = [one.code if lang is None else one.heading(lang) for one, lang in zip(columns, languages, strict=False)]
    path = tmp_path / "register.csv"
    path.write_text(",".join(heads) + "\n" + ",".join(one.code for one in columns) + "\n", encoding="utf-8")
    read_ = read_lines([path])
    assert read_.errors == ()
    assert dict(read_.lines[0].texts) == {one.code: one.code for one in columns}


def book(path, **sheets):
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.getvalue())
    return path


def test_a_workbook_has_a_sheet_for_each_table_and_may_have_others(tmp_path):
    path = book(
        tmp_path / "MK01" / "2026-2028" / "plan.xlsx",
        Plan=[["Område", "Första år", "Sista år"], ["MK01", 2026, 2028]],
        Register=[["Kod", "Slag", "Namn (på svenska)"], ["# mk01-x", "åtgärd", "Exempel"], ["mk01-a", "åtgärd", "A"]],
        Egna=[["x"]],
    )
    found = read(tmp_path)
    assert found.errors == ()
    assert [entry.id for entry in found.read.register] == ["mk01-a"]  # the row that begins with # is not read
    assert tables_in(path) == {ContributionTable.PLAN, ContributionTable.REGISTER}


def test_a_mistake_in_a_workbook_names_the_sheet(tmp_path):
    book(tmp_path / "MK01" / "2026" / "a.xlsx", Mål=[["Kod"], ["a"]])
    assert any("a.xlsx [Mål]" in str(error) for error in read(tmp_path).errors)


def test_a_file_that_is_no_table_and_a_table_twice_are_told(tmp_path):
    folder = tmp_path / "MK01" / "2026"
    write_table(folder, "register", ENTRY)
    write_table(folder, "notes", ENTRY)
    book(folder / "x.xlsx", Register=[["id", "kind", "name_sv"], ["b", "measure", "B"]])
    book(folder / "y.xlsx", Sheet1=[["a"]])
    (tmp_path / "MK01" / "lost.csv").write_text("a")
    told = {"action_file_unknown", "action_table_twice", "action_sheets_unknown", "action_file_outside"}
    assert set(codes(tmp_path)) == told


@pytest.mark.parametrize("text", ["id,kind,kind,name_sv\na,b,c,d\n", "id,id,kind,name_sv\na,b,c,d\n"])
def test_a_column_may_stand_there_once(tmp_path, text):
    path = tmp_path / "MK01" / "2026" / "register.csv"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert "action_heading_twice" in codes(tmp_path)


def test_a_missing_required_column_is_told(tmp_path):
    write_table(tmp_path / "MK01" / "2026", "plan", {"area": PLAN["area"]})
    assert codes(tmp_path).count("action_column_missing") == 2


def test_a_table_with_more_rows_than_any_register_is_refused_before_its_cells_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    folder = tmp_path / "MK01" / "2026"
    write_table(folder, "register", *({"id": "?", "kind": "?", "name_sv": "?"} for _ in range(3)))
    assert codes(tmp_path) == ["action_rows_many"]
