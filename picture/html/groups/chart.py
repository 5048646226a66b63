"""Population groups as dots in blocks, row by row: name, interval on a common axis, number and differences."""

from __future__ import annotations

from itertools import chain

from markupsafe import Markup

from contract.codes import Against, Unit
from picture.charts.axis import ValueAxis, screen_axis, value_axis
from picture.charts.group_plot import group_sign
from picture.html.links import methods_address, page_address
from picture.html.maps.dots import axis_ticks
from picture.html.methods.anchors import Question
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Comparison, Dataset, Observation
from picture.text.findings.standardised import DIFFERS, difference_text
from picture.text.labels import mark, verdict_label
from picture.text.outcomes import hidden_because, outcome_in
from picture.text.words import amount, word

DOTS_OF_GROUPS = Markup(
    '<table class="lb-dots lb-groups{css}" role="table" style="--lb-step:{step:.4f}%">'
    '<caption class="lb-unseen">{caption}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>{blocks}'
    '<tfoot aria-hidden="true"><tr><td></td><td class="lb-dots-axis">{ticks}</td></tr></tfoot></table>'
)
DIFFERENCE_HEAD = Markup('<th scope="col" role="columnheader"{}>{}<span class="lb-quiet">{}</span></th>')
DOTS_BLOCK = Markup(
    '<tbody role="rowgroup"><tr role="row" class="lb-groups-block"><th scope="rowgroup" role="rowheader" '
    'colspan="{}">{}</th></tr>{}</tbody>'
)
GROUP_ROW = Markup(
    '<tr role="row"{css}><th scope="row" role="rowheader"><a class="lb-go" href="{address}">{name}</a></th>{strip}'
    '<td role="cell" class="lb-dots-value">{value}</td>{differences}</tr>'
)
DIFFERENCE_CELL = Markup('<td role="cell" class="lb-groups-difference"{}>{}</td>')
HEARD = Markup('<span class="lb-unseen">{}</span>')


def groups_chart(dataset: Dataset) -> Markup:
    """Write the groups; each name leads to the years of its group. Nothing where no number of a group is shown."""
    blocks = blocks_of(dataset)
    if not any(r.shown for r in dataset.rows):
        return Markup("")
    language = dataset.view.language
    indicator = dataset.indicators[0]
    beside = [block.reference for block in blocks if block.reference is not None]
    axis = value_axis([*dataset.rows, *beside], indicator)
    ticks = screen_axis(axis, indicator.unit, language)
    kinds = difference_kinds(dataset)
    return DOTS_OF_GROUPS.format(
        css=f" lb-groups-{len(kinds)}",
        step=100 * axis.step / (axis.high - axis.low),
        caption=word("groups_caption", language),
        head=_head(kinds, dataset),
        blocks=Markup("").join(_block(block, dataset, axis, kinds) for block in blocks),
        ticks=axis_ticks(axis, ticks["tickvals"], ticks["ticktext"]),
    )


def difference_kinds(dataset: Dataset) -> tuple[Against, ...]:
    """Return the differences that have a column: the raw ones, and the standardised where any stands beside."""
    stored = list(chain.from_iterable(r.comparisons for r in dataset.rows if r.shown))
    kinds = (Against.GROUP, Against.GROUP_STANDARDISED)
    known = {one.against for one in stored if one.difference is not None}
    return tuple(kind for kind in kinds if kind in known)


def _head(kinds: tuple[Against, ...], dataset: Dataset) -> Markup:
    language = dataset.view.language
    unseen = [HEARD.format(word(key, language)) for key in ("column_group", "interval_95")]
    cells = [DIFFERENCE_HEAD.format("", text, "") for text in unseen]
    cells.append(DIFFERENCE_HEAD.format(Markup(' class="lb-dots-value"'), word("column_value", language), ""))
    unit = "percent" if dataset.indicators[0].unit == Unit.PERCENT else "points"
    about = {
        Against.GROUP: ("groups_difference", f"groups_difference_{unit}"),
        Against.GROUP_STANDARDISED: ("groups_alike", "groups_alike_about"),
    }
    cells += [
        DIFFERENCE_HEAD.format(Markup(' class="lb-groups-difference"'), *(word(key, language) for key in about[kind]))
        for kind in kinds
    ]
    return Markup("").join(cells)


