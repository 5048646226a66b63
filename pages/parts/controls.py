"""The selectors above a picture. Each one lives in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from contract.codes import COUNTRY
from pages.parts.request import Here, choose, select
from picture.query.area_context import AreaContext, ask_area_context
from picture.query.model import Area
from picture.query.selection import NEWEST, area_key, selected_areas
from picture.text.words import day, listing, period, word


def choose_indicator(here: Here) -> None:
    """Offer every indicator, named with its domain."""
    options = {i.id: f"{word(f'domain_{i.domain}', here.language)} · {i.name}" for i in here.choices.indicators}
    select("indicator", word("choose_indicator", here.language), options, here.view.indicator)


def choose_area(here: Here, areas: Sequence[Area] | None = None) -> None:
    """Offer the whole country and areas: all of them, or those of one division."""
    listed = here.choices.areas if areas is None else (*selected_areas(here.choices, "country"), *areas)
    options = {area_key(a.level, a.code): a.name for a in listed}
    chosen = area_key(here.view.area_level, here.view.area)
    select("area", word("choose_area", here.language), options, chosen if chosen in options else COUNTRY)


def choose_level(here: Here) -> None:
    """Offer the divisions in which the indicator is known."""
    options = {level: word(f"level_{level}", here.language) for level in here.choices.levels[here.view.indicator]}
    if options:
        select("level", word("choose_level", here.language), options, here.view.level)


def choose_division(here: Here) -> None:
    """Offer older divisions of areas; nothing where the indicator stands on the newest only."""
    years = here.choices.divisions.get(here.view.indicator, ())
    if years:
        options = {NEWEST: word("division_newest", here.language)} | {str(y): str(y) for y in reversed(years)}
        chosen = here.choice["division"]
        shown = chosen if chosen in options else NEWEST
        select("division", word("choose_division", here.language), options, shown)


def drill(here: Here) -> None:
    """Offer the way from a chosen region to its municipalities, and back."""
    if "kunta" not in here.choices.levels[here.view.indicator]:
        return
    area = here.choices.area(here.view.area_level, here.view.area)
    if here.view.level != "kunta" and area.level == "maakunta":
        label = word("show_municipalities", here.language, area=area.name)
        st.button(label, on_click=choose, args=("level", "kunta"), key="drill_down")
    elif here.view.level == "kunta":
        st.button(word("show_regions", here.language), on_click=choose, args=("level", "maakunta"), key="drill_up")


def choose_period(here: Here) -> None:
    """Offer the indicator's periods, the newest first."""
    options = {p: period(p) for p in reversed(here.choices.periods[here.view.indicator])}
    select("period", word("choose_period", here.language), options, here.view.period)


def choose_group(here: Here) -> None:
    """Offer the indicator's population groups; nothing where there is only everybody."""
    groups = here.choices.groups[here.view.indicator]
    if len(groups) > 1:
        options = {f"{g.dim}.{g.code}": g.name if g.dim == "all" else f"{g.dim_name}: {g.name}" for g in groups}
        chosen = f"{here.view.group_dim}.{here.view.group_code}"
        select("group", word("choose_group", here.language), options, chosen)


def area_context(here: Here) -> AreaContext:
    """Ask where the chosen area stands."""
    return here.once("place", lambda: ask_area_context(here.con, here.view))


def notice(here: Here) -> None:
    """Say when the address held something that does not exist, and when the chosen area has ended."""
    language = here.language
    if here.wrong:
        st.warning(word("wrong_value", language, keys=", ".join(word(f"choose_{key}", language) for key in here.wrong)))
    area = here.choices.area(here.view.area_level, here.view.area)
    place = area_context(here)
    if place.ended:
        names = listing([a.name for a in place.successors], language)
        st.info(word("area_ended", language, area=area.name, date=day(place.ended, language), successors=names))


def period_notice(here: Here) -> None:
    """Say when the indicator is not known for the period that was chosen."""
    asked, shown = here.choice["period"], here.view.period
    if asked != shown:
        st.caption(word("not_in_period", here.language, asked=period(asked), shown=period(shown)))
