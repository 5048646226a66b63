"""The meeting brief of every area that has one is a single page, in every language."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from contract.cell_key import area_key
from contract.codes import Language, Level
from contract.pointer import served_database
from picture.packs import BRIEF, make_document
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import check


def pages_of(con, choices, key):
    selected, _ = check({"area": key}, {}, choices)
    _, content = make_document(con.cursor(), choices, selected, "http://lagesbild.example", what=BRIEF, form="pdf")
    return len(PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("language", list(Language))
def test_a_brief_is_one_page(published, language):
    with connect(served_database(published)) as con:
        choices = read_choices(con.cursor(), language)
        keys = [area_key(one.level, one.code) for one in choices.areas if one.level != Level.SUURALUE]
        assert len(keys) > 30
        assert {key: pages for key in keys if (pages := pages_of(con, choices, key)) > 1} == {}
