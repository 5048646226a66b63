"""The workbook of a contribution: what is written in it is read back as it is."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from contract.actions.columns import ContributionTable, contribution_tables
from contract.codes import Language
from picture.export.contribution.cells import sheet_of
from picture.export.contribution.template import contribution_template
from picture.query.register.template_lists import TemplateLists
from tests.etl.actions.folder import read

LISTS = TemplateLists(
    areas=("SSS Hela landet", "MK01 Nyland"),
    indicators=("can_influence Kan påverka i kommunen",),
    groups=("language:foreign Främmandespråkiga",),
    ready_goals=("more-influence Fler kan påverka",),
    built_at=datetime(2026, 6, 1, tzinfo=UTC).replace(tzinfo=None),
)
REGISTER = contribution_tables()[ContributionTable.REGISTER]


def filled(language, tmp_path, **changed):
    """Write the examples as rows, and the forum that one of them names; return the folder of contributions."""
    book = openpyxl.load_workbook(BytesIO(contribution_template(LISTS, language)))
    for table in contribution_tables().values():
        sheet = book[sheet_of(table.table, language)]
        for cell in list(sheet[2]):
            text = str(cell.value or "")
            sheet.cell(3, cell.column).value = changed.get(text, text.removeprefix("# ")) or None
    register = book[sheet_of(ContributionTable.REGISTER, language)]
    heads = [cell.value for cell in register[1]]
    forum = {"id": "forum-2027", "kind": REGISTER.column("kind").choices["forum"].of(language), "begins": "2027-05"}
    forum |= {f"name_{language}": "Forum"}
    for column in REGISTER.file_columns:
        register.cell(4, heads.index(column.heading(language)) + 1).value = forum.get(column.code)
    path = tmp_path / "MK01" / "2026-2028" / "plan.xlsx"
    path.parent.mkdir(parents=True)
    book.save(path)
    return tmp_path


@pytest.mark.parametrize("language", list(Language))
def test_what_is_filled_in_is_read_back_without_findings(language, tmp_path):
    found = read(filled(language, tmp_path))
    assert [str(error) for error in found.errors] == []
    assert [plan.id for plan in found.read.plans] == ["MK01-2026"]
    assert [goal.measures for goal in found.read.goals] == [("mk01-example-cafes",)]
    assert [entry.id for entry in found.read.register] == ["mk01-example-cafes", "forum-2027"]
    assert len(found.read.forum) == len(found.read.findings) == 1


@pytest.mark.parametrize("language", list(Language))
def test_a_new_template_holds_nothing_but_examples_that_are_not_read(language, tmp_path):
    path = tmp_path / "MK01" / "2026" / "template.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(contribution_template(LISTS, language))
    found = read(tmp_path)
    assert (found.errors, found.read.plans, found.read.register) == ((), (), ())


def test_what_a_list_shows_and_what_a_program_makes_of_a_date_are_read(tmp_path):
    changed = {"can_influence": LISTS.indicators[0], "MK01": LISTS.areas[1], "2026-03-14": date(2026, 3, 14)}
    found = read(filled(Language.SV, tmp_path, **changed))
    assert found.errors == ()
    assert found.read.goals[0].indicator == "can_influence"
    assert str(found.read.plans[0].adopted) == "2026-03-14"


@pytest.mark.parametrize("language", list(Language))
def test_every_column_has_its_help_and_a_column_of_codes_its_list(language):
    book = openpyxl.load_workbook(BytesIO(contribution_template(LISTS, language)))
    for table in contribution_tables().values():
        sheet = book[sheet_of(table.table, language)]
        checks = {next(iter(check.sqref.ranges)).min_col: check for check in sheet.data_validations.dataValidation}
        for place, column in enumerate(table.file_columns, 1):
            assert sheet.cell(1, place).value == column.heading(language)
            assert checks[place].prompt == column.of.help.of(language)
            assert (checks[place].type == "list") == bool(column.of.choices or column.of.refers or place_list(column))


def place_list(column):
    return column.of.kind in {"area", "indicator", "group"}


def test_a_list_that_several_may_be_chosen_from_only_helps():
    book = openpyxl.load_workbook(BytesIO(contribution_template(LISTS, Language.EN)))
    checks = {check.promptTitle: check for check in book["Register"].data_validations.dataValidation}
    assert (checks["Kind"].showErrorMessage, checks["Domains"].showErrorMessage) == (True, False)


def test_the_same_lists_become_the_same_bytes():
    assert contribution_template(LISTS, Language.FI) == contribution_template(LISTS, Language.FI)
