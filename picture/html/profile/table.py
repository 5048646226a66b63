"""The table of a profile: an indicator a row, its distance from the whole country on one common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from contract.codes import Against, Kind, Unit
from picture.html.indicator_cells import under_name
from picture.html.links import overview_address, page_link
from picture.html.profile.spine import SPINE_HEIGHT, SPINE_WIDTH, Spine, half_width, scale_head, spine_of, spine_picture
from picture.html.sparkline import image
from picture.html.verdict_mark import verdict_mark
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset, Observation
from picture.text.findings.front import compared_with
from picture.text.labels import mark, mark_words, verdict_label
from picture.text.names import area_name
from picture.text.outcomes import hidden_because, outcome_in
from picture.text.words import interval, moments, number, percent_sign, word

SPINE_COLUMNS = 6
SPINE_CELL = Markup('<td class="lb-spine-{}">{}</td>')


def in_spine(item: IndicatorRow) -> bool:
    """Return whether a row has its place in the table: a number of a survey, which the country has too, or a gap.

    The whole country's own rows are compared with the period before: on this scale they would have no distance.
    """
    if item.against != Against.COUNTRY or not item.indicator.sampled or item.indicator.kind == Kind.REGISTER_COUNT:
        return False
    return item.row.value is None or (item.reference is not None and item.reference.shown)


def without_spine(dataset: Dataset) -> Dataset:
    """Return the dataset with the rows only that stand below the table, in words."""
    told: set[int] = set()
    for domain in DOMAINS:
        told |= {id(item.row) for item in indicator_rows(dataset, domain) if not in_spine(item)}
    return replace(dataset, rows=tuple(r for r in dataset.rows if id(r) in told))


def spine_table(dataset: Dataset, regions: Sequence[Observation]) -> Markup:
    """Write the table, a group of rows for each domain; nothing where no row has its place in it.

    regions: numbers of all regions, of any indicator and period.
    """
    domains = {domain: list(filter(in_spine, indicator_rows(dataset, domain))) for domain in DOMAINS}
    shown = [item for item in chain.from_iterable(domains.values()) if item.row.shown]
    if not any(domains.values()):
        return Markup("")
    spines = {item.row.indicator: spine_of(item.row, item.reference, regions, dataset) for item in shown}
    half = half_width(spines.values())
    bodies = Markup("").join(
        _domain(domain, [_row(item, spines.get(item.row.indicator), half, dataset) for item in items], dataset)
        for domain, items in domains.items()
        if items
    )
    means = any(item.indicator.kind == Kind.SURVEY_MEAN for item in shown)
    language = dataset.view.language
    note = word("spine_note", language) + (f" {word('spine_note_means', language)}" if means else "")
    return Markup(
        '<div class="lb-spine"><table><caption class="lb-unseen">{}</caption>{}{}</table>'
        '<p class="lb-spine-note">{}</p></div>'
    ).format(word("spine_caption", language, area=area_name(dataset)), _head(half, dataset), bodies, note)


def _head(half: int, dataset: Dataset) -> Markup:
    language = dataset.view.language
    country = word("level_country", language)
    sides = (word("lower_share", language), word("higher_share", language))
    drawn = scale_head(half, sides, country, language)
    scale = image(drawn, word("spine_scale", language), SPINE_WIDTH, SPINE_HEIGHT, "lb-spine-img")
    heads = (
        ("name", word("column_indicator", language)),
        ("own", area_name(dataset)),
        ("country", country),
        ("scale", scale),
        ("said", word("spine_against", language)),
        ("change", word("spine_change", language)),
    )
    cell = Markup('<th scope="col" class="lb-spine-{}">{}</th>')
    return Markup("<thead><tr>{}</tr></thead>").format(Markup("").join(cell.format(*head) for head in heads))


def _domain(domain: str, rows: Sequence[Markup], dataset: Dataset) -> Markup:
    head = Markup('<tr class="lb-spine-domain"><th scope="rowgroup" colspan="{}">{}</th></tr>')
    return Markup("<tbody>{}{}</tbody>").format(
        head.format(SPINE_COLUMNS, word(f"domain_{domain}", dataset.view.language)), Markup("").join(rows)
    )


def _row(item: IndicatorRow, spine: Spine | None, half: int, dataset: Dataset) -> Markup:
    language = dataset.view.language
    there = overview_address("trends", dataset.view, indicator=item.indicator.id)
    name = Markup('<th scope="row" class="lb-spine-name">{}<span class="lb-quiet">{}</span></th>').format(
        page_link(item.indicator.name, there), under_name(item, dataset)
    )
    if spine is None or item.reference is None:
        hidden = Markup(
            '<tr>{}<td colspan="{}" class="lb-hidden"><span class="lb-hatch" aria-hidden="true"></span>{} {}</td></tr>'
        )
        return hidden.format(name, SPINE_COLUMNS - 1, hidden_because(item.row, language), mark(item.row))
    label = verdict_label(item.row, Against.COUNTRY, item.indicator, item.breaks, language)
    picture = image(spine_picture(spine, half), _alt(item, dataset), SPINE_WIDTH, SPINE_HEIGHT, "lb-spine-img")
    cells = (
        ("own", _own(item, dataset)),
        ("country", _amount(item.reference, item, dataset)),
        ("scale", picture),
        ("said", verdict_mark(label)),
        ("change", _change(item, dataset)),
    )
    return Markup("<tr{}>{}{}</tr>").format(
        Markup(' class="lb-differs"') if spine.certain else "",
        name,
        Markup("").join(SPINE_CELL.format(*c) for c in cells),
    )


def _own(item: IndicatorRow, dataset: Dataset) -> Markup:
    language = dataset.view.language
    marks = Markup(' <abbr class="lb-status" title="{}">{}</abbr>').format(
        mark_words(item.row, language), mark(item.row)
    )
    return _amount(item.row, item, dataset) + (marks if mark(item.row) else Markup(""))


def _amount(row: Observation, item: IndicatorRow, dataset: Dataset) -> Markup:
    language = dataset.view.language
    after = percent_sign(language) if item.indicator.unit == Unit.PERCENT else ""
    told = number(row.value or 0.0, item.indicator.decimals, language)
    return Markup("<b>{}</b>{}").format(told, Markup('<span class="lb-unit">{}</span>').format(after) if after else "")


def _alt(item: IndicatorRow, dataset: Dataset) -> str:
    """Say what the picture adds to the figures beside it: the interval of the difference."""
    stored = item.row.against(Against.COUNTRY)
    language = dataset.view.language
    if stored is None or stored.ci_low is None or stored.ci_high is None:
        return word("spine_alt_open", language)
    between = interval(stored.ci_low, stored.ci_high, item.indicator, language)
    return word("spine_alt", language, interval=between)


def _change(item: IndicatorRow, dataset: Dataset) -> Markup:
    """Write the certain change since the previous number, else since the first; a stroke where there is none."""
    language = dataset.view.language
    for against in (Against.PREVIOUS, Against.TREND):
        before = compared_with(item.row, dataset, against)
        if before is None or not outcome_in(item.row, against, dataset).differs:
            continue
        label = verdict_label(item.row, against, item.indicator, item.breaks, language)
        ends = [number(r.value or 0.0, item.indicator.decimals, language) for r in (before, item.row)]
        words = word("spine_since", language, earlier=ends[0], now=ends[1], **moments(before.period, language))
        return verdict_mark(replace(label, short=words)) + Markup('<span class="lb-unseen">{}</span>').format(
            label.short
        )
    return Markup('<span class="lb-no-change">–</span>')
