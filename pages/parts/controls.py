"""The selectors above a picture. Each one lives in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from contract.codes import Kind, Level
from contract.pointer import build_of
from pages.parts.request import Request, select, select_from
from pages.parts.show import show
from pages.server.search import search_address
from picture.html.choosing.area_field import area_field
from picture.html.choosing.choice_field import indicator_sections
from picture.html.choosing.combo import search_field
from picture.query.area_context import AreaContext
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
    area_key,
    matrix_levels,
    second_area,
    selected_areas,
)
from picture.query.trend.beside import NONE
from picture.text.words import day, listing, period, word


def choose_indicator(request: Request) -> None:
    """Offer every indicator by domain, those of the whole country alone last."""
    label = word("choose_indicator", request.language)
    select_from("indicator", label, indicator_sections(request.choices), request.view.indicator)


def choose_area(request: Request, areas: Sequence[Area] | None = None) -> None:
    """Offer the whole country and areas, grouped by level: all of them, or those of some divisions."""
    choices = request.choices
    view = request.view
    listed = choices.areas if areas is None else (*selected_areas(choices, Level.COUNTRY), *areas)
    sections = area_sections(choices, list(dict.fromkeys(listed)), view)
    show(area_field(sections, choices, request.selected, view))


def choose_second(request: Request) -> None:
    """Offer the regions that a profile can show beside the chosen area."""
    others = [a for a in selected_areas(request.choices, Level.MAAKUNTA) if not request.view.chose(a)]
    options = {NONE: word("second_none", request.language)} | {area_key(a.level, a.code): a.name for a in others}
    second = second_area(request.selected, request.view, request.choices)
    chosen = NONE if second is None else area_key(second.level, second.code)
    select(SECOND, word("choose_second", request.language), options, chosen)


def search_box(request: Request) -> Markup:
    """Return the search that stands in the bar of every page."""
    return search_field(search_address(build_of(request.file.path), request.language), request.language)


def choose_compared(request: Request) -> None:
    """Offer what the front page compares with; the country is not compared with itself."""
    of_country = request.view.area_level == Level.COUNTRY
    offered = [one for one in COMPARE if one != "country" or not of_country]
    chosen = request.selected["compare"]
    options = {one: word(f"compare_{one}", request.language) for one in offered}
    label = word("choose_compare", request.language)
    select("compare", label, options, chosen if chosen in options else offered[0])


def choose_matrix_level(request: Request) -> None:
    """Offer the divisions of the matrix."""
    options = {level: word(f"level_{level}", request.language) for level in matrix_levels(request.choices)}
    if options:
        select("level", word("choose_level", request.language), options, request.view.level)


def choose_survey_period(request: Request) -> None:
    """Offer the periods of our own surveys, the newest first."""
    options = {p: period(p) for p in reversed(survey_periods(request.choices))}
    if options:
        select("period", word("choose_period", request.language), options, request.view.period)


def choose_order(request: Request) -> None:
    """Offer in which order areas stand."""
    options = {one: word(f"order_{one}", request.language) for one in MATRIX_ORDERS}
    select("order", word("choose_order", request.language), options, request.selected["order"])


def choose_level(request: Request) -> None:
    """Offer the divisions in which the indicator is known."""
    options = {
        level: word(f"level_{level}", request.language) for level in request.choices.levels[request.view.indicator]
    }
    if options:
        select("level", word("choose_level", request.language), options, request.view.level)


def choose_classes(request: Request) -> None:
    """Offer how the classes of a map are made; around the country not of counts, whose part is never as large."""
    count = request.choices.indicator(request.view.indicator).kind == Kind.REGISTER_COUNT
    offered = [method for method in METHODS if not (count and method == AROUND)]
    options = {method: word(f"classes_{method}", request.language) for method in offered}
    select("classes", word("choose_classes", request.language), options, request.selected["classes"])


def choose_division(request: Request) -> None:
    """Offer older divisions of areas; nothing where the indicator stands on the newest only."""
    years = request.choices.divisions.get(request.view.indicator, ())
    if years:
        options = {NEWEST: word("division_newest", request.language)} | {str(y): str(y) for y in reversed(years)}
        chosen = request.selected["division"]
        shown = chosen if chosen in options else NEWEST
        select("division", word("choose_division", request.language), options, shown)


def choose_period(request: Request) -> None:
    """Offer the indicator's periods, the newest first."""
    options = {p: period(p) for p in reversed(request.choices.periods[request.view.indicator])}
    select("period", word("choose_period", request.language), options, request.view.period)


def choose_group(request: Request) -> None:
    """Offer the indicator's population groups; nothing where there is only everybody."""
    groups = request.choices.groups[request.view.indicator]
    if len(groups) > 1:
        options = {f"{g.dim}.{g.code}": g.name if g.is_everybody else f"{g.dim_name}: {g.name}" for g in groups}
        chosen = f"{request.view.group_dim}.{request.view.group_code}"
        select("group", word("choose_group", request.language), options, chosen)


def choose_events(request: Request) -> None:
    """Offer whether what happened in the country is shown beside the lines."""
    options = {key: word(f"events_{key}", request.language) for key in EVENTS}
    select("events", word("choose_events", request.language), options, request.selected["events"])


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
