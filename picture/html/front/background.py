"""What is older than the policy's limit, and who lives here: figures that stand apart from the year's news."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Domain
from picture.html.front.counted import background_rows
from picture.html.links import overview_address, page_link
from picture.html.year_tag import year_tag
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.labels import mark, value_text
from picture.text.words import word


def background(dataset: Dataset) -> Markup:
    """Write older figures and the context as a list of names and values; nothing where there are none."""
    items: list[IndicatorRow] = []
    for domain in DOMAINS:
        items += background_rows(dataset, domain)
    items += indicator_rows(dataset, Domain.CONTEXT)
    shown = [item for item in items if item.row.shown]
    if not shown:
        return Markup("")
    entries = Markup("").join(_entry(item, dataset) for item in shown)
    language = dataset.view.language
    return Markup(
        '<section class="lb-background" id="lb-background"><h2>{}</h2><p class="lb-quiet">{}</p><dl>{}</dl></section>'
    ).format(
        word("front_background", language),
        word("front_background_why", language, years=dataset.stamp.max_age_years),
        entries,
    )


def _entry(item: IndicatorRow, dataset: Dataset) -> Markup:
    language = dataset.view.language
    name = page_link(item.indicator.name, overview_address("trends", dataset.view, indicator=item.indicator.id))
    value = f"{value_text(item.row, item.indicator, language)} {mark(item.row)}".strip()
    tag = year_tag(item.row, dataset.stamp, language)
    return Markup("<div><dt>{}</dt><dd><b>{}</b> {}</dd></div>").format(name, value, tag)
