"""Fieldwork as HTML: how the answers were collected, and how the respondents stand for the population."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from contract.codes import Language
from picture.html.methods_page import section
from picture.query.methods import Represented
from picture.query.model import Fieldwork, Source
from picture.text.source_lines import days_text, languages_text, modes_text, weights_sentence
from picture.text.words import number, percent, period, word

FIELDWORK_COLUMNS = ("period", "sampled", "responded", "rate", "modes", "days", "languages", "r", "weights", "kish")
TABLE = Markup(
    '<div class="lb-data" tabindex="0"><table><caption>{}</caption>'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
)
HEAD_CELL = Markup('<th scope="col">{}</th>')
ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
CELL = Markup("<td>{}</td>")


def fieldwork_html(sources: Sequence[Source], represented: Sequence[Represented], language: Language) -> Markup:
    """Write a block for every survey that tells of its fieldwork; nothing where none does."""
    surveys = [source for source in sources if source.fieldwork]
    if not surveys:
        return Markup("")
    blocks = Markup("").join(
        _survey(source, [one for one in represented if one.source == source.id], language) for source in surveys
    )
    return section("methods_fieldwork", "methods_fieldwork_text", language) + blocks


def _survey(source: Source, represented: Sequence[Represented], language: Language) -> Markup:
    rows = [_cells(one, language) for one in source.fieldwork]
    used = [place for place in range(len(FIELDWORK_COLUMNS)) if any(row[place] for row in rows)]
    table = TABLE.format(
        source.title,
        Markup("").join(HEAD_CELL.format(_head(FIELDWORK_COLUMNS[place], language)) for place in used),
        Markup("").join(_row([row[place] for place in used]) for row in rows),
    )
    newest = weights_sentence(source.fieldwork[-1], language)
    told = Markup("<p>{}</p>").format(newest) if newest else Markup("")
    return table + told + (_representation(source, represented, language) if represented else Markup(""))


def _head(column: str, language: Language) -> str:
    return word("fieldwork_period" if column == "period" else f"fieldwork_column_{column}", language)


def _cells(fieldwork: Fieldwork, language: Language) -> tuple[str, ...]:
    r = "" if fieldwork.r_indicator is None else number(fieldwork.r_indicator, 2, language)
    error = "" if fieldwork.r_indicator_se is None else f" ({number(fieldwork.r_indicator_se, 3, language)})"
    return (
        period(fieldwork.period),
        _number(fieldwork.sampled, 0, language),
        _number(fieldwork.responded, 0, language),
        _percent(fieldwork.rate, language),
        modes_text(fieldwork, language),
        days_text(fieldwork, language),
        languages_text(fieldwork, language),
        r + error,
        _number(fieldwork.weight_ratio, 1, language),
        _number(fieldwork.kish, 2, language),
    )


def _representation(source: Source, represented: Sequence[Represented], language: Language) -> Markup:
    """Write groups and areas with their share of the population, that of the respondents, and their response rate."""
    tables = []
    for name, groups in groupby(represented, key=lambda one: one.dim_name or word(f"level_{one.dim}", language)):
        heads = ("representation_population", "representation_respondents", "fieldwork_column_rate")
        rows = [
            _row([one.name, *(_percent(share, language) for share in (one.population, one.respondents, one.rate))])
            for one in groups
        ]
        columns = [name, *(word(head, language) for head in heads)]
        tables.append(
            TABLE.format("", Markup("").join(HEAD_CELL.format(head) for head in columns), Markup("").join(rows))
        )
    title = word("representation_title", language, source=source.title, period=period(represented[0].period))
    return Markup('<details class="lb-details"><summary>{}</summary>{}<p>{}</p></details>').format(
        title, Markup("").join(tables), word("representation_rounded", language)
    )


def _row(cells: Sequence[str]) -> Markup:
    return ROW.format(cells[0], Markup("").join(CELL.format(cell) for cell in cells[1:]))


def _number(value: float | None, decimals: int, language: Language) -> str:
    return "" if value is None else number(value, decimals, language)


def _percent(value: float | None, language: Language) -> str:
    return "" if value is None else percent(value, 0, language)
