"""Under a picture, a source leads to its description and a mark to its meaning."""

import re
from dataclasses import replace

import pytest

from contract.codes import Language
from picture.html.methods.source_lines import source_lines_html
from tests.picture.factory import map_dataset, profile_dataset
from tests.picture.presented import captions_of

METHODS = "methods?lang=sv&area=MK02"


def lines(dataset):
    return source_lines_html(captions_of(dataset), METHODS)


@pytest.mark.parametrize("language", Language)
def test_every_source_leads_to_its_description_with_the_view(language):
    dataset = profile_dataset(language)
    found = re.findall(r'<a class="lb-go" href="methods\?lang=sv&amp;area=MK02#source-(\w+)">', lines(dataset))
    assert found == [source.id for source in dataset.sources]


@pytest.mark.parametrize("language", Language)
def test_every_mark_of_the_picture_leads_to_its_meaning_and_says_it(language):
    captions = captions_of(map_dataset(language))
    html = source_lines_html(captions, METHODS)
    assert captions.marks
    for mark, meaning in captions.marks:
        letter = mark.strip("[]")
        assert re.search(rf'#mark-{letter}">\[{letter}\]</a> ', html)
        assert meaning in html


def test_the_words_are_those_that_leave_with_a_file():
    captions = captions_of(map_dataset(Language.EN))
    plain = re.sub(r"<[^>]+>", "", source_lines_html(captions, METHODS).replace("</p>", "\n"))
    for text in (captions.question_line, captions.source_line, captions.fieldwork_line):
        assert text in plain


def test_a_name_that_looks_like_html_is_text():
    dataset = map_dataset(Language.EN)
    evil = replace(dataset, sources=tuple(replace(one, title="<b>evil</b>") for one in dataset.sources))
    assert "<b>" not in lines(evil)
    assert "&lt;b&gt;evil" in lines(evil)
