"""How to read the spine chart of a profile, in two sentences made of one row's own numbers."""

from __future__ import annotations

from contract.codes import Against, Unit
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.outcomes import outcome_in
from picture.text.reading.spine import difference_ends, printed_points
from picture.text.words import amount, word


def profile_reading(dataset: Dataset) -> str:
    """Explain dot and band by the first row that differs from the country, else by the first that was compared."""
    item = _example(dataset)
    if item is None or item.reference is None:
        return ""
    language = dataset.view.language
    ends = difference_ends(item.row, item.indicator, language)
    points = printed_points(item.row, item.reference, item.indicator)
    if ends is None:
        return ""
    side = "right" if points > 0 else "left" if points < 0 else "on"
    told = word(
        f"reading_profile_{side}",
        language,
        indicator=item.indicator.name,
        points=abs(points),
        value=amount(item.row.value or 0.0, item.indicator, language),
        country=amount(item.reference.value or 0.0, item.indicator, language),
        low=ends[0],
        high=ends[1],
    )
    certain = outcome_in(item.row, Against.COUNTRY, dataset).differs
    return f"{told} {word('reading_profile_certain' if certain else 'reading_profile_open', language)}"


def _example(dataset: Dataset) -> IndicatorRow | None:
    drawn: list[IndicatorRow] = []
    for domain in DOMAINS:
        drawn += [item for item in indicator_rows(dataset, domain) if _is_example(item, dataset)]
    certain = (item for item in drawn if outcome_in(item.row, Against.COUNTRY, dataset).differs)
    return next(certain, drawn[0] if drawn else None)


def _is_example(item: IndicatorRow, dataset: Dataset) -> bool:
    tested = item.against == Against.COUNTRY and outcome_in(item.row, Against.COUNTRY, dataset).tested
    other = item.reference is not None and item.reference.shown
    return tested and other and item.indicator.unit == Unit.PERCENT and item.indicator.decimals == 0
