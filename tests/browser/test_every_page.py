"""Every page, looked at once per language on a desk and on a phone; what was noticed is asked test by test."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from picture.text.words import word
from tests.browser.reader import PAGES, Reader

pytestmark = pytest.mark.browser
SEEN = [
    *((page, language, "phone") for page in PAGES for language in ("fi", "sv", "en")),
    *((page, "sv", "desk") for page in PAGES),
]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
SERIOUS = {"serious", "critical"}
SIDEWAYS = """[document.scrollingElement.scrollWidth - innerWidth,
  ...[...document.querySelectorAll('[data-testid="stMain"], [data-testid="stMainBlockContainer"]')]
     .map(part => part.scrollWidth - part.clientWidth)]"""


@dataclass(frozen=True)
class Noticed:
    foreign: list[str]
    errors: list[str]
    language: str
    tab_title: str
    sideways: list[int]
    barriers: list[str]


@pytest.fixture(scope="module")
def noticed(chromium, address):
    """Look at a page when it is first asked about, and remember."""
    contexts = {size: chromium.new_context(viewport=SIZES[size], locale="sv-FI") for size in SIZES}
    seen = {}

    def look(page, language, size):
        key = (page, language, size)
        if key not in seen:
            tab = contexts[size].new_page()
            seen[key] = _look(Reader(address, tab), page, language)
            tab.close()
        return seen[key]

    yield look
    for context in contexts.values():
        context.close()


def serious(found):
    """What axe calls serious or critical: the rule and the first element that breaks it."""
    broken = [v for v in found.response["violations"] if v["impact"] in SERIOUS]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in broken]


def _look(reader, page, language):
    reader.open(page, lang=language, area="MK02")
    return Noticed(
        reader.foreign,
        reader.errors,
        reader.language,
        reader.tab.title(),
        reader.tab.evaluate(SIDEWAYS),
        serious(Axe().run(reader.tab)),
    )


@pytest.fixture(params=SEEN, ids="-".join)
def seen(request, noticed):
    return request.param, noticed(*request.param)


def test_no_request_leaves_the_machine(seen):
    assert seen[1].foreign == []


def test_the_console_holds_no_errors(seen):
    assert seen[1].errors == []


def test_the_document_says_its_language(seen):
    (_, language, _), found = seen
    assert found.language == language


def test_the_tab_is_called_after_the_page(seen):
    (page, language, _), found = seen
    name = word(f"menu_{page or 'front'}", language)
    assert found.tab_title == f"{name} – {word('title_short', language)}"


def test_nothing_scrolls_sideways(seen):
    assert max(seen[1].sideways) <= 0


def test_axe_finds_no_serious_barrier(seen):
    assert seen[1].barriers == []
