"""What stands under every picture: its sources and marks, and what there is to know about its indicator."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.methods.parts import definition_list
from picture.html.methods.source_lines import source_lines_html
from picture.html.page.stack import stack
from picture.html.page.view_links import VIEW
from picture.query.model import Indicator
from picture.text.captions import Captions
from picture.text.labels import licence
from picture.text.words import word

ABOUT = Markup('<details class="lb-about-indicator"><summary>{}</summary>{}</details>')


def page_foot(captions: Captions, language: Language, indicators: Sequence[Indicator] = ()) -> Markup:
    """Write wording, source, fieldwork and marks, then what is known about each indicator, one click away.

    Its addresses wait for the view (picture/html/page/view_links.py).
    """
    methods = place_address("methods", {"lang": language}) + VIEW
    lines = source_lines_html(captions, methods) if captions.sources else Markup()
    return stack(lines, *(_about(one, language) for one in indicators))


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
    return ABOUT.format(word("about_indicator", language), definition_list(facts, language))
