"""Corrections, with every figure as it was and as it is, and notices, which are none."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from picture.html.editions.anchors import EditionsPlace, correction_place
from picture.html.editions.parts import FILE, figures_table, links, section
from picture.html.links import figure_address, page_link
from picture.html.tables.grouped_table import TableGroup
from picture.query.choices import Choices
from picture.query.corrections import CorrectedCell, Correction
from picture.text.editions.cells import both_words, cell_words
from picture.text.words import day, number, word

MOST_CORRECTED = 200  # figures of one correction; the file has all
CORRECTION_ENTRY = Markup('<section id="{}"><h3>{}</h3><p>{}</p><p class="lb-quiet">{}</p>{}</section>')
NOTICE_TERM = Markup("<dt>{}</dt><dd>{}</dd>")
CORRECTIONS_CSV = "api/v1/corrections.csv"


def corrections_html(choices: Choices) -> Markup:
    """Write every correction, the newest first."""
    language = choices.language
    found = choices.editions.corrections
    if not found:
        none = Markup("<p>{}</p>").format(word("editions_corrections_none", language))
        return section(EditionsPlace.CORRECTIONS, none, language)
    told = Markup("").join(_correction(one, choices) for one in reversed(found))
    csv = FILE.format(f"{CORRECTIONS_CSV}?lang={language}", word("corrections_csv", language))
    return section(EditionsPlace.CORRECTIONS, told + links([csv]), language)


def notices_html(choices: Choices) -> Markup:
    """Write every notice, the newest first."""
    language = choices.language
    entries = Markup("").join(
        NOTICE_TERM.format(day(one.declared, language), one.text) for one in reversed(choices.editions.notices)
    )
    return (
        section(EditionsPlace.NOTICES, Markup('<dl class="lb-terms">{}</dl>').format(entries), language)
        if entries
        else entries
    )


def _correction(one: Correction, choices: Choices) -> Markup:
    language = choices.language
    named = {"edition": one.edition, "wrong": one.wrong_version, "version": one.version}
    return CORRECTION_ENTRY.format(
        correction_place(one),
        word("correction_head", language, day=day(one.day, language)),
        one.text,
        word("correction_since", language, since=day(one.wrong_since, language), **named),
        _cells(choices.editions.cells_of(one), choices),
    )


def _cells(cells: tuple[CorrectedCell, ...], choices: Choices) -> Markup:
    language = choices.language
    if not cells:  # figures of a place's own survey were corrected: the words say which
        return Markup()
    places = {one.id: place for place, one in enumerate(choices.indicators)}
    ordered = sorted(cells, key=lambda one: (places.get(one.key.indicator, len(places)), one.key))
    caption = word("correction_count", language, count=number(len(cells), 0, language))
    shown = [
        _group(key, list(ones), choices)
        for key, ones in groupby(ordered[:MOST_CORRECTED], lambda one: one.key.indicator)
    ]
    more = len(cells) - MOST_CORRECTED
    rest = word("correction_more", language, count=number(more, 0, language)) if more > 0 else ""
    return figures_table(caption, shown, language) + Markup('<p class="lb-quiet">{}</p>').format(rest)


def _group(indicator: str, cells: list[CorrectedCell], choices: Choices) -> TableGroup:
    language = choices.language
    known = {one.id: one for one in choices.indicators}.get(indicator)
    rows = [
        (
            page_link(cell_words(cell.key, choices), figure_address(str(cell.key), language)),
            *both_words(cell.before, cell.after, known, language),
        )
        for cell in cells
    ]
    return known.name if known else indicator, rows
