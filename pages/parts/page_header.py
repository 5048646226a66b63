"""Title, leading sentence, and what there is to know about an indicator."""

from __future__ import annotations

from html import escape

import streamlit as st

from contract.codes import Language
from picture.query.model import Indicator
from picture.text.labels import licence
from picture.text.words import word


def head(title: str, sentence: str = "") -> None:
    """Show the page's title and the one sentence that says it."""
    st.html(
        f'<h1 class="lb-h1">{escape(title)}</h1>' + (f'<p class="lb-lead">{escape(sentence)}</p>' if sentence else "")
    )


def about(indicator: Indicator, language: Language) -> None:
    """Show wording, meaning, limits and source of one indicator, one click away."""
    with st.expander(word("about_indicator", language)):
        asked = [("question_asked", indicator.question)] if indicator.question else []
        told = [
            *asked,
            ("what_counts", indicator.counts),
            ("why_matters", indicator.why),
            ("what_limits", indicator.limits),
            ("method", indicator.source.method),
            ("producer", indicator.source.producer),
            ("licence", licence(indicator.source, language)),
        ]
        facts = "".join(f"<dt>{escape(word(key, language))}</dt><dd>{escape(text)}</dd>" for key, text in told)
        st.html(f'<dl class="lb-about">{facts}</dl>')
