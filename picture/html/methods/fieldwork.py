"""Fieldwork as HTML: how the answers were collected, and how the respondents stand for the population."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from contract.codes import Language
from picture.html.methods.anchors import Place, wave_place
from picture.html.methods.parts import paragraph, place_html
from picture.html.methods.sources import titled
from picture.html.tables.grouped_table import grouped_table, head_cells, table_row
from picture.query.methods.tables import Represented
from picture.query.model import Fieldwork, Source
from picture.text.source_lines import days_text, languages_text, modes_text
from picture.text.words import number, percent, period, word

FIELDWORK_COLUMNS = ("period", "sampled", "responded", "rate", "modes", "days", "languages", "r", "weights", "kish")
TOLD_ONCE = {"modes", "languages"}  # long texts that stand over the table where they are the same in all waves
SURVEY = Markup('<section class="lb-survey" id="{}"><h3>{}</h3>{}</section>')
WAVE_TABLE = Markup(
    '<div class="lb-data" tabindex="0"><table class="lb-waves"><caption class="lb-unseen">{}</caption>'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
)
PARAGRAPH = Markup("<p>{}</p>")


def fieldwork_html(sources: Sequence[Source], represented: Sequence[Represented], language: Language) -> Markup:
    """Write a block for every survey that tells of its fieldwork; nothing where none does."""
    surveys = [source for source in sources if source.fieldwork]
    if not surveys:
        return Markup("")
    blocks = Markup("").join(
        _survey(source, [one for one in represented if one.source == source.id], language) for source in surveys
    )
    return place_html(Place.FIELDWORK, paragraph("methods_fieldwork_text", language) + blocks, language)


def _survey(source: Source, represented: Sequence[Represented], language: Language) -> Markup:
    rows = [dict(zip(FIELDWORK_COLUMNS, _cells(one, language), strict=True)) for one in source.fieldwork]
    used = [column for column in FIELDWORK_COLUMNS if any(row[column] for row in rows)]
    alike = {column for column in used if len({row[column] for row in rows}) == 1}
    told = [column for column in used if column in alike & TOLD_ONCE or len(rows) == 1]
    shown = [column for column in used if column not in told]
    facts = " · ".join(f"{_head(column, language)}: {rows[0][column]}" for column in told)
    parts = [PARAGRAPH.format(facts)] if facts else []
    if shown:
        heads = head_cells(_head(column, language) for column in shown)
        lines = Markup("").join(table_row([row[column] for column in shown]) for row in rows)
        parts.append(WAVE_TABLE.format(titled(source, language), heads, lines))
    if represented:
        parts.append(_representation(represented, language))
    return SURVEY.format(wave_place(source.id), titled(source, language), Markup("").join(parts))


def _head(column: str, language: Language) -> str:
    return word("column_period" if column == "period" else f"fieldwork_column_{column}", language)


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


def _representation(represented: Sequence[Represented], language: Language) -> Markup:
    """Write groups and areas with their share of the population, that of the respondents, and their response rate."""
    groups = [
        (name, [_shares(one, language) for one in ones])
        for name, ones in groupby(represented, key=lambda one: one.dim_name or word(f"level_{one.dim}", language))
    ]
    keys = ("column_group", "representation_population", "representation_respondents", "fieldwork_column_rate")
    title = word("representation_title", language, period=period(represented[0].period))
    return Markup('<details class="lb-details"><summary>{}</summary>{}<p class="lb-quiet">{}</p></details>').format(
        title,
        grouped_table(title, [word(key, language) for key in keys], groups),
        word("representation_rounded", language),
    )


def _shares(one: Represented, language: Language) -> list[str]:
    return [one.name, *(_percent(share, language) for share in (one.population, one.respondents, one.rate))]


def _number(value: float | None, decimals: int, language: Language) -> str:
    return "" if value is None else number(value, decimals, language)


def _percent(value: float | None, language: Language) -> str:
    return "" if value is None else percent(value, 0, language)
