"""A new file of a source that is known: the card of its last period, with what this file changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from contract.period import Period, in_order
from etl.card.common import Subject, sha256_of
from etl.card.draft import Draft
from etl.check.match_source import Known, fit
from etl.config.card import CARD, SourceCard

ALL_COLUMNS = 0.999
OF_THE_WAVE = {  # part of a card = its keys that another wave has otherwise
    "design": ("population",),
    "population": ("file", "sha256"),
    "fieldwork": (
        "sampled",
        "responded",
        "modes",
        "first_day",
        "last_day",
        "languages",
        "sample_file",
        "sample_sha256",
    ),
    "table": ("rows", "skip_rows"),
}
PART = re.compile(r"\[+([^\[\]]+)\]+")
KEY = re.compile(r"([A-Za-z0-9_-]+) = ")


@dataclass(frozen=True, slots=True)
class Match:
    """A known source that reads the file without an error."""

    card: SourceCard  # of its last period
    period: str | None  # the newest in the file; of respondents, nobody knows


def matches(subject: Subject, known: Known) -> Iterator[Match]:
    """Yield the sources that read a file whole, every column and every indicator theirs."""
    newest = {card.id: card for card in sorted(known.cards, key=lambda card: Period.parse(card.period))}
    for card in newest.values():
        found = fit(subject.path, known, card.id)
        if found is None or found.frame is None or found.likeness < ALL_COLUMNS:
            continue
        if card.kind == "respondents":
            yield Match(card, None)
        elif _is_of(card, found.frame, subject):
            yield Match(card, in_order(found.frame["period"].unique(maintain_order=True))[-1])


def renewed_card(subject: Subject, match: Match, known: Known) -> Draft:
    """Propose the card of a source's last period for its new file."""
    card = match.card
    draft = Draft(subject.language)
    draft.remark("made", file=subject.path.name)
    draft.remark("known_source", source=card.id, period=card.period)
    draft.remark("how")
    sha256 = sha256_of(subject.path)
    same = [one for one in known.cards if one.sha256 == sha256]
    if same:
        draft.remark("same_file", source=same[0].id, period=same[0].period)
    new = {"file": subject.path.name, "sha256": sha256, "accessed": subject.today}
    part = ""
    for written in card.path.with_name(CARD).read_text(encoding="utf-8").splitlines():
        header = PART.match(written)
        part = header[1] if header else part
        key = KEY.match(written)
        if not part and key and key[1] == "period":
            _period(draft, match)
        elif not part and key and key[1] in new:
            draft.put(key[1], new[key[1]])
        elif key and key[1] in OF_THE_WAVE.get(part, ()):
            draft.lines.append(f"# {draft.mark} {written}")
        else:
            draft.lines.append(written)
    return draft


def _period(draft: Draft, match: Match) -> None:
    if match.period:
        draft.put("period", match.period, "period_newest")
    else:
        draft.ask("period", match.card.period, "period")


def _is_of(card: SourceCard, frame: pl.DataFrame, subject: Subject) -> bool:
    return all(
        subject.catalogue.indicator(name).source == card.id for name in frame["indicator"].unique(maintain_order=True)
    )
