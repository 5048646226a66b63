"""The parts that every proposed card has: what the file is, and what only people know about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contract.codes import Language, Level
from etl.card.columns import candidates
from etl.card.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from etl.card.places import Places
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification


@dataclass(frozen=True, slots=True)
class Subject:
    """The file that gets a card, and what it is compared with."""

    path: Path
    language: Language
    today: date
    catalogue: Catalogue
    areas: Classification


def sha256_of(path: Path) -> str:
    """Return the hash that a card names."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def head(draft: Draft, subject: Subject, kind: str, period: str | None) -> None:
    """Write what stands above all parts."""
    draft.remark("made", file=subject.path.name)
    draft.remark("how")
    draft.ask("id", "…", "id")
    if period:
        draft.put("period", period, "period_newest")
    else:
        draft.ask("period", "…", "period")
    draft.put("kind", kind)
    draft.put("file", subject.path.name)
    draft.put("sha256", sha256_of(subject.path))
    draft.put("accessed", subject.today, "accessed")
    draft.ask("licence", "…", "licence")
    draft.ask("synthetic", False, "synthetic")


def told_by_people(draft: Draft) -> None:
    """Write the texts that no file holds."""
    for name in ("title", "producer", "method"):
        draft.part(name)
        draft.remark(f"part_{name}")
        for language in Language:
            draft.ask(language.value, "…")


def indicator(draft: Draft, subject: Subject, texts: Iterable[str]) -> None:
    """Ask for the indicator; those with names like what the file says are shown."""
    draft.ask("indicator", "…", "indicator")
    near = candidates(texts, subject.catalogue)
    if near:
        draft.remark("indicator_near")
        draft.list(f"{one.id}: {getattr(one.name, subject.language)}" for one in near)


def level_and_year(draft: Draft, found: Sequence[Places], told: Collection[str] = (), *, text: bool = False) -> None:
    """Write level and division of the areas where one fits, or ask with all that fit.

    told: what columns of the file say. text: years as texts, for [table.constant].
    """
    best = found[0]
    rivals = [one for one in found if len(one.codes) == len(best.codes) and one.whole == best.whole]
    if "level" in told:
        pass
    elif rivals[1:]:
        draft.ask("level", best.level, "level_several", levels=[one.level for one in rivals])
    else:
        draft.put("level", best.level, "level_found", number=len(best.codes), others=len(best.others))
    years = best.years
    newest = str(years[-1]) if text else years[-1]
    if "geo_year" in told:
        pass
    elif years[1:]:
        draft.ask("geo_year", newest, "geo_year_several", first=years[0], last=years[-1])
    else:
        draft.put("geo_year", newest, "geo_year_found")
    if best.others and "level" not in told:
        draft.remark("areas_others", level=best.level, others=best.others)


def no_areas(draft: Draft, *, text: bool = False) -> None:
    """Ask for what the file does not say of its areas."""
    draft.ask("level", str(Level.COUNTRY), "level_unknown", levels=[str(level) for level in Level])
    draft.ask("geo_year", "…" if text else 2026, "geo_year_unknown")


def counts(draft: Draft) -> None:
    """Ask for the rule of small counts."""
    draft.ask_part("disclosure", "disclosure")
    draft.lines.extend(("# min_count = 5", '# hidden_by = "us"  # "publisher"', '# zero = "shown"  # "hidden"'))
    draft.lines.append('# stated = { fi = "…", sv = "…", en = "…" }')
