"""The view in the address: what was asked, checked against what the database offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from contract.cell_key import area_key
from contract.codes import COUNTRY, EVERYBODY, Domain, Language, Level
from contract.period import Period, in_order
from picture.query.choices import Choices, survey_periods
from picture.query.maps.area_order import ORDERS
from picture.query.maps.class_edges import METHODS
from picture.query.model import NEWEST_DIVISION, Area, Dataset, Line, View
from picture.query.trend.beside import ALIKE_LINES, NONE, LinesOffered, read_lines
from picture.query.trend.own_group import MEMBER_LEVEL, read_own_group

NEWEST = "newest"  # the division in force
ALL = f"{EVERYBODY}.{EVERYBODY}"  # everybody, as the address has it
OF_THE_AREA = "area"
EVENTS = ("national", OF_THE_AREA, NONE)  # what a trend shows beside its lines
COMPARE = ("previous", "first", "country")  # what the front page compares with: last wave, first wave, whole country
MATRIX_ORDERS = ("north", "name")  # of the matrix's areas: from north to south, or by name
MATRIX_DOMAINS = tuple(
    domain for domain in Domain if domain is not Domain.CONTEXT
)  # the one that a narrow matrix shows
PANELS = ("compare", "years", "tiles")  # what stands beside the map
# keys that say how one page shows its view, with their values; the first one is meant where none is given
OWN_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "events": EVENTS,
        "compare": COMPARE,
        "classes": METHODS,
        "sort": ORDERS,
        "panel": PANELS,
        "order": MATRIX_ORDERS,
        "domain": MATRIX_DOMAINS,
    }
)
EDITION_KEY = "edition"  # the old version of an edition; none is what is served now
SECOND = "second"  # the region beside the chosen one of a profile
AREAS = "areas"  # the lines beside the chosen one of a trend
PAGE_KEYS = (AREAS, SECOND, *OWN_KEYS)
MOST_CHOICES = 12  # two builds and two old versions in three languages


@lru_cache(MOST_CHOICES)
def options(choices: Choices) -> Mapping[str, Collection[str]]:
    """Return every value that a key of the address may have."""
    groups = dict.fromkeys(f"{g.dim}.{g.code}" for g in chain.from_iterable(choices.groups.values()))
    years = set(chain.from_iterable(choices.divisions.values()))
    areas = tuple(area_key(a.level, a.code) for a in choices.areas)
    return {
        "lang": tuple(Language),
        "indicator": tuple(i.id for i in choices.indicators),
        "level": tuple(dict.fromkeys(chain.from_iterable(choices.levels.values()))),
        "area": areas,
        "period": tuple(in_order(set(chain.from_iterable(choices.periods.values())))),
        "group": tuple(groups),
        "division": (NEWEST, *sorted(str(year) for year in years)),
        SECOND: (NONE, *(area_key(a.level, a.code) for a in selected_areas(choices, Level.MAAKUNTA))),
        AREAS: LinesOffered(
            frozenset(areas),
            frozenset(groups),
            frozenset(area_key(a.level, a.code) for a in selected_areas(choices, MEMBER_LEVEL)),
            choices.reference.names,
        ),
        EDITION_KEY: tuple(_old(choices).values()),
        **OWN_KEYS,
    }


@lru_cache(MOST_CHOICES)
def defaults(choices: Choices) -> Mapping[str, str]:
    """Return the view of a reader who asked for nothing: this year's picture of the whole country."""
    first = next((i for i in choices.indicators if i.headline), choices.indicators[0])
    periods = choices.periods[first.id]
    return {
        "lang": choices.language,
        "indicator": first.id,
        "level": Level.MAAKUNTA,
        "area": COUNTRY,
        "period": choices.stamp.edition if choices.stamp.edition in periods else periods[-1],
        "group": ALL,
        "division": NEWEST,
        AREAS: NONE,
        SECOND: NONE,
        **_old(choices),
        **{key: values[0] for key, values in OWN_KEYS.items()},
    }


