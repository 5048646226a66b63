"""How to read the strips of the front page, in two sentences made of one row's own numbers."""

from __future__ import annotations

from contract.codes import Against, Unit
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.outcomes import outcome_in
from picture.text.words import amount, interval, moments, word


def front_reading(dataset: Dataset) -> str:
    """Explain ring, dot and band by the first row that has all three; an empty text where none has.

    Of the page alone: what leaves draws the period before as a stroke.
    """
    item = _example(dataset)
    if item is None or item.reference is None or item.row.ci_low is None or item.row.ci_high is None:
        return ""
    language = dataset.view.language
    of = "country" if dataset.compared_with == Against.COUNTRY else "time"
    found = "certain" if outcome_in(item.row, dataset.compared_with, dataset).differs else "open"
    told = word(
        f"reading_front_{of}",
        language,
        indicator=item.indicator.name,
        now=amount(item.row.value or 0.0, item.indicator, language),
        then=amount(item.reference.value or 0.0, item.indicator, language),
        interval=interval(item.row.ci_low, item.row.ci_high, item.indicator, language),
        **moments(item.reference.period, language),
    )
    return f"{told} {word(f'reading_front_{of}_{found}', language)}"


def _example(dataset: Dataset) -> IndicatorRow | None:
    for domain in DOMAINS:
        for item in indicator_rows(dataset, domain):
            drawn = item.row.shown and item.row.ci_low is not None and item.indicator.unit == Unit.PERCENT
            if drawn and item.reference is not None and item.reference.shown:
                return item
    return None
