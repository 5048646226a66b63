"""The evidence map: where there are numbers, where there are holes, and why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.methods import Evidence
from picture.text.words import word

REASONS = ("few", "uncertain", "absent")


def evidence_html(evidence: Sequence[Evidence], choices: Choices, language: Language) -> str:
    """Write one row an area, one column a kind of groups within each domain: how many numbers of how many.

    A hole names its commonest reason by a letter and, for screen readers and on pointing, in words.
    """
    domains = list(dict.fromkeys(e.domain for e in evidence))
    dims = {g.dim: g.dim_name for listed in choices.groups.values() for g in listed}
    asked = [dim for dim in dims if any(e.dim == dim for e in evidence)]
    cells = {(e.level, e.code, e.domain, e.dim): e for e in evidence}
    areas = list(dict.fromkeys((e.level, e.code) for e in evidence))
    top = "".join(
        f'<th scope="colgroup" colspan="{len(asked)}">{escape(word(f"domain_{d}", language))}</th>' for d in domains
    )
    under = "".join(f'<th scope="col"><span>{escape(dims[dim])}</span></th>' for _ in domains for dim in asked)
    body = "".join(
        f'<tr><th scope="row">{escape(choices.area(*area).name)}</th>'
        + "".join(_cell(cells.get((*area, d, dim)), language) for d in domains for dim in asked)
        + "</tr>"
        for area in areas
    )
    place = escape(word("choose_area", language))
    groups = f"<colgroup></colgroup>{f'<colgroup span={len(asked)}></colgroup>' * len(domains)}"
    return (
        f'<div class="lb-evidence" tabindex="0"><table>{groups}<thead>'
        f'<tr><th scope="col" rowspan="2">{place}</th>{top}</tr><tr>{under}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(found: Evidence | None, language: Language) -> str:
    if found is None:
        return f'<td class="lb-none" title="{escape(word("evidence_none", language))}">–</td>'
    told = [word("evidence_shown", language, shown=found.shown, total=found.total)]
    told += [
        word(f"evidence_{reason}", language, count=getattr(found, reason))
        for reason in REASONS
        if getattr(found, reason)
    ]
    share = "all" if found.shown == found.total else "part" if found.shown else "none"
    text = f"{found.shown}/{found.total}" if found.shown else _letter(found)
    said = escape("; ".join(told))
    seen = f'<span aria-hidden="true">{text}</span><span class="lb-unseen">{said}</span>'
    return f'<td class="lb-{share}" title="{said}">{seen}</td>'


def _letter(found: Evidence) -> str:
    if found.few >= max(found.uncertain, found.absent):
        return "c"
    return "u" if found.uncertain >= found.absent else "–"
