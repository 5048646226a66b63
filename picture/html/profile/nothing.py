"""The page of an area of which the survey shows nothing: what is not known, why, what is known and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from contract.codes import Domain, Language
from picture.html.links import overview_address, page_link
from picture.html.methods.anchors import Place
from picture.html.profile.cards import population_card, profile_link, similar_card
from picture.query.model import Dataset, Observation, View
from picture.query.tables.area_context import AreaContext
from picture.text.findings.nothing import survey_rows, why_nothing
from picture.text.labels import value_text
from picture.text.names import area_name
from picture.text.reading.offices import own_office
from picture.text.words import period, word

OFFICE = Markup('{} <a href="{}" rel="noopener">{}</a>')
CARD = Markup("<section><h2>{}</h2>{}</section>")
NO_HTML = Markup("")


def nothing_top(subject: str, above: Markup | str, withheld: Iterable[Observation], view: View) -> Markup:
    """Write title, lead and reason for an area or a group: of population groups too.

    subject: how it is named; above: the small line; withheld: the numbers of the survey that are not shown.
    """
    language = view.language
    rules = page_link(word("nothing_rules", language), overview_address("methods", view, Place.RULES))
    return Markup(
        '<p class="lb-eyebrow">{}</p><h1 class="lb-h1">{}</h1><p class="lb-lead">{}</p>'
        '<div class="lb-why"><span class="lb-hatch" aria-hidden="true"></span><p><b>{}</b> {} {}</p></div>'
    ).format(
        above,
        word("nothing_title", language, subject=subject),
        word("nothing_lead", language),
        word("nothing_why", language),
        f"{why_nothing(withheld, language)}.",
        rules,
    )


def nothing_page(dataset: Dataset, context: AreaContext, folded: Markup) -> Markup:
    """Write the whole page of such an area. folded: the rows that are not shown, as the page has them otherwise."""
    language = dataset.view.language
    name = area_name(dataset)
    similar = similar_card(dataset, context) if context.nearest else NO_HTML
    cards = (
        ("nothing_known", population_card(dataset)),
        ("nothing_do", _steps(dataset, context)),
        ("place_similar", similar),
    )
    written = NO_HTML.join(CARD.format(word(key, language), body) for key, body in cards if body)
    fold = Markup('<details class="lb-details"><summary>{}</summary>{}</details>')
    hidden = survey_rows(dataset)
    return Markup('{}<div class="lb-cards lb-known">{}</div>{}{}').format(
        nothing_top(name, f"{name} · {period(dataset.view.period)}", hidden, dataset.view),
        written,
        _country(dataset),
        fold.format(word("nothing_rows", language, area=name, count=len(hidden)), folded) if hidden else "",
    )


def _steps(dataset: Dataset, context: AreaContext) -> Markup:
    """Write what can be done, the first step first."""
    language = dataset.view.language
    steps = [Markup("{}").format(word("nothing_do_sample", language))]
    larger = [area for area in context.belongs if area.name != area_name(dataset)]
    if larger:
        links = Markup(", ").join(profile_link(area, dataset) for area in larger)
        steps.append(Markup("{} {}").format(word("nothing_do_larger", language), links))
    office = own_office(dataset.view.area_level, dataset.view.area, language)
    if office is not None:
        steps.append(OFFICE.format(office.advice, office.url, office.site))
    return Markup("<ol>{}</ol>").format(NO_HTML.join(map(Markup("<li>{}</li>").format, steps)))


def _country(dataset: Dataset) -> Markup:
    """Write the country's numbers under their domains, marked as the country's; nothing where there are none."""
    language = dataset.view.language
    surveyed = {row.indicator for row in survey_rows(dataset)}
    order = [indicator.id for indicator in dataset.indicators if indicator.id in surveyed]
    shown = [row for row in dataset.reference if row.shown and row.indicator in surveyed]
    shown.sort(key=lambda row: order.index(row.indicator))
    if not shown:
        return NO_HTML
    parts = NO_HTML.join(_domain(domain, shown, dataset) for domain in Domain)
    return Markup('<section class="lb-of-country"><h2>{}</h2><p class="lb-quiet">{}</p><div>{}</div></section>').format(
        word("nothing_country", language, period=period(dataset.view.period)),
        word("nothing_country_not", language, area=area_name(dataset)),
        parts,
    )


def _domain(domain: Domain, shown: list[Observation], dataset: Dataset) -> Markup:
    rows = [row for row in shown if dataset.indicator(row.indicator).domain == domain]
    if not rows:
        return NO_HTML
    language: Language = dataset.view.language
    entries = NO_HTML.join(_entry(row, dataset) for row in rows)
    return Markup("<div><h3>{}</h3><dl>{}</dl></div>").format(word(f"domain_{domain}", language), entries)


def _entry(row: Observation, dataset: Dataset) -> Markup:
    indicator = dataset.indicator(row.indicator)
    there = overview_address("map", dataset.view, indicator=indicator.id)
    value = value_text(row, indicator, dataset.view.language)
    return Markup("<div><dt>{}</dt><dd><b>{}</b></dd></div>").format(page_link(indicator.name, there), value)
