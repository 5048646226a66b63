"""The survey file, read as LimeSurvey's importer reads it, holds every wording and every code of the catalogue."""

import html
import re
from xml.etree import ElementTree as ET

import pytest

from contract.codes import Language
from picture.export.kit.limesurvey import limesurvey_file
from picture.text.kit.background import background_answers, background_wording

# Rules of LimeSurvey's models Question and Answer
QUESTION_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}")
ANSWER_CODE = re.compile(r"[A-Za-z0-9]{1,5}")
RESERVED = {"LANG", "SID", "SAVEDID", "TOKEN", "QID", "GID", "SGQ", "self", "that", "this"}


@pytest.fixture(scope="module")
def survey(content):
    return ET.fromstring(limesurvey_file(content))  # noqa: S314 - our own file


def rows(survey, table):
    return [{field.tag: field.text or "" for field in row} for row in survey.iterfind(f"{table}/rows/row")]


def texts(survey, table, key, field):
    """Return (key, language) -> text, as a browser shows it."""
    return {(row[key], row["language"]): html.unescape(row[field]) for row in rows(survey, table)}


def test_it_is_a_survey_of_limesurvey_6_in_three_languages(survey):
    assert survey.findtext("LimeSurveyDocType") == "Survey"
    assert survey.findtext("DBVersion") == "600"
    assert [one.text for one in survey.iterfind("languages/language")] == list(Language)
    (settings,) = rows(survey, "surveys")
    assert (settings["language"], settings["additional_languages"]) == ("fi", "sv en")
    assert {row["surveyls_language"] for row in rows(survey, "surveys_languagesettings")} == set(Language)


def test_nothing_is_kept_that_tells_who_answered_and_nobody_must_answer(survey):
    (settings,) = rows(survey, "surveys")
    assert (settings["anonymized"], settings["active"]) == ("Y", "N")
    assert {settings[key] for key in ("ipaddr", "refurl", "datestamp", "savetimings")} == {"N"}
    assert {row["mandatory"] for row in rows(survey, "questions")} == {"N"}
    assert settings["format"] == "S"  # one question a screen


def test_every_wording_and_every_answer_is_that_of_the_catalogue(survey, content):
    qids = {row["title"]: row["qid"] for row in rows(survey, "questions")}
    aids = {(row["qid"], row["code"]): row["aid"] for row in rows(survey, "answers")}
    asked = texts(survey, "question_l10ns", "qid", "question")
    easy = texts(survey, "question_l10ns", "qid", "help")
    answers = texts(survey, "answer_l10ns", "aid", "answer")
    for language, form in content.forms.items():
        for question in form.questions:
            qid = qids[question.column]
            assert asked[qid, language] == question.wording
            assert easy[qid, language] == question.easy
            for option in question.options:
                assert answers[aids[qid, str(option.code)], language] == option.text
        for about in form.background:
            assert asked[qids[about.dim], language] == background_wording(about, language)
            held = [aid for (qid, _), aid in aids.items() if qid == qids[about.dim]]
            assert [answers[aid, language] for aid in held] == [*background_answers(about, language).values()]


def test_codes_are_such_as_limesurvey_takes(survey):
    questions = [row["title"] for row in rows(survey, "questions")]
    assert all(QUESTION_CODE.fullmatch(code) for code in questions)
    assert not RESERVED & set(questions)
    assert len(set(questions)) == len(questions)
    answers = [(row["qid"], row["code"]) for row in rows(survey, "answers")]
    assert all(ANSWER_CODE.fullmatch(code) for _, code in answers)
    assert len(set(answers)) == len(answers)


def test_every_row_leads_to_one_that_is_there(survey):
    groups = {row["gid"] for row in rows(survey, "groups")}
    assert {row["gid"] for row in rows(survey, "questions")} == groups
    assert {row["gid"] for row in rows(survey, "group_l10ns")} == groups
    questions = {row["qid"] for row in rows(survey, "questions")}
    assert {row["qid"] for row in rows(survey, "question_l10ns")} == questions
    assert {row["qid"] for row in rows(survey, "answers")} == questions
    assert {row["aid"] for row in rows(survey, "answer_l10ns")} == {row["aid"] for row in rows(survey, "answers")}


def test_each_table_names_its_fields(survey):
    for table in survey:
        if (fields := table.find("fields")) is not None:
            named = [field.text for field in fields]
            assert {tuple(field.tag for field in row) for row in table.iterfind("rows/row")} == {tuple(named)}
