"""What each wave asked, word for word: a question that was put in another way is another question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from contract.codes import Language
from contract.errors import UserError
from contract.period import Period
from etl.config.card import CARD, Asked, SourceCard
from etl.config.catalogue.catalogue import Catalogue, Indicator
from etl.read.asked import questions_of


def check_wording(cards: Sequence[SourceCard], catalogue: Catalogue) -> None:
    """Refuse a wave whose wording or answer codes differ from the wave before, unless a break is declared there.

    Only what the cards say under [asked] is compared; the newest wording must be the one that the catalogue shows. A
    local collection asks as the catalogue does, every time.
    """
    for several in _by_source(cards):
        waves = list(several)
        for one in questions_of(waves[-1], catalogue):
            for before, after in pairwise(waves):
                _compare(one, before, after)
            for wave in waves if waves[-1].local else waves[-1:]:
                _is_shown(one, wave)


def wordings(cards: Sequence[SourceCard], catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Return the rows of table `wording`: what a wave asked, where its card says it."""
    for several in _by_source(card for card in cards if card.local is None):
        for card in several:
            for one in questions_of(card, catalogue):
                if found := _asked(one, card):
                    texts = {f"question_{language}": getattr(found.wording, language) for language in Language}
                    yield {"indicator": one.id, "period": card.period, **texts}


def _by_source(cards: Iterable[SourceCard]) -> Iterator[Iterator[SourceCard]]:
    surveys = sorted((c for c in cards if c.kind == "respondents"), key=lambda c: (c.id, Period.parse(c.period)))
    return (several for _, several in groupby(surveys, key=lambda c: c.id))


def _asked(one: Indicator, card: SourceCard) -> Asked | None:
    return card.asked.get(one.answers.column) if one.answers else None


def _compare(one: Indicator, before: SourceCard, after: SourceCard) -> None:
    old = _asked(one, before)
    new = _asked(one, after)
    declared = one.breaks_between(before.period, after.period)
    if old is None or new is None or old == new or declared:
        return
    reworded = old.wording != new.wording
    raise UserError(
        "wording_changed" if reworded else "answer_codes_changed",
        path=after.path.with_name(CARD),
        column=one.answers.column if one.answers else None,
        found=new.wording.en if reworded else new.codes,
        indicator=one.id,
        before=before.period,
        after=after.period,
    )


def _is_shown(one: Indicator, newest: SourceCard) -> None:
    found = _asked(one, newest)
    if found is None or found.wording == one.question:
        return
    raise UserError(
        "wording_not_shown",
        path=newest.path.with_name(CARD),
        column=one.answers.column if one.answers else None,
        found=found.wording.en,
        indicator=one.id,
    )
