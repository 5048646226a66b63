"""The evidence for what the ministry follows: where its figures are known, and its holes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from markupsafe import Markup

from contract.codes import Language
from picture.html.methods.anchors import Place, indicator_place
from picture.html.methods.parts import paragraph, place_html
from picture.query.methods.follow_up import FigureCoverage, FollowUp
from picture.query.model import Indicator
from picture.text.methods.coverage import coverage_words, no_figure_of
from picture.text.words import word


def followed_evidence(
    matters: Sequence[FollowUp], coverage: Mapping[str, FigureCoverage], language: Language
) -> Markup:
    """Write what tells of each matter and where it is known; nothing where none is declared."""
    if not matters:
        return Markup("")
    told = Markup("").join(_matter(one, coverage, language) for one in matters)
    return place_html(Place.FOLLOWED, paragraph("follow_up_text", language) + told, language)


def _matter(one: FollowUp, coverage: Mapping[str, FigureCoverage], language: Language) -> Markup:
    head = Markup("<h3>{}</h3><p>{}</p>").format(one.name, one.asks)
    if not one.indicators:
        head += Markup('<p class="lb-hole">{}</p>').format(no_figure_of(one.name, language))
    direct = ((indicator, "follow_up_direct") for indicator in one.indicators)
    indirect = ((indicator, "follow_up_indirect_short") for indicator in one.indirect)
    entries = [
        _entry(indicator, key, coverage.get(indicator.id), language) for indicator, key in chain(direct, indirect)
    ]
    return head + Markup('<ul class="lb-list">{}</ul>').format(Markup("").join(entries))


def _entry(indicator: Indicator, key: str, known: FigureCoverage | None, language: Language) -> Markup:
    where = coverage_words(known, language)
    return Markup('<li><a href="#{}">{}</a> ({}): {}</li>').format(
        indicator_place(indicator.id), indicator.name, word(key, language), where
    )
