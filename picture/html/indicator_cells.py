"""The cells of one table row: name, value, place on the scale, small trend, verdict in words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from picture.charts.dot_plot import dot_colour
from picture.charts.palette import COUNTRY, DOT, NEITHER, SIMILAR, WHITE
from picture.html.sparkline import PLACE_HEIGHT, SPARK, image, place, spark
from picture.query.model import Against, Answer, Break, Indicator, Language, Row
from picture.query.series import year
from picture.text.labels import Saying, mark, mark_words, saying, shown, spread
from picture.text.names import own_period
from picture.text.words import interval, number, period, rounded, signed, unit, word

JOINER = "\u2060"  # keeps "1–5" on one line
SCALE = (0.0, 100.0)  # shares of all rows stand on one scale


@dataclass(frozen=True, slots=True)
class Item:
    """Everything that one table row tells."""

    indicator: Indicator
    row: Row
    history: tuple[Row, ...]
    breaks: tuple[Break, ...]
    reference: Row | None
    against: Against


def compared_with(answer: Answer) -> Against:
    """Choose what a picture compares with: areas with the country, groups with one of them, else the period before."""
    match answer.kind:
        case "groups":
            return Against.GROUP
        case "map":
            return Against.COUNTRY
        case "profile" if answer.view.area_level != "country":
            return Against.COUNTRY
        case _:
            return Against.PREVIOUS


def signs_of(answer: Answer) -> list[tuple[str, str]]:
    """List the signs that a picture with dots holds (see spark.key) and what each means."""
    language, against = answer.view.language, compared_with(answer)
    ends = "change" if against == Against.PREVIOUS else "difference"
    dots = {dot_colour(r, against) for r in answer.rows if r.shown and _has_dot(r, answer)}
    signs = [("certain", f"certain_{ends}"), ("open", f"no_significant_{ends}")] if dots & {DOT, WHITE} else []
    signs += [("grey", "no_comparison")] if signs and NEITHER in dots else []
    signs += [("interval", "interval_95")] if any(r.ci_low is not None for r in answer.rows) else []
    if answer.kind in {"front", "profile"}:
        signs.append(("previous", "previous_period") if ends == "change" else ("country", "legend_country"))
        signs += [("break", "series_break")] if answer.breaks else []
    return [(sign, word(name, language)) for sign, name in signs]


def _has_dot(row: Row, answer: Answer) -> bool:
    """Tell whether a number is drawn as a dot: beside others of its kind always, in an overview only as a share."""
    units = {i.id: i.unit for i in answer.indicators}
    return answer.kind in {"map", "groups"} or units[row.indicator] == "percent"


def items_of(answer: Answer, domain: str) -> list[Item]:
    """Collect what the rows of one domain tell, in the order of the catalogue."""
    of = {i.id: i for i in answer.indicators}
    order = list(of)
    rows = sorted((r for r in answer.rows if of[r.indicator].domain == domain), key=lambda r: order.index(r.indicator))
    return [item_of(row, of[row.indicator], answer, compared_with(answer)) for row in rows]


def item_of(row: Row, indicator: Indicator, answer: Answer, against: Against) -> Item:
    """Collect what one row tells, compared with the country or with the period before."""
    history = tuple(r for r in answer.history if r.indicator == row.indicator and year(r.period) <= year(row.period))
    breaks = tuple(b for b in answer.breaks if b.indicator == row.indicator)
    if against == Against.COUNTRY:
        same = (r for r in answer.reference if (r.indicator, r.period) == (row.indicator, row.period))
        return Item(indicator, row, history, breaks, next(same, None), against)
    return Item(indicator, row, history, breaks, _previous(row, history, breaks), against)


def _previous(row: Row, history: tuple[Row, ...], breaks: tuple[Break, ...]) -> Row | None:
    """Find the number before this one, unless a break stands between."""
    earlier = [r for r in history if year(r.period) < year(row.period) and r.value is not None]
    if not earlier:
        return None
    last = max(earlier, key=lambda r: year(r.period))
    broken = any(year(last.period) < year(b.period) <= year(row.period) for b in breaks)
    return None if broken else last


def under_name(item: Item, answer: Answer) -> str:
    """Say what is counted, when if not in the asked period, and which way is better if it is downwards."""
    language = answer.view.language
    parts = [part for part in (item.indicator.counts, own_period(item.row, answer)) if part]
    if item.indicator.direction == "lower":
        parts.append(word("lower_is_better", language))
    return " · ".join(parts).replace(" – ", "\u00a0–\u00a0").replace("–", f"{JOINER}–{JOINER}")


def value_cell(item: Item, answer: Answer) -> str:
    """Write the number large; its unit beside it when short, its interval or longer unit and its marks below."""
    row, indicator, language = item.row, item.indicator, answer.view.language
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


def place_cell(item: Item, answer: Answer) -> str:
    """Draw where the number stands; what is not a share has no place on the scale and tells the reference in words."""
    row, indicator, language = item.row, item.indicator, answer.view.language
    beside = _beside(item, language)
    if indicator.unit != "percent":
        told = beside if indicator.sampled else spread(row, indicator, language)
        return f'<span class="lb-quiet">{escape(told)}</span>'
    reference = item.reference.value if item.reference else None
    ink = COUNTRY if item.against == Against.COUNTRY else SIMILAR
    alt = "; ".join(
        part for part in (f"{shown(row, indicator, language)}, {spread(row, indicator, language)}", beside) if part
    )
    drawn = image(place(row, reference, ink, dot_colour(row, item.against), SCALE), alt, 120, PLACE_HEIGHT, "lb-wide")
    return (
        drawn if row.ci_low is not None else f'{drawn}<span class="lb-quiet">{spread(row, indicator, language)}</span>'
    )


def _beside(item: Item, language: Language) -> str:
    """Write what the number is compared with: "Whole country 59 %"."""
    if item.reference is None or item.reference.value is None:
        return ""
    name = item.reference.area.name if item.against == Against.COUNTRY else period(item.reference.period)
    return f"{name} {shown(item.reference, item.indicator, language)}"


def spark_cell(item: Item, answer: Answer) -> str:
    """Draw how the number has moved, when there is more than one."""
    known = [r for r in item.history if r.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one number is no trend
        return ""
    language = answer.view.language
    ends = [min(known, key=lambda r: year(r.period)), max(known, key=lambda r: year(r.period))]
    alt = ", ".join(f"{period(r.period)}: {shown(r, item.indicator, language)}" for r in ends)
    alt += "".join(f"; {word('break_at', language, period=period(b.period), reason=b.reason)}" for b in item.breaks)
    return image(spark(item.history, item.breaks), alt, *SPARK, "lb-line")


def saying_of(item: Item, answer: Answer) -> Saying:
    """Say the stored verdict; a register, which has no sampling error, tells its change plainly."""
    language, reference = answer.view.language, item.reference
    count = item.indicator.kind == "register_count"
    if count and item.against == Against.COUNTRY:  # a part is always smaller than the whole: tell the change instead
        return saying_of(item_of(item.row, item.indicator, answer, Against.PREVIOUS), answer)
    if item.row.against(item.against) or item.indicator.sampled or reference is None:
        return saying(item.row, item.against, item.indicator, item.breaks, language)
    ends = (rounded(value or 0.0, item.indicator.decimals) for value in (item.row.value, reference.value))
    text = signed(next(ends) - next(ends), item.indicator.decimals, language)  # as a reader takes it from the print
    if item.indicator.unit == "percent":
        text = f"{text}\u00a0{word('percentage_points', language)}"
    if item.against == Against.COUNTRY:
        return Saying("", word("change_from_country", language, change=text), "", "neither")
    return Saying("", word("change_since", language, change=text, period=period(reference.period)), "", "neither")
