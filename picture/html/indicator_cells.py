"""The cells of one table row: name, value, place on the scale, small trend, verdict in words."""

from __future__ import annotations

from html import escape

from contract.codes import Against, Language
from picture.charts.axis import SHARES
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import COUNTRY, SIMILAR
from picture.html.sparkline import PLACE_HEIGHT, SPARK, image, place, spark
from picture.query.indicator_rows import IndicatorRow
from picture.query.model import Dataset
from picture.query.series import midpoint
from picture.text.labels import mark, mark_words, shown, spread
from picture.text.names import own_period
from picture.text.words import interval, number, period, unit, word

JOINER = "\u2060"  # keeps "1–5" on one line


def under_name(item: IndicatorRow, dataset: Dataset) -> str:
    """Say what is counted, when if not in the asked period, and which way is better if it is downwards."""
    language = dataset.view.language
    parts = [part for part in (item.indicator.counts, own_period(item.row, dataset)) if part]
    if item.indicator.direction == "lower":
        parts.append(word("lower_is_better", language))
    return " · ".join(parts).replace(" – ", "\u00a0–\u00a0").replace("–", f"{JOINER}–{JOINER}")


def value_cell(item: IndicatorRow, dataset: Dataset) -> str:
    """Write the number large; its unit beside it when short, its interval or longer unit and its marks below."""
    row, indicator, language = item.row, item.indicator, dataset.view.language
    big = number(row.value or 0.0, indicator.decimals, language)
    short = indicator.unit == "percent"
    beside = f'&nbsp;<span class="lb-unit">{unit(indicator, language)}</span>' if short else ""
    below = "" if short else unit(indicator, language)
    if row.ci_low is not None and row.ci_high is not None:
        below = interval(row.ci_low, row.ci_high, indicator, language)
    flags = (
        f' <abbr class="lb-flag" title="{escape(mark_words(row, language))}">{mark(row)}</abbr>' if row.flags else ""
    )
    return f'<b>{big}</b>{beside}<span class="lb-quiet">{escape(below)}{flags}</span>'


def place_cell(item: IndicatorRow, dataset: Dataset) -> str:
    """Draw where the number stands; what is not a share has no place on the scale and tells the reference in words."""
    row, indicator, language = item.row, item.indicator, dataset.view.language
    beside = _beside(item, language)
    if indicator.unit != "percent":
        told = beside if indicator.sampled else spread(row, indicator, language)
        return f'<span class="lb-quiet">{escape(told)}</span>'
    reference = item.reference.value if item.reference else None
    ink = COUNTRY if item.against == Against.COUNTRY else SIMILAR
    alt = "; ".join(
        part for part in (f"{shown(row, indicator, language)}, {spread(row, indicator, language)}", beside) if part
    )
    drawn = image(place(row, reference, ink, dot_colour(row, item.against), SHARES), alt, 120, PLACE_HEIGHT, "lb-wide")
    return (
        drawn if row.ci_low is not None else f'{drawn}<span class="lb-quiet">{spread(row, indicator, language)}</span>'
    )


def _beside(item: IndicatorRow, language: Language) -> str:
    """Write what the number is compared with: "Whole country 59 %"."""
    if item.reference is None or item.reference.value is None:
        return ""
    name = item.reference.area.name if item.against == Against.COUNTRY else period(item.reference.period)
    return f"{name} {shown(item.reference, item.indicator, language)}"


def spark_cell(item: IndicatorRow, dataset: Dataset) -> str:
    """Draw how the number has moved, when there is more than one."""
    known = [r for r in item.history if r.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one number is no trend
        return ""
    language = dataset.view.language
    ends = [min(known, key=lambda r: midpoint(r.period)), max(known, key=lambda r: midpoint(r.period))]
    alt = ", ".join(f"{period(r.period)}: {shown(r, item.indicator, language)}" for r in ends)
    alt += "".join(f"; {word('break_at', language, period=period(b.period), reason=b.reason)}" for b in item.breaks)
    return image(spark(item.history, item.breaks), alt, *SPARK, "lb-line")
