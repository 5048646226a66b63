"""The panels of the front page: a domain each, a row for each indicator, and every name leads on.

Real tables with captions and scopes, so that a screen reader and a printer get the same as the eye.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.codes import Against, Direction, Kind, Unit
from picture.html.asked import onward_links, question_mark
from picture.html.front.counted import Counted, background_rows, counted_rows, every_counted
from picture.html.front.strip import STRIP_HEIGHT, STRIP_WIDTH, Strip, common_span, strip_picture
from picture.html.indicator_cells import trend_cell
from picture.html.links import overview_address, page_link
from picture.html.methods.anchors import mark_place
from picture.html.sparkline import image
from picture.html.verdict_mark import verdict_mark
from picture.html.year_tag import year_tag
from picture.query.age import is_dated
from picture.query.indicator_rows import DOMAINS
from picture.query.model import Dataset, Observation
from picture.text.kinds import kind_word
from picture.text.labels import interval_text, value_text
from picture.text.marks import mark_word, row_marks
from picture.text.outcomes import hidden_because
from picture.text.words import capital, number, numeral, percent_sign, period, unit, word

NEWS_COLUMNS = ("name", "value", "strip", "said")
NEWS_HEADS = ("column_indicator", "column_change", "column_place", "column_comparison")


def news_panels(dataset: Dataset) -> Markup:
    """Write the panels of all domains side by side, under one another where there is no room."""
    span = span_of(dataset)
    panels = Markup("").join(news_panel(dataset, domain, span) for domain in DOMAINS)
    return Markup('<div class="lb-panels">{}</div>').format(panels)


def span_of(dataset: Dataset) -> int:
    """Return the percentage points that every strip of the page is long."""
    return common_span(_strip(one) for one in every_counted(dataset) if _has_strip(one))


def news_panel(dataset: Dataset, domain: str, span: int) -> Markup:
    """Write one domain's panel; nothing where the domain has no rows. span: percentage points of each strip."""
    rows = counted_rows(dataset, domain)
    older = background_rows(dataset, domain)
    if not rows and not older:
        return Markup("")
    language = dataset.view.language
    head = Markup('<th scope="col">{}</th>')
    note = _older_note(len(older), dataset) if older else Markup("")
    return Markup(
        '<section class="lb-panel"><h2 class="lb-domain">{title}</h2><p class="lb-quiet">{asks}</p>'
        '<table class="lb-news"><caption class="lb-unseen">{title}</caption>'
        '<colgroup>{columns}</colgroup><thead class="lb-unseen"><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        "{note}</section>"
    ).format(
        title=word(f"domain_{domain}", language),
        asks=word(f"domain_{domain}_asks", language),
        columns=Markup("").join(Markup('<col class="lb-news-{}">').format(name) for name in NEWS_COLUMNS),
        heads=Markup("").join(head.format(word(key, language)) for key in NEWS_HEADS),
        body=Markup("").join(_row(one, dataset, span) for one in rows),
        note=note,
    )


def _older_note(count: int, dataset: Dataset) -> Markup:
    """Say where the figures are that are too old for the panel."""
    link = Markup('<a href="#lb-background">{}</a>').format(word("front_background_link", dataset.view.language))
    key = "front_older_one" if count == 1 else "front_older"
    told = word(key, dataset.view.language, count=capital(numeral(count, dataset.view.language)))
    return Markup('<p class="lb-quiet lb-elsewhere">{} {}</p>').format(told, link)


def _row(one: Counted, dataset: Dataset, span: int) -> Markup:
    name = Markup('<th scope="row">{}{}</th>').format(_name(one, dataset), _under(one, dataset))
    row = one.item.row
    begin = Markup('<tr id="lb-row-{}">{}').format(row.indicator, name)
    if row.value is None:
        why = hidden_because(row, dataset.view.language)
        hatch = Markup('<span class="lb-hatch" aria-hidden="true"></span>')
        return begin + Markup('<td colspan="3" class="lb-hidden">{}{}</td></tr>').format(hatch, why)
    return begin + Markup('<td class="lb-value">{}</td><td class="lb-strip">{}</td><td>{}</td></tr>').format(
        change_cell(one, dataset),
        _strip_cell(one, dataset, span) if _has_strip(one) else trend_cell(one.item, dataset),
        verdict_mark(one.label),
    )


def _name(one: Counted, dataset: Dataset) -> Markup:
    indicator = one.item.indicator
    return page_link(indicator.name, overview_address("trends", dataset.view, indicator=indicator.id))


