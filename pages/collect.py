"""A local collection: how many answers a place needs, and the kit to collect them with."""

from __future__ import annotations

import streamlit as st

from pages.parts.export_menu import kit_files_html
from pages.parts.frame import frame
from pages.parts.show import as_written, show
from pages.ready.collect import asked_collection, collect_answer
from picture.html.collect.fields import collect_fields
from picture.html.collect.page import collect_groups, collect_kit, collect_rest, collect_top, people_known
from picture.query.collect.asked import MOST_PEOPLE, collecting_areas
from picture.text.words import word

PEOPLE_FIELD = "collect_people"

request = frame("collect")
language = request.language
asked = asked_collection(request, st.query_params.to_dict())
answer = collect_answer(request, request.file, asked)


def take_people() -> None:
    """Put the number that was typed into the address."""
    typed = st.session_state[PEOPLE_FIELD]
    if typed is None:
        st.query_params.pop("people", None)
    else:
        st.query_params["people"] = str(typed)


show(collect_fields(asked, collecting_areas(request.choices), request.selected, language))
show(collect_top(answer, language))
with st.container(key="lb-collect-people"):
    st.session_state[PEOPLE_FIELD] = asked.people
    st.number_input(
        word("collect_people", language),
        min_value=1,
        max_value=MOST_PEOPLE,
        step=1,
        key=PEOPLE_FIELD,
        on_change=take_people,
    )
    st.caption(as_written(people_known(answer, language)))
files = kit_files_html(request, asked.place_key)
show(collect_groups(answer, language) + collect_kit(answer, files, language) + collect_rest(answer, language))
