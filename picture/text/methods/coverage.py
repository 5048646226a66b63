"""Where the figures of an indicator are known, in words."""

from __future__ import annotations

from contract.codes import Language
from picture.query.methods.follow_up import FigureCoverage
from picture.text.words import listing, number, period, word


def coverage_words(known: FigureCoverage | None, language: Language) -> str:
    """Return period, areas and kinds of groups: "2026, whole country and 19 regions; by mother tongue and sex"."""
    if known is None:
        return word("follow_up_hidden", language)
    areas = "follow_up_country_only"
    if known.regions:
        areas = "follow_up_region" if known.regions == 1 else "follow_up_regions"
    where = word(areas, language, regions=number(known.regions, 0, language))
    dims = [_inside(name) for name in known.dims]
    groups = word("follow_up_groups", language, groups=listing(dims, language)) if dims else ""
    return "; ".join(filter(None, [f"{period(known.period)}, {where}", groups]))


def no_figure_of(matter: str, language: Language) -> str:
    """Return that no source asks about a matter."""
    return word("follow_up_none", language, matter=_inside(matter))


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return f"{name[:1].lower()}{name[1:]}"
