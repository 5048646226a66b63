"""The one address of each view, by which search engines and catalogues know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

from contract.cell_key import area_key
from contract.codes import Language, Level
from picture.html.frame.place import OFF_MENU, PAGES
from picture.query.choices import Choices
from picture.query.selection import EDITION_KEY, defaults, selected_areas

OF_INDICATOR = ("map", "trends", "groups")  # pages of one indicator
OF_ONE_AREA = "region"
OF_WHOLE = ("front", OF_ONE_AREA, "matrix", "methods", "editions")  # pages of all indicators
ALWAYS_NAMED = {**dict.fromkeys(OF_INDICATOR, ("indicator",)), OF_ONE_AREA: ("area",)}  # which default is, may change
KNOWN = frozenset({*PAGES, *OFF_MENU})


@dataclass(frozen=True, slots=True)
class ViewPlace:
    """A page with what of its view differs from that of a reader who asked for nothing."""

    page: str
    asked: tuple[tuple[str, str], ...] = ()

    def address(self, site: str, language: Language | None) -> str:
        """Return its address; site: without a slash at the end; without a language the reader's decides."""
        path = "" if self.page == "front" else self.page
        query = urlencode([*self.asked, *([("lang", language.value)] if language else [])])
        return f"{site}/{path}?{query}" if query else f"{site}/{path}"


def view_place(page: str, selected: Mapping[str, str], choices: Choices) -> ViewPlace:
    """Return the place of a checked selection: the same for all addresses that show the same."""
    usual = {**defaults(choices), **dict.fromkeys((*ALWAYS_NAMED.get(page, ()), EDITION_KEY), "")}
    named = ((key, selected[key]) for key, value in usual.items() if selected.get(key, "") != value and key != "lang")
    return ViewPlace(page, tuple(named))


def place_of_indicator(indicator: str) -> ViewPlace:
    """Return the place by which an indicator is known."""
    return ViewPlace("map", (("indicator", indicator),))


def listed_places(choices: Choices) -> Iterator[ViewPlace]:
    """Yield what a search engine should know: every page, every indicator, every region."""
    yield from (ViewPlace(page) for page in OF_WHOLE if page != OF_ONE_AREA)
    indicators = (one.id for one in choices.indicators)
    yield from (ViewPlace(page, (("indicator", one),)) for one, page in product(indicators, OF_INDICATOR))
    regions = selected_areas(choices, Level.MAAKUNTA)
    yield from (ViewPlace(OF_ONE_AREA, (("area", area_key(one.level, one.code)),)) for one in regions)
