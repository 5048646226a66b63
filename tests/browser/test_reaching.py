"""Everybody reaches the page: by keyboard, ear, magnified, in colours of their own, on paper."""

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
COVERED = """[...document.querySelectorAll('[data-testid="stMain"] :is(h1, .lb-choose, .lb-banner)')].filter((one) => {
  const bar = document.querySelector(".lb-bar").getBoundingClientRect(), box = one.getBoundingClientRect();
  return !one.closest(".lb-bar") && box.height && box.top < bar.bottom - 1 && box.bottom > bar.top + 1;
}).length"""


CUT = """[...document.querySelectorAll('[data-testid="stMain"] :is(th, td, td span)')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one.closest("thead") ?? one).clipPath === "none")
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.textContent.trim())"""


@pytest.fixture
def at(chromium, address):
    """Readers with windows of any size."""
    contexts = []

    def opened(size, **how):
        width, height = size
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, locale="fi-FI", **how))
        return Reader(address, contexts[-1].new_page())

    yield opened
    for context in contexts:
        context.close()


def test_on_a_phone_the_choices_take_one_line_until_they_are_unfolded(at):
    reader = at(SIZES["phone"]).open("map", lang="fi")
    choices = reader.tab.locator(".lb-filters .lb-choose")
    assert [one.is_visible() for one in choices.all()].count(True) == 1
    reader.tab.get_by_label(word("more_choices", Language.FI)).check()
    assert all(one.is_visible() for one in choices.all())


def test_the_first_link_skips_bar_and_choices(at):
    reader = at(SIZES["desk"]).open("map", lang="fi")
    reader.tab.keyboard.press("Tab")
    assert reader.tab.evaluate("document.activeElement.textContent") == word("own_skip", Language.FI)
    reader.tab.keyboard.press("Enter")
    assert reader.tab.evaluate("document.activeElement.tagName") == "H1"


def test_another_view_is_read_aloud(at):
    reader = at(SIZES["desk"]).open("map", lang="fi")
    assert reader.tab.locator(".lb-told").inner_text() == ""
    reader.tab.locator("#lb-menu").get_by_role("link", name=word("menu_methods", Language.FI)).click()
    reader.wait(f"document.querySelector('.lb-told').textContent.startsWith({word('menu_methods', Language.FI)!r})")


@pytest.mark.parametrize("size", [(720, 450), (320, 256)], ids=["200 %", "400 %"])
@pytest.mark.parametrize("page", ["", "map", "region"])
def test_zoomed_in_nothing_lies_over_the_page_or_sticks_out(at, size, page):
    reader = at(size).open(page, lang="sv", area="MK02")
    assert reader.tab.evaluate(COVERED) == 0
    assert reader.tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_where_the_reader_has_colours_of_his_own_pictures_keep_a_white_plate(at):
    reader = at(SIZES["desk"], forced_colors="active").open("", lang="fi")
    plates = reader.tab.evaluate(
        "[...document.querySelectorAll('.stHtml img')].map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert set(plates) == {"rgb(255, 255, 255)"}


HATCHES = """[...document.querySelectorAll(".lb-hatch, .lb-matrix-key .lb-none, .lb-matrix td.lb-none")]
  .map((one) => getComputedStyle(one).backgroundImage.startsWith("repeating-linear-gradient"))"""
MARKS = """[...document.querySelectorAll(".lb-mark, .lb-matrix td:is(.lb-more, .lb-fewer)")].map((one) => {
  const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(one);
  return outlineStyle === "solid" || (borderTopWidth === "1px" && borderTopStyle !== "none");
})"""
GAPS = """[...document.querySelectorAll(".lb-matrix .lb-first, .lb-menu a:not([aria-current])")].filter((one) => {
  const { borderLeftColor, borderLeftWidth } = getComputedStyle(one);
  return borderLeftWidth !== "0px" && borderLeftColor !== getComputedStyle(document.body).backgroundColor;
}).length"""


@pytest.mark.parametrize(
    ("page", "some"), [("", MARKS), ("region", MARKS), ("matrix", MARKS), ("groups", HATCHES), ("map", MARKS)]
)
def test_in_colours_of_the_readers_own_marks_have_an_edge_hidden_figures_their_hatch_and_gaps_none(at, page, some):
    reader = at(SIZES["desk"], forced_colors="active").open(page, lang="fi", area="MK01")
    found = reader.tab.evaluate(some)
    assert found
    assert all(found)
    assert reader.tab.evaluate(GAPS) == 0


RING = """(() => {
  const one = document.activeElement, ring = getComputedStyle(one.closest(".lb-choose, .lb-fold") ?? one);
  const seen = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2;
  return seen || one === document.body ? "" : one.outerHTML.slice(0, 120);
})()"""


@pytest.mark.parametrize(("page", "forced"), [("", "none"), ("trends", "none"), ("matrix", "active")])
def test_whatever_the_tabulator_reaches_shows_a_ring(at, page, forced):
    reader = at(SIZES["desk"], forced_colors=forced).open(page, lang="sv", area="MK01")
    without = []
    for _ in range(30):
        reader.tab.keyboard.press("Tab")
        without.append(reader.tab.evaluate(RING))
    assert [one for one in without if one] == []


NARROW = """[...document.querySelectorAll('.lb-matrix td, .lb-matrix thead th[scope="colgroup"]')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.textContent)"""


@pytest.mark.parametrize("language", Language)
def test_on_a_tablet_no_head_or_number_of_the_matrix_is_cut_or_broken(at, language):
    reader = at((768, 1024)).open("matrix", lang=language)
    assert reader.tab.evaluate(NARROW) == []


def test_on_a_wide_screen_no_panel_of_the_front_page_stands_alone(at):
    reader = at((1920, 1080)).open("", lang="fi")
    tops = [one.bounding_box()["y"] for one in reader.tab.locator(".lb-panels > *").all()]
    assert all(tops.count(one) > 1 for one in tops)


def test_paper_holds_no_menu_and_the_whole_width(at):
    reader = at(SIZES["desk"]).open("map", lang="fi")
    reader.tab.emulate_media(media="print")
    assert not reader.tab.locator("#lb-menu").is_visible()
    assert not reader.tab.locator(".lb-languages").last.is_visible()
    assert reader.tab.locator("h1").bounding_box()["x"] < SIZES["desk"][0] / 10


def test_arrow_keys_move_between_the_cells_of_the_matrix_and_enter_opens_one(at):
    reader = at(SIZES["desk"]).open("matrix", lang="en", area="MK19")
    reader.tab.wait_for_selector(".lb-matrix tbody a")
    reader.tab.locator(".lb-matrix tbody tr:nth-child(2) a").nth(1).focus()
    here = "document.activeElement.closest('tr').rowIndex + ':' + document.activeElement.closest('td, th').cellIndex"
    row, column = map(int, reader.tab.evaluate(here).split(":"))
    for key, moved in (("ArrowDown", (1, 0)), ("ArrowRight", (1, 1)), ("ArrowUp", (0, 1)), ("ArrowLeft", (0, 0))):
        reader.tab.keyboard.press(key)
        assert reader.tab.evaluate(here) == f"{row + moved[0]}:{column + moved[1]}"
    reader.tab.keyboard.press("Enter")
    reader.wait("location.pathname === '/trends'")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", SIZES)
def test_no_reason_in_place_of_a_difference_is_cut_at_the_edge(at, size, language):
    reader = at(SIZES[size]).open("groups", lang=language, area="MK19")
    assert reader.tab.get_by_text(word("why_other_hidden", language), exact=True).count()
    assert reader.tab.evaluate(CUT) == []
