"""Change over time: the chosen area, others beside it and the country; what tests say of them; breaks in sight."""

from __future__ import annotations

import streamlit as st

from pages.parts.controls import choices_row, choose_area, choose_events, choose_group, choose_indicator
from pages.parts.export_menu import export_menu
from pages.parts.frame import frame
from pages.parts.request import Request
from pages.parts.show import show
from pages.ready.answers import TREND
from pages.ready.finished_figure import FinishedFigure
from picture.answers.shown import TrendAnswer
from picture.charts.theme import CONFIG
from picture.html.frame.view_links import put_view
from picture.html.page.corrections import corrections_note
from picture.html.trend.regions import regions_over_time
from picture.query.trend.regions import ask_regions
from picture.text.words import word


def chart_and_tests(answer: TrendAnswer) -> None:
    """Show the picture, and beside it on a wide screen what was tested."""
    left, right = st.columns([3, 2], gap="large") if answer.tested else (st.container(), st.container())
    with left:
        if answer.figure:
            st.plotly_chart(
                FinishedFigure(answer.figure), key="trend", theme=None, config=CONFIG, alt=answer.picture.captions.alt
            )
        show(answer.printed + answer.under)
    with right:
        show(answer.tested)


def trends_page(request: Request) -> None:
    """Show one indicator over time."""
    choices_row(request, choose_indicator, choose_area, choose_group, choose_events)
    answer = request.answer(TREND)
    show(corrections_note(answer.picture.dataset) + answer.above)
    names = [word(f"tab_{name}", request.language) for name in ("chart", "regions", "table")]
    tabs = st.tabs(names, key="trend_tabs", on_change="rerun")  # what is heavy is drawn when somebody looks
    with tabs[0]:
        chart_and_tests(answer)
    if tabs[1].open:
        with tabs[1]:
            regions = request.cached(
                "regions", lambda: regions_over_time(ask_regions(request.con, request.view, request.choices))
            )
            show(regions)
    if tabs[2].open:
        with tabs[2]:
            show(answer.table)
    export_menu(request, answer.picture)
    show(put_view(answer.below, request.selected, "lang"))


trends_page(frame("trends"))
