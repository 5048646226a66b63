"""The cells of one table row: name, value, place on the scale, small trend, verdict in words."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Against, Direction, Language, Unit
from picture.charts.axis import SHARES
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import COUNTRY, SIMILAR
from picture.html.sparkline import SCALE_HEIGHT, SPARKLINE_SIZE, image, scale_picture, sparkline
from picture.query.indicator_rows import IndicatorRow
from picture.query.model import Dataset, Indicator, Observation
from picture.query.series import midpoint
from picture.text.editions.corrected import corrected_words
from picture.text.labels import interval_text, mark, mark_words, value_text
from picture.text.marks import correction_marks
from picture.text.names import own_period
from picture.text.words import interval, moments, number, period, unit, word

JOINER = "\u2060"  # keeps "1–5" on one line


def under_name(item: IndicatorRow, dataset: Dataset) -> str:
    """Write what is counted, when if not in the asked period, and which way is better if it is downwards."""
    language = dataset.view.language
    parts = [part for part in (item.indicator.counts, own_period(item.row, dataset)) if part]
    if item.indicator.direction == Direction.LOWER:
        parts.append(word("lower_is_better", language))
    return " · ".join(parts).replace(" – ", "\u00a0–\u00a0").replace("–", f"{JOINER}–{JOINER}")


def correction_sign(row: Observation, indicator: Indicator, language: Language) -> Markup:
    """Write the mark of a correction behind a number that stands without its other marks; nothing elsewhere."""
    sign = Markup(' <abbr class="lb-status" title="{}">[{}]</abbr>')
    told = corrected_words(row, indicator, language)
    return Markup("").join(sign.format(told, one) for one in correction_marks([row]))


def value_cell(item: IndicatorRow, dataset: Dataset) -> Markup:
    """Write the number large; its unit beside it when short, its interval or longer unit and its marks below."""
    row = item.row
    indicator = item.indicator
    language = dataset.view.language
    short = indicator.unit == Unit.PERCENT
    beside = Markup('&nbsp;<span class="lb-unit">{}</span>').format(unit(indicator, language)) if short else ""
    below = "" if short else unit(indicator, language)
    if row.ci_low is not None and row.ci_high is not None:
        below = interval(row.ci_low, row.ci_high, indicator, language)
    explained = mark_words(row, indicator, language)
    marks = Markup(' <abbr class="lb-status" title="{}">{}</abbr>').format(explained, mark(row))
    return Markup('<b>{}</b>{}<span class="lb-quiet">{}{}</span>').format(
        number(row.value or 0.0, indicator.decimals, language), beside, below, marks if mark(row) else ""
    )


def scale_cell(item: IndicatorRow, dataset: Dataset) -> Markup:
    """Draw where the number stands; what is not a share has no place on the scale and tells the reference in words."""
    row = item.row
    indicator = item.indicator
    language = dataset.view.language
    quiet = Markup('<span class="lb-quiet">{}</span>')
    beside = _beside(item, language)
    if indicator.unit != Unit.PERCENT:
        return quiet.format(beside if indicator.sampled else interval_text(row, indicator, language))
    reference = item.reference.value if item.reference else None
    ink = COUNTRY if item.against == Against.COUNTRY else SIMILAR
    number_and_interval = f"{value_text(row, indicator, language)}, {interval_text(row, indicator, language)}"
    alt = f"{number_and_interval}; {beside}" if beside else number_and_interval
    drawing = scale_picture(row, reference, ink, dot_colour(row, item.against), SHARES)
    picture = image(drawing, alt, 120, SCALE_HEIGHT, "lb-wide")
    return picture if row.ci_low is not None else picture + quiet.format(interval_text(row, indicator, language))


def _beside(item: IndicatorRow, language: Language) -> str:
    """Write what the number is compared with: "Whole country 59 %"."""
    if item.reference is None or item.reference.value is None:
        return ""
    name = item.reference.area.name if item.against == Against.COUNTRY else period(item.reference.period)
    return f"{name} {value_text(item.reference, item.indicator, language)}"


def trend_cell(item: IndicatorRow, dataset: Dataset) -> Markup:
    """Draw how the number has moved, when there is more than one."""
    known = [r for r in item.history if r.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one number is no trend
        return Markup("")
    language = dataset.view.language
    ends = [min(known, key=lambda r: midpoint(r.period)), max(known, key=lambda r: midpoint(r.period))]
    alt = ", ".join(f"{period(r.period)}: {value_text(r, item.indicator, language)}" for r in ends)
    alt += "".join(
        f"; {word('break_at', language, reason=b.reason, **moments(b.period, language))}" for b in item.breaks
    )
    return image(sparkline(item.history, item.breaks), alt, *SPARKLINE_SIZE, "lb-line")
