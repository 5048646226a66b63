"""The cards beside a profile: who lives there, which regions are like it, what it belongs to."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from contract.codes import Against
from picture.html.indicator_cells import spark_cell
from picture.query.area_context import Place
from picture.query.indicator_rows import indicator_row
from picture.query.model import Area, Dataset, Indicator, Observation
from picture.query.series import midpoint
from picture.text.words import amount, number, period, word


def place_cards(dataset: Dataset, place: Place) -> str:
    """Write what stands beside a profile; a card without content is left out."""
    language = dataset.view.language
    why = f'<p class="lb-quiet">{escape(word("place_similar_why", language))}</p>'
    before = "".join(
        f'<p class="lb-quiet">{escape(word("place_before", language, area=a.name))}</p>' for a in place.before
    )
    cards = (
        ("place_population", _population(dataset)),
        ("place_similar", why + _names(place.alike) if place.alike else ""),
        ("place_belongs", _names(place.belongs) + before),
        ("place_holds", _names(place.holds)),
    )
    told = (f"<section><h2>{escape(word(key, language))}</h2>{body}</section>" for key, body in cards if body)
    return f'<div class="lb-cards">{"".join(told)}</div>'


def _names(areas: tuple[Area, ...]) -> str:
    names = "\u00a0· ".join(escape(a.name) for a in areas)
    return f"<p>{names}</p>" if areas else ""


def _population(dataset: Dataset) -> str:
    """Write the number of people with its change and trend, and the rest of the context, which carries no judgement."""
    of = {i.id: i for i in dataset.indicators if i.domain == "context"}
    rows = [r for r in dataset.rows if r.indicator in of and r.value is not None]
    first = "".join(_people(row, of[row.indicator], dataset) for row in rows if row.indicator == "population")
    rest = "".join(_context(row, of[row.indicator], dataset) for row in rows if row.indicator != "population")
    return f"{first}<dl>{rest}</dl>" if rest else first


def _people(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    big = number(row.value or 0.0, 0, dataset.view.language)
    note = escape(_note(row, indicator, dataset))
    return f'<p class="lb-big">{big}</p><p class="lb-quiet">{note}</p>{_trend(row, indicator, dataset)}'


def _context(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    language, many = dataset.view.language, row.value or 0.0
    value = number(many, 0, language) if indicator.unit == "persons" else amount(many, indicator, language)
    told = f'<b>{value}</b> <span class="lb-when">{escape(_note(row, indicator, dataset))}</span>'
    return f"<dt>{escape(indicator.name)}</dt><dd>{told}{_trend(row, indicator, dataset)}</dd>"


def _trend(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    return spark_cell(indicator_row(row, indicator, dataset, Against.PREVIOUS), dataset)


def _note(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Tell the period of a number, and how a number of people has changed in a year."""
    language = dataset.view.language
    note, before = period(row.period), indicator_row(row, indicator, dataset, Against.PREVIOUS).reference
    if indicator.unit != "persons":
        return note
    if before is not None and before.value and midpoint(row.period) - midpoint(before.period) == 1:
        share = 100 * ((row.value or 0.0) / before.value - 1)
        change = amount(share, replace(indicator, unit="percent", decimals=1), language)
        note = word("place_population_note", language, period=note, change=f"+{change}" if share > 0 else change)
    return note
