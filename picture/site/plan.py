"""Which pages the site has, and by what the address of a view is known to lead to one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from contract.cell_key import area_key
from contract.codes import Level
from picture.query.choices import Choices
from picture.query.model import View
from picture.query.selection import MATRIX_DOMAINS, check, matrix_levels
from picture.views import view_on

DOWNLOADS_PAGE = "downloads"  # pages that the site has besides those of the dashboard
INDEX_PAGE = "index"
SITE_MENU = ("front", "map", "region", "matrix", "groups", INDEX_PAGE, "methods", "editions", DOWNLOADS_PAGE)
TREND_PLACE = "trend"  # the place of a trend on the page of its indicator
_OF_AREA = ("area_level", "area", "period", "group_dim", "group_code", "division")
# fields of a view and keys of a selection in which two addresses of a page may not differ
SAME: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "front": (_OF_AREA, ("compare",)),
    "map": (("indicator", "level", "period", "group_dim", "group_code", "division"), ("classes", "sort", "panel")),
    "trends": (("indicator", "area_level", "area", "group_dim", "group_code", "division"), ("areas", "events")),
    "region": (_OF_AREA, ("second",)),
    "matrix": (("level", "period", "division"), ("order", "domain")),
    "groups": (("indicator", "area_level", "area", "period"), ()),
    "methods": ((), ()),
    "editions": ((), ()),
    INDEX_PAGE: ((), ()),
    DOWNLOADS_PAGE: ((), ()),
}
Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site, the same in every language."""

    page: str  # of the dashboard, or of the site alone
    path: str  # under the folder of its language
    asked: tuple[tuple[str, str], ...] = ()  # what it shows, as the address carries it

    def selected(self, choices: Choices) -> dict[str, str]:
        """Return everything that is selected on it."""
        return check(dict(self.asked), {}, choices)[0]

    def view(self, choices: Choices) -> View:
        """Return the view that it shows."""
        return view_on(self.page, self.selected(choices), choices)


def site_pages(choices: Choices) -> tuple[SitePage, ...]:
    """List the pages of a build: the newest figures of every indicator, division, area, group."""
    return (
        SitePage("front", "index.html"),
        *_indicators(choices),
        *_areas(choices),
        *_divisions(choices),
        *(
            SitePage("groups", f"groups/{one.id}.html", (("indicator", one.id),))
            for one in choices.indicators
            if len(choices.groups[one.id]) > 1
        ),
        SitePage("methods", "methods.html"),
        SitePage("editions", "editions.html"),
        SitePage(INDEX_PAGE, "a-z.html"),
        SitePage(DOWNLOADS_PAGE, "downloads.html"),
    )


def _indicators(choices: Choices) -> Iterator[SitePage]:
    """Yield a page for each division of an indicator; the first one, with its trend, is that of the indicator."""
    for one in choices.indicators:
        asked = ("indicator", one.id)
        yield SitePage("map", f"indicators/{one.id}.html", (asked,))
        first = _usual(one.id, choices)
        for level in choices.levels.get(one.id, ()):
            if level not in {first, Level.KUNTA}:  # municipalities would be a page of 308 rows for each
                yield SitePage("map", f"indicators/{one.id}-{level}.html", (asked, ("level", level)))


def _usual(indicator: str, choices: Choices) -> str:
    return SitePage("map", "", (("indicator", indicator),)).view(choices).level


def _areas(choices: Choices) -> Iterator[SitePage]:
    for area in choices.areas:
        key = area_key(area.level, area.code)
        yield SitePage("region", f"areas/{key}.html", (("area", key),))


def _divisions(choices: Choices) -> Iterator[SitePage]:
    """Yield the matrix of each division, once for each domain: a narrow screen shows one of them at a time."""
    usual = SitePage("matrix", "").view(choices).level
    for level, domain in product(matrix_levels(choices), MATRIX_DOMAINS):
        differs = {
            **({"level": level} if level != usual else {}),
            **({"domain": domain} if domain != MATRIX_DOMAINS[0] else {}),
        }
        yield SitePage("matrix", f"{'-'.join(('matrix', *differs.values()))}.html", tuple(differs.items()))


def subject(page: str, selected: Mapping[str, str], choices: Choices) -> Subject:
    """Return the same for all selections for which a page of the site is the same."""
    fields, keys = SAME[page]
    view = view_on(page, selected, choices)
    known = {name: str(getattr(view, name)) for name in fields}
    if "level" in known and page == "map" and not choices.levels.get(view.indicator):
        known["level"] = ""  # known for the whole country alone, whatever division is asked for
    return (page, *known.values(), *(selected[key] for key in keys))


def subjects(choices: Choices) -> dict[Subject, str]:
    """Return the path of every page by what it shows; a trend stands on the page of its indicator."""
    paths: dict[Subject, str] = {}
    for one in site_pages(choices):
        selected = one.selected(choices)
        paths[subject(one.page, selected, choices)] = one.path
        if has_trend(one):
            paths[subject("trends", selected, choices)] = f"{one.path}#{TREND_PLACE}"
    return paths


def has_trend(page: SitePage) -> bool:
    """Return whether a page is that of an indicator in its usual division, which shows the trend too."""
    return page.page == "map" and len(page.asked) == 1
