"""The selectors above a picture. Each one lives in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Kind, Level
from contract.pointer import build_of
from pages.parts.request import Request, select, select_from
from pages.parts.show import show
from pages.server.search import search_address
from picture.html.choosing.area_field import area_field
from picture.html.choosing.choice_field import indicator_sections
from picture.html.choosing.combo import search_field
from picture.html.local.municipality import nothing_of_municipality
from picture.query.choices import survey_periods
from picture.query.choosing.area_list import area_sections
from picture.query.maps.class_edges import AROUND, METHODS
from picture.query.model import Area
from picture.query.selection import (
    COMPARE,
    EVENTS,
    MATRIX_ORDERS,
    NEWEST,
    SECOND,
    matrix_levels,
    second_area,
    selected_areas,
)
from picture.query.tables.area_context import AreaContext
from picture.query.trend.beside import NONE
from picture.text.words import day, listing, period, word

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def choices_row(request: Request, *fields: Callable[[Request], Markup]) -> None:
    """Show fields in a row: one element, as each one costs at every run."""
    row = Markup('<div class="lb-filters">{}</div>')
    show(request.written("choices", lambda: row.format(Markup("").join(field(request) for field in fields))))


def choose_indicator(request: Request) -> Markup:
    """Offer every indicator by domain, those of the whole country alone last."""
    label = word("choose_indicator", request.language)
    return select_from("indicator", label, indicator_sections(request.choices), request.view.indicator)


def choose_area(
    request: Request, areas: Sequence[Area] | None = None, *, asked: Mapping[str, str] = NOTHING_MORE
) -> Markup:
    """Offer the whole country and areas, grouped by level: all of them, or those of some divisions.

    asked: keys of the address that are no part of the view, and stay.
    """
    choices = request.choices
    view = request.view
    listed = choices.areas if areas is None else (*selected_areas(choices, Level.COUNTRY), *areas)
    sections = area_sections(choices, list(dict.fromkeys(listed)), view)
    return area_field(sections, choices, {**request.selected, **asked}, view)


def choose_on_map(request: Request) -> Markup:
    """Offer the whole country, the regions, and the areas of the division that the map draws."""
    choices = request.choices
    return choose_area(
        request, (*selected_areas(choices, Level.MAAKUNTA), *selected_areas(choices, request.view.level))
    )


def choose_second(request: Request) -> Markup:
    """Offer the regions that a profile can show beside the chosen area; the country has none, nor a municipality."""
    if request.view.area_level in {Level.COUNTRY, Level.KUNTA}:
        return Markup()
    others = [a for a in selected_areas(request.choices, Level.MAAKUNTA) if not request.view.chose(a)]
    options = {NONE: word("second_none", request.language)} | {area_key(a.level, a.code): a.name for a in others}
    second = second_area(request.selected, request.view, request.choices)
    chosen = NONE if second is None else area_key(second.level, second.code)
    return select(SECOND, word("choose_second", request.language), options, chosen)


def search_box(request: Request) -> Markup:
    """Return the search that stands in the bar of every page."""
    return search_field(search_address(build_of(request.file.path), request.language), request.language)


def choose_compared(request: Request) -> Markup:
    """Offer what the front page compares with; the country is not compared with itself."""
    of_country = request.view.area_level == Level.COUNTRY
    offered = [one for one in COMPARE if one != "country" or not of_country]
    chosen = request.selected["compare"]
    options = {one: word(f"compare_{one}", request.language) for one in offered}
    label = word("choose_compare", request.language)
    return select("compare", label, options, chosen if chosen in options else offered[0])


def choose_matrix_level(request: Request) -> Markup:
    """Offer the divisions of the matrix."""
    options = {level: word(f"level_{level}", request.language) for level in matrix_levels(request.choices)}
    return select("level", word("choose_level", request.language), options, request.view.level)


def choose_survey_period(request: Request) -> Markup:
    """Offer the periods of our own surveys, the newest first."""
    options = {p: period(p) for p in reversed(survey_periods(request.choices))}
    return select("period", word("choose_period", request.language), options, request.view.period)


def choose_order(request: Request) -> Markup:
    """Offer in which order areas stand."""
    options = {one: word(f"order_{one}", request.language) for one in MATRIX_ORDERS}
    return select("order", word("choose_order", request.language), options, request.selected["order"])


def choose_level(request: Request) -> Markup:
    """Offer the divisions in which the indicator is known."""
    options = {
        level: word(f"level_{level}", request.language) for level in request.choices.levels[request.view.indicator]
    }
    return select("level", word("choose_level", request.language), options, request.view.level)


def choose_classes(request: Request) -> Markup:
    """Offer how the classes of a map are made; around the country not of counts, whose part is never as large."""
    count = request.choices.indicator(request.view.indicator).kind == Kind.REGISTER_COUNT
    offered = [method for method in METHODS if not (count and method == AROUND)]
    options = {method: word(f"classes_{method}", request.language) for method in offered}
    return select("classes", word("choose_classes", request.language), options, request.selected["classes"])


def choose_division(request: Request) -> Markup:
    """Offer older divisions of areas; nothing where the indicator stands on the newest only."""
    years = request.choices.divisions.get(request.view.indicator, ())
    newest = {NEWEST: word("division_newest", request.language)} if years else {}
    options = newest | {str(y): str(y) for y in reversed(years)}
    chosen = request.selected["division"]
    shown = chosen if chosen in options else NEWEST
    return select("division", word("choose_division", request.language), options, shown)


def choose_period(request: Request) -> Markup:
    """Offer the indicator's periods, the newest first."""
    options = {p: period(p) for p in reversed(request.choices.periods[request.view.indicator])}
    return select("period", word("choose_period", request.language), options, request.view.period)


def choose_group(request: Request) -> Markup:
    """Offer the indicator's population groups; nothing where there is only everybody."""
    groups = request.choices.groups[request.view.indicator]
    offered = groups if len(groups) > 1 else ()
    options = {f"{g.dim}.{g.code}": g.name if g.is_everybody else f"{g.dim_name}: {g.name}" for g in offered}
    chosen = f"{request.view.group_dim}.{request.view.group_code}"
    return select("group", word("choose_group", request.language), options, chosen)


def choose_events(request: Request) -> Markup:
    """Offer whether what happened in the country is shown beside the lines."""
    options = {key: word(f"events_{key}", request.language) for key in EVENTS}
    return select("events", word("choose_events", request.language), options, request.selected["events"])


def area_context(request: Request) -> AreaContext:
    """Return where the chosen area stands among the others."""
    return request.choices.reference.contexts.of(request.view.area_level, request.view.area)


def notice(request: Request) -> None:
    """Write when the address held something that does not exist, and when the chosen area has ended."""
    language = request.language
    if request.wrong:
        st.warning(
            word("wrong_value", language, keys=", ".join(word(f"choose_{key}", language) for key in request.wrong))
        )
    if request.unknown:
        show(nothing_of_municipality(request.unknown, request.choices, request.view))
    area = request.choices.area(request.view.area_level, request.view.area)
    context = area_context(request)
    if context.ended:
        names = listing([a.name for a in context.successors], language)
        st.info(word("area_ended", language, area=area.name, date=day(context.ended, language), successors=names))


def period_notice(request: Request) -> None:
    """Write when the indicator is not known for the period that was chosen."""
    asked = request.selected["period"]
    shown = request.view.period
    if asked != shown:
        st.caption(word("not_in_period", request.language, asked=period(asked), shown=period(shown)))
