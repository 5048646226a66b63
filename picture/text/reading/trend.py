"""How to read a trend, in two sentences made of its own numbers."""

from __future__ import annotations

from contract.codes import Against, Unit
from picture.query.model import Dataset
from picture.query.rounding import rounded
from picture.query.trend.lines import told_row
from picture.text.findings.changes import changes_of
from picture.text.places import in_area
from picture.text.words import capital, interval, moments, number, word


def trend_reading(dataset: Dataset) -> str:
    """Write what line and band of the chosen area are, and how large a change its sample can show."""
    told = told_row(dataset)
    if told is None or told.value is None:
        return ""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    where = {"where": in_area(told.area, language), **moments(told.period, language)}
    if told.ci_low is None or told.ci_high is None:
        return word("reading_trend_plain" if indicator.sampled else "reading_trend_register", language)
    band = word(
        "reading_trend_band", language, interval=interval(told.ci_low, told.ci_high, indicator, language), **where
    )
    return f"{band} {_detectable(dataset)}".strip()


def _detectable(dataset: Dataset) -> str:
    """Write the smallest change since the last wave that the sample can show, and how the first one is compared."""
    language = dataset.view.language
    told = told_row(dataset)
    found = told.against(Against.PREVIOUS) if told else None
    indicator = dataset.indicators[0]
    parts = []
    if told and found and found.detectable and indicator.unit == Unit.PERCENT:
        value = number(rounded(found.detectable, indicator.decimals), indicator.decimals, language)
        key = "reading_trend_smallest_one" if value == "1" else "reading_trend_smallest"
        where = in_area(told.area, language)
        since = moments(found.reference, language)["since"]
        parts.append(
            word(key, language, value=value, where=where, since=since, to=moments(told.period, language)["to"])
        )
    fitted = [one for one in changes_of(dataset, Against.TREND)[:1] if one.fitted and one.stored]
    if fitted and fitted[0].stored:
        since = moments(fitted[0].stored.reference, language)["since"]
        parts.append(word("reading_trend_fitted", language, count=fitted[0].waves, since=since))
    return " ".join(map(capital, parts))
