"""The methods page as HTML: headings, definition lists and tables that any reader and any screen reader can use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.methods import Change, Rule, SourceFile, Wording
from picture.query.model import Flag, Indicator, Source
from picture.text.labels import licence
from picture.text.words import day, number, period, word

READING = ("interval", "verdict", "break", "hiding", "easy")


def reading_html(language: Language) -> str:
    """Explain intervals, verdicts, breaks and hiding, and the whole once more in easy language."""
    told = "".join(
        f"<section><h3>{_word(f'methods_{key}', language)}</h3>"
        f"<p>{_word(f'methods_{key}_text', language)}</p></section>"
        for key in READING
    )
    return f'<h2>{_word("methods_reading", language)}</h2><div class="lb-reading">{told}</div>'


def marks_html(language: Language) -> str:
    """List every mark a number can carry."""
    rows = [(f"[{flag}]", word(f"flag_{flag}", language)) for flag in Flag]
    return _table("methods_marks", ("column_mark", "methods_meaning"), rows, language)


def rules_html(rules: Iterable[Rule], language: Language) -> str:
    """Print the thresholds that were applied in this build."""
    rows = [(rule.text, number(rule.value, 0 if rule.value == int(rule.value) else 2, language)) for rule in rules]
    return _table("methods_thresholds", ("methods_rule", "methods_limit"), rows, language)


def indicators_html(choices: Choices, wordings: Sequence[Wording], language: Language) -> str:
    """Tell every indicator: wording now and before, what is counted, who was asked, what it cannot say."""
    told = "".join(
        _indicator(i, choices.periods.get(i.id, ()), [w for w in wordings if w.indicator == i.id], language)
        for i in choices.indicators
    )
    return f"<h2>{_word('methods_indicators', language)}</h2>{told}"


def sources_html(choices: Choices, files: Sequence[SourceFile], language: Language) -> str:
    """Tell every source with its files and their fingerprints."""
    told = "".join(_source(s, [f for f in files if f.source == s.id], language) for s in choices.sources)
    return f"<h2>{_word('methods_sources', language)}</h2>{told}"


def changes_html(changes: Sequence[Change], choices: Choices, language: Language) -> str:
    """Show what differs from the build before."""
    if not changes:
        return f"<h2>{_word('methods_changes', language)}</h2><p>{_word('methods_changes_none', language)}</p>"
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
    return f"{table}<p>{_word('methods_changes_survey', language)}</p>" if surveyed else table


def cite_html(choices: Choices, language: Language) -> str:
    """Give the citation to copy."""
    stamp = choices.stamp
    text = word(
        "methods_cite_text",
        language,
        edition=stamp.edition,
        version=stamp.version,
        build=stamp.build,
        date=day(stamp.built_at.date(), language),
    )
    return f"<h2>{_word('methods_cite', language)}</h2><p class='lb-cite'>{escape(text)}</p>"


def _indicator(indicator: Indicator, periods: Sequence[str], wordings: Sequence[Wording], language: Language) -> str:
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


def _source(source: Source, files: Sequence[SourceFile], language: Language) -> str:
    facts = [
        ("producer", source.producer),
        ("method", source.method),
        ("licence", licence(source, language)),
        *([("methods_url", source.url)] if source.url else []),
        *([("methods_quoted", source.quoted_by)] if source.quoted_by else []),
        *[("methods_file", _file(f, language)) for f in files],
    ]
    return _details(_titled(source, language), facts, language)


def _file(file: SourceFile, language: Language) -> str:
    rows = f"{number(file.rows, 0, language)} {word('methods_rows', language)}"
    fetched = f"{word('accessed', language)} {day(file.accessed, language)}"
    return f"{period(file.period)}: {file.file} · {rows} · {fetched} · sha256 {file.sha256[:12]}"


def _titled(source: Source, language: Language) -> str:
    return f"{source.title} ({word('synthetic_short', language)})" if source.synthetic else source.title


def _details(title: str, facts: Iterable[tuple[str, str]], language: Language) -> str:
    told = "".join(f"<dt>{_word(key, language)}</dt><dd>{escape(text)}</dd>" for key, text in facts)
    return f'<details class="lb-details"><summary>{escape(title)}</summary><dl class="lb-about">{told}</dl></details>'


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> str:
    head = "".join(f'<th scope="col">{_word(key, language)}</th>' for key in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<h2>{_word(title, language)}</h2>"
        f'<table class="lb-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _word(key: str, language: Language, **values: object) -> str:
    return escape(word(key, language, **values))
