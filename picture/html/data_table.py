"""Every picture's numbers as one table, for those who do not see it and those who want them all."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from contract.codes import Against, Language, Level, Verdict
from picture.html.links import figure_in_view, page_link
from picture.query.model import Dataset, Indicator, Observation
from picture.query.programs.cell_key import cell_key
from picture.text.labels import mark, mark_words, value_text, verdict_label
from picture.text.reading.own_groups import own_group_note
from picture.text.sentences import comparison_sentence, worth_telling
from picture.text.words import capital, interval, number, period, word

DataColumn = tuple[str, Callable[[Observation], str]]  # key of its word, what stands in it

DATA_CELL = Markup('<td class="lb-cell-{}">{}</td>')


def data_table(dataset: Dataset, base: str = "") -> Markup:
    """Write every number behind a picture as one table: interval, n, marks and verdicts in words.

    What is the same in all rows stands in the caption instead of a column; empty columns are left out.
    base: what the addresses of figures begin with, where the table does not stand on a page of the dashboard.
    """
    rows = [*dataset.rows, *(r for r in dataset.reference if r not in dataset.rows)]
    language = dataset.view.language
    keys, facts = _columns(dataset)
    texts = {key: list(dict.fromkeys(cell(r) for r in rows)) for key, cell in keys}
    caption = " · ".join(different[0] for different in texts.values() if len(different) == 1)
    columns = [(key, cell) for key, cell in keys if len(texts[key]) > 1]
    columns += [(key, cell) for key, cell in facts if key == "column_value" or any(cell(r) for r in rows)]
    head = Markup('<th scope="col" class="lb-cell-{}">{}</th>')
    return Markup(
        '<div class="lb-data" tabindex="0"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(
        caption,
        Markup("").join(head.format(key.removeprefix("column_"), word(key, language)) for key, _ in columns),
        Markup("").join(_data_row(row, columns, dataset, base) for row in rows),
    )


def _columns(dataset: Dataset) -> tuple[list[DataColumn], list[DataColumn]]:
    """Return the columns that say which number it is, and those that say what it is."""
    language = dataset.view.language
    indicators = {i.id: i for i in dataset.indicators}

    def confidence_interval(row: Observation) -> str:
        if row.ci_low is None or row.ci_high is None:
            return ""
        return interval(row.ci_low, row.ci_high, indicators[row.indicator], language)

    keys: list[DataColumn] = [
        ("column_indicator", lambda r: indicators[r.indicator].name),
        ("column_area", lambda r: r.area.name),
        ("column_group", lambda r: r.group.name if r.group.is_everybody else f"{r.group.dim_name}: {r.group.name}"),
        ("column_period", lambda r: period(r.period)),
    ]
    facts: list[DataColumn] = [
        ("column_value", lambda r: value_text(r, indicators[r.indicator], language)),
        ("interval_95", confidence_interval),
        ("column_n", lambda r: "" if r.n is None else number(r.n, 0, language)),
        ("column_effective_n", lambda r: "" if r.effective_n is None else number(r.effective_n, 0, language)),
        ("column_mark", lambda r: f"{mark(r)} {mark_words(r, indicators[r.indicator], language)}".strip()),
        ("column_comparison", lambda r: _verdicts(r, indicators[r.indicator], dataset)),
    ]
    return keys, facts


def _verdicts(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Write every stored comparison of a row, each against its own kind of reference."""
    language = dataset.view.language
    if own_group_note(row, dataset):
        return word("pooled_not_tested", language)
    kinds = dict.fromkeys(c.against for c in row.comparisons)
    sentences = [
        _against_group(row, indicator, language) if kind == Against.GROUP else comparison_sentence(row, kind, dataset)
        for kind in kinds
        if kind in {Against.COUNTRY, Against.GROUP, *worth_telling(row)}
    ]
    return " ".join(sentences)


def _against_group(row: Observation, indicator: Indicator, language: Language) -> str:
    comparison = row.against(Against.GROUP)
    if comparison and comparison.verdict == Verdict.NO_DIFFERENCE:
        return word("group_no_difference", language)
    return f"{capital(verdict_label(row, Against.GROUP, indicator, (), language).words)}."


def _data_row(row: Observation, columns: list[DataColumn], dataset: Dataset, base: str) -> Markup:
    (_, head), *others = columns
    texts = [(key, cell(row)) for key, cell in others]
    texts = [(key, _figure_link(text, row, dataset, base) if key == "column_value" else text) for key, text in texts]
    cells = Markup("").join(DATA_CELL.format(_style(key, row), text) for key, text in texts)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(head(row), cells)


def _figure_link(text: str, row: Observation, dataset: Dataset, base: str) -> str | Markup:
    """Let a published figure lead to its permanent address; what readers pooled themselves has none."""
    if row.area.level not in set(Level):
        return text
    return page_link(text, base + figure_in_view(cell_key(row), dataset.view))


def _style(key: str, row: Observation) -> str:
    return "hidden" if key == "column_value" and row.value is None else key.removeprefix("column_")
