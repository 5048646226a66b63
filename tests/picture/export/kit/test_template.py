"""The workbook takes only answers of the catalogue, and says beside each cell what was asked."""

from io import BytesIO

import openpyxl
import pytest

from contract.codes import Language
from picture.export.kit.template import FORMS, answers_template


@pytest.fixture(scope="module", params=Language)
def opened(request, content):
    return request.param, openpyxl.load_workbook(BytesIO(answers_template(content, request.param)))


def lists(book):
    """Return column = what its cells take, and the message beside them."""
    sheet = book["answers"]
    heads = {cell.column_letter: cell.value for cell in sheet[2]}
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            first = next(iter(rule.sqref.ranges))
            name, place = rule.formula1.replace("$", "").split("!")
            cells = book[name.strip("'")][place]
            letter = openpyxl.utils.get_column_letter(first.min_col)
            found[heads[letter]] = ([row[0].value for row in cells], rule.prompt, (first.min_row, first.max_row))
    return found


def test_a_column_a_question_under_its_code_and_its_wording(opened, content):
    language, book = opened
    wording, codes = ([cell.value for cell in row] for row in book["answers"].iter_rows(1, 2))
    form = content.forms[language]
    assert codes == ["id", *(one.column for one in form.questions), "language", "origin", "sex", "age"]
    assert wording[1:17] == [one.wording for one in form.questions]


def test_cells_take_the_answers_of_the_catalogue_for_five_thousand_forms(opened, content):
    language, book = opened
    found = lists(book)
    for question in content.forms[language].questions:
        answers, message, rows = found[question.column]
        assert answers == [option.text for option in question.options]
        assert message == question.wording[:255]
        assert rows == (3, 2 + FORMS)
    assert found["sex"][0][-2:] != found["age"][0][-2:]  # only of the sex there is "other"


def test_the_number_of_a_form_occurs_once(opened):
    _, book = opened
    (rule,) = (one for one in book["answers"].data_validations.dataValidation if one.type == "custom")
    assert "COUNTIF" in rule.formula1
    assert str(rule.sqref) == f"A3:A{2 + FORMS}"


def test_no_row_looks_filled_in(opened):
    _, book = opened
    assert book["answers"].max_row == 2
    assert book.active.title == "answers"
