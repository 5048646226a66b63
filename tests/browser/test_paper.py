"""Every page on paper: nothing is cut at the edge, nothing is lost, and pictures are those that the server draws."""

import pytest

from tests.browser.reader import PAGES, Reader

pytestmark = pytest.mark.browser
A4 = {"width": 703, "height": 1020}  # what the margins leave, at 96 pixels an inch
SEEN = "one.checkVisibility() && one.getBoundingClientRect().width > 1"
CUT = f"""[...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, p, li, th, td, img)')]
  .filter((one) => {SEEN} && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.tagName + " " + one.textContent.trim().slice(0, 40))"""
PRESSED = f"""[...document.querySelectorAll('[data-testid="stMain"] :is(button, summary)')]
  .filter((one) => {SEEN} && !one.closest(".lb-ask")).map((one) => one.textContent.trim())"""
CELLS = f"""[...document.querySelectorAll(".lb-matrix tbody tr")].map((row) =>
  [...row.cells].filter((one) => {SEEN}).reduce((sum, one) => sum + one.colSpan, 0))"""


@pytest.fixture(scope="module")
def printed(chromium, address):
    """Look at each page once, as it is on paper."""
    context = chromium.new_context(viewport=A4, locale="fi-FI")
    seen = {}

    def look(page):
        if page not in seen:
            seen[page] = Reader(address, context.new_page()).open(page, lang="fi", area="MK01")
            seen[page].tab.emulate_media(media="print")
        return seen[page].tab

    yield look
    context.close()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_at_the_edge_of_the_paper(printed, page):
    assert printed(page).evaluate(CUT) == []


# on the others what can be pressed unfolds a text
@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"methods", "editions"}])
def test_nothing_on_paper_waits_to_be_pressed(printed, page):
    assert printed(page).evaluate(PRESSED) == []


def test_each_row_of_the_matrix_keeps_all_its_cells(printed):
    assert len(set(printed("matrix").evaluate(CELLS))) == 1


def test_a_trend_on_paper_is_the_picture_that_the_server_drew(printed):
    picture = printed("trends").locator(".lb-printed")
    assert picture.is_visible()
    assert picture.get_attribute("src").startswith("data:image/svg+xml")
    assert not printed("trends").locator(".js-plotly-plot").is_visible()


@pytest.mark.parametrize("page", ["", "map", "trends", "region", "matrix", "groups"])
def test_marks_and_source_stand_under_every_picture(printed, page):
    told = printed(page).locator(".lb-source-lines").last
    assert told.is_visible()
    assert "Lähde" in told.inner_text()
