"""What stands under every picture: its sources and marks, and what there is to know about its indicator."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.frame.view_links import VIEW
from picture.html.methods.parts import definition_list
from picture.html.methods.source_lines import source_lines_html
from picture.html.page.stack import stack, unfolding
from picture.query.model import Indicator
from picture.text.captions import Captions
from picture.text.labels import licence
from picture.text.words import word


def page_foot(captions: Captions, language: Language, indicator: Indicator | None = None) -> Markup:
    """Write wording, source, fieldwork and marks, then what is known about the indicator, one click away.

    Its addresses wait for the view (picture/html/frame/view_links.py).
    """
    methods = place_address("methods", {"lang": language}) + VIEW
    lines = source_lines_html(captions, methods) if captions.sources else Markup()
    return stack(lines, _about(indicator, language) if indicator else Markup())


def _about(indicator: Indicator, language: Language) -> Markup:
    """Write wording, meaning, limits and source of one indicator."""
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
    return unfolding(word("about_indicator", language), definition_list(facts, language))
