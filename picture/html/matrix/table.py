"""The matrix: an area a row, an indicator a column, a verdict a cell. No ranks, and no total of an area."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Against
from picture.html.indicator_cells import correction_sign
from picture.html.links import overview_address, page_link
from picture.query.model import Area, Dataset, Indicator, Observation
from picture.text.findings.matrix import by_area, differing
from picture.text.labels import behind, interval_text, mark, value_text, verdict_label
from picture.text.outcomes import Outcome, hidden_because, outcome_in, reasons
from picture.text.words import number, word

TINTS = {Outcome.HIGHER: "more", Outcome.LOWER: "fewer"}
ARROWS = {Outcome.HIGHER: "▲", Outcome.LOWER: "▼"}
LINK = Markup(
    '<a class="lb-go" href="{}" title="{}"><span aria-hidden="true">{}</span><span class="lb-unseen">{}</span></a>'
)


def matrix_table(dataset: Dataset, domain: str) -> Markup:
    """Write the table; on a narrow screen it shows one domain only. Nothing where there are no rows."""
    if not dataset.rows:
        return Markup("")
    language = dataset.view.language
    body = Markup("").join(_area_row(rows, dataset) for rows in by_area(dataset).values())
    return Markup(
        '<div class="lb-matrix lb-only-{domain}">{tabs}<table><caption class="lb-unseen">{title}</caption>{head}'
        "<tbody>{country}{body}</tbody><tfoot>{foot}</tfoot></table></div>"
    ).format(
        domain=domain,
        tabs=_domain_tabs(dataset, domain),
        title=word("matrix_caption", language),
        head=_head(dataset),
        country=_country_row(dataset),
        body=body,
        foot=_foot(dataset),
    )


def _domain_tabs(dataset: Dataset, domain: str) -> Markup:
    """Link to each domain, where a narrow screen shows one at a time."""
    link = Markup('<a class="lb-go" href="{}"{}>{}</a>')
    here = Markup(' aria-current="true"')
    links = Markup("").join(
        link.format(
            overview_address("matrix", dataset.view, level=dataset.view.level, domain=one),
            here if one == domain else "",
            word(f"domain_{one}", dataset.view.language),
        )
        for one in _domains(dataset)
    )
    return Markup('<nav class="lb-domain-tabs" aria-label="{}">{}</nav>').format(
        word("choose_domain", dataset.view.language), links
    )


def _domains(dataset: Dataset) -> list[str]:
    return list(dict.fromkeys(i.domain for i in dataset.indicators))


def _head(dataset: Dataset) -> Markup:
    language = dataset.view.language
    groups = [(domain, list(some)) for domain, some in groupby(dataset.indicators, key=lambda i: i.domain)]
    over = Markup("").join(
        Markup('<th scope="colgroup" colspan="{}" class="lb-d-{}">{}</th>').format(
            len(some), domain, word(f"domain_{domain}", language)
        )
        for domain, some in groups
    )
    names = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(_place(i, dataset), _upright(i, dataset))
        for i in dataset.indicators
    )
    corner = Markup('<td rowspan="2"></td>')
    return Markup("<thead><tr>{}{}</tr><tr>{}</tr></thead>").format(corner, over, names)


def _upright(indicator: Indicator, dataset: Dataset) -> Markup:
    """Link the short name of an indicator to its map; its full name stands beside it for whoever points or listens."""
    there = overview_address("map", dataset.view, indicator=indicator.id, level=dataset.view.level)
    return Markup('<a class="lb-go" href="{}" title="{}">{}</a>').format(there, indicator.name, indicator.short)


def _place(indicator: Indicator, dataset: Dataset) -> str:
    """Return the classes of an indicator's cells: its domain, and whether it is the first of it."""
    first = next(i for i in dataset.indicators if i.domain == indicator.domain)
    return f"lb-d-{indicator.domain}" + (" lb-first" if first is indicator else "")


def _country_row(dataset: Dataset) -> Markup:
    by_indicator = {r.indicator: r for r in dataset.reference}
    cells = Markup("").join(_country_cell(i, by_indicator.get(i.id), dataset) for i in dataset.indicators)
    name = word("level_country", dataset.view.language)
    return Markup('<tr class="lb-country"><th scope="row">{}</th>{}</tr>').format(name, cells)


