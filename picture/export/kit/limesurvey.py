"""The questionnaire as a survey of LimeSurvey (.lss), several languages in one.

The structure is that of LimeSurvey 4 to 7, whose importer (import_helper.php, XMLImportSurvey) and sample surveys
(docs/demosurveys) it follows: what has a language stands in tables of its own. The version named is of LimeSurvey 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import escape

from contract.codes import Language
from picture.export.kit.survey_codes import survey_codes
from picture.query.collect.kit import KitContent
from picture.text.kit.background import background_answers, background_note, background_wording
from picture.text.words import word

DATABASE_VERSION = "600"  # of LimeSurvey 6
SURVEY_ID = "100001"  # the importer takes another one where it is taken
SETTINGS = {  # one question a screen; nothing is kept that tells who answered
    "sid": SURVEY_ID,
    "gsid": "1",
    "active": "N",
    "anonymized": "Y",
    "format": "S",
    "savetimings": "N",
    "datestamp": "N",
    "ipaddr": "N",
    "refurl": "N",
    "allowprev": "Y",
    "showwelcome": "Y",
    "showprogress": "Y",
    "shownoanswer": "N",
    "printanswers": "N",
    "publicstatistics": "N",
    "listpublic": "N",
    "usecookie": "N",
    "alloweditaftercompletion": "N",
}
QUESTION = {  # one answer of a list, which nobody has to give
    "parent_qid": "0",
    "sid": SURVEY_ID,
    "type": "L",
    "question_theme_name": "listradio",
    "other": "N",
    "mandatory": "N",
    "encrypted": "N",
    "scale_id": "0",
    "same_default": "0",
    "same_script": "0",
    "relevance": "1",
}

Texts = Mapping[Language, str]
TableRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its answers, in all languages of the survey."""

    code: str
    wording: Texts
    help: Texts
    answers: Mapping[str, Texts]  # by their codes


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions under one title."""

    title: Texts
    about: Texts
    questions: tuple[_Asked, ...]


def limesurvey_file(content: KitContent) -> bytes:
    """Write the survey; the first language of the kit leads."""
    root = ET.Element("document")
    ET.SubElement(root, "LimeSurveyDocType").text = "Survey"
    ET.SubElement(root, "DBVersion").text = DATABASE_VERSION
    languages = ET.SubElement(root, "languages")
    for language in content.languages:
        ET.SubElement(languages, "language").text = language
    for name, rows in _tables(content).items():
        _write(root, name, rows)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _tables(content: KitContent) -> dict[str, list[TableRow]]:
    """Return the tables of the file by name, in the order in which LimeSurvey writes them."""
    names = ("answers", "answer_l10ns", "groups", "group_l10ns", "questions", "question_l10ns")
    tables: dict[str, list[TableRow]] = {name: [] for name in names}
    for group in (_questions(content), _background(content)):
        gid = str(len(tables["groups"]) + 1)
        tables["groups"].append({"gid": gid, "sid": SURVEY_ID, "group_order": gid, "grelevance": "1"})
        tables["group_l10ns"] += _in_languages({"gid": gid}, {"group_name": group.title, "description": group.about})
        for order, asked in enumerate(group.questions, 1):
            _add_question(tables, asked, {"gid": gid, "question_order": str(order)})
    tables["surveys"] = [_settings(content)]
    tables["surveys_languagesettings"] = [*_said(content)]
    return tables


def _add_question(tables: dict[str, list[TableRow]], asked: _Asked, place: TableRow) -> None:
    qid = str(len(tables["questions"]) + 1)
    tables["questions"].append({"qid": qid, **QUESTION, "title": asked.code, **place})
    tables["question_l10ns"] += _in_languages({"qid": qid}, {"question": asked.wording, "help": asked.help})
    for order, (code, texts) in enumerate(asked.answers.items()):
        aid = str(len(tables["answers"]) + 1)
        plain = {"code": code, "sortorder": str(order), "assessment_value": "0", "scale_id": "0"}
        tables["answers"].append({"aid": aid, "qid": qid, **plain})
        tables["answer_l10ns"] += _in_languages({"aid": aid}, {"answer": texts})


def _in_languages(key: TableRow, texts: Mapping[str, Texts]) -> Iterator[TableRow]:
    """Yield a row for each language; texts of a survey are HTML."""
    for language in next(iter(texts.values())):
        said = {name: str(escape(of[language])) for name, of in texts.items()}
        yield {**key, **said, "language": language}


def _questions(content: KitContent) -> _Group:
    """Return the questions of the catalogue; under each stands the same in easy language."""
    by_column = {language: {one.column: one for one in form.questions} for language, form in content.forms.items()}
    columns = next(iter(by_column.values()))
    asked = tuple(
        _Asked(
            column,
            {language: of[column].wording for language, of in by_column.items()},
            {language: of[column].easy for language, of in by_column.items()},
            {
                str(option.code): {language: of[column].options[at].text for language, of in by_column.items()}
                for at, option in enumerate(question.options)
            },
        )
        for column, question in columns.items()
    )
    return _Group(_words("kit_form", content), _words("kit_form_private", content), asked)


def _background(content: KitContent) -> _Group:
    """Return the questions about the respondent."""
    forms = {language: form.background for language, form in content.forms.items()}
    asked = []
    for at, question in enumerate(next(iter(forms.values()))):
        of = {language: several[at] for language, several in forms.items()}
        said = {language: background_answers(one, language) for language, one in of.items()}
        codes = survey_codes(question, content.languages[0])
        asked.append(
            _Asked(
                question.dim,
                {language: background_wording(one, language) for language, one in of.items()},
                {language: background_note(one, language) for language, one in of.items()},
                {key: {language: texts[code] for language, texts in said.items()} for key, code in codes.items()},
            )
        )
    return _Group(_words("kit_background", content), _words("kit_background_why", content), tuple(asked))


def _words(key: str, content: KitContent) -> Texts:
    return {language: word(key, language) for language in content.languages}


def _settings(content: KitContent) -> TableRow:
    first, *others = content.languages
    return {**SETTINGS, "language": first, "additional_languages": " ".join(others)}


def _said(content: KitContent) -> Iterator[TableRow]:
    """Yield what is said before and after the questions, in each language."""
    for language in content.languages:
        yield {
            "surveyls_survey_id": SURVEY_ID,
            "surveyls_language": language,
            "surveyls_title": str(escape(word("kit_form", language))),
            "surveyls_description": str(escape(word("kit_subject", language))),
            "surveyls_welcometext": str(escape(word("kit_form_private", language))),
            "surveyls_endtext": str(escape(word("kit_thanks", language))),
            "surveyls_dateformat": "1",
            "surveyls_numberformat": "1",
        }


def _write(root: ET.Element, name: str, rows: list[TableRow]) -> None:
    """Write a table: the names of its fields, then its rows."""
    table = ET.SubElement(root, name)
    fields = ET.SubElement(table, "fields")
    for field in rows[0]:
        ET.SubElement(fields, "fieldname").text = field
    held = ET.SubElement(table, "rows")
    for row in rows:
        written = ET.SubElement(held, "row")
        for field, value in row.items():
            ET.SubElement(written, field).text = value
