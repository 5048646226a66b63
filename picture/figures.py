"""Dots with intervals and lines with bands, as Plotly figures (plain dicts)."""

from __future__ import annotations

import textwrap
from html import escape

from picture.answer import Against, Answer, Indicator, Language, Row, Verdict
from picture.hover import hover
from picture.palette import BAND, COUNTRY, DOT, QUIET, WHITE
from picture.phrases import saying
from picture.sentences import hidden_because
from picture.template import Figure, axis, figure, line, note
from picture.words import amount

ROW_HEIGHT = 27


def dot_plot(answer: Answer) -> Figure:
    """Draw all areas of a map answer, sorted by value, with their intervals against the country's line.

    A filled dot differs from the country by the stored test, an open one does not; areas without a number stand last
    with the reason in words; the chosen one is bold. A click gives the area code as `customdata`.
    """
    rows = sorted(answer.rows, key=lambda r: (r.value is None, -(r.value or 0.0), r.area.name))
    names = [_bold(r.area.name, chosen=answer.view.chose(r.area)) for r in rows]
    return _dots(answer, list(enumerate(rows)), dict(enumerate(names)), [r.area.code for r in rows], Against.COUNTRY)


def group_plot(answer: Answer) -> Figure:
    """Draw population groups side by side, one block for each dimension, against the group of all."""
    placed: list[tuple[int, Row]] = []
    names: dict[int, str] = {}
    place, dimension = -1, ""
    for row in answer.rows:
        place += 1
        if row.group.dim != dimension:
            dimension = row.group.dim
            names[place] = f"<b>{escape(row.group.dim_name)}</b>"
            place += 1
        names[place] = escape(row.group.name)
        placed.append((place, row))
    return _dots(answer, placed, names, [f"{r.group.dim}.{r.group.code}" for r in answer.rows], Against.GROUP)


def _dots(
    answer: Answer, placed: list[tuple[int, Row]], names: dict[int, str], codes: list[str], against: Against
) -> Figure:
    indicator, language = answer.indicators[0], answer.view.language
    low, high = reach([row for _, row in placed] + list(answer.reference), indicator)
    known = [(y, row, code) for (y, row), code in zip(placed, codes, strict=True) if row.value is not None]
    certain = [item for item in known if differs(item[1], against)]
    open_dots = [item for item in known if not differs(item[1], against)]
    hidden = [(y, row) for y, row in placed if row.value is None]
    traces = [_intervals([(y, row) for y, row, _ in known])]
    traces += [_markers(some, answer, against, filled=some is certain) for some in (open_dots, certain) if some]
    last = max(names, default=0)
    reference = next((row for row in answer.reference if row.value is not None), None)
    return figure(
        traces,
        language,
        ROW_HEIGHT * (last + 1) + 64,
        xaxis=axis(range=[low, high], ticksuffix=suffix(indicator, language), nticks=6),
        yaxis=axis(
            range=[last + 0.6, -0.6],
            tickvals=list(names),
            ticktext=list(names.values()),
            tickfont={"size": 13},
            showgrid=False,
        ),
        shapes=[_reference_line(reference)] if reference else [],
        annotations=[_hidden_note(y, row, language) for y, row in hidden]
        + ([_reference_note(reference, indicator, language, against)] if reference else []),
    )


def differs(row: Row, against: Against) -> bool:
    """Tell whether the stored test found a difference."""
    comparison = row.against(against)
    return comparison is not None and comparison.verdict in {Verdict.HIGHER, Verdict.LOWER}


def reach(rows: list[Row], indicator: Indicator) -> tuple[float, float]:
    """Return the ends of an axis that holds every value and interval; percentages stay within 0 and 100."""
    seen = [v for r in rows for v in (r.value, r.ci_low, r.ci_high) if v is not None] or [0.0, 1.0]
    low, high = min(seen), max(seen)
    air = max((high - low) * 0.08, abs(high) * 0.02, 0.5)
    floor = 0.0 if low >= 0 else low - air
    ceiling = 100.0 if indicator.unit == "percent" else high + air
    return max(low - air, floor), min(high + air, ceiling)


def _intervals(items: list[tuple[int, Row]]) -> Figure:
    held = [(y, r) for y, r in items if r.ci_low is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, r in held for x in (r.ci_low, r.ci_high, None)],
        "y": [place for y, _ in held for place in (y, y, None)],
        "line": {"color": BAND, "width": 7},
        "hoverinfo": "skip",
    }


def _markers(items: list[tuple[int, Row, str]], answer: Answer, against: Against, *, filled: bool) -> Figure:
    plain = {"marker": {"opacity": 1}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value for _, row, _ in items],
        "y": [y for y, _, _ in items],
        "marker": {"size": 12, "color": DOT if filled else WHITE, "line": {"color": DOT, "width": 2}, "opacity": 1},
        "selected": plain,
        "unselected": plain,
        "customdata": [code for _, _, code in items],
        "hovertext": [_told(row, answer, against) for _, row, _ in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _told(row: Row, answer: Answer, against: Against) -> str:
    if row.against(against) is None:
        return hover(row, answer)
    said = saying(row, against, answer.indicators[0], answer.breaks, answer.view.language)
    return f"{hover(row, answer)}<br>{said.mark} {escape(said.words)}"


def _reference_line(row: Row) -> Figure:
    return line(
        x0=row.value, x1=row.value, y0=0, y1=1, yref="paper", line={"color": COUNTRY, "width": 1.5}, layer="below"
    )


def _reference_note(row: Row, indicator: Indicator, language: Language, against: Against) -> Figure:
    name = row.group.name if against == Against.GROUP else row.area.name
    text = f"{escape(name)} {amount(row.value or 0.0, indicator, language)}"
    return note(text, x=row.value, y=1, yref="paper", yanchor="bottom", font={"size": 12, "color": COUNTRY})


def _hidden_note(y: int, row: Row, language: Language) -> Figure:
    text = "<br>".join(textwrap.wrap(escape(hidden_because(row, language)), 36))
    place: Figure = {"x": 0.01, "xref": "paper", "xanchor": "left", "y": y, "align": "left", "bgcolor": WHITE}
    return note(text, **place, font={"size": 11, "color": QUIET})


def suffix(indicator: Indicator, language: Language) -> str:
    """Return what stands behind the numbers of an axis."""
    return ("%" if language == "en" else "\u00a0%") if indicator.unit == "percent" else ""


def _bold(name: str, *, chosen: bool) -> str:
    return f"<b>{escape(name)}</b>" if chosen else escape(name)