def _country_cell(indicator: Indicator, row: Observation | None, dataset: Dataset) -> Markup:
    if row is None or row.value is None:
        return Markup('<td class="{}"></td>').format(_place(indicator, dataset))
    language = dataset.view.language
    told = value_text(row, indicator, language) + correction_sign(row, indicator, language)
    return Markup('<td class="{}">{}</td>').format(_place(indicator, dataset), told)


def _area_row(rows: Sequence[Observation], dataset: Dataset) -> Markup:
    area = rows[0].area
    there = overview_address("region", dataset.view, area=area_key(area.level, area.code))
    name = Markup('<th scope="row">{}</th>').format(page_link(area.name, there))
    if not any(r.shown for r in rows):
        return Markup("<tr>{}{}</tr>").format(name, _nothing(rows, there, dataset))
    by_indicator = {r.indicator: r for r in rows}
    cells = Markup("").join(_cell(i, by_indicator.get(i.id), area, dataset) for i in dataset.indicators)
    return Markup("<tr>{}{}</tr>").format(name, cells)


def _nothing(rows: Sequence[Observation], there: str, dataset: Dataset) -> Markup:
    """Write one hatched cell over the whole row with the reason."""
    language = dataset.view.language
    why = reasons([outcome_in(r, Against.COUNTRY, dataset) for r in rows], language)
    link = page_link(word("matrix_why", language), there)
    return Markup('<td class="lb-none" colspan="{}"><span>{} · {}</span></td>').format(
        len(dataset.indicators), word("matrix_nothing", language, reasons=why), link
    )


def _cell(indicator: Indicator, row: Observation | None, area: Area, dataset: Dataset) -> Markup:
    place = _place(indicator, dataset)
    if row is None:
        return Markup('<td class="{}"></td>').format(place)
    language = dataset.view.language
    if not row.shown:
        why = hidden_because(row, language)
        return Markup('<td class="{} lb-none" title="{}"><span>{}</span></td>').format(place, why, mark(row))
    found = outcome_in(row, Against.COUNTRY, dataset)
    seen = f"{ARROWS[found]} {_short_value(row, indicator, dataset)}" if found.differs else "–"
    if not found.tested:
        seen = "?"
    there = overview_address("trends", dataset.view, indicator=indicator.id, area=area_key(area.level, area.code))
    told = _told(row, indicator, dataset)
    return Markup('<td class="{} lb-{}">{}</td>').format(
        place, TINTS.get(found, "level"), LINK.format(there, told, behind(seen, row), told)
    )


def _told(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Write what a cell stands for: area, indicator, value, interval and verdict."""
    language = dataset.view.language
    parts = [
        f"{row.area.name}, {indicator.name}: {value_text(row, indicator, language)} {mark(row)}".strip(),
        interval_text(row, indicator, language),
        verdict_label(row, Against.COUNTRY, indicator, dataset.breaks, language).words,
    ]
    return "; ".join(parts)


def _short_value(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    return number(row.value or 0.0, indicator.decimals, dataset.view.language)


def _foot(dataset: Dataset) -> Markup:
    """Write in how many areas each indicator differs."""
    cell = Markup('<td class="{}">{}</td>')
    cells = Markup("").join(cell.format(_place(i, dataset), differing(dataset, i.id)) for i in dataset.indicators)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        word("matrix_areas_differ", dataset.view.language), cells
    )


def matrix_key(dataset: Dataset) -> Markup:
    """Explain the cells."""
    language = dataset.view.language
    signs = [
        ("more", "▲ 70", "matrix_key_more"),
        ("fewer", "▼ 52", "matrix_key_fewer"),
        ("level", "–", "matrix_key_level"),
    ]
    if any(r.shown and not outcome_in(r, Against.COUNTRY, dataset).tested for r in dataset.rows):
        signs.append(("level", "?", "matrix_key_untested"))
    if any(not r.shown for r in dataset.rows):
        signs.append(("none", "", "matrix_key_none"))
    entry = Markup('<li><span class="lb-{}" aria-hidden="true">{}</span>{}</li>')
    entries = Markup("").join(entry.format(css, sign, word(key, language)) for css, sign, key in signs)
    return Markup('<ul class="lb-matrix-key">{}</ul>').format(entries)
