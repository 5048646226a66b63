"""What differs between two versions as HTML: how much, why, definitions, and the first figures one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from contract.codes import Language
from contract.editions.difference import Change, ChangeKind
from picture.html.choosing.choice_field import choice_field
from picture.html.editions.anchors import EditionsPlace
from picture.html.editions.parts import FILE, figures_table, links, section
from picture.html.links import figure_address, page_link
from picture.html.tables.grouped_table import TableGroup, grouped_table
from picture.query.choices import Choices
from picture.query.editions.difference import DifferentCell, VersionsCompared
from picture.query.editions.pair import VersionPair
from picture.text.editions.cells import both_words, cell_words
from picture.text.editions.differences import change_line, indicator_lines, input_lines
from picture.text.editions.releases import version_name
from picture.text.words import capital, number, word

MOST_DIFFERENT = 100  # figures that are told one by one; the files have all
DIFFERENCES_PART = Markup("<h3>{}</h3>{}")
DIFFERENCE_TERMS = Markup('<dl class="lb-terms">{}</dl>')
DIFFERENCE_TERM = Markup("<dt>{}</dt><dd>{}</dd>")
DIFFERENCES_MORE = Markup('<p class="lb-quiet">{}</p>')
LINE_BREAK = Markup("<br>")


def differences_html(found: VersionsCompared, inputs: Sequence[Change], pair: str, choices: Choices) -> Markup:
    """Write what differs between two versions and why. pair: both as the address of the files names them."""
    language = choices.language
    parts = [
        _counted(found, language),
        _part("differences_why", input_lines(inputs, language), language),
        _part("differences_definitions", _definitions(found, language), language),
        _part("differences_areas", [(one.key, change_line(one, language)) for one in found.areas], language),
        _part("differences_breaks", [(one.key, change_line(one, language)) for one in found.breaks], language),
        _figures(found, choices),
        _files(pair, language) if found.total else Markup(),
    ]
    return Markup("").join(parts)


def _counted(found: VersionsCompared, language: Language) -> Markup:
    """Count what differs by kind, then by indicator."""
    if not found.total:
        return Markup("<p>{}</p>").format(word("differences_none", language))
    kinds = [kind for kind in ChangeKind if found.count(kind)]
    told = ", ".join(f"{word(f'change_{kind}', language)}: {number(found.count(kind), 0, language)}" for kind in kinds)
    heads = [word("column_indicator", language), *(word(f"change_{kind}", language) for kind in kinds)]
    rows = [
        (found.names.get(indicator, indicator), *(_count(counts.get(kind, 0), language) for kind in kinds))
        for indicator, counts in found.counts.items()
    ]
    summary = word("differences_by_indicator", language)
    table = grouped_table(summary, heads, [(word("differences_all", language), rows)])
    folded = Markup('<details class="lb-details"><summary>{}</summary>{}</details>').format(summary, table)
    total = word("differences_total", language, count=number(found.total, 0, language), kinds=told)
    return Markup("<p>{}</p>{}").format(total, folded)


def _count(count: int, language: Language) -> str:
    return number(count, 0, language) if count else "–"


def _part(key: str, terms: Iterable[tuple[str, str | Markup]], language: Language) -> Markup:
    told = Markup("").join(DIFFERENCE_TERM.format(*term) for term in terms)
    return DIFFERENCES_PART.format(word(key, language), DIFFERENCE_TERMS.format(told)) if told else told


def _definitions(found: VersionsCompared, language: Language) -> list[tuple[str, Markup]]:
    return [
        (found.names.get(one.key, one.key), LINE_BREAK.join(indicator_lines(one, language))) for one in found.indicators
    ]


def _figures(found: VersionsCompared, choices: Choices) -> Markup:
    """Write the first of the figures that are other ones now; a new one was nothing before."""
    language = choices.language
    told = [cell for cell in found.cells if cell.change not in {ChangeKind.ADDED, ChangeKind.NOTE}]
    places = {indicator: place for place, indicator in enumerate(found.counts)}
    ordered = sorted(told, key=lambda cell: places[cell.key.indicator])
    groups = [
        _group(key, list(ones), found, choices) for key, ones in groupby(ordered, lambda cell: cell.key.indicator)
    ]
    if not groups:
        return Markup()
    possible = found.total - found.count(ChangeKind.ADDED) - found.count(ChangeKind.NOTE)
    caption = word("differences_figures", language, count=number(len(told), 0, language))
    more = possible - len(told)
    rest = word("differences_more", language, count=number(more, 0, language)) if more > 0 else ""
    return figures_table(caption, groups, language) + DIFFERENCES_MORE.format(rest)


def _group(indicator: str, cells: list[DifferentCell], found: VersionsCompared, choices: Choices) -> TableGroup:
    language = choices.language
    known = {one.id: one for one in choices.indicators}.get(indicator)
    rows = [
        (
            page_link(cell_words(cell.key, choices), figure_address(str(cell.key), language)),
            *both_words(cell.before, cell.after, known, language),
        )
        for cell in cells
    ]
    return found.names.get(indicator, indicator), rows


def _files(pair: str, language: Language) -> Markup:
    forms = {"csv": "differences_csv", "json": "differences_json"}
    return links(
        FILE.format(f"api/v1/differences/{pair}.{form}?lang={language}", word(key, language))
        for form, key in forms.items()
    )


def differences_section(pair: VersionPair, told: Markup, choices: Choices, selected: Mapping[str, str]) -> Markup:
    """Write the part of the page: which versions are compared, and what differs; nothing told: one cannot be read."""
    language = choices.language
    versions = choices.editions.versions
    names = {one.code: capital(version_name(one.edition, one.version, language)) for one in reversed(versions)}
    asked = {**selected, "from": pair.before.code, "to": pair.after.code}
    fields = Markup("").join(
        choice_field(key, word(f"choose_{key}", language), {"": names}, asked[key], asked) for key in ("from", "to")
    )
    row = Markup('<div class="lb-pair">{}</div>').format(fields)
    wrong = Markup("<p>{}</p>").format(word("differences_wrong", language)) if pair.wrong else Markup()
    nothing = Markup("<p>{}</p>").format(word("differences_not_kept", language))
    return section(EditionsPlace.DIFFERENCES, row + wrong + (told or nothing), language)
