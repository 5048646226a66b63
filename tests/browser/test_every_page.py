"""Every page, looked at once per language on a phone, on a desk and in colours of the reader's own; then asked."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from picture.text.words import word
from tests.browser.reader import PAGES, Reader

pytestmark = pytest.mark.browser
SEEN = [
    *((page, language, "phone") for page in PAGES for language in ("fi", "sv", "en")),
    *((page, "sv", "desk") for page in PAGES),
    *((page, "fi", "forced") for page in PAGES),
]
DESK = {"viewport": {"width": 1440, "height": 900}}
WINDOWS = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desk": DESK,
    "forced": DESK | {"forced_colors": "active", "color_scheme": "dark"},
}
SERIOUS = {"serious", "critical"}
CHOSEN_BY_READER = {"rules": {"color-contrast": {"enabled": False}}}  # axe reads our colours there, not those shown
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
    contexts = {name: chromium.new_context(**how, locale="sv-FI") for name, how in WINDOWS.items()}
    seen = {}

    def look(page, language, window):
        key = (page, language, window)
        if key not in seen:
            tab = contexts[window].new_page()
            rules = CHOSEN_BY_READER if window == "forced" else None
            seen[key] = _look(Reader(address, tab), page, language, rules)
            tab.close()
        return seen[key]

    yield look
    for context in contexts.values():
        context.close()


def serious(found):
    """What axe calls serious or critical: the rule and the first element that breaks it."""
    broken = [v for v in found.response["violations"] if v["impact"] in SERIOUS]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in broken]


def _look(reader, page, language, rules):
    reader.open(page, lang=language, area="MK02")
    return Noticed(
        reader.foreign,
        reader.errors,
        reader.language,
        reader.tab.title(),
        reader.tab.evaluate(SIDEWAYS),
        serious(Axe().run(reader.tab, options=rules)),
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
