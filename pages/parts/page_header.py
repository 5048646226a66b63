"""Title, leading sentences, and what there is to know about an indicator."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from contract.codes import Language
from pages.parts.show import show
from picture.html.methods.parts import definition_list
from picture.query.model import Indicator
from picture.text.labels import licence
from picture.text.words import word


def page_header(title: str, lead: str = "", quiet: str = "") -> None:
    """Show the page's title and the sentences under it; quiet: a small line above, such as the area and the year."""
    above = Markup('<p class="lb-eyebrow">{}</p>').format(quiet) if quiet else Markup()
    below = Markup('<p class="lb-lead">{}</p>').format(lead) if lead else Markup()
    show(above + Markup('<h1 class="lb-h1">{}</h1>').format(title) + below)


def about_indicator(indicator: Indicator, language: Language) -> None:
    """Show wording, meaning, limits and source of one indicator, one click away."""
    with st.expander(word("about_indicator", language)):
        asked = [("question_asked", indicator.question)] if indicator.question else []
        facts = [
            *asked,
            ("what_counts", indicator.counts),
            ("why_matters", indicator.why),
            ("what_limits", indicator.limits),
            ("method", indicator.source.method),
            ("producer", indicator.source.producer),
            ("licence", licence(indicator.source, language)),
        ]
        show(definition_list(facts, language))
