"""Rows of a front page or a profile as HTML: name, value, place on the scale, small trend, verdict in words.

Real tables with captions and scopes, so that a screen reader and a printer get the same as the eye.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from picture.answer import Against, Answer, Break, Indicator, Row
from picture.figures import differs
from picture.phrases import Saying, mark, mark_words, reason, saying, shown, spread
from picture.series import year
from picture.spark import PLACE_HEIGHT, SPARK, image, key, place, spark
from picture.words import interval, number, period, signed, unit, word

LOOK = Path(__file__).with_name("look.css")  # shown once a page: st.html(LOOK)

DOMAINS = ("attitudes", "security", "interaction", "participation", "context")
COLUMNS = "".join(f'<col class="lb-col-{name}">' for name in ("name", "value", "place", "spark", "said"))
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


def front_panel(answer: Answer, domain: str, against: Against = Against.PREVIOUS) -> str:
    """Write one domain's panel of the front page; an empty string when the domain has no rows."""
    items = _items(answer, domain, against)
    if not items:
        return ""
    language = answer.view.language
    asks = f'<p class="lb-quiet">{escape(word(f"domain_{domain}_asks", language))}</p>'
    return f'<section class="lb-panel">{_table(items, answer, word(f"domain_{domain}", language), asks, 150)}</section>'


def profile_rows(answer: Answer, against: Against = Against.COUNTRY) -> str:
    """Write all indicators of one area, a table for each domain in the order of the house."""
    tables = []
    for domain in DOMAINS:
        items = _items(answer, domain, against)
        if items:
            tables.append(_table(items, answer, word(f"domain_{domain}", answer.view.language), "", 340))
    return f'<div class="lb-profile">{"".join(tables)}</div>'


def rows_legend(answer: Answer, against: Against) -> str:
    """Write what the signs in the rows mean."""
    language, change = answer.view.language, against == Against.PREVIOUS
    signs = (
        ("certain", word("certain_change" if change else "certain_difference", language)),
        ("open", word("no_significant_change" if change else "no_significant_difference", language)),
        ("previous", word("previous_period", language)) if change else ("country", word("legend_country", language)),
        ("interval", word("interval_95", language)),
        ("break", word("series_break", language)),
    )
    listed = "".join(
        f"<li>{image(key(sign), '', 24, PLACE_HEIGHT, 'lb-key')}{escape(text)}</li>" for sign, text in signs
    )
    return f'<ul class="lb-keys">{listed}</ul>'


def pill(said: Saying) -> str:
    """Write a verdict: its mark in the colour of its tone, and always in words."""
    sign = f'<span class="lb-mark lb-{said.tone}" aria-hidden="true">{said.mark}</span>' if said.mark else ""
    judged = f' <span class="lb-judged lb-{said.tone}">{escape(said.judged)}</span>' if said.judged else ""
    return f'<span class="lb-verdict">{sign}<span>{escape(said.words)}{judged}</span></span>'


def _items(answer: Answer, domain: str, against: Against) -> list[Item]:
    found = []
    for indicator in answer.indicators:
        row = next((r for r in answer.rows if r.indicator == indicator.id), None)
        if row is None or indicator.domain != domain:
            continue
        history = tuple(r for r in answer.history if r.indicator == indicator.id and year(r.period) <= year(row.period))
        breaks = tuple(b for b in answer.breaks if b.indicator == indicator.id)
        found.append(Item(indicator, row, history, breaks, _reference(answer, row, history, against), against))
    return found


def _reference(answer: Answer, row: Row, history: tuple[Row, ...], against: Against) -> Row | None:
    """Find the row compared with: the country's, or the one before unless a break or a gap stands between."""
    if against == Against.COUNTRY:
        return next((r for r in answer.reference if (r.indicator, r.period) == (row.indicator, row.period)), None)
    earlier = [r for r in history if year(r.period) < year(row.period) and r.value is not None]
    broken = any((b.indicator, b.period) == (row.indicator, row.period) for b in answer.breaks)
    return None if broken or not earlier else max(earlier, key=lambda r: year(r.period))


