"""The map answers everywhere inside an area, with that area; a click chooses it, a second one and Escape let go."""

from datetime import date

import pytest

from geo.classification import read_classification
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

SIZES = {"desk": (1440, 1300), "phone": (390, 2200)}  # high enough to see the whole map without scrolling
EACH = 6  # spots in a region
NAMES = {a.code: a.name_sv for a in read_classification().areas("maakunta", date(2026, 1, 1))}
# spots of the page inside each region, by chance, none on a border: a pixel all around is inside too
SPOTS = """each => {
  let seed = 7;
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const found = [];
  for (const path of document.querySelectorAll('.lb-map-areas path[data-area]')) {
    const box = path.getBoundingClientRect(), back = path.getScreenCTM().inverse();
    const inside = (x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(back));
    for (let tried = 0, many = 0; tried < 4000 && many < each; tried++) {
      const x = Math.round(box.left + chance() * box.width), y = Math.round(box.top + chance() * box.height);
      if (![[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]].every(([dx, dy]) => inside(x + dx, y + dy))) continue;
      found.push([path.dataset.area, x, y]);
      many++;
    }
  }
  return found;
}"""
TOLD = "() => document.querySelector('.lb-tip b')?.textContent ?? ''"
TINTED = "() => new Set([...document.querySelectorAll('tr.lb-hover')].map(row => row.dataset.area)).size"


@pytest.fixture(params=SIZES)
def opened(request, chromium, address):
    """Somebody at the map, on a desk or with a phone."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="sv-FI")
    reader = Reader(address, context.new_page()).open("map", lang="sv")
    reader.tab.wait_for_selector(".lb-map-areas path", state="attached")
    yield reader
    context.close()


def spots(reader):
    return [(code, (x, y)) for code, x, y in reader.tab.evaluate(SPOTS, EACH)]


def spot_of(reader, code):
    return next(spot for one, spot in spots(reader) if one == code)


def test_every_spot_inside_a_region_tells_that_region(opened):
    found = spots(opened)
    assert {code for code, _ in found} == set(NAMES)
    assert len(found) >= 100
    silent = []
    for code, spot in found:
        opened.tab.mouse.move(*spot)
        if (told := opened.tab.evaluate(TOLD)) != NAMES[code]:
            silent.append((NAMES[code], told, spot))
    assert silent == []


def test_what_is_pointed_at_on_the_map_is_tinted_in_the_rows_and_outlined(opened):
    opened.tab.mouse.move(*spot_of(opened, "18"))
    assert opened.tab.evaluate(TINTED) == 1
    assert opened.tab.locator(".lb-pointed-ink").count() == 1
    opened.tab.mouse.move(1, 1)
    assert opened.tab.evaluate(TINTED) == 0
    assert opened.tab.locator(".lb-pointed-ink").count() == 0


def test_a_name_that_has_the_focus_points_at_its_area(opened):
    opened.tab.locator('.lb-dots tr[data-area="19"] th a').focus()
    opened.tab.keyboard.press("Shift+Tab")
    opened.tab.keyboard.press("Tab")
    assert opened.tab.evaluate(TOLD) == "Lappland"
    assert opened.tab.locator(".lb-pointed-ink").count() == 1


def test_a_click_chooses_a_second_one_and_escape_let_go(opened):
    """The address changes at once, the page a moment later: what the next click does is known by the way to let go."""
    let_go = opened.tab.locator("a.lb-clear")
    opened.tab.mouse.click(*spot_of(opened, "18"))
    opened.until(area="MK18")
    let_go.wait_for()
    opened.tab.mouse.click(*spot_of(opened, "18"))
    opened.until(area="SSS")
    let_go.wait_for(state="detached")
    opened.tab.mouse.click(*spot_of(opened, "21"))
    opened.until(area="MK21")
    let_go.wait_for()
    opened.tab.keyboard.press("Escape")
    opened.until(area="SSS")
    let_go.wait_for(state="detached")


def test_arrows_walk_along_the_years_and_keep_the_focus(opened):
    opened.tab.locator(".lb-stops a[aria-current]").focus()
    opened.tab.keyboard.press("ArrowLeft")
    opened.until(period="2025")
    opened.tab.keyboard.press("ArrowLeft")
    opened.until(period="2024")
    opened.wait("document.activeElement.matches('.lb-stops a[aria-current]')")


def test_playing_walks_to_the_last_year_and_stops(opened):
    opened.tab.locator('.lb-stops a[data-keep="period-2024"]').click()
    opened.until(period="2024")
    opened.tab.locator(".lb-play").click()
    opened.until(period="2026")
    opened.wait("document.querySelector('.lb-play').getAttribute('aria-pressed') === 'false'")
