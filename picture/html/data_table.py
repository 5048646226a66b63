"""Every picture's numbers as one table, for those who do not see it and those who want them all."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from contract.codes import Against, Language, Verdict
from picture.query.model import Dataset, Indicator, Observation
from picture.text.labels import mark, mark_words, saying, shown
from picture.text.sentences import comparison_sentence, worth_telling
from picture.text.words import interval, number, period, word

Column = tuple[str, Callable[[Observation], str]]  # key of its word, what stands in it


def table_html(dataset: Dataset) -> str:
    """Write every number behind a picture as one table: interval, n, marks and verdicts in words.

    What is the same in all rows stands in the caption instead of a column; empty columns are left out.
    """
    rows = [*dataset.rows, *(r for r in dataset.reference if r not in dataset.rows)]
    language = dataset.view.language
    keys, facts = _columns(dataset)
    seen = {key: dict.fromkeys(cell(r) for r in rows) for key, cell in keys}
    caption = " · ".join(text for found in seen.values() if len(found) == 1 for text in found)
    columns = [(key, cell) for key, cell in keys if len(seen[key]) > 1]
    columns += [(key, cell) for key, cell in facts if key == "column_value" or any(cell(r) for r in rows)]
    heads = "".join(
        f'<th scope="col" class="lb-cell-{key.removeprefix("column_")}">{escape(word(key, language))}</th>'
        for key, _ in columns
    )
    body = "".join(_data_row(row, columns) for row in rows)
    return (
        f'<div class="lb-data" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _columns(dataset: Dataset) -> tuple[list[Column], list[Column]]:
    """Return the columns that say which number it is, and those that say what it is."""
    language = dataset.view.language
    of = {i.id: i for i in dataset.indicators}

    def spread(row: Observation) -> str:
        if row.ci_low is None or row.ci_high is None:
            return ""
        return interval(row.ci_low, row.ci_high, of[row.indicator], language)

    keys: list[Column] = [
        ("column_indicator", lambda r: of[r.indicator].name),
        ("column_area", lambda r: r.area.name),
        ("column_group", lambda r: r.group.name if r.group.dim == "all" else f"{r.group.dim_name}: {r.group.name}"),
        ("column_period", lambda r: period(r.period)),
    ]
    facts: list[Column] = [
        ("column_value", lambda r: shown(r, of[r.indicator], language)),
        ("interval_95", spread),
        ("column_n", lambda r: "" if r.n is None else number(r.n, 0, language)),
        ("column_mark", lambda r: f"{mark(r)} {mark_words(r, language)}".strip()),
        ("column_comparison", lambda r: _verdicts(r, of[r.indicator], dataset)),
    ]
    return keys, facts


def _verdicts(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Say every stored comparison of a row, each against its own kind of reference."""
    language = dataset.view.language
    kinds = dict.fromkeys(c.against for c in row.comparisons)
    told = [
        _against_group(row, indicator, language)
        if kind == Against.GROUP
        else comparison_sentence(row, kind, dataset.breaks, language)
        for kind in kinds
        if kind in {Against.COUNTRY, Against.GROUP, *worth_telling(row)}
    ]
    return " ".join(told)


def _against_group(row: Observation, indicator: Indicator, language: Language) -> str:
    found = row.against(Against.GROUP)
    if found and found.verdict == Verdict.NO_DIFFERENCE:
        return word("group_no_difference", language)
    text = saying(row, Against.GROUP, indicator, (), language).words
    return f"{text[:1].upper()}{text[1:]}."


def _data_row(row: Observation, columns: list[Column]) -> str:
    (_, head), *others = columns
    rest = "".join(f'<td class="lb-cell-{_style(key, row)}">{escape(cell(row))}</td>' for key, cell in others)
    return f'<tr><th scope="row">{escape(head(row))}</th>{rest}</tr>'


def _style(key: str, row: Observation) -> str:
    return "hidden" if key == "column_value" and row.value is None else key.removeprefix("column_")
