"""The small line above a title: which area and which year the page shows."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.links import overview_address, page_link
from picture.query.model import Dataset
from picture.text.names import area_name
from picture.text.words import period, word


def eyebrow(dataset: Dataset, page: str) -> Markup:
    """Write area and year, with the way to the page of the newest year where another is shown."""
    return Markup('<p class="lb-eyebrow">{} · {}</p>').format(area_name(dataset), _shown_year(dataset, page))


def _shown_year(dataset: Dataset, page: str) -> Markup:
    edition = dataset.stamp.edition
    if dataset.view.period == edition:
        return Markup("{}").format(edition)
    newest = page_link(
        word("see_newest", dataset.view.language, year=edition), overview_address(page, dataset.view, period=edition)
    )
    return Markup("{} ({})").format(period(dataset.view.period), newest)
