"""Every picture's numbers as one table, for those who do not see it and those who want them all."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from picture.answer import Answer, Indicator, Row
from picture.phrases import mark, mark_words, saying, shown
from picture.words import interval, number, period, word

Column = tuple[bool, str, Callable[[Row], str]]  # left out when it never varies, word, cell


def table_html(answer: Answer) -> str:
    """Write every number behind a picture as one table: interval, n, marks and verdicts in words.

    Columns that say the same in all rows are left out; they stand in the caption.
    """
    rows = [*answer.rows, *(r for r in answer.reference if r not in answer.rows)]
    columns = [c for c in _columns(answer) if not c[0] or len({c[2](r) for r in rows}) > 1]
    language = answer.view.language
    caption = answer.indicators[0].name if len(answer.indicators) == 1 else word("tab_table", language)
    heads = "".join(f'<th scope="col">{escape(word(f"column_{name}", language))}</th>' for _, name, _ in columns)
    body = "".join(_data_row(row, columns) for row in rows)
    return (
        f'<div class="lb-data" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _columns(answer: Answer) -> list[Column]:
    language = answer.view.language
    of = {i.id: i for i in answer.indicators}

    def spread(row: Row) -> str:
        if row.ci_low is None or row.ci_high is None:
            return ""
        return interval(row.ci_low, row.ci_high, of[row.indicator], language)

    return [
        (True, "indicator", lambda r: of[r.indicator].name),
        (True, "area", lambda r: r.area.name),
        (True, "group", lambda r: f"{r.group.dim_name}: {r.group.name}" if r.group.dim != "all" else r.group.name),
        (True, "period", lambda r: period(r.period)),
        (False, "value", lambda r: shown(r, of[r.indicator], language)),
        (True, "interval", spread),
        (True, "n", lambda r: "" if r.n is None else number(r.n, 0, language)),
        (True, "mark", lambda r: f"{mark(r)} {mark_words(r, language)}".strip()),
        (True, "comparison", lambda r: _verdicts(r, of[r.indicator], answer)),
    ]


def _verdicts(row: Row, indicator: Indicator, answer: Answer) -> str:
    """Say every stored comparison of a row, each against its own kind of reference."""
    kinds = dict.fromkeys(c.against for c in row.comparisons)
    told = [saying(row, kind, indicator, answer.breaks, answer.view.language).words for kind in kinds]
    return "; ".join(told)


def _data_row(row: Row, columns: list[Column]) -> str:
    (_, _, head), *others = columns
    cells = [(_style(name, row), cell(row)) for _, name, cell in others]
    rest = "".join(f'<td class="lb-cell-{style}">{escape(text)}</td>' for style, text in cells)
    return f'<tr><th scope="row">{escape(head(row))}</th>{rest}</tr>'


def _style(name: str, row: Row) -> str:
    return "hidden" if name == "value" and row.value is None else name