def _block(block: Block, dataset: Dataset, axis: ValueAxis, kinds: tuple[Against, ...]) -> Markup:
    rows = Markup("").join(_row(row, block, dataset, axis, kinds) for row in block.rows)
    return DOTS_BLOCK.format(3 + len(kinds), block.name, rows)


def _row(row: Observation, block: Block, dataset: Dataset, axis: ValueAxis, kinds: tuple[Against, ...]) -> Markup:
    language = dataset.view.language
    value = "" if row.value is None else amount(row.value, dataset.indicators[0], language)
    certain = row.shown and outcome_in(row, Against.GROUP, dataset).differs
    group = f"{row.group.dim}.{row.group.code}"
    return GROUP_ROW.format(
        css=Markup(' class="lb-certain"') if certain else "",
        address=page_address("trends", dataset.view, group=group),
        name=row.group.name,
        strip=_strip(row, block, axis, dataset),
        value=Markup("<b>{}</b>{}").format(value, Markup(" {}").format(mark(row)) if mark(row) else ""),
        differences=_differences(row, block, dataset, kinds),
    )


def _strip(row: Observation, block: Block, axis: ValueAxis, dataset: Dataset) -> Markup:
    """Draw interval and dot of a group, and the line of the reference group through its whole block."""
    language = dataset.view.language
    if row.value is None:
        why = Markup('<a class="lb-go" href="{}">{}</a>').format(
            methods_address(Question.HATCHED, dataset.view), word("dots_why", language)
        )
        return Markup(
            '<td role="cell" class="lb-dots-strip lb-dots-hidden"><span class="lb-hatch" aria-hidden="true"></span>'
            "{} {}</td>"
        ).format(hidden_because(row, language), why)
    parts = []
    if block.reference is not None and block.reference.value is not None:
        line = Markup('<i class="lb-dots-country" style="left:{:.2f}%"></i>')
        parts.append(line.format(100 * axis.share(block.reference.value)))
    if row.ci_low is not None and row.ci_high is not None:
        left, right = (100 * axis.share(end) for end in (row.ci_low, row.ci_high))
        band = Markup('<i class="lb-dots-band" style="left:{:.2f}%;width:{:.2f}%"></i>')
        parts.append(band.format(left, right - left))
    sign = group_sign(row, block, dataset)
    dot = Markup('<i class="lb-dots-dot lb-dot-{}" style="left:{:.2f}%"></i>')
    parts.append(dot.format(sign, 100 * axis.share(row.value)))
    return Markup('<td role="cell" class="lb-dots-strip" aria-hidden="true">{}</td>').format(Markup("").join(parts))


def _differences(row: Observation, block: Block, dataset: Dataset, kinds: tuple[Against, ...]) -> Markup:
    """Write the differences from the reference group, or that this one is it; nothing of a hidden number."""
    language = dataset.view.language
    if block.refers_to(row) and kinds:
        told = Markup('<span class="lb-aside">{}</span>').format(word("comparison_group", language))
        return DIFFERENCE_CELL.format("", told) + DIFFERENCE_CELL.format("", "") * (len(kinds) - 1)
    return Markup("").join(_difference(row, kind, dataset) for kind in kinds)


def _difference(row: Observation, kind: Against, dataset: Dataset) -> Markup:
    language = dataset.view.language
    stored = row.against(kind) if row.shown else None
    text = difference_told(row, stored, kind, dataset)
    key = "groups_difference_short" if kind == Against.GROUP else "groups_alike"
    label = Markup(' data-label="{}"').format(word(key, language)) if text else ""
    return DIFFERENCE_CELL.format(label, text)


def difference_told(row: Observation, stored: Comparison | None, kind: Against, dataset: Dataset) -> Markup:
    """Write a difference with its interval, bold where it is certain, and its verdict for screen readers."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    if stored is None:
        return Markup("")
    if stored.difference is None:
        found = outcome_in(row, kind, dataset) if kind == Against.GROUP else None
        why = word(f"why_{found}", language) if found else "–"
        return Markup('<span class="lb-aside lb-reason">{}</span>').format(why)
    number, _, interval = difference_text(stored, indicator, language).partition(" ")
    strong = Markup("<b>{}</b>") if stored.verdict in DIFFERS else Markup("{}")
    said = verdict_label(row, kind, indicator, dataset.breaks, language).short
    return (
        strong.format(number) + Markup(' <span class="lb-aside">{}</span>').format(interval) + HEARD.format(f" {said}")
    )
