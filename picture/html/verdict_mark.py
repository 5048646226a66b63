"""A verdict as one mark and its words: the triangle tells the direction, the colour whether that is good."""

from __future__ import annotations

from markupsafe import Markup

from picture.text.labels import VerdictLabel


def verdict_mark(label: VerdictLabel, *, short: bool = True) -> Markup:
    """Write a verdict once: its mark, which colour alone never explains, and its words in that colour.

    short: leave out what it is compared with, where that stands in the same row.
    """
    words = label.short if short else label.words
    if not label.mark:
        return Markup('<span class="lb-verdict"><span>{}</span></span>').format(words)
    return Markup(
        '<span class="lb-verdict lb-said-{tone}"><span class="lb-mark lb-{tone}" aria-hidden="true">{mark}</span>'
        "<span>{words}</span></span>"
    ).format(tone=label.tone, mark=label.mark, words=words)
