"""What is told of a refreshed deck: slide by slide what changed, what was corrected, what was left and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from picture.query.choices import Choices
from picture.query.programs.published import PublishedCells
from picture.recheck.compare import CheckedPart, Standing, check_part
from picture.recheck.found import FoundNumber, FoundPart, MadeFrom
from picture.recheck.report import RecheckReport
from picture.refresh.asked import LeftSlide
from picture.refresh.our_slide import OurSlide
from picture.refresh.plan import Remark, Said
from picture.text.words import period, word

MOST_LINES_OF_SLIDE = 12
LONGEST_QUOTE = 80  # letters of a text of the reader
VISIBLE = {Remark.TITLE, Remark.CELL}  # remarks of something that the slide says otherwise now


@dataclass(frozen=True, slots=True)
class RefreshedSlide:
    """A slide of ours after its refresh; left: why it stayed as it was."""

    slide: OurSlide  # as it was
    left: LeftSlide | None
    said: tuple[Said, ...] = ()
    parts: tuple[FoundPart, ...] = ()  # charts with the numbers that they had, under the keys of those they have now
    new: int = 0  # numbers of its charts that it did not have
    was: str = ""  # the period that it showed, and the one it shows now, where that moved on
    now: str = ""

    @property
    def numbers(self) -> tuple[FoundNumber, ...]:
        """The numbers of its charts."""
        return tuple(chain.from_iterable(part.numbers for part in self.parts))

    @property
    def made_from(self) -> MadeFrom:
        """The build that it was made from."""
        return MadeFrom(*(self.slide.told(name) for name in ("EDITION", "VERSION", "BUILD")))


def moved_numbers(before: FoundPart, after: Sequence[FoundPart], was: str, now: str) -> FoundPart:
    """Return the numbers that a chart had, each under the key of the one that stands in its place now."""
    held = {number.key for number in chain.from_iterable(part.numbers for part in after)}

    def moved(number: FoundNumber) -> FoundNumber:
        later = number.key._replace(period=now)
        replaced = number.key.period == was and number.key not in held and later in held
        return replace(number, key=later) if replaced else number

    return replace(before, redrawn=False, numbers=tuple(moved(number) for number in before.numbers))


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """Writes in the language of its choices; now: the published cells."""

    choices: Choices
    now: PublishedCells

    def lines(self, slides: Sequence[RefreshedSlide], others: int) -> Iterator[str]:
        """Yield the report, a line each."""
        language = self.choices.language
        told = [(slide, [check_part(part, self.now) for part in slide.parts]) for slide in slides]
        renewed = [(slide, parts) for slide, parts in told if slide.left is None]
        changed = [slide for slide, parts in renewed if _differs(slide, parts)]
        yield word("refresh_counted", language, count=len(renewed), changed=len(changed))
        if left := len(told) - len(renewed):
            yield word("refresh_counted_left", language, count=left)
        if others:
            yield word("refresh_counted_others", language, count=others)
        yield from RecheckReport(self.choices).versions(slide.made_from for slide in slides)
        for slide, parts in told:
            found = list(self._slide(slide, parts))
            if found:
                title = word("recheck_slide", language, slide=slide.slide.place, title=slide.slide.title)
                yield from ("", title, *found)

    def _slide(self, slide: RefreshedSlide, parts: Sequence[CheckedPart]) -> Iterator[str]:
        language = self.choices.language
        if slide.left is not None:
            yield word(f"refresh_slide_{slide.left}", language, address=slide.slide.told("ADDRESS"))
            return
        if slide.was:
            yield word("refresh_moved", language, was=period(slide.was), now=period(slide.now))
        cells = [one for one in slide.said if one.what is Remark.CELL]
        yield from (self._said(one) for one in slide.said if one.what is not Remark.CELL)
        for part in parts:
            yield from RecheckReport(self.choices).part_lines(part, MOST_LINES_OF_SLIDE)
        yield from (self._said(one) for one in cells[:MOST_LINES_OF_SLIDE])
        if len(cells) > MOST_LINES_OF_SLIDE:
            yield word("recheck_more", language, count=len(cells) - MOST_LINES_OF_SLIDE)
        if slide.new:
            yield word("refresh_new", language, count=slide.new)

    def _said(self, one: Said) -> str:
        quoted = {name: _short(text) for name, text in (("name", one.name), ("old", one.old), ("new", one.new))}
        return word(f"refresh_{one.what}", self.choices.language, **quoted)


def _differs(slide: RefreshedSlide, parts: Sequence[CheckedPart]) -> bool:
    numbers = chain.from_iterable(part.numbers for part in parts)
    return (
        bool(slide.was or slide.new)
        or any(one.standing is not Standing.SAME for one in numbers)
        or any(one.what in VISIBLE for one in slide.said)
    )


def _short(text: str) -> str:
    """Return a text in one line, cut where it is long; "–" for none."""
    plain = " ".join(text.split()) or "–"
    return plain if len(plain) <= LONGEST_QUOTE else f"{plain[: LONGEST_QUOTE - 1]}…"