def _under(one: Counted, dataset: Dataset) -> Markup:
    """Write the kind of source, which way is better, marks, and what stands behind the question mark."""
    language = dataset.view.language
    indicator = one.item.indicator
    quiet = [kind_word(indicator, language)]
    if indicator.direction == Direction.LOWER:
        quiet.append(word("lower_is_better", language))
    marks = Markup("").join(
        Markup(' <a class="lb-go lb-status" href="{}" title="{}">[{}]</a>').format(
            overview_address("methods", dataset.view, mark_place(mark)), mark_word(mark, language), mark
        )
        for mark in row_marks(one.item.row)
    )
    return Markup('<span class="lb-under"><span class="lb-kind">{}{}</span>{}</span>{}').format(
        " · ".join(quiet), marks, onward_links(indicator.id, dataset), question_mark(one.item, dataset)
    )


def change_cell(one: Counted, dataset: Dataset) -> Markup:
    """Write "60 → 63 %", or the country's number beside the area's; the years where they are not the edition's."""
    language = dataset.view.language
    row = one.item.row
    indicator = one.item.indicator
    value = Markup("<b>{}</b>").format(number(row.value or 0.0, indicator.decimals, language))
    sign = Markup('<span class="lb-unit">{}</span>').format(percent_sign(language)) if _is_share(one) else ""
    before = _before(one, dataset)
    return Markup("{}{}{}{}{}").format(before, value, sign, _unit(one, dataset), _years(one, dataset))


def _before(one: Counted, dataset: Dataset) -> Markup:
    other = one.item.reference
    if other is None or other.value is None:
        return Markup("")
    language = dataset.view.language
    told = number(other.value, one.item.indicator.decimals, language)
    if one.item.against == Against.COUNTRY:
        country = value_text(other, one.item.indicator, language)
        return Markup('<span class="lb-quiet">{}</span>').format(word("country_is", language, value=country))
    return Markup(
        '<span class="lb-before">{}<span aria-hidden="true"> → </span><span class="lb-unseen">, {} </span></span>'
    ).format(told, period(one.item.row.period))


def _unit(one: Counted, dataset: Dataset) -> Markup:
    if _is_share(one):
        return Markup("")
    return Markup(' <span class="lb-quiet">{}</span>').format(unit(one.item.indicator, dataset.view.language))


def _years(one: Counted, dataset: Dataset) -> Markup:
    """Write from when to when a number has changed where it is not from the year of the edition."""
    row = one.item.row
    other = one.item.reference
    if other is None or one.item.against == Against.COUNTRY or not is_dated(row.period, dataset.stamp.edition):
        return year_tag(row, dataset.stamp, dataset.view.language)
    tag = Markup('<span class="lb-year-tag">{}\u00a0→\u00a0{}</span>')
    return tag.format(period(other.period), period(row.period))


def _is_share(one: Counted) -> bool:
    return one.item.indicator.unit == Unit.PERCENT


def _has_strip(one: Counted) -> bool:
    """Return whether a number is a share or a mean, which has a place on the scale, and is shown."""
    return one.item.row.shown and (_is_share(one) or one.item.indicator.kind == Kind.SURVEY_MEAN)


def _strip(one: Counted) -> Strip:
    item = one.item
    certain = one.group in {"better", "worse", "changed"}
    return Strip(item.indicator, item.row, item.reference, one.label.tone, certain, item.against == Against.COUNTRY)


def _strip_cell(one: Counted, dataset: Dataset, span: int) -> Markup:
    language = dataset.view.language
    item = one.item
    ends = _spoken([item.reference, item.row] if item.reference else [item.row], one, dataset)
    alt = f"{ends}; {interval_text(item.row, item.indicator, language)}"
    percent = percent_sign(language) if _is_share(one) else ""
    return image(strip_picture(_strip(one), span, percent), alt, STRIP_WIDTH, STRIP_HEIGHT, "lb-strip-picture")


def _spoken(rows: Sequence[Observation], one: Counted, dataset: Dataset) -> str:
    """Write the numbers of a strip with their periods, or with their areas where these are compared."""
    language = dataset.view.language
    of_areas = one.item.against == Against.COUNTRY
    told = (
        f"{r.area.name if of_areas else period(r.period)}: {value_text(r, one.item.indicator, language)}" for r in rows
    )
    return ", ".join(told)
