"""Indicators and sources on the methods page, each behind its name, with a place to lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Language
from picture.html.methods.anchors import Place, indicator_place, source_place
from picture.html.methods.parts import details, place_html
from picture.query.choices import Choices
from picture.query.methods.tables import Quoted, SourceFile, SourceNote, Wording
from picture.query.model import Indicator, Source
from picture.text.kinds import kind_word
from picture.text.labels import licence
from picture.text.words import day, number, period, word


@dataclass(frozen=True, slots=True)
class AboutSources:
    """What is told of sources beside their own description."""

    files: Sequence[SourceFile] = ()
    notes: Sequence[SourceNote] = ()
    quoted: Sequence[Quoted] = ()


def indicators_html(choices: Choices, wordings: Sequence[Wording], language: Language) -> Markup:
    """Describe every indicator: wording now and before, what is counted, who was asked, what it cannot say."""
    told = Markup("").join(
        _indicator(i, choices.periods.get(i.id, ()), [w for w in wordings if w.indicator == i.id], language)
        for i in choices.indicators
    )
    return place_html(Place.INDICATORS, told, language)


def sources_html(choices: Choices, about: AboutSources, language: Language) -> Markup:
    """Describe every source with its publisher's notes, its rule for small counts, where it was read, and its files."""
    told = Markup("").join(_source(one, about, language) for one in choices.sources)
    return place_html(Place.SOURCES, told, language)


def _indicator(indicator: Indicator, periods: Sequence[str], wordings: Sequence[Wording], language: Language) -> Markup:
    before = [
        ("question_before", f"{period(w.period)}: {word('quoted', language, text=w.question)}")
        for w in wordings
        if w.question != indicator.question
    ]
    asked = [("question_asked", word("quoted", language, text=indicator.question))] if indicator.question else []
    link = Markup('<a href="#{}">{}</a> ({})')
    source = indicator.source
    facts = [
        *asked,
        *before,
        ("what_counts", indicator.counts),
        ("methods_population", indicator.population),
        ("why_matters", indicator.why),
        ("what_limits", indicator.limits),
        ("choose_period", ", ".join(period(p) for p in periods)),
        ("source", link.format(source_place(source.id), titled(source, language), kind_word(indicator, language))),
    ]
    domain = word(f"domain_{indicator.domain}", language)
    return details(indicator_place(indicator.id), f"{domain} · {indicator.name}", facts, language)


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
    return details(source_place(source.id), titled(source, language), facts, language)


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


def titled(source: Source, language: Language) -> str:
    """Name a source, and say that it is synthetic where it is."""
    return f"{source.title} ({word('synthetic_short', language)})" if source.synthetic else source.title
