"""A place's own surveys and what was heard there, clearly apart from the figures of the country."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from contract.codes import Language
from picture.html.register.words import OUTSIDE_LINK, example_tag, told_html
from picture.query.choices import Choices
from picture.query.local.place import LocalCollection, LocalFinding, PlaceKnown
from picture.query.model import Group, Observation
from picture.text.local.told import figure_text, sampling_note, source_of, source_of_finding
from picture.text.register.when import span
from picture.text.words import period, word

NO_PART = Markup()
LOCAL_SECTION = Markup('<section class="lb-local"><h2>{}</h2><p class="lb-quiet">{}</p>{}</section>')
LOCAL_COLLECTION = Markup('<h3>{}</h3><p>{}</p>{}{}<p class="lb-quiet">{}</p>')
LOCAL_TABLE = Markup(
    '<div class="lb-local-table" tabindex="0"><table><caption>{}</caption><thead><tr>{}</tr></thead>{}</table></div>'
)
LOCAL_HEAD = Markup('<th scope="col">{}</th>')
LOCAL_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
LOCAL_CELL = Markup("<td><b>{}</b> <small>{}</small></td>")
LOCAL_HIDDEN = Markup('<td class="lb-quiet">{}</td>')
LOCAL_BODY = Markup("<tbody>{}</tbody>")
LOCAL_GROUPS = Markup('<tr><th scope="rowgroup" colspan="{}">{}</th></tr>')
LOCAL_FOLDED = Markup('<details class="lb-details"><summary>{}</summary>{}</details>')
LOCAL_HEARD = Markup('<li><p>{}{}</p><p class="lb-quiet">{}{}</p></li>')


def local_part(known: PlaceKnown, choices: Choices) -> Markup:
    """Write the surveys and the findings of a place; nothing where there are none."""
    return _surveys(known, choices) + _heard(known.findings, choices.language)


def _surveys(known: PlaceKnown, choices: Choices) -> Markup:
    language = choices.language
    if not known.collections:
        return NO_PART
    written = NO_PART.join(_collection(one, choices) for one in known.collections)
    apart = word("local_apart", language, area=known.area.name)
    return LOCAL_SECTION.format(word("local_surveys", language), apart, written)


def _collection(collection: LocalCollection, choices: Choices) -> Markup:
    language = choices.language
    return LOCAL_COLLECTION.format(
        collection.source.title,
        sampling_note(collection, language),
        _by_period(collection, choices),
        _by_group(collection, collection.periods[0], choices),
        source_of(collection, language),
    )


def _by_period(collection: LocalCollection, choices: Choices) -> Markup:
    """Write a row for every question, a column for every period."""
    language = choices.language
    rows = NO_PART.join(
        LOCAL_ROW.format(
            choices.indicator(name).name,
            NO_PART.join(_cell(collection.row(name, one), name, choices) for one in collection.periods),
        )
        for name in collection.indicators
    )
    heads = [word("local_column_question", language), *map(period, collection.periods)]
    return _table(collection.source.title, heads, LOCAL_BODY.format(rows))


def _by_group(collection: LocalCollection, newest: str, choices: Choices) -> Markup:
    """Write the groups of the newest period, folded: a row for every group, a column for every question."""
    groups = collection.groups(newest)
    if not groups:
        return NO_PART
    language = choices.language
    names = collection.indicators
    bodies = [
        LOCAL_BODY.format(
            LOCAL_GROUPS.format(len(names) + 1, dim)
            + NO_PART.join(_of_group(collection, newest, group, choices) for group in several)
        )
        for dim, several in groupby(groups, key=lambda group: group.dim_name)
    ]
    title = word("local_by_group", language, period=period(newest))
    heads = [word("local_column_group", language), *(choices.indicator(name).short for name in names)]
    return LOCAL_FOLDED.format(title, _table(title, heads, NO_PART.join(bodies)))


def _of_group(collection: LocalCollection, newest: str, group: Group, choices: Choices) -> Markup:
    cells = (_cell(collection.row(name, newest, group), name, choices) for name in collection.indicators)
    return LOCAL_ROW.format(group.name, NO_PART.join(cells))


def _cell(row: Observation | None, name: str, choices: Choices) -> Markup:
    figure, beside = figure_text(row, choices.indicator(name), choices.language)
    return LOCAL_CELL.format(figure, beside) if beside else LOCAL_HIDDEN.format(figure)


def _table(caption: str, heads: Sequence[str], bodies: Markup) -> Markup:
    return LOCAL_TABLE.format(caption, NO_PART.join(LOCAL_HEAD.format(one) for one in heads), bodies)


def _heard(findings: Sequence[LocalFinding], language: Language) -> Markup:
    if not findings:
        return NO_PART
    written = NO_PART.join(_finding(one, language) for one in findings)
    listed = Markup('<ul class="lb-local-heard">{}</ul>').format(written)
    return LOCAL_SECTION.format(word("local_heard", language), word("local_heard_note", language), listed)


def _finding(finding: LocalFinding, language: Language) -> Markup:
    when = span(finding.first_day, finding.last_day, finding.precision, language)
    link = Markup(" ") + OUTSIDE_LINK.format(finding.url, finding.url) if finding.url else NO_PART
    return LOCAL_HEARD.format(
        told_html(finding.text, language),
        example_tag(finding, language),
        source_of_finding(finding, when, language),
        link,
    )
