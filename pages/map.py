"""One indicator, area by area: map, dot plot, table, all years, tiles."""

from __future__ import annotations

import streamlit as st

from contract.codes import Level
from pages.parts.controls import (
    choose_area,
    choose_classes,
    choose_clicked,
    choose_division,
    choose_group,
    choose_indicator,
    choose_level,
    choose_period,
    drill,
    period_notice,
)
from pages.parts.export_menu import export_menu, source_caption
from pages.parts.frame import frame
from pages.parts.page_header import about_indicator, page_header
from pages.parts.show import show
from pages.ready.answers import MAP
from pages.ready.finished_figure import FinishedFigure
from picture.charts.dot_plot import AREAS_AT_EACH_END, MOST_AREAS
from picture.charts.maps.choropleth import tile_map
from picture.charts.theme import CONFIG
from picture.html.small_multiples import maps_by_year
from picture.query.model import Dataset
from picture.query.numbers import ask_tiles
from picture.query.selection import better_pooled, selected_areas
from picture.text.alt_text import map_alt_text
from picture.text.source_lines import boundaries_line
from picture.text.words import period, word

request = frame("map")
language = request.language
view = request.view
with st.container(key="lb-filters", horizontal=True):
    choose_indicator(request)
    choose_level(request)
    choose_period(request)
    choose_group(request)
    choose_division(request)
    choose_classes(request)
    choose_area(
        request, (*selected_areas(request.choices, Level.MAAKUNTA), *selected_areas(request.choices, view.level))
    )
period_notice(request)

answer = request.answer(MAP)
dataset = answer.dataset
page_header(dataset.indicators[0].name, answer.captions.title)
if pooled := better_pooled(dataset, request.choices):
    st.caption(word("try_pooled", language, period=period(pooled)))


def chart(figure: FinishedFigure, name: str, dataset: Dataset, alt: str) -> None:
    """Draw a chart whose areas can be clicked."""
    key = f"{name}_{dataset.view.level}_{dataset.view.area}"  # a new choice is a new chart, without an old selection
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        alt=alt,
        selection_mode="points",
        on_select=choose_clicked(key, dataset.view),
    )


def draw_tiles(dataset: Dataset) -> None:
    """Draw the areas as equal tiles, where the division has them."""
    if tiles := ask_tiles(request.con, view.level):
        chart(
            request.figure("tiles", lambda: tile_map(dataset, tiles)), "tiles", dataset, map_alt_text(dataset, "tiles")
        )
    else:
        st.info(word("no_tiles", language))


if not dataset.rows:
    st.info(word("not_on_level", language))
    st.page_link("pages/trends.py", label=word("see_trend", language), query_params={**request.selected})
else:
    left, right = st.columns([5, 6], gap="large")
    with left:
        if answer.map:
            chart(answer.map, "map", dataset, answer.captions.alt)
            show(answer.legend)
            drill(request)
            st.caption(boundaries_line(dataset))
        else:
            st.info(word("no_boundaries", language))
    with right:
        names = [word(f"tab_{name}", language) for name in ("compare", "table", "years", "tiles")]
        tabs = st.tabs(names, key="map_tabs", on_change="rerun")  # what is heavy is drawn when somebody looks
        with tabs[0]:
            if answer.dots:
                chart(answer.dots, "dots", dataset, answer.dots_alt)
            if len(dataset.rows) > MOST_AREAS:
                st.caption(word("dots_cut", language, count=AREAS_AT_EACH_END))
            show(answer.signs)
        with tabs[1]:
            show(answer.table)
        if tabs[2].open:
            with tabs[2]:
                show(request.cached("years", lambda: maps_by_year(dataset)))
        if tabs[3].open:
            with tabs[3]:
                draw_tiles(dataset)
        export_menu(request, dataset)
        source_caption(answer.captions)
about_indicator(dataset.indicators[0], request.language)
