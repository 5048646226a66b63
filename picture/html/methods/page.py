"""The methods page as HTML: headings, definition lists and tables that any reader and any screen reader can use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Language
from picture.html.tables.grouped_table import head_cells
from picture.query.choices import Choices
from picture.query.methods.tables import (
    Change,
    Quoted,
    Revision,
    Rule,
    SourceFile,
    SourceNote,
    Wording,
)
from picture.query.model import Indicator, Source
from picture.text.labels import licence
from picture.text.marks import Mark, mark_word
from picture.text.source_lines import citation
from picture.text.words import day, number, period, word

READING = ("interval", "verdict", "corrected", "lowest", "break", "hiding", "easy")


def reading_html(language: Language) -> Markup:
    """Explain intervals, verdicts, breaks and hiding, and the whole once more in easy language."""
    section = Markup("<section><h3>{}</h3><p>{}</p></section>")
    sections = Markup("").join(
        section.format(word(f"methods_{key}", language), word(f"methods_{key}_text", language)) for key in READING
    )
    return heading("methods_reading", language) + Markup('<div class="lb-reading">{}</div>').format(sections)


def marks_html(language: Language) -> Markup:
    """List every mark a number can carry."""
    rows = [(f"[{mark}]", mark_word(mark, language)) for mark in Mark]
    return _table("methods_marks", ("column_mark", "methods_meaning"), rows, language)


def rules_html(rules: Iterable[Rule], language: Language) -> Markup:
    """Print the thresholds that were applied in this build; each sentence holds its number."""
    entries = Markup("").join(Markup("<li>{}</li>").format(rule.text) for rule in rules)
    return heading("methods_thresholds", language) + Markup('<ul class="lb-list">{}</ul>').format(entries)


def indicators_html(choices: Choices, wordings: Sequence[Wording], language: Language) -> Markup:
    """Describe every indicator: wording now and before, what is counted, who was asked, what it cannot say."""
    details = Markup("").join(
        _indicator(i, choices.periods.get(i.id, ()), [w for w in wordings if w.indicator == i.id], language)
        for i in choices.indicators
    )
    return heading("methods_indicators", language) + details


@dataclass(frozen=True, slots=True)
class AboutSources:
    """What is told of sources beside their own description."""

    files: Sequence[SourceFile] = ()
    notes: Sequence[SourceNote] = ()
    quoted: Sequence[Quoted] = ()


def sources_html(choices: Choices, about: AboutSources, language: Language) -> Markup:
    """Describe every source with its publisher's notes, its rule for small counts, where it was read, and its files."""
    details = Markup("").join(_source(one, about, language) for one in choices.sources)
    return heading("methods_sources", language) + details


def changes_html(changes: Sequence[Change], choices: Choices, language: Language) -> Markup:
    """Show what differs from the build before."""
    if not changes:
        return heading("methods_changes", language) + paragraph("methods_changes_none", language)
    names = {i.id: i.name for i in choices.indicators}
    rows = [
        (
            names.get(c.indicator, c.indicator),
            word(f"change_{c.what}", language),
            word("change_not_told", language) if c.count is None else number(c.count, 0, language),
            ", ".join(period(p) for p in c.periods),
        )
        for c in changes
    ]
    table = _table(
        "methods_changes", ("column_indicator", "change_what", "change_count", "choose_period"), rows, language
    )
    surveyed = any(c.count is None for c in changes)
    return table + paragraph("methods_changes_survey", language) if surveyed else table


def revisions_html(revisions: Sequence[Revision], language: Language) -> Markup:
    """Show which waves were revised and which rules became looser, when and why; nothing where none was."""
    if not revisions:
        return Markup()
    rows = [
        (day(one.declared, language), one.subject, period(one.period) if one.period else "", one.reason)
        for one in revisions
    ]
    columns = ("column_day", "column_revised", "choose_period", "column_reason")
    table = _table("methods_revisions", columns, rows, language)
    return table + paragraph("methods_revisions_text", language)


