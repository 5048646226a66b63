"""Who takes a long deck sees how far it is, and why there is none if it cannot be made."""

import json
from itertools import product

import pytest
from pptx import Presentation

from contract.codes import Language
from picture.basket.packing import pack
from picture.text.words import word

pytestmark = pytest.mark.browser
AREAS = ("MK01", "MK02", "MK04", "MK05", "MK06", "MK07", "MK08", "MK09", "MK10", "MK11")
LONG = [f"{kind}~area_{area}" for kind, area in product(("map", "trend", "profile", "groups"), AREAS)]
STANDING = """(() => {
  const bar = document.querySelector('.lb-progress:not([hidden])');
  const [line, words] = bar?.children ?? [];
  return bar ? [bar.dataset.state, line.hasAttribute('value') ? line.value : 0, words.textContent] : ['', 0, ''];
})()"""


def opened(reader, language, items):
    """Open the basket and return the link to its deck."""
    reader.open("slides", lang=language, basket=pack(items))
    return reader.tab.get_by_role("link", name=word("take_deck", language), exact=True)


def standings(reader):
    """Yield how the deck stands until its bar says that it is ready."""
    state = ""
    while state != "made":
        state, done, words = reader.tab.evaluate(STANDING)
        yield state, done, words
        reader.tab.wait_for_timeout(50)


@pytest.mark.parametrize("language", Language)
def test_the_bar_of_a_long_deck_moves_and_the_deck_arrives(reader, language):
    link = opened(reader, language, LONG)
    with reader.tab.expect_download() as waiting:
        link.click()
        seen = list(dict.fromkeys(standings(reader)))
    counted = [(done, words) for state, done, words in seen if state == "making" and done]
    assert len(counted) > 1
    assert [done for done, _ in counted] == sorted(done for done, _ in counted)
    for done, words in counted:
        assert words == word("progress_charts", language, done=int(done), of=len(LONG))
    bar = reader.tab.get_by_role("progressbar", name=word("take_deck", language))
    assert bar.evaluate("bar => bar.value === bar.max")
    assert reader.tab.locator(".lb-told").inner_text() == word("progress_made", language)
    assert len(Presentation(waiting.value.path()).slides) > len(LONG)
    bar.wait_for(state="detached")


def test_a_deck_that_cannot_be_made_says_why_under_its_link(reader):
    answer = json.dumps({"state": "failed", "told": word("take_heavy", "sv"), "done": 0, "of": 0})
    reader.tab.route("**/take/progress/*", lambda route: route.fulfill(body=answer, content_type="application/json"))
    opened(reader, "sv", LONG[:1]).click()
    reader.tab.get_by_text(word("take_heavy", "sv")).first.wait_for()
    assert reader.tab.locator(".lb-progress > span").inner_text() == word("take_heavy", "sv")
    assert not reader.tab.get_by_role("progressbar").count()


def test_a_deck_that_is_there_at_once_shows_no_bar(reader):
    link = opened(reader, "en", LONG[:1])
    for _ in range(2):  # the second time it has been made already
        with reader.tab.expect_download():
            link.click()
    reader.tab.wait_for_timeout(1_500)
    assert reader.tab.evaluate(STANDING) == ["", 0, ""]
