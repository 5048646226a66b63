"""The figures behind a map as a table: each area against the country, since the wave before and since the first."""

from __future__ import annotations

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Against
from picture.html.links import page_address, page_link
from picture.html.maps.dots import short_area
from picture.html.maps.told import told
from picture.html.verdict_mark import verdict_mark
from picture.query.maps.area_order import BY_NAME, BY_PLACE, BY_VALUE, in_order
from picture.query.model import Dataset, Observation
from picture.text.labels import mark, mark_words, value_text, verdict_label
from picture.text.sentences import comparison_sentence
from picture.text.words import interval, number, period, word

TIMES = (Against.PREVIOUS, Against.TREND)
FIGURE_CELL = Markup('<td class="lb-cell-{}" data-label="{}">{}</td>')


def map_table(dataset: Dataset, selected: dict[str, str]) -> Markup:
    """Write every number behind a map, the country first; selected: how the page shows the view."""
    rows = [*dataset.reference, *in_order(dataset.rows, dataset)]
    columns = _columns(dataset)
    return Markup(
        '<table class="lb-figures"><caption class="lb-unseen">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(
        word("figures_behind", dataset.view.language),
        _head(dataset, selected, columns),
        Markup("").join(_row(row, dataset, columns) for row in rows),
    )


def _columns(dataset: Dataset) -> dict[Against, str]:
    """Return the comparisons that the areas have, and the commonest period or reference of each."""
    found: dict[Against, str] = {}
    for against in (Against.COUNTRY, *TIMES):
        stored = [one.reference for row in dataset.rows if (one := row.against(against))]
        if stored:
            found[against] = max(sorted(set(stored)), key=stored.count)
    if found.get(Against.TREND) == found.get(Against.PREVIOUS):
        found.pop(Against.TREND, None)
    return found


def _head(dataset: Dataset, selected: dict[str, str], columns: dict[Against, str]) -> Markup:
    language = dataset.view.language

    def sorter(order: str, text: str) -> Markup:
        address = page_address("map", dataset.view, **{**selected, "sort": order})
        keep = Markup('<a class="lb-go" data-keep="by-{}" href="{}">{}<span aria-hidden="true"> {}</span></a>')
        return keep.format(order, address, text, "▾" if dataset.order == order else "↕")

    sorted_by = {BY_NAME: ("ascending", ""), BY_PLACE: ("other", ""), BY_VALUE: ("", "descending")}[dataset.order]
    of_name, of_value = (Markup(' aria-sort="{}"').format(one) if one else "" for one in sorted_by)
    head = [
        Markup('<th scope="col"{}>{} <span class="lb-quiet-sort">{}</span></th>').format(
            of_name, sorter(BY_NAME, word("column_area", language)), sorter(BY_PLACE, word("sort_north", language))
        ),
        Markup('<th scope="col" class="lb-cell-value"{}>{}</th>').format(
            of_value, sorter(BY_VALUE, period(dataset.view.period))
        ),
    ]
    if any(r.ci_low is not None for r in dataset.rows):
        head.append(
            Markup('<th scope="col" class="lb-cell-interval">{}</th>').format(word("figures_interval", language))
        )
    if any(r.n is not None for r in dataset.rows):
        head.append(
            Markup('<th scope="col" class="lb-cell-n"><abbr title="{}">n</abbr></th>').format(
                word("column_n", language)
            )
        )
    head += [
        Markup('<th scope="col">{}</th>').format(_title(against, since, dataset)) for against, since in columns.items()
    ]
    return Markup("").join(head)


def _title(against: Against, reference: str, dataset: Dataset) -> str:
    language = dataset.view.language
    return (
        word("figures_country", language)
        if against == Against.COUNTRY
        else word("figures_since", language, period=period(reference))
    )


def _row(row: Observation, dataset: Dataset, columns: dict[Against, str]) -> Markup:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    national = row in dataset.reference
    chosen = dataset.view.chose(row.area)
    page = "trends" if national else "region"
    link = page_address(page, dataset.view, area=area_key(row.area.level, row.area.code))
    explained = mark_words(row, indicator, language)
    sign = Markup(' <abbr title="{}">{}</abbr><span class="lb-unseen"> ({})</span>').format(
        explained, mark(row), explained
    )
    value = Markup("<b>{}</b>{}").format(value_text(row, indicator, language), sign if mark(row) else "")
    if row.value is None:
        value = Markup('<span class="lb-hatch" aria-hidden="true"></span>{}').format(value)
    cells = [FIGURE_CELL.format("value", period(dataset.view.period), value)]
    if any(r.ci_low is not None for r in dataset.rows):
        has = row.ci_low is not None and row.ci_high is not None
        text = interval(row.ci_low or 0.0, row.ci_high or 0.0, indicator, language) if has else ""
        cells.append(FIGURE_CELL.format("interval", word("figures_interval", language), text))
    if any(r.n is not None for r in dataset.rows):
        cells.append(FIGURE_CELL.format("n", "n", "" if row.n is None else number(row.n, 0, language)))
    cells += [
        FIGURE_CELL.format("said", _title(against, since, dataset), _compared(row, against, since, dataset))
        for against, since in columns.items()
    ]
    css = " ".join(
        name for name, wanted in (("lb-national", national), ("lb-chosen", chosen and not national)) if wanted
    )
    return Markup('<tr class="{}" data-area="{}" data-told="{}"><th scope="row">{}</th>{}</tr>').format(
        css,
        "" if national else row.area.code,
        told(row, dataset),
        page_link(row.area.name if national else short_area(row, dataset), link),
        Markup("").join(cells),
    )


def _compared(row: Observation, against: Against, since: str, dataset: Dataset) -> Markup:
    """Write a comparison: of a change both numbers; the mark and a word, the whole sentence for who cannot see it."""
    stored = row.against(against)
    if stored is None or row.value is None:
        return Markup("")
    indicator = dataset.indicators[0]
    language = dataset.view.language
    label = verdict_label(row, against, indicator, dataset.breaks, language)
    sentence = comparison_sentence(row, against, dataset)
    ends = _ends(row, stored.reference, dataset) if against in TIMES else ""
    other = "" if against not in TIMES or stored.reference == since else f"{period(stored.reference)}: "
    return Markup('<span class="lb-compared" title="{}">{}{}<span class="lb-unseen"> {}</span></span>').format(
        sentence,
        Markup('<span class="lb-ends">{}{}</span>').format(other, ends) if ends else "",
        verdict_mark(label),
        sentence,
    )


def _ends(row: Observation, reference: str, dataset: Dataset) -> str:
    every = (*dataset.history, *dataset.country_history)
    before = next((r for r in every if (r.area, r.period, r.group) == (row.area, reference, row.group)), None)
    if before is None or before.value is None or row.value is None:
        return ""
    indicator = dataset.indicators[0]
    numbers = [number(one, indicator.decimals, dataset.view.language) for one in (before.value, row.value)]
    return " → ".join(numbers)
