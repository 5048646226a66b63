"""What stored tests say of the lines of a trend: one change for each line and each kind of comparison over time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contract.codes import Against, Language
from picture.query.model import Comparison, Dataset, Indicator, Observation
from picture.query.series import midpoint
from picture.query.trend.lines import LineRows, Role, lines_of, told_row
from picture.text.names import line_name
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import amount, moments, number, word


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a test has found of one line up to the told period, or why it has found nothing."""

    line: LineRows
    row: Observation
    stored: Comparison | None
    before: Observation | None  # the shown number that it is compared with
    outcome: Outcome
    waves: int  # shown numbers in it, both ends counted
    fitted: bool  # it is that of a line fitted to all of them, not the difference of both ends

    @property
    def told(self) -> bool:
        """Whether a test has found a change, and both its ends are shown."""
        return self.outcome.differs and self.before is not None and self.stored is not None


def changes_of(dataset: Dataset, against: Against) -> list[LineChange]:
    """Return what can be said of each line in the told period; a line without a number there is left out."""
    told = told_row(dataset)
    if told is None:
        return []
    lines = [(one, one.at(told.period)) for one in lines_of(dataset)]
    return [_change(one, row, against, dataset) for one, row in lines if row is not None]


def told_changes(dataset: Dataset) -> list[LineChange]:
    """List the changes of the chosen line and of the country's that were found, the one since the last wave first."""
    told: list[LineChange] = []
    for against in (Against.PREVIOUS, Against.TREND):
        for one in changes_of(dataset, against):
            main = one.line.role != Role.BESIDE
            if main and one.told and not any(_same(one, other) for other in told):
                told.append(one)
    return told


def change_note(one: LineChange, dataset: Dataset) -> str:
    """Write a change beside its line: "Lapland 45 → 59%: rose since 2022"; of a fitted line, which one that is."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    asked = [other.line for other in lines_of(dataset)]
    name = line_name(one.line.line, asked, dataset)
    if one.before is None or one.stored is None:
        return name
    since = moments(one.before.period, language)
    said = word(f"turned_{one.stored.verdict}_since", language, **since)
    if one.fitted:
        return word("trend_note_fitted", language, name=name, said=said, count=one.waves)
    ends = ends_of(one.before, one.row, indicator, language)
    return word("trend_note", language, name=name, ends=ends, said=said)


def ends_of(before: Observation, after: Observation, indicator: Indicator, language: Language) -> str:
    """Write both ends of a change, the unit once: "60 → 63 %"."""
    first = number(before.value or 0.0, indicator.decimals, language)
    return f"{first}\u00a0→\u00a0{amount(after.value or 0.0, indicator, language)}"


def _same(one: LineChange, other: LineChange) -> bool:
    """Return whether both tell of one stretch of a line: after two waves the trend is the change since the first."""
    return one.line == other.line and one.before == other.before


def _change(line: LineRows, row: Observation, against: Against, dataset: Dataset) -> LineChange:
    stored = row.against(against)
    before = line.at(stored.reference) if stored else None
    before = before if before is not None and before.shown else None
    inside = [] if before is None else [r for r in line.rows if r.shown and _within(r, before, row)]
    found = outcome_in(row, against, replace(dataset, rows=line.rows, history=()))
    fitted = against == Against.TREND and 0 < dataset.trend_waves <= len(inside)
    return LineChange(line, row, stored, before, found, len(inside), fitted)


def _within(row: Observation, first: Observation, last: Observation) -> bool:
    return midpoint(first.period) <= midpoint(row.period) <= midpoint(last.period)
