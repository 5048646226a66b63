"""Editions: what is current and what comes next, corrections, versions, what differs between two of them."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from contract.pointer import NoDatabaseError
from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.answers import EDITIONS
from pages.server.api.compared import compare
from pages.server.old_editions import NoEditionError
from pages.server.settings import data_folder
from picture.html.editions.differences import MOST_DIFFERENT, differences_html, differences_section
from picture.query.editions.pair import VersionPair, chosen_pair

request = frame("editions")
answer = request.answer(EDITIONS)
pair = chosen_pair(request.choices.editions.versions, st.query_params.get("from", ""), st.query_params.get("to", ""))


def compared(pair: VersionPair) -> Markup:
    """Write what differs between two versions, or nothing where one of them cannot be read."""
    try:
        found = compare(data_folder(), pair, request.language, MOST_DIFFERENT)
    except (NoDatabaseError, NoEditionError):
        return Markup()
    return differences_html(found.found, found.inputs, pair.name, request.choices)


def differences(pair: VersionPair) -> Markup:
    """Write which versions are compared, with what differs between them."""
    told = request.cached(f"differences {pair.name}", lambda: compared(pair))
    return differences_section(pair, told, request.choices, request.selected)


page = Markup('<div class="lb-editions">{}{}{}</div>')
show(page.format(answer.first, differences(pair) if pair else "", answer.rest))
