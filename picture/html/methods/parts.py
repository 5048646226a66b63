"""Parts of which the methods page is made: sections with ids, details, definition lists, tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from markupsafe import Markup

from contract.codes import Language
from picture.html.methods.anchors import Place
from picture.html.tables.grouped_table import head_cells
from picture.text.words import word

TITLES = {  # place on the page -> key of its heading
    Place.CITE: "methods_cite",
    Place.DOWNLOADS: "methods_take",
    Place.QUESTIONS: "methods_questions",
    Place.READING: "methods_reading",
    Place.EASY: "methods_easy",
    Place.MARKS: "methods_marks",
    Place.QUALITY: "methods_quality",
    Place.FIELDWORK: "methods_fieldwork",
    Place.COVERAGE: "methods_evidence",
    Place.FOLLOWED: "follow_up_title",
    Place.RULES: "methods_thresholds",
    Place.AREAS: "methods_areas",
    Place.INDICATORS: "methods_indicators",
    Place.SOURCES: "methods_sources",
    Place.CHANGES: "methods_corrections",
    Place.CHECK: "check_title",
}


def contents_html(language: Language, without: Collection[Place] = ()) -> Markup:
    """List the places of the page as links: beside the text where there is room, else folded above it.

    without: those that this page does not have.
    """
    link = Markup('<li><a href="#{}">{}</a></li>')
    links = Markup("").join(
        link.format(place, word(key, language)) for place, key in TITLES.items() if place not in without
    )
    title = word("methods_contents", language)
    return Markup(
        '<nav class="lb-contents" aria-label="{title}"><p>{title}</p><ol>{links}</ol></nav>'
        '<details class="lb-contents-folded"><summary>{title}</summary><nav aria-label="{title}"><ol>{links}</ol></nav>'
        "</details>"
    ).format(title=title, links=links)


def place_html(place: Place, body: Markup, language: Language) -> Markup:
    """Write a section of the page with its id and heading; nothing where there is nothing to tell."""
    section = Markup('<section class="lb-place" id="{}"><h2>{}</h2>{}</section>')
    return section.format(place, word(TITLES[place], language), body) if body else Markup()


def paragraph(key: str, language: Language) -> Markup:
    """Write a paragraph of the page."""
    return paragraphs([word(key, language)])


def paragraphs(texts: Iterable[str]) -> Markup:
    """Write sentences, a paragraph each."""
    return Markup("").join(Markup("<p>{}</p>").format(text) for text in texts)


def details(place: str, title: str, facts: Iterable[tuple[str, str | Markup]], language: Language) -> Markup:
    """Write facts behind their title; whoever is led to `place` finds them open (pages/server/shell/script)."""
    return Markup('<details class="lb-details" id="{}"><summary>{}</summary>{}</details>').format(
        place, title, definition_list(facts, language)
    )


def definition_list(facts: Iterable[tuple[str, str | Markup]], language: Language) -> Markup:
    """Write facts, each the key of its word and a text, as a list of terms with what they say."""
    term = Markup("<dt>{}</dt><dd>{}</dd>")
    terms = Markup("").join(term.format(word(key, language), text) for key, text in facts)
    return Markup('<dl class="lb-about">{}</dl>').format(terms)


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str | Markup]], language: Language) -> Markup:
    """Write a table; columns: keys of words."""
    return Markup('<table class="lb-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        head_cells(word(key, language) for key in columns), Markup("").join(_row(row) for row in rows)
    )


def _row(cells: Iterable[str | Markup]) -> Markup:
    cell = Markup("<td>{}</td>")
    return Markup("<tr>{}</tr>").format(Markup("").join(cell.format(text) for text in cells))