def cite_html(choices: Choices, language: Language) -> Markup:
    """Write the citation to copy."""
    cite = Markup("<p class='lb-cite'>{}</p>").format(citation(choices.stamp, language))
    return heading("methods_cite", language) + cite


def heading(key: str, language: Language) -> Markup:
    """Write a heading of the page."""
    return Markup("<h2>{}</h2>").format(word(key, language))


def section(title: str, text: str, language: Language) -> Markup:
    """Write a heading and a paragraph; both are keys of words."""
    return heading(title, language) + paragraph(text, language)


def paragraph(key: str, language: Language) -> Markup:
    """Write a paragraph of the page."""
    return Markup("<p>{}</p>").format(word(key, language))


def _indicator(indicator: Indicator, periods: Sequence[str], wordings: Sequence[Wording], language: Language) -> Markup:
    before = [
        ("question_before", f"{period(w.period)}: {word('quoted', language, text=w.question)}")
        for w in wordings
        if w.question != indicator.question
    ]
    asked = [("question_asked", word("quoted", language, text=indicator.question))] if indicator.question else []
    facts = [
        *asked,
        *before,
        ("what_counts", indicator.counts),
        ("methods_population", indicator.population),
        ("why_matters", indicator.why),
        ("what_limits", indicator.limits),
        ("choose_period", ", ".join(period(p) for p in periods)),
        ("source", _titled(indicator.source, language)),
    ]
    domain = word(f"domain_{indicator.domain}", language)
    return _details(f"{domain} · {indicator.name}", facts, language)


def _source(source: Source, about: AboutSources, language: Language) -> Markup:
    facts = [
        ("producer", source.producer),
        ("method", source.method),
        *[_note(note, language) for note in about.notes if note.source == source.id],
        ("licence", licence(source, language)),
        *([("methods_url", source.url)] if source.url else []),
        *([("methods_quoted", source.quoted_by)] if source.quoted_by else []),
        *[_quoted(one) for one in about.quoted if one.source == source.id],
        *[("methods_file", _file(f, language)) for f in about.files if f.source == source.id],
    ]
    return _details(_titled(source, language), facts, language)


def _quoted(one: Quoted) -> tuple[str, str]:
    return "methods_quoted", f"{', '.join(period(p) for p in one.periods)}: {one.site}"


def _note(note: SourceNote, language: Language) -> tuple[str, str]:
    """Return the key of a fact and its text."""
    if note.min_count is None:
        return "methods_note", word("methods_note_own", language, text=note.text) if note.own_words else note.text
    hidden = word("methods_small_counts_text", language, count=note.min_count) if note.min_count > 1 else ""
    return "methods_small_counts", f"{note.text} {hidden}".strip()


def _file(file: SourceFile, language: Language) -> str:
    rows = f"{number(file.rows, 0, language)} {word('methods_rows', language)}"
    fetched = f"{word('accessed', language)} {day(file.accessed, language)}"
    return f"{period(file.period)}: {file.file} · {rows} · {fetched} · sha256 {file.sha256[:12]}"


def _titled(source: Source, language: Language) -> str:
    return f"{source.title} ({word('synthetic_short', language)})" if source.synthetic else source.title


def _details(title: str, facts: Iterable[tuple[str, str]], language: Language) -> Markup:
    return Markup('<details class="lb-details"><summary>{}</summary>{}</details>').format(
        title, definition_list(facts, language)
    )


def definition_list(facts: Iterable[tuple[str, str]], language: Language) -> Markup:
    """Write facts, each the key of its word and a text, as a list of terms with what they say."""
    term = Markup("<dt>{}</dt><dd>{}</dd>")
    terms = Markup("").join(term.format(word(key, language), text) for key, text in facts)
    return Markup('<dl class="lb-about">{}</dl>').format(terms)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> Markup:
    table = Markup('<table class="lb-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        head_cells(word(key, language) for key in columns),
        Markup("").join(_table_row(row) for row in rows),
    )
    return heading(title, language) + table


def _table_row(cells: Iterable[str]) -> Markup:
    cell = Markup("<td>{}</td>")
    return Markup("<tr>{}</tr>").format(Markup("").join(cell.format(text) for text in cells))
