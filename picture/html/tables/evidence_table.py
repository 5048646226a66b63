"""The evidence map: where there are numbers, where there are holes, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, product

from markupsafe import Markup

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.methods.tables import Evidence
from picture.text.marks import Mark
from picture.text.words import word

REASONS = ("few", "uncertain", "absent")


def evidence_table(evidence: Sequence[Evidence], choices: Choices, language: Language) -> Markup:
    """Write one row an area, one column a kind of groups within each domain: how many numbers of how many.

    A hole names its commonest reason by a letter and, for screen readers and on pointing, in words.
    """
    domains = list(dict.fromkeys(e.domain for e in evidence))
    dimensions = _dimensions(evidence, choices)
    columns = list(product(domains, dimensions))
    cells = {(e.level, e.code, e.domain, e.dim): replace(e, domain="", dim="", level="", code="") for e in evidence}
    domain_head = Markup('<th scope="colgroup" colspan="{}">{}</th>')
    dimension_head = Markup('<th scope="col"><span>{}</span></th>')
    row = Markup('<tr><th scope="row">{}</th>{}</tr>')
    rows = []
    for level, code in dict.fromkeys((e.level, e.code) for e in evidence):
        row_cells = Markup("").join(_cell(cells.get((level, code, *column)), language) for column in columns)
        rows.append(row.format(choices.area(level, code).name, row_cells))
    return Markup(
        '<div class="lb-evidence" tabindex="0"><table><colgroup></colgroup>{}<thead>'
        '<tr><th scope="col" rowspan="2">{}</th>{}</tr><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(
        Markup("<colgroup span={}></colgroup>").format(len(dimensions)) * len(domains),
        word("choose_area", language),
        Markup("").join(domain_head.format(len(dimensions), word(f"domain_{d}", language)) for d in domains),
        Markup("").join(dimension_head.format(dimensions[dim]) for _, dim in columns),
        Markup("").join(rows),
    )


def _dimensions(evidence: Sequence[Evidence], choices: Choices) -> dict[str, str]:
    """Name the kinds of groups for which there is evidence, in the order of the menus."""
    known = {e.dim for e in evidence}
    groups = chain.from_iterable(choices.groups.values())
    return {group.dim: group.dim_name for group in groups if group.dim in known}


@lru_cache(maxsize=4096)
def _cell(evidence: Evidence | None, language: Language) -> Markup:
    """Write the counts of one cell, whichever it is: many have the same."""
    if evidence is None:
        return Markup('<td class="lb-none" title="{}">–</td>').format(word("evidence_none", language))
    words = [word("evidence_shown", language, shown=evidence.shown, total=evidence.total)]
    words += [
        word(f"evidence_{reason}", language, count=getattr(evidence, reason))
        for reason in REASONS
        if getattr(evidence, reason)
    ]
    return Markup(
        '<td class="lb-{share}" title="{words}"><span aria-hidden="true">{text}</span>'
        '<span class="lb-unseen">{words}</span></td>'
    ).format(
        share="all" if evidence.shown == evidence.total else "part" if evidence.shown else "none",
        words="; ".join(words),
        text=f"{evidence.shown}/{evidence.total}" if evidence.shown else _commonest_reason(evidence),
    )


def _commonest_reason(evidence: Evidence) -> str:
    if evidence.few >= max(evidence.uncertain, evidence.absent):
        return Mark.CONFIDENTIAL
    return Mark.LOW_RELIABILITY if evidence.uncertain >= evidence.absent else "–"
