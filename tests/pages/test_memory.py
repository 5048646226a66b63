"""What a reader has looked at does not stay in memory as long as the page is open."""

import gc

import pytest

from pages.parts import request
from pages.ready import answers
from pages.server.caching.cache import Cache
from picture.answers.shown import PictureAnswer
from picture.html.frame.place import PAGES
from tests.pages.opened import opened, went

AREAS = ("MK01", "MK02", "MK04", "MK05", "MK06")


@pytest.fixture(autouse=True)
def nothing_is_kept_ready(monkeypatch):
    empty = Cache(0, lambda _: 1)
    for module in (answers, request):
        monkeypatch.setattr(module, "store", lambda _: empty)


@pytest.mark.parametrize("page", PAGES)
def test_an_open_page_holds_no_more_than_what_it_shows(page):
    """Streamlit keeps what each chart and button is to call until the reader leaves."""
    app = opened(page, area=AREAS[0])
    gc.collect()
    before = alive()
    for area in AREAS[1:]:
        app = went(app, page, area=area)
    gc.collect()
    assert alive() <= before + 1


def alive():
    return sum(
        type(one).__module__ == PictureAnswer.__module__ and "Answer" in type(one).__name__ for one in gc.get_objects()
    )
