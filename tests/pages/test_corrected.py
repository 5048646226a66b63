"""A page that shows a corrected figure says so over its picture, at the figure and in the key of marks."""

import pytest

from contract.codes import Language
from contract.pointer import POINTER, database_of
from tests.pages.opened import html, opened, words
from tests.picture.corrected import corrected_database

MARKED = {
    "front": 2,
    "map": 2,
    "trends": 1,
    "region": 2,
    "matrix": 2,
    "groups": 1,
}  # times in HTML; a trend is a figure


@pytest.fixture
def folder(tmp_path, monkeypatch):
    path = database_of(tmp_path, "corrected")
    corrected_database(path).close()
    (tmp_path / POINTER).write_text(f"{path.name}\n", encoding="utf-8")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("page", MARKED)
@pytest.mark.usefixtures("folder")
def test_a_corrected_figure_is_told_over_the_picture_and_marked_at_the_figure(page):
    app = opened(page, lang="en", area="MK01", indicator="trust")
    assert not app.exception
    told = words(app)
    assert "before: 58 %" in told.replace("\u00a0", " ").replace("58%", "58 %")
    assert "The error: A weight was wrong en. The wrong figures were published on 3 November 2026." in told
    assert html(app).count('class="lb-corrections"') == 1
    assert 'href="figure?cell=trust/2026/MK01/all.all&amp;lang=en"' in html(app)
    assert 'href="editions?lang=en"' in html(app)
    assert html(app).count("[r]") >= MARKED[page]


@pytest.mark.parametrize("language", Language)
@pytest.mark.usefixtures("folder")
def test_the_methods_page_explains_the_mark_and_a_notice_stands_over_every_page(language):
    app = opened("methods", lang=language)
    assert 'id="mark-r"' in html(app)
    assert f"A notice {language}" in words(app)
