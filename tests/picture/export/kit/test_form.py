"""The questionnaire asks word for word what the catalogue asks."""

from io import BytesIO
from itertools import chain

import docx
import pypdf
import pytest

from contract.codes import Language
from etl.config.catalogue.catalogue import read_catalogue
from picture.export.kit.form import line_by_line, printed_form, web_form
from picture.export.report.document.content import HeadingBlock, TickBlock
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file

TICK = "☐\u00a0"


def asked(document):
    """List wording and answers of every question."""
    ticks = [block for block in document.blocks if isinstance(block, TickBlock)]
    return [(block.asked[0].text.partition(". ")[2], [*block.options, *block.apart]) for block in ticks]


@pytest.mark.parametrize("language", Language)
def test_every_question_and_every_answer_is_that_of_the_catalogue(content, language):
    catalogue = read_catalogue()
    ours = [one for one in catalogue.indicators if one.answers]
    found = asked(printed_form(content, language))[: len(ours)]
    easy = asked(printed_form(content, language, easy=True))[: len(ours)]
    assert len(ours) == 16
    for one, (wording, answers), (plainer, _) in zip(ours, found, easy, strict=True):
        assert wording == getattr(one.question, language)
        assert plainer == line_by_line(getattr(one.easy, language))
        scale = catalogue.scales[one.answers.scale]
        assert answers == [getattr(text, language) for text in scale.codes.values()]


@pytest.mark.parametrize("language", Language)
def test_questions_about_the_respondent_stand_last_and_need_no_answer(content, language):
    about = asked(printed_form(content, language))[16:]
    assert len(about) == 4
    untold = {answers[-1] for _, answers in about}
    assert len(untold) == 1  # "I do not want to say"
    assert [len(answers) for _, answers in about] == [4, 3, 4, 5]  # of the sex also "other"


def test_easy_language_puts_one_sentence_on_a_line_and_loses_none():
    assert line_by_line("I go out. Do I feel safe? Yes!") == "I go out.\nDo I feel safe?\nYes!"


def test_the_web_form_has_one_question_a_screen(content):
    blocks = web_form(content, Language.EN).blocks
    screens = [block.text for block in blocks if isinstance(block, HeadingBlock)][1:]
    assert (screens[0], screens[-1]) == ("Screen 1 of 20", "Screen 20 of 20")
    assert len([block for block in blocks if isinstance(block, TickBlock)]) == 20


@pytest.mark.parametrize("language", Language)
def test_the_printed_pages_hold_every_wording(content, language):
    pages = pypdf.PdfReader(BytesIO(pdf_file(printed_form(content, language)))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    for question in content.forms[language].questions:
        assert question.wording in told


def test_a_word_file_holds_a_box_that_can_be_ticked_for_each_answer(content):
    document = printed_form(content, Language.SV)
    word = docx.Document(BytesIO(word_file(document)))
    boxes = word.element.body.findall(".//{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")
    answers = [*chain.from_iterable(answers for _, answers in asked(document))]
    assert len(boxes) == len(answers)
    told = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(answer in told for answer in answers)
