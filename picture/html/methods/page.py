"""The methods page as HTML: how to cite and read, marks, thresholds, what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from contract.codes import Language
from picture.html.editions.anchors import EditionsPlace
from picture.html.links import page_link
from picture.html.methods.anchors import Place, indicator_place, mark_place, rule_place
from picture.html.methods.parts import paragraph, paragraphs, place_html, plain_table
from picture.query.choices import Choices
from picture.query.methods.tables import Change, Revision, Rule
from picture.query.selection import EDITION_KEY
from picture.text.editions.citation import citation
from picture.text.marks import CorrectionMark, Mark, mark_word
from picture.text.words import day, number, period, word

SENTENCE_END = re.compile(r"(?<=\.)\s+")
READING = ("interval", "verdict", "corrected", "lowest", "break", "hiding")


def cite_html(choices: Choices, language: Language, base: str = "") -> Markup:
    """Write the citation to copy, and the way to the other languages. base: of our addresses."""
    cited = Markup('<p class="lb-cite">{}</p>').format(citation(choices.stamp, language, base))
    others = page_link(word("cite_more", language), f"editions?lang={language}#{EditionsPlace.CITE}")
    return place_html(Place.CITE, cited + Markup("<p>{}</p>").format(others), language)


def downloads_html(language: Language, edition: str = "") -> Markup:
    """Describe each download; the link to all figures stands under them. edition: the old version that is read."""
    query = urlencode({"lang": language} | ({EDITION_KEY: edition} if edition else {}))
    api = Markup('{} <a href="api/v1?{}"><code>api/v1</code></a>').format(
        word("download_programs_text", language), query
    )
    term = Markup("<dt>{}</dt><dd>{}</dd>")
    return place_html(
        Place.DOWNLOADS,
        Markup('<dl class="lb-terms">{}{}{}</dl>').format(
            term.format(word("download_name", language), word("download_everything", language)),
            term.format(word("download_pictures", language), word("download_pictures_text", language)),
            term.format(word("download_programs", language), api),
        ),
        language,
    )


def still_downloads_html(language: Language) -> Markup:
    """Lead to the files that were made beforehand, where none is made on demand."""
    link = page_link(word("menu_downloads", language), f"downloads?lang={language}")
    told = Markup("<p>{} {}</p>").format(word("site_downloads_lead", language), link)
    return place_html(Place.DOWNLOADS, told, language)


def reading_html(language: Language) -> Markup:
    """Explain intervals, verdicts, breaks and hiding, and the whole once more in easy language."""
    section = Markup("<section><h3>{}</h3><p>{}</p></section>")
    sections = Markup("").join(
        section.format(word(f"methods_{key}", language), word(f"methods_{key}_text", language)) for key in READING
    )
    reading = place_html(Place.READING, Markup('<div class="lb-reading">{}</div>').format(sections), language)
    return reading + place_html(Place.EASY, _line_by_line(word("methods_easy_text", language)), language)


def _line_by_line(text: str) -> Markup:
    """Write every sentence on a line of its own, as easy language is set."""
    return Markup('<p class="lb-easy">{}</p>').format(Markup("<br>").join(SENTENCE_END.split(text)))


def marks_html(language: Language, corrections: Iterable[CorrectionMark] = ()) -> Markup:
    """List every mark a number can carry, its letter beside its meaning; corrections: where something was corrected."""
    term = Markup('<dt id="{}">[{}]</dt><dd>{}</dd>')
    terms = Markup("").join(
        term.format(mark_place(mark), mark, mark_word(mark, language)) for mark in (*Mark, *corrections)
    )
    return place_html(Place.MARKS, Markup('<dl class="lb-marks">{}</dl>').format(terms), language)


def rules_html(rules: Iterable[Rule], language: Language) -> Markup:
    """Print the thresholds that were applied in this build; each sentence holds its number."""
    entry = Markup('<li id="{}">{}</li>')
    entries = Markup("").join(entry.format(rule_place(rule.rule), rule.text) for rule in rules)
    return place_html(Place.RULES, Markup('<ul class="lb-list">{}</ul>').format(entries), language)


def coverage_html(waves: Mapping[str, Markup], language: Language) -> Markup:
    """Show how many figures there are; waves: a table for each period."""
    wave = Markup('<details class="lb-details"><summary>{}</summary>{}</details>')
    shown = Markup("").join(wave.format(period(one), evidence) for one, evidence in waves.items())
    return place_html(Place.COVERAGE, paragraph("methods_evidence_text", language) + shown, language)


def areas_html(language: Language) -> Markup:
    """Describe the divisions of areas that the figures follow."""
    return place_html(Place.AREAS, paragraph("methods_areas_text", language), language)


def changes_html(
    changes: Sequence[Change], revisions: Sequence[Revision], choices: Choices, language: Language
) -> Markup:
    """Show what differs from the build before, which waves were revised and which rules became looser.

    What differs between released versions, and what was corrected, stands on a page of its own.
    """
    released = Markup("<p>{}</p>").format(page_link(word("changes_released", language), f"editions?lang={language}"))
    told = _changes(changes, choices, language) + _revisions(revisions, language)
    return place_html(Place.CHANGES, released + told, language)


def _changes(changes: Sequence[Change], choices: Choices, language: Language) -> Markup:
    head = Markup("<h3>{}</h3>").format(word("methods_changes", language))
    if not changes:
        return head + paragraph("methods_changes_none", language)
    names = {i.id: i.name for i in choices.indicators}
    link = Markup('<a href="#{}">{}</a>')
    rows = [
        (
            link.format(indicator_place(c.indicator), names[c.indicator]) if c.indicator in names else c.indicator,
            word(f"change_{c.what}", language),
            word("change_not_told", language) if c.count is None else number(c.count, 0, language),
            ", ".join(period(p) for p in c.periods),
        )
        for c in changes
    ]
    told = plain_table(("column_indicator", "change_what", "change_count", "choose_period"), rows, language)
    surveyed = any(c.count is None for c in changes)
    return head + told + (paragraph("methods_changes_survey", language) if surveyed else Markup())


def _revisions(revisions: Sequence[Revision], language: Language) -> Markup:
    if not revisions:
        return Markup()
    rows = [
        (day(one.declared, language), one.subject, period(one.period) if one.period else "", one.reason)
        for one in revisions
    ]
    columns = ("column_day", "column_revised", "choose_period", "column_reason")
    return Markup("<h3>{}</h3>{}{}").format(
        word("methods_revisions", language),
        plain_table(columns, rows, language),
        paragraphs([word("methods_revisions_text", language)]),
    )
