"""What the ministry follows beside the four domains: the indicators that tell of it, or that there is none."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from picture.html.links import overview_address, page_link
from picture.html.methods.anchors import Place
from picture.html.year_tag import year_tag
from picture.query.methods.follow_up import FollowUp
from picture.query.model import Dataset, Indicator
from picture.text.labels import mark, value_text
from picture.text.methods.coverage import no_figure_of
from picture.text.words import word


def followed(matters: Sequence[FollowUp], dataset: Dataset) -> Markup:
    """Write each matter with its question, what tells of it and what is missing; nothing where none is declared."""
    if not matters:
        return Markup("")
    language = dataset.view.language
    coverage = page_link(word("follow_up_map", language), overview_address("methods", dataset.view, Place.FOLLOWED))
    return Markup(
        '<section class="lb-followed" id="lb-followed"><h2>{}</h2><p class="lb-quiet">{} {}</p><div>{}</div></section>'
    ).format(
        word("follow_up_title", language),
        word("follow_up_lead", language),
        coverage,
        Markup("").join(_matter(one, dataset) for one in matters),
    )


def _matter(one: FollowUp, dataset: Dataset) -> Markup:
    language = dataset.view.language
    hole = Markup('<p class="lb-hole">{}</p>').format(no_figure_of(one.name, language))
    indirect = Markup('<p class="lb-quiet">{}</p>{}').format(
        word("follow_up_indirect", language), _list(one.indirect, dataset)
    )
    return Markup("<section><h3>{}</h3><p>{}</p>{}{}</section>").format(
        one.name,
        one.asks,
        _list(one.indicators, dataset) if one.indicators else hole,
        indirect if one.indirect else "",
    )


def _list(indicators: Sequence[Indicator], dataset: Dataset) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(_entry(one, dataset) for one in indicators))


def _entry(indicator: Indicator, dataset: Dataset) -> Markup:
    """Write an indicator as the way to its trend, with its value where the page has it."""
    link = page_link(indicator.name, overview_address("trends", dataset.view, indicator=indicator.id))
    row = next((r for r in dataset.rows if r.indicator == indicator.id and r.shown), None)
    if row is None:
        return Markup("<li>{}</li>").format(link)
    language = dataset.view.language
    value = f"{value_text(row, indicator, language)} {mark(row)}".strip()
    return Markup("<li>{} <b>{}</b> {}</li>").format(link, value, year_tag(row, dataset.stamp, language))
