"""Rows of a front page or a profile as HTML: name, value, place on the scale, small trend, verdict in words.

Real tables with captions and scopes, so that a screen reader and a printer get the same as the eye.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from picture.charts.legend import Sign
from picture.html.indicator_cells import scale_cell, trend_cell, under_name, value_cell
from picture.html.sparkline import SCALE_HEIGHT, image, legend_sign
from picture.html.verdict_mark import verdict_mark
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.labels import VerdictLabel, mark, verdict_label_of
from picture.text.outcomes import hidden_because
from picture.text.words import word

COLUMNS = Markup('<col class="lb-col-{}">')
HEADS = ("column_indicator", "column_value", "column_place", "column_trend", "column_comparison")


def profile_tables(dataset: Dataset) -> Markup:
    """Write all indicators of one area against the country, a table for each domain in the order of the domains."""
    tables = [
        _table(rows, dataset, word(f"domain_{domain}", dataset.view.language), Markup(""))
        for domain in DOMAINS
        if (rows := indicator_rows(dataset, domain))
    ]
    return Markup('<div class="lb-profile">{}</div>').format(Markup("").join(tables))


def other_figures(dataset: Dataset) -> Markup:
    """Write what has no place on the common scale in one table, whatever its domain; nothing where there is none."""
    rows: list[IndicatorRow] = []
    for domain in DOMAINS:
        rows += indicator_rows(dataset, domain)
    if not rows:
        return Markup("")
    table = _table(rows, dataset, word("spine_below", dataset.view.language), Markup(""))
    return Markup('<div class="lb-profile">{}</div>').format(table)


def sign_legend(signs: Iterable[Sign]) -> Markup:
    """Write what the dots and strokes of a picture mean."""
    entry = Markup("<li>{}{}</li>")
    entries = Markup("").join(
        entry.format(image(legend_sign(sign), "", 24, SCALE_HEIGHT, "lb-key"), meaning) for sign, meaning in signs
    )
    return Markup('<ul class="lb-keys">{}</ul>').format(entries)


def _table(rows: list[IndicatorRow], dataset: Dataset, title: str, under: Markup) -> Markup:
    head = Markup('<th scope="col" role="columnheader">{}</th>')
    return Markup(
        '<h2 class="lb-domain">{title}</h2>{under}'
        '<table class="lb-rows" role="table"><caption class="lb-unseen">{title}</caption>'
        '<colgroup>{columns}</colgroup><thead class="lb-unseen" role="rowgroup"><tr role="row">{heads}</tr></thead>'
        '<tbody role="rowgroup">{body}</tbody></table>'
    ).format(
        title=title,
        under=under,
        columns=Markup("").join(COLUMNS.format(name) for name in ("name", "value", "place", "spark", "said")),
        heads=Markup("").join(head.format(word(key, dataset.view.language)) for key in HEADS),
        body=Markup("").join(_row(item, dataset) for item in rows),
    )


def _row(item: IndicatorRow, dataset: Dataset) -> Markup:
    name = Markup('<th scope="row" role="rowheader">{}<span class="lb-quiet">{}</span></th>').format(
        item.indicator.name, under_name(item, dataset)
    )
    row = Markup('<tr role="row">{}{}</tr>')
    if item.row.value is None:
        return row.format(name, _hidden_cell(item, dataset))
    cells = Markup(
        '<td role="cell" class="lb-value">{}</td><td role="cell">{}</td><td role="cell">{}</td>'
        '<td role="cell" class="lb-said">{}</td>'
    ).format(
        value_cell(item, dataset),
        scale_cell(item, dataset),
        trend_cell(item, dataset),
        _verdict(verdict_label_of(item, dataset)),
    )
    return row.format(name, cells)


def _verdict(label: VerdictLabel) -> Markup:
    """Write a verdict in few words; what is not tested says its plain change."""
    return verdict_mark(label, short=bool(label.mark))


def _hidden_cell(item: IndicatorRow, dataset: Dataset) -> Markup:
    return Markup(
        '<td role="cell" colspan="4" class="lb-hidden"><span class="lb-hatch" aria-hidden="true"></span>{} {}</td>'
    ).format(hidden_because(item.row, dataset.view.language), mark(item.row))
