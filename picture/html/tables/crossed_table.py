"""Areas as rows and indicators as columns, a number a cell: many of both in little room."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Against
from picture.html.links import figure_in_view, page_link
from picture.query.model import Dataset, Observation
from picture.query.programs.cell_key import cell_key
from picture.text.labels import mark, value_text
from picture.text.outcomes import Outcome, hidden_because, outcome_in
from picture.text.words import word

CROSSED_TABLE = Markup(
    '<div class="lb-data" tabindex="0"><table><caption>{}</caption><thead><tr><td></td>{}</tr></thead>'
    "<tbody>{}</tbody></table></div>"
)
CROSSED_HEAD = Markup('<th scope="col" title="{}">{}</th>')
CROSSED_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
CROSSED_CELL = Markup("<td>{}</td>")
CROSSED_WAYS = {Outcome.HIGHER: " ▲", Outcome.LOWER: " ▼"}


def crossed_table(dataset: Dataset, base: str = "") -> Markup:
    """Write every number of several indicators in several areas, the whole country first; no number without its mark.

    base: what the addresses of figures begin with, where the table does not stand on a page of the dashboard.
    """
    language = dataset.view.language
    country = {row.indicator: row for row in dataset.reference}
    areas = {row.area: {one.indicator: one for one in dataset.rows if one.area == row.area} for row in dataset.rows}
    lines = [(word("level_country", language), country), *((area.name, rows) for area, rows in areas.items())]
    heads = Markup("").join(CROSSED_HEAD.format(one.name, one.short) for one in dataset.indicators)
    body = Markup("").join(CROSSED_ROW.format(name, _cells(rows, dataset, base)) for name, rows in lines)
    return CROSSED_TABLE.format(word("matrix_caption", language), heads, body)


def _cells(rows: dict[str, Observation], dataset: Dataset, base: str) -> Markup:
    found = (rows.get(one.id) for one in dataset.indicators)
    return Markup("").join(CROSSED_CELL.format("" if row is None else _cell(row, dataset, base)) for row in found)


def _cell(row: Observation, dataset: Dataset, base: str) -> str | Markup:
    language = dataset.view.language
    if not row.shown:
        return f"{mark(row)} {hidden_because(row, language)}".strip()
    told = f"{value_text(row, dataset.indicator(row.indicator), language)} {mark(row)}".strip()
    way = CROSSED_WAYS.get(outcome_in(row, Against.COUNTRY, dataset), "")
    return page_link(told + way, base + figure_in_view(cell_key(row), dataset.view))
