"""What stands behind the question mark beside an indicator's name, and the links to its other pages."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.links import overview_address, page_link
from picture.html.methods.anchors import indicator_place
from picture.query.indicator_rows import IndicatorRow
from picture.query.model import Dataset
from picture.text.labels import interval_text, respondents_text
from picture.text.words import word


def onward_links(indicator: str, dataset: Dataset) -> Markup:
    """Link to the indicator's other pages."""
    links = [
        page_link(
            word(f"onward_{page}", dataset.view.language), overview_address(page, dataset.view, indicator=indicator)
        )
        for page in ("map", "trends", "groups")
    ]
    return Markup('<span class="lb-onward">{}</span>').format(Markup(" · ").join(links))


def question_mark(item: IndicatorRow, dataset: Dataset) -> Markup:
    """Write what stands behind the question mark: wording, what counts, respondents, interval, other pages."""
    language = dataset.view.language
    indicator = item.indicator
    row = item.row
    lines = [
        word("quoted", language, text=indicator.question) if indicator.question else "",
        indicator.counts,
        respondents_text(row, indicator, language),
        interval_text(row, indicator, language) if row.shown else "",
    ]
    told = Markup("").join(Markup("<p>{}</p>").format(line) for line in lines if line)
    method = page_link(
        word("method", language), overview_address("methods", dataset.view, indicator_place(indicator.id))
    )
    return Markup(
        '<details class="lb-ask"><summary aria-label="{}">?</summary><div>{}<p>{} · {}</p></div></details>'
    ).format(word("about_named", language, indicator=indicator.name), told, onward_links(indicator.id, dataset), method)
