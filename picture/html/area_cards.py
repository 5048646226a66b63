"""The cards beside a profile: who lives there, which regions are like it, what it belongs to."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from contract.codes import Against, Domain, Unit
from picture.html.indicator_cells import trend_cell
from picture.query.area_context import AreaContext
from picture.query.indicator_rows import indicator_row
from picture.query.model import Area, Dataset, Indicator, Observation
from picture.query.series import midpoint
from picture.text.words import amount, number, period, word

EMPTY = Markup("")
QUIET_PARAGRAPH = Markup('<p class="lb-quiet">{}</p>')


def area_cards(dataset: Dataset, context: AreaContext) -> Markup:
    """Write what stands beside a profile; a card without content is left out."""
    language = dataset.view.language
    why = QUIET_PARAGRAPH.format(word("place_similar_why", language))
    before = EMPTY.join(QUIET_PARAGRAPH.format(word("place_before", language, area=a.name)) for a in context.before)
    cards = (
        ("place_population", _population(dataset)),
        ("place_similar", why + _names(context.alike) if context.alike else EMPTY),
        ("place_belongs", _names(context.belongs) + before),
        ("place_holds", _names(context.holds)),
    )
    section = Markup("<section><h2>{}</h2>{}</section>")
    sections = EMPTY.join(section.format(word(key, language), body) for key, body in cards if body)
    return Markup('<div class="lb-cards">{}</div>').format(sections)


def _names(areas: tuple[Area, ...]) -> Markup:
    return Markup("<p>{}</p>").format("\u00a0· ".join(a.name for a in areas)) if areas else EMPTY


def _population(dataset: Dataset) -> Markup:
    """Write the number of people with its change and trend, and the rest of the context, which carries no judgement."""
    context = {i.id: i for i in dataset.indicators if i.domain == Domain.CONTEXT}
    rows = [r for r in dataset.rows if r.indicator in context and r.value is not None]
    people = [r for r in rows if r.indicator == "population"]
    first = EMPTY.join(_people(r, context[r.indicator], dataset) for r in people)
    rest = EMPTY.join(_context(r, context[r.indicator], dataset) for r in rows if r not in people)
    return first + Markup("<dl>{}</dl>").format(rest) if rest else first


def _people(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    big = number(row.value or 0.0, 0, dataset.view.language)
    note = QUIET_PARAGRAPH.format(_note(row, indicator, dataset))
    return Markup('<p class="lb-big">{}</p>{}{}').format(big, note, _trend(row, indicator, dataset))


def _context(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    language = dataset.view.language
    many = row.value or 0.0
    return Markup('<dt>{}</dt><dd><b>{}</b> <span class="lb-when">{}</span>{}</dd>').format(
        indicator.name,
        number(many, 0, language) if indicator.unit == Unit.PERSONS else amount(many, indicator, language),
        _note(row, indicator, dataset),
        _trend(row, indicator, dataset),
    )


def _trend(row: Observation, indicator: Indicator, dataset: Dataset) -> Markup:
    return trend_cell(indicator_row(row, indicator, dataset, Against.PREVIOUS), dataset)


def _note(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Write the period of a number, and how a number of people has changed in a year."""
    language = dataset.view.language
    note = period(row.period)
    before = indicator_row(row, indicator, dataset, Against.PREVIOUS).reference
    if indicator.unit != Unit.PERSONS:
        return note
    if before is not None and before.value and midpoint(row.period) - midpoint(before.period) == 1:
        share = 100 * ((row.value or 0.0) / before.value - 1)
        change = amount(share, replace(indicator, unit=Unit.PERCENT, decimals=1), language)
        note = word("place_population_note", language, period=note, change=f"+{change}" if share > 0 else change)
    return note
