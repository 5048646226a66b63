"""What is typed into the template, and what the survey tool exports, is read with the card of the kit."""

import csv
import hashlib
import re
from io import BytesIO, StringIO

import openpyxl
import pytest

from contract.codes import Language
from etl.config.card import read_card
from etl.config.catalogue.catalogue import read_catalogue
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from picture.export.kit.card import survey_card, template_card
from picture.export.kit.survey_codes import survey_codes
from picture.export.kit.template import answers_template
from picture.text.kit.background import background_answers

FORMS = 200


def completed(card, file):
    """Fill in what only people know."""
    text = card.decode()
    text = text.replace(re.search(r"# TÄYDENNÄ ", text)[0], "")
    told = {
        'sha256 = "…"': f'sha256 = "{hashlib.sha256(file).hexdigest()}"',
        '"2027"': '"2026"',
        "2027-05-31": "2026-05-31",
        "2027-0": "2026-0",
        "responded = 400": f"responded = {FORMS}",
        '"…"': '"text"',
    }
    for marked, answer in told.items():
        text = text.replace(marked, answer)
    return text


def read(folder, name, file, card):
    folder = folder / "local_ku049" / "2026"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(file)
    (folder / "card.toml").write_text(completed(card, file), encoding="utf-8")
    found = []
    frame = read_respondents(read_card(folder / "card.toml", 100), read_catalogue(), read_classification(), found)
    assert found == []
    return frame


def answer(form, question):
    """Choose an answer of a question for a form, so that each is chosen by some."""
    return form % len(question)


@pytest.mark.parametrize("language", Language)
def test_a_template_that_was_filled_in_is_read_without_work_by_hand(content, tmp_path, language):
    book = openpyxl.load_workbook(BytesIO(answers_template(content, language)))
    sheet = book["answers"]
    form = content.forms[language]
    for row in range(FORMS):
        sheet.cell(row + 3, 1).value = row + 1
        for place, question in enumerate(form.questions, 2):
            text = question.options[answer(row, question.options)].text
            sheet.cell(row + 3, place).value = int(text) if text.isdigit() else text
        for place, about in enumerate(form.background, 2 + len(form.questions)):
            said = [*background_answers(about, language).values()]
            sheet.cell(row + 3, place).value = said[answer(row, said)]
    file = BytesIO()
    book.save(file)
    frame = read(tmp_path, "answers.xlsx", file.getvalue(), template_card(content, "answers.xlsx"))
    assert frame.height == FORMS
    check(frame, form, language)


@pytest.mark.parametrize("as_codes", [True, False])
def test_an_export_of_the_survey_tool_is_read_with_codes_and_with_full_answers(content, tmp_path, as_codes):
    form = content.forms[Language.SV]
    text = StringIO()
    writer = csv.writer(text)
    columns = [*(one.column for one in form.questions), *(one.dim for one in form.background)]
    writer.writerow(["id", "submitdate", "lastpage", "startlanguage", "seed", *columns])
    for row in range(FORMS):
        chosen = [one.options[answer(row, one.options)] for one in form.questions]
        told = [str(one.code) if as_codes else one.text for one in chosen]
        for about in form.background:
            said = background_answers(about, Language.SV)
            code = [*survey_codes(about, Language.SV)][answer(row, said)]
            told.append(code if as_codes else [*said.values()][answer(row, said)])
        writer.writerow([row + 1, "1980-01-01 00:00:00", 4, "sv", 7, *told])
    file = text.getvalue().encode()
    frame = read(tmp_path, "answers.csv", file, survey_card(content, "answers.csv"))
    check(frame, form, Language.SV)


def check(frame, form, language):
    """Compare what was read with what was chosen."""
    for question in form.questions:
        codes = [question.options[answer(row, question.options)].code for row in range(FORMS)]
        assert frame[question.column].to_list() == codes
    for about in form.background:
        ours = {group.code for group in about.groups}
        said = [*background_answers(about, language)]
        chosen = [said[answer(row, said)] for row in range(FORMS)]
        assert frame[about.dim].to_list() == [code if code in ours else None for code in chosen]
