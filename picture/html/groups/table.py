"""The figures behind the groups as a table: each with n, its difference, the standardised one, and both in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from contract.codes import Against, Language
from picture.html.groups.chart import difference_kinds, difference_told
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Dataset, Observation
from picture.text.findings.standardised import standardised_differences
from picture.text.labels import mark, mark_words, value_text, verdict_label
from picture.text.outcomes import outcome_in
from picture.text.words import capital, interval, number, word

FIGURES_OF_GROUPS = Markup(
    '<table class="lb-figures lb-groups-figures" role="table"><caption class="lb-unseen">{}</caption>'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead>{}</table>'
)
FIGURES_BLOCK = Markup(
    '<tbody role="rowgroup"><tr role="row"><th scope="rowgroup" role="rowheader" class="lb-group" colspan="{}">{}</th>'
    "</tr>{}</tbody>"
)
FIGURES_ROW = Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>')
FIGURES_CELL = Markup('<td role="cell" class="lb-cell-{}" data-label="{}">{}</td>')


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One column: its head, and what stands in it."""

    css: str
    head: str
    cell: Callable[[Observation], str]


def groups_table(dataset: Dataset) -> Markup:
    """Write every number of the groups, everybody's first, under the name of each block; empty columns are left out."""
    columns = [one for one in _columns(dataset) if any(one.cell(r) for r in (*dataset.rows, *dataset.reference))]
    language = dataset.view.language
    heads = [word("column_group", language), *(one.head for one in columns)]
    styles = ["", *(one.css for one in columns)]
    head = Markup('<th scope="col" role="columnheader" class="lb-cell-{}">{}</th>')
    everybody = Markup('<tbody role="rowgroup">{}</tbody>').format(
        Markup("").join(_row(row, columns, language) for row in dataset.reference)
    )
    blocks = (
        FIGURES_BLOCK.format(
            len(heads), block.name, Markup("").join(_row(row, columns, language, block) for row in block.rows)
        )
        for block in blocks_of(dataset)
    )
    return FIGURES_OF_GROUPS.format(
        word("groups_figures", language),
        Markup("").join(head.format(css, text) for css, text in zip(styles, heads, strict=True)),
        everybody + Markup("").join(blocks),
    )


def _columns(dataset: Dataset) -> list[FigureColumn]:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    kinds = difference_kinds(dataset)
    heads = {Against.GROUP: "groups_difference", Against.GROUP_STANDARDISED: "groups_alike"}
    sentences = {one.row: one.sentence for one in standardised_differences(dataset)}

    def of_interval(row: Observation) -> str:
        if row.ci_low is None or row.ci_high is None:
            return ""
        return interval(row.ci_low, row.ci_high, indicator, language)

    def in_words(row: Observation) -> str:
        said = [_verdict(row, dataset)] if row.against(Against.GROUP) else []
        return " ".join([*said, *([sentences[row]] if row in sentences else [])])

    return [
        FigureColumn("value", word("column_value", language), lambda r: value_text(r, indicator, language)),
        FigureColumn("interval", word("interval_95", language), of_interval),
        FigureColumn("n", "n", lambda r: "" if r.n is None else number(r.n, 0, language)),
        *(
            FigureColumn("difference", word(heads[kind], language), partial(_difference, kind, dataset))
            for kind in kinds
        ),
        FigureColumn("comparison", word("column_comparison", language), in_words),
        FigureColumn(
            "mark", word("column_mark", language), lambda r: f"{mark(r)} {mark_words(r, indicator, language)}".strip()
        ),
    ]


def _difference(kind: Against, dataset: Dataset, row: Observation) -> str:
    stored = row.against(kind) if row.shown else None
    return difference_told(row, stored, kind, dataset)


def _verdict(row: Observation, dataset: Dataset) -> str:
    language = dataset.view.language
    said = verdict_label(row, Against.GROUP, dataset.indicators[0], dataset.breaks, language)
    tested = outcome_in(row, Against.GROUP, dataset).tested
    return f"{capital(said.short if tested else said.words)}."


def _row(row: Observation, columns: list[FigureColumn], language: Language, block: Block | None = None) -> Markup:
    name = Markup("{}").format(row.group.name)
    if block is not None and block.refers_to(row):
        name += Markup(' <span class="lb-aside">{}</span>').format(word("comparison_group", language))
    cells = (FIGURES_CELL.format(_style(one, row), one.head, one.cell(row)) for one in columns)
    return FIGURES_ROW.format(name, Markup("").join(cells))


def _style(column: FigureColumn, row: Observation) -> str:
    return "hidden" if column.css == "value" and not row.shown else column.css
