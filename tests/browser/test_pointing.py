"""The map answers everywhere inside an area, with that area, and nowhere else; on a desk and on a phone."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
import shapely
from playwright.sync_api import Page

from geo.boundaries import shapes
from geo.classification import read_classification
from tests.browser.reader import Reader
from tests.geo.test_boundaries import polygon

pytestmark = pytest.mark.browser

SIZES = {"desk": (1440, 1100), "phone": (390, 1700)}  # high enough to see the whole map without scrolling
EACH = 6  # spots in a region
NAMES = {a.code: a.name_sv for a in read_classification().areas("maakunta", date(2026, 1, 1))}
REGIONS = {shape.code: polygon(shape) for shape in shapes("maakunta", 2026)}
LAND = shapely.union_all([*REGIONS.values()])

FRAME = """chart => {
  const {left, top} = chart.getBoundingClientRect(), {xaxis, yaxis} = chart._fullLayout;
  return {left: left + xaxis._offset, top: top + yaxis._offset, width: xaxis._length, height: yaxis._length,
          west: xaxis.range[0], north: yaxis.range[1], km: (xaxis.range[1] - xaxis.range[0]) / xaxis._length};
}"""
TOLD = """async (chart, wanted) => {
  const told = () => chart.querySelector('.hoverlayer .hovertext')?.textContent ?? '';
  for (let i = 0; i < 200 && !(wanted ? told().startsWith(wanted) : !told()); i++)
    await new Promise(resolve => setTimeout(resolve, 25));
  return told();
}"""


@dataclass(frozen=True)
class Frame:
    """Where the plot stands on the page, in pixels, and which km it shows."""

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    km: float  # of a pixel

    def spots(self, area: shapely.Geometry) -> np.ndarray:
        """List all whole pixels of the page inside an area: a pointer stands on whole pixels."""
        across = np.arange(np.ceil(self.left), self.left + self.width)
        down = np.arange(np.ceil(self.top), self.top + self.height)
        x, y = (axis.ravel() for axis in np.meshgrid(across, down))
        inside = shapely.contains_xy(area, self.west + (x - self.left) * self.km, self.north - (y - self.top) * self.km)
        return np.stack([x, y], axis=-1)[inside]


class Map:
    """A map that somebody points at."""

    def __init__(self, tab: Page):
        self.tab = tab
        self.chart = tab.locator('[class*="st-key-map_maakunta"] .js-plotly-plot')

    @property
    def frame(self):
        return Frame(**self.chart.evaluate(FRAME))

    def told(self, spot, wanted=""):
        """Point at a spot and return what is told there, at the latest five seconds later."""
        self.tab.mouse.move(*spot)
        return self.chart.evaluate(TOLD, wanted)


def inside(frame, area):
    """Draw spots inside an area, not on the line of its border, and one on every island that is some pixels large."""
    clear = area.buffer(-0.5 * frame.km)
    chance = np.random.default_rng(7)
    islands = [spots[len(spots) // 2] for part in shapely.get_parts(clear) if len(spots := frame.spots(part))]
    return [*islands, *chance.choice(frame.spots(clear), EACH)]


@pytest.fixture(params=SIZES)
def opened(request, chromium, address):
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="sv-FI")
    reader = Reader(address, context.new_page()).open("map", lang="sv")
    yield reader
    context.close()


def test_every_spot_inside_a_region_tells_that_region(opened):
    where = Map(opened.tab)
    frame = where.frame
    spots = [(NAMES[code], spot) for code, area in REGIONS.items() for spot in inside(frame, area)]
    assert len(spots) >= 97
    silent = [(name, told, [*spot]) for name, spot in spots if not (told := where.told(spot, name)).startswith(name)]
    assert silent == []


def test_the_sea_far_from_land_tells_nothing(opened):
    where = Map(opened.tab)
    frame = where.frame
    sea = frame.spots(shapely.box(*LAND.bounds) - LAND.buffer(30))
    assert [told for spot in np.random.default_rng(7).choice(sea, 20) if (told := where.told(spot))] == []


def test_the_pointer_shows_what_can_be_clicked(opened):
    where = Map(opened.tab)
    frame = where.frame
    cursor = "chart => getComputedStyle(chart.querySelector('.nsewdrag')).cursor"
    where.told(inside(frame, REGIONS["18"])[-1], NAMES["18"])
    assert where.chart.evaluate(cursor) == "pointer"
    where.told((frame.left + 2, frame.top + 2))
    assert where.chart.evaluate(cursor) == "default"


CLICKED = {"07": 0, "18": -1, "19": 0, "21": -2}  # region -> which of its spots; of Åland an island


def click(reader, code):
    """Point at a spot of a region, and click when it has answered."""
    where = Map(reader.tab)
    spot = inside(where.frame, REGIONS[code])[CLICKED[code]]
    where.told((1, 1))
    where.told(spot, NAMES[code])
    reader.tab.mouse.click(*spot)


def chosen(reader, before):
    """The area in the address, as soon as it is another one than before."""
    reader.tab.wait_for_url(lambda url: f"area={before}&" not in url)
    return reader.settled().view["area"]


def test_a_click_anywhere_in_a_region_chooses_it(opened):
    before = opened.view["area"]
    for code in CLICKED:
        click(opened, code)
        before = chosen(opened, before)
        assert before == f"MK{code}"


def test_a_press_that_comes_right_after_a_movement_chooses_what_is_under_the_pointer(opened):
    before = opened.view["area"]
    for code in ("18", "07", "19"):
        where = Map(opened.tab)
        opened.tab.mouse.move(*inside(where.frame, REGIONS["02"])[0])
        opened.tab.mouse.move(*inside(where.frame, REGIONS[code])[0], steps=4)
        opened.tab.mouse.down()
        opened.tab.wait_for_timeout(60)  # as long as somebody quick holds a button
        opened.tab.mouse.up()
        before = chosen(opened, before)
        assert before == f"MK{code}"


def test_a_click_on_the_chosen_region_chooses_the_whole_country_again(opened):
    before = opened.view["area"]
    for area in ("MK18", "SSS", "MK18"):
        click(opened, "18")
        before = chosen(opened, before)
        assert before == area


def test_taps_choose_what_is_under_the_finger_and_not_what_was_tapped_before(chromium, address):
    width, height = SIZES["phone"]
    phone = chromium.new_context(
        viewport={"width": width, "height": height}, locale="sv-FI", has_touch=True, is_mobile=True
    )
    reader = Reader(address, phone.new_page()).open("map", lang="sv")
    before = reader.view["area"]
    for code in ("19", "18", "07", "21"):
        where = Map(reader.tab)
        reader.tab.touchscreen.tap(*map(float, inside(where.frame, REGIONS[code])[0]))
        before = chosen(reader, before)
        assert before == f"MK{code}"
    phone.close()
