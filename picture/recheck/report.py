"""What is told of a kept file: how many of its numbers still stand, and one by one those that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from picture.query.choices import Choices
from picture.query.model import Indicator
from picture.recheck.compare import CheckedNumber, CheckedPart, Standing
from picture.recheck.found import MadeFrom
from picture.text.outcomes import hidden_because
from picture.text.words import amount, day, listing, period, word

MOST_LINES = 100  # numbers of a part that are told one by one


@dataclass(frozen=True, slots=True)
class RecheckReport:
    """Writes in the language of its choices."""

    choices: Choices

    def lines(self, parts: Sequence[CheckedPart], foreign: int) -> list[str]:
        """Return the report, a line each."""
        language = self.choices.language
        numbers = list(chain.from_iterable(part.numbers for part in parts))
        same = sum(one.standing is Standing.SAME for one in numbers)
        told = [word("recheck_counted", language, count=len(numbers), same=same)]
        if foreign:
            told.append(word("recheck_foreign", language, count=foreign))
        told += self.versions(part.part.made_from for part in parts)
        for part in parts:
            found = list(self.part_lines(part))
            told += ["", self._title(part), *found] if found else []
        return told

    def versions(self, made_from: Iterable[MadeFrom]) -> Iterator[str]:
        """Yield which builds numbers are from, and what became of these."""
        language = self.choices.language
        stamp = self.choices.stamp
        for made in dict.fromkeys(made_from):
            place = {"edition": made.edition, "version": made.version, "build": made.build}
            now = "" if made.build == stamp.build else word("recheck_published_now", language, now=stamp.build)
            yield f"{word('recheck_made_from', language, **place)} {now}".strip()
            if withdrawn := self._withdrawn(made.edition, made.version):
                yield word("recheck_withdrawn", language, day=day(withdrawn, language), **place)

    def _withdrawn(self, edition: str, version: str) -> date | None:
        """Return the day on which a version was withdrawn."""
        versions = self.choices.editions.versions
        return next((v.withdrawn for v in versions if (v.edition, str(v.version)) == (edition, version)), None)

    def _title(self, part: CheckedPart) -> str:
        slide = part.part.slide
        title = part.part.title
        return title if slide is None else word("recheck_slide", self.choices.language, slide=slide, title=title)

    def part_lines(self, part: CheckedPart, most: int = MOST_LINES) -> Iterator[str]:
        """Yield what is told of a chart or a sheet; nothing where all stands. most: numbers told one by one."""
        language = self.choices.language
        if part.part.redrawn:
            yield word("recheck_redrawn", language)
        changed = [one for one in part.numbers if one.standing is not Standing.SAME]
        yield from map(self._number, changed[:most])
        if len(changed) > most:
            yield word("recheck_more", language, count=len(changed) - most)
        held = {one.found.key for one in part.numbers}
        later = {one.found.key._replace(period=one.newer) for one in part.numbers if one.newer}
        newer = {key.period for key in later - held}
        if newer:
            yield word("recheck_newer", language, periods=listing([period(one) for one in sorted(newer)], language))

    def _number(self, one: CheckedNumber) -> str:
        language = self.choices.language
        now = one.now
        texts = {
            "name": self._name(one),
            "old": self._amount(one, one.found.value),
            "new": self._amount(one, now.value if now else None),
            "why": hidden_because(now, language) if now and not now.shown else "",
        }
        told = word(f"recheck_{one.standing}", language, **texts)
        cells = self.choices.editions.cells.get(str(one.found.key), ())
        if not cells:
            return told
        last = cells[-1].correction
        said = word("recheck_corrected", language, day=day(last.day, language), text=last.text)
        return f"{told} {said}"

    def _name(self, one: CheckedNumber) -> str:
        """Name a cell in the reader's language; one that is gone as the file does."""
        if one.now is None:
            return f"{one.found.name} ({one.found.key})"
        row = one.now
        group = "" if row.group.is_everybody else row.group.name
        name = self.choices.indicator(row.indicator).name
        return ", ".join(text for text in (name, row.area.name, group, period(row.period)) if text)

    def _amount(self, one: CheckedNumber, value: float | None) -> str:
        if value is None:
            return ""
        indicator = self._indicator(one.found.key.indicator)
        return str(value) if indicator is None else amount(value, indicator, self.choices.language)

    def _indicator(self, key: str) -> Indicator | None:
        return next((one for one in self.choices.indicators if one.id == key), None)
