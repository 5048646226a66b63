"""The lines under a picture as HTML: every source and every mark leads to its place on the methods page."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.links import page_link
from picture.html.methods.anchors import mark_place, source_place
from picture.text.captions import Captions
from picture.text.marks import read_mark
from picture.text.source_lines import source_name


def source_lines_html(captions: Captions, methods: str) -> Markup:
    """Write wording, sources, fieldwork and the marks that stand in a picture; methods: address of the methods page."""
    lines = (
        Markup.escape(captions.question_line),
        _sources(captions, methods),
        Markup.escape(captions.fieldwork_line),
        _marks(captions, methods),
    )
    line = Markup("<p>{}</p>")
    shown = Markup("").join(line.format(text) for text in lines if text)
    return Markup('<div class="lb-source-lines">{}</div>').format(shown)


def _sources(captions: Captions, methods: str) -> Markup:
    told = Markup.escape(captions.source_line)
    for source in captions.sources:
        name = source_name(source)
        told = told.replace(Markup.escape(name), page_link(name, f"{methods}#{source_place(source.id)}"), 1)
    return told


def _marks(captions: Captions, methods: str) -> Markup:
    """Write the marks with their meanings: "[b] break · [u] low reliability"."""
    marks = [
        Markup("{} {}").format(page_link(mark, f"{methods}#{mark_place(read_mark(mark))}"), meaning)
        for mark, meaning in captions.marks
    ]
    return Markup(" · ").join(marks)
