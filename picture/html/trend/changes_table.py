"""Which changes of a trend are certain: a row for each line, its change since the last wave and since the first."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Against
from picture.charts.lines import line_pens
from picture.html.links import page_address, page_link
from picture.html.trend.chips import line_mark
from picture.html.verdict_mark import verdict_mark
from picture.query.model import Dataset
from picture.query.trend.lines import LineRows, lines_of
from picture.text.findings.changes import LineChange, changes_of, ends_of
from picture.text.labels import verdict_label
from picture.text.names import line_name
from picture.text.reading.own_groups import is_own
from picture.text.words import moments, period, word

TESTED_AGAINST = (Against.PREVIOUS, Against.TREND)
TABLE = Markup(
    '<section class="lb-tested"><h2>{title}</h2><p class="lb-quiet">{under}</p>'
    '<table><caption class="lb-unseen">{title}</caption><thead><tr><th scope="col">'
    '<span class="lb-unseen">{line}</span></th>{heads}</tr></thead><tbody>{rows}</tbody></table></section>'
)


def changes_table(dataset: Dataset) -> Markup:
    """Write what was tested of each line in the told period; nothing where nothing was."""
    language = dataset.view.language
    found = {against: changes_of(dataset, against) for against in TESTED_AGAINST}
    columns = [against for against in TESTED_AGAINST if any(one.stored for one in found[against])]
    if len(columns) > 1 and _same_stretches(found[Against.PREVIOUS], found[Against.TREND]):
        columns.remove(Against.TREND)
    if not columns:
        return Markup("")
    usual = {against: _usual(found[against]) for against in columns}
    head = Markup('<th scope="col">{}</th>')
    return TABLE.format(
        title=word("tested_title", language),
        under=word("tested_under", language, indicator=dataset.indicators[0].name),
        line=word("column_area", language),
        heads=Markup("").join(
            head.format(word("tested_since", language, **moments(usual[against], language))) for against in columns
        ),
        rows=Markup("").join(_row(one, [(found[a], usual[a]) for a in columns], dataset) for one in lines_of(dataset)),
    )


def _same_stretches(previous: Sequence[LineChange], trend: Sequence[LineChange]) -> bool:
    """Return whether both columns would tell the same: after two waves the trend is the change since the first."""
    ends = [[(one.line.line, one.stored.reference) for one in some if one.stored] for some in (previous, trend)]
    return ends[0] == ends[1]


def _usual(found: Sequence[LineChange]) -> str:
    return next(one.stored.reference for one in found if one.stored)


def _row(one: LineRows, found: Sequence[tuple[Sequence[LineChange], str]], dataset: Dataset) -> Markup:
    asked = lines_of(dataset)
    place = asked.index(one)
    colour, symbol = line_pens(asked)[place]
    name = line_name(one.line, [other.line for other in asked], dataset)
    untested = word("pooled_not_tested" if is_own(one.line) else "no_comparison", dataset.view.language)
    cells = [_cell(next((c for c in some if c.line == one), None), since, untested, dataset) for some, since in found]
    return Markup('<tr><th scope="row">{}{}</th>{}</tr>').format(
        line_mark(colour, symbol), _linked(one, name, dataset), Markup("").join(cells)
    )


def _linked(one: LineRows, name: str, dataset: Dataset) -> Markup:
    """Write the name of a line as a link to the page of its area; an own group of areas has none."""
    if is_own(one.line):
        return Markup("{}").format(name)
    page = "region" if one.line.group.is_everybody else "groups"
    return page_link(name, page_address(page, dataset.view, area=area_key(one.line.area.level, one.line.area.code)))


def _cell(change: LineChange | None, usual: str, untested: str, dataset: Dataset) -> Markup:
    """Write both ends and the verdict, the year where it is another one than that of the head; or `untested`."""
    language = dataset.view.language
    head = word("tested_since", language, **moments(usual, language))
    if change is None or change.stored is None:
        return Markup('<td data-label="{}"><span class="lb-quiet">{}</span></td>').format(head, untested)
    indicator = dataset.indicators[0]
    label = verdict_label(change.row, change.stored.against, indicator, dataset.breaks, language)
    ends = Markup("")
    if change.before is not None and change.row.shown:
        ends = Markup('<span class="lb-from-to">{}</span>').format(
            ends_of(change.before, change.row, indicator, language)
        )
    other = change.stored.reference
    since = "" if other == usual else Markup('<span class="lb-quiet">{}</span>').format(period(other))
    return Markup('<td data-label="{}"><div>{}{}{}</div></td>').format(head, ends, verdict_mark(label), since)
