"""What becomes of findings: those that a card accepts are left out, the rest is told or stops the build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.findings import Finding

SHOWN = 3  # of a kind and file


def settle(card: SourceCard, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a card's file that the card does not accept.

    Raise the first of them where it is certain or the card is strict, and UserError for an entry of `accepted` that
    fits no finding: it was written for other numbers.
    """
    for entry in card.accepted:
        if not any(entry.is_about(one) for one in findings):
            said = list(entry.said().values()) or entry.finding
            raise UserError("accepted_fits_nothing", path=card.path.with_name(CARD), key="accepted", found=said)
    open_ = not_accepted(card, findings)
    for one in open_:
        if card.strict or one.certain:
            raise one.error
    return open_


def not_accepted(card: SourceCard, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that no entry of the card is about."""
    return tuple(one for one in findings if not any(entry.is_about(one) for entry in card.accepted))


def by_kind(findings: Iterable[Finding]) -> Iterator[tuple[tuple[Finding, ...], int]]:
    """Yield the first findings of every kind and file, and how many more there are, in the order of the files."""
    kinds: dict[tuple[object, str], list[Finding]] = {}
    for one in findings:
        kinds.setdefault((one.error.path, one.error.code), []).append(one)
    for same in kinds.values():
        yield tuple(same[:SHOWN]), len(same[SHOWN:])