def check(
    asked: Mapping[str, str], kept: Mapping[str, str], choices: Choices
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Choose for every key: the address first, then what the reader chose before, then the default.

    The edition comes from the address alone, whose database answers. Returns the choice, and the keys whose value in
    the address was none that exists.
    """
    allowed = options(choices)
    asked = _renamed(asked)
    selected = {
        **defaults(choices),
        **{k: v for k, v in kept.items() if k in allowed and v in allowed[k] and k != EDITION_KEY},
    }
    wrong = tuple(key for key in allowed if key in asked and asked[key] not in allowed[key])
    return selected | {k: v for k, v in asked.items() if k in allowed and k not in wrong}, wrong


def _old(choices: Choices) -> dict[str, str]:
    """Return the version as an address names it; nothing for what is served now."""
    return {EDITION_KEY: f"{choices.stamp.edition}-{choices.stamp.version}"} if choices.told_by else {}


def _renamed(asked: Mapping[str, str]) -> Mapping[str, str]:
    """Read older addresses, which could ask for similar areas alone: beside=alike."""
    return {AREAS: asked["beside"], **asked} if "beside" in asked else asked


def lines_beside(selected: Mapping[str, str], view: View, choices: Choices) -> tuple[Line, ...]:
    """Return the lines beside the chosen one and the country's; none that is one of these already."""
    own = choices.reference.groups[view.group_dim, view.group_code]
    if selected[AREAS] == ALIKE_LINES:
        alike = choices.reference.contexts.of(view.area_level, view.area).alike
        return tuple(Line(area, own) for area in alike)
    areas = {area_key(a.level, a.code): a for a in choices.areas}
    found = []
    for line in read_lines(selected[AREAS]):
        dim, _, code = line.group.partition(".")
        group = choices.reference.groups[dim, code] if line.group else own
        own_group = read_own_group(line.area)
        area = own_group.area if own_group else areas[line.area]
        if group != own or not (view.chose(area) or area.level == Level.COUNTRY):
            found.append(Line(area, group))
    return tuple(dict.fromkeys(found))


def second_area(selected: Mapping[str, str], view: View, choices: Choices) -> Area | None:
    """Return the region that a profile shows beside the chosen area; none that is this area itself."""
    regions = (a for a in selected_areas(choices, Level.MAAKUNTA) if not view.chose(a))
    return next((a for a in regions if area_key(a.level, a.code) == selected[SECOND]), None)


def view_of(selected: Mapping[str, str], choices: Choices) -> View:
    """Turn a checked choice into the nearest view that the chosen indicator can give.

    An indicator of another year or without the chosen group keeps the reader's choice in the address
    and shows its latest period, or everybody.
    """
    indicator = selected["indicator"]
    groups = {f"{g.dim}.{g.code}" for g in choices.groups[indicator]}
    asked = selected["group"]
    group = asked if asked in groups else ALL if ALL in groups else min(groups)
    levels = choices.levels[indicator]
    area = next(a for a in choices.areas if area_key(a.level, a.code) == selected["area"])
    return View(
        indicator=indicator,
        level=selected["level"] if selected["level"] in levels or not levels else levels[0],
        area=area.code,
        area_level=area.level,
        period=nearest_period(selected["period"], choices.periods[indicator]),
        group_dim=group.partition(".")[0],
        group_code=group.partition(".")[2],
        language=Language(selected["lang"]),
        division=NEWEST_DIVISION if selected["division"] == NEWEST else int(selected["division"]),
        edition=selected.get(EDITION_KEY, ""),
    )


def overview_of(selected: Mapping[str, str], choices: Choices) -> View:
    """Turn a checked choice into the view of all indicators: up to the chosen year, whatever was looked at before."""
    return replace(view_of(selected, choices), period=str(Period.parse(selected["period"]).last))


def matrix_of(selected: Mapping[str, str], choices: Choices) -> View:
    """Turn a checked choice into the view of the matrix: a division and a period that our own surveys have."""
    view = view_of(selected, choices)
    surveyed = next((i for i in choices.indicators if i.kind.from_respondents), None)
    if surveyed is None:
        return view
    levels = matrix_levels(choices)
    return replace(
        view,
        indicator=surveyed.id,
        level=selected["level"] if selected["level"] in levels else levels[0],
        period=nearest_period(selected["period"], survey_periods(choices)),
        group_dim=EVERYBODY,
        group_code=EVERYBODY,
    )


def matrix_levels(choices: Choices) -> tuple[str, ...]:
    """Return the divisions in which our own surveys are known."""
    surveyed = (choices.levels[i.id] for i in choices.indicators if i.kind.from_respondents)
    return next(surveyed, ())


def nearest_period(asked: str, offered: tuple[str, ...]) -> str:
    """Return the asked period, else the latest single one that ends no later, else the latest of all."""
    if asked in offered:
        return asked
    single = [p for p in offered if not Period.parse(p).is_pooled] or list(offered)
    earlier = [p for p in single if Period.parse(p).last <= Period.parse(asked).last]
    return (earlier or single)[-1]


def better_pooled(dataset: Dataset, choices: Choices) -> str | None:
    """Return the pooled waves that would show more, when more than a third of a single wave's rows are withheld."""
    hidden = sum(r.value is None for r in dataset.rows)
    offered = choices.periods[dataset.view.indicator]
    pooled = [p for p in offered if Period.parse(p).is_pooled and set(p.split("-")) <= set(offered)]
    return pooled[-1] if pooled and dataset.view.period not in pooled and hidden * 3 > len(dataset.rows) else None


def address(view: View) -> dict[str, str]:
    """Write a view as the address carries it."""
    edition = {EDITION_KEY: view.edition} if view.edition else {}
    return {
        "indicator": view.indicator,
        "level": view.level,
        "area": area_key(view.area_level, view.area),
        "period": view.period,
        "group": f"{view.group_dim}.{view.group_code}",
        "lang": view.language,
        "division": NEWEST if view.division == NEWEST_DIVISION else str(view.division),
        **edition,
    }


def selected_areas(choices: Choices, level: str) -> tuple[Area, ...]:
    """Return the areas of one division in their official order."""
    return tuple(a for a in choices.areas if a.level == level)