def _table(items: list[Item], answer: Answer, title: str, under: str, width: int) -> str:
    language = answer.view.language
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(word(f"column_{name}", language))}</th>'
        for name in ("indicator", "value", "place", "trend", "comparison")
    )
    body = "".join(_row(item, answer, width) for item in items)
    return (
        f'<table class="lb-rows" role="table"><caption><h3>{escape(title)}</h3>{under}</caption>'
        f'<colgroup>{COLUMNS}</colgroup><thead class="lb-unseen" role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(item: Item, answer: Answer, width: int) -> str:
    language = answer.view.language
    name = (
        f'<th scope="row" role="rowheader">{escape(item.indicator.name)}'
        f'<span class="lb-quiet">{escape(_under_name(item, answer))}</span></th>'
    )
    if item.row.value is None:
        hidden = (
            f'<span class="lb-hatch" aria-hidden="true"></span>{escape(reason(item.row, language))} {mark(item.row)}'
        )
        return f'<tr role="row">{name}<td role="cell" colspan="4" class="lb-hidden">{hidden}</td></tr>'
    cells = (
        ("lb-value", _value(item, answer)),
        ("lb-place", _place(item, answer, width)),
        ("lb-spark", _spark(item, answer)),
        ("lb-said", pill(_saying(item, answer))),
    )
    body = "".join(f'<td role="cell" class="{css}">{html}</td>' for css, html in cells)
    return f'<tr role="row">{name}{body}</tr>'


def _under_name(item: Item, answer: Answer) -> str:
    """Say what is counted, when if not in the asked period, and which way is better if it is downwards."""
    language = answer.view.language
    parts = [item.indicator.counts]
    if item.row.period != answer.view.period:
        parts.append(period(item.row.period))
    if item.indicator.direction == "lower":
        parts.append(word("lower_is_better", language))
    return " · ".join(parts)


def _value(item: Item, answer: Answer) -> str:
    """Write the number large; its unit beside it when short, its interval or longer unit below."""
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
    return f'<b>{big}</b>{beside}{flags}<span class="lb-quiet">{escape(below)}</span>'


def _place(item: Item, answer: Answer, width: int) -> str:
    row, indicator, language = item.row, item.indicator, answer.view.language
    if indicator.unit != "percent":
        return f'<span class="lb-quiet">{escape(spread(row, indicator, language))}</span>'
    reference = item.reference.value if item.reference else None
    svg = place(
        row,
        reference,
        certain=differs(row, item.against),
        country=item.against == Against.COUNTRY,
        scale=SCALE,
        width=width,
    )
    alt = f"{shown(row, indicator, language)}, {spread(row, indicator, language)}"
    if item.reference is not None and reference is not None:
        name = item.reference.area.name if item.against == Against.COUNTRY else period(item.reference.period)
        alt += f"; {name} {shown(item.reference, indicator, language)}"
    return image(svg, alt, width, PLACE_HEIGHT, "lb-wide")


def _spark(item: Item, answer: Answer) -> str:
    known = [r for r in item.history if r.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one number is no trend
        return ""
    language = answer.view.language
    ends = [min(known, key=lambda r: year(r.period)), max(known, key=lambda r: year(r.period))]
    alt = ", ".join(f"{period(r.period)}: {shown(r, item.indicator, language)}" for r in ends)
    alt += "".join(f"; {word('break_at', language, period=period(b.period), reason=b.reason)}" for b in item.breaks)
    return image(spark(item.history, item.breaks), alt, *SPARK, "lb-line")


def _saying(item: Item, answer: Answer) -> Saying:
    """Say the stored verdict; a register, which has no sampling error, tells its change plainly."""
    language, reference = answer.view.language, item.reference
    count = item.indicator.kind == "register_count"
    if count and item.against == Against.COUNTRY:  # a part is always smaller than the whole: tell the change instead
        return _saying(
            replace(
                item, against=Against.PREVIOUS, reference=_reference(answer, item.row, item.history, Against.PREVIOUS)
            ),
            answer,
        )
    if item.row.against(item.against) or item.indicator.sampled or reference is None:
        return saying(item.row, item.against, item.indicator, item.breaks, language)
    text = signed((item.row.value or 0.0) - (reference.value or 0.0), item.indicator.decimals, language)
    if item.indicator.unit == "percent":
        text = f"{text}\u00a0{word('percentage_points', language)}"
    if item.against == Against.COUNTRY:
        return Saying("", word("change_from_country", language, change=text), "", "neither")
    return Saying("", word("change_since", language, change=text, period=period(reference.period)), "", "neither")
