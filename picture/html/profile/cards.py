"""The cards beside a profile: who lives there, which regions are like it, what it belongs to, where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import COUNTRY, Against, Domain, Level, Unit
from picture.html.indicator_cells import trend_cell
from picture.html.links import overview_address, page_link
from picture.html.year_tag import year_tag
from picture.query.age import is_old
from picture.query.indicator_rows import indicator_row
from picture.query.model import Area, Dataset, Indicator, Observation
from picture.query.selection import SECOND
from picture.query.series import midpoint
from picture.query.tables.area_context import AreaContext
from picture.text.names import area_name
from picture.text.words import amount, number, period, word

EMPTY = Markup("")
QUIET_PARAGRAPH = Markup('<p class="lb-quiet">{}</p>')
ONWARD = ("map", "trends", "groups")  # pages of the same area
PLAIN_PARAGRAPH = Markup("<p>{}</p>")


def area_cards(dataset: Dataset, context: AreaContext) -> Markup:
    """Write what stands beside a profile; a card without content is left out."""
    cards = (
        ("place_population", population_card(dataset)),
        ("place_similar", similar_card(dataset, context) + _comparing(dataset, context)),
        ("place_successors", _names(context.successors, dataset)),
        ("place_belongs", _belongs(dataset, context)),
        ("place_holds", _names(context.holds, dataset)),
        ("place_onward", _onward(dataset)),
    )
    section = Markup("<section><h2>{}</h2>{}</section>")
    sections = EMPTY.join(section.format(word(key, dataset.view.language), body) for key, body in cards if body)
    return Markup('<div class="lb-cards">{}</div>').format(sections)


def profile_link(area: Area, dataset: Dataset) -> Markup:
    """Write an area's name as the way to its profile."""
    key = area_key(area.level, area.code)
    return page_link(area.name, overview_address("region", dataset.view, area=key))


def _names(areas: Iterable[Area], dataset: Dataset) -> Markup:
    links = [profile_link(area, dataset) for area in areas]
    return PLAIN_PARAGRAPH.format(Markup("\u00a0· ").join(links)) if links else EMPTY


def similar_card(dataset: Dataset, context: AreaContext) -> Markup:
    """Write the similar regions, or that there is none and which are nearest; nothing where that is not known."""
    language = dataset.view.language
    if not context.alike and not context.nearest:
        return EMPTY
    why = QUIET_PARAGRAPH.format(word("place_similar_why", language))
    if context.alike:
        return why + _names(context.alike, dataset)
    none = PLAIN_PARAGRAPH.format(word("place_similar_none", language, area=area_name(dataset)))
    return why + none + _names(context.nearest, dataset)


def _comparing(dataset: Dataset, context: AreaContext) -> Markup:
    """Write the ways to put one of these regions into the chart."""
    language = dataset.view.language
    links = [
        page_link(area.name, overview_address("region", dataset.view, **{SECOND: area_key(area.level, area.code)}))
        for area in context.alike or context.nearest
    ]
    told = Markup('<p class="lb-quiet">{} {}</p>')
    joined = Markup("\u00a0· ").join(links)
    return told.format(word("place_compare", language), joined) if links else EMPTY


def _belongs(dataset: Dataset, context: AreaContext) -> Markup:
    until = Markup('<p class="lb-quiet">{} {}</p>')
    before = (
        until.format(word("place_before", dataset.view.language), profile_link(a, dataset)) for a in context.before
    )
    return _names(context.belongs, dataset) + EMPTY.join(before)


def _onward(dataset: Dataset) -> Markup:
    """Write where the same area stands on other pages; the country's own page is not one of an area."""
    view = dataset.view
    if view.area_level == Level.COUNTRY:
        return EMPTY
    links = [
        page_link(word(f"place_onward_{page}", view.language, area=area_name(dataset)), overview_address(page, view))
        for page in ONWARD
    ]
    every = overview_address("matrix", view, area=COUNTRY)
    links.append(page_link(word("place_onward_matrix", view.language), every))
    return EMPTY.join(map(PLAIN_PARAGRAPH.format, links))


def population_card(dataset: Dataset) -> Markup:
    """Write the number of people with its change and trend, and the rest of the context, which carries no judgement."""
    context = {i.id: i for i in dataset.indicators if i.domain == Domain.CONTEXT}
    rows = [r for r in dataset.rows if r.indicator in context and r.value is not None]
    people = [r for r in rows if r.indicator == "population"]
    first = EMPTY.join(_people(r, context[r.indicator], dataset) for r in people)
    rest = EMPTY.join(_context(r, context[r.indicator], dataset) for r in rows if r not in people)
    return first + (Markup("<dl>{}</dl>").format(rest) + _about_tags(rows, dataset) if rest else EMPTY)


def _about_tags(rows: Iterable[Observation], dataset: Dataset) -> Markup:
    """Explain the tags of years where one of them is old."""
    stamp = dataset.stamp
    if not any(is_old(r.period, stamp.edition, stamp.max_age_years) for r in rows):
        return EMPTY
    return QUIET_PARAGRAPH.format(word("place_old", dataset.view.language, years=stamp.max_age_years))


def _people(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    big = number(row.value or 0.0, 0, dataset.view.language)
    note = QUIET_PARAGRAPH.format(_note(row, indicator, dataset))
    return Markup('<p class="lb-big">{}</p>{}{}').format(big, note, _trend(row, indicator, dataset))


def _context(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    language = dataset.view.language
    many = row.value or 0.0
    return Markup("<div><dt>{}</dt><dd><b>{}</b> {}</dd></div>").format(
        indicator.name,
        number(many, 0, language) if indicator.unit == Unit.PERSONS else amount(many, indicator, language),
        year_tag(row, dataset.stamp, language),
    )


def _trend(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    return trend_cell(indicator_row(row, indicator, dataset, Against.PREVIOUS), dataset)


def _note(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Write the period of a number, and how a number of people has changed in a year."""
    language = dataset.view.language
    note = period(row.period)
    before = indicator_row(row, indicator, dataset, Against.PREVIOUS).reference
    if before is not None and before.value and midpoint(row.period) - midpoint(before.period) == 1:
        share = 100 * ((row.value or 0.0) / before.value - 1)
        change = amount(share, replace(indicator, unit=Unit.PERCENT, decimals=1), language)
        note = word("place_population_note", language, period=note, change=f"+{change}" if share > 0 else change)
    return note
