"""The news of the front page: what has changed for the better and for the worse, told from stored verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Against, Direction, Kind, Level, Unit
from contract.period import Period
from picture.query.model import Dataset, Indicator, Observation
from picture.query.rounding import rounded
from picture.text.names import area_name
from picture.text.outcomes import Outcome, outcome_in, outcomes, reasons
from picture.text.words import amount, capital, listing, moments, number, numeral, period, phrase, word

MEAN_SCALE = {Unit.POINTS: 10.0}  # a mean of 0 to 10 beside shares of 0 to 100
MOST_OTHERS = 4  # further changes that the lead names


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference that a test has found."""

    indicator: Indicator
    row: Observation
    before: Observation  # the number it is compared with
    higher: bool
    size: float  # of the stored difference, in percentage points; means of 0 to 10 count ten times

    @property
    def better(self) -> bool | None:
        """Whether it is for the better; None where neither direction is."""
        if self.indicator.direction == Direction.NEITHER:
            return None
        return self.higher == (self.indicator.direction == Direction.HIGHER)


def findings(dataset: Dataset, against: Against) -> list[Finding]:
    """List what differs among the rows with a clause of their own, the largest difference first."""
    found = [one for row in dataset.rows if (one := _finding(row, dataset, against))]
    return sorted(found, key=lambda one: -one.size)


def _finding(row: Observation, dataset: Dataset, against: Against) -> Finding | None:
    one = outcome_in(row, against, dataset)
    stored = row.against(against)
    indicator = dataset.indicator(row.indicator)
    before = compared_with(row, dataset, against)
    if not one.differs or stored is None or before is None or indicator.clause is None or _is_older(row, dataset):
        return None
    size = abs(stored.difference or 0.0) * MEAN_SCALE.get(indicator.unit, 1.0)
    return Finding(indicator, row, before, one == Outcome.HIGHER, size)


def _is_older(row: Observation, dataset: Dataset) -> bool:
    """Return whether a number is from before the year that the page shows: it is no news."""
    return Period.parse(row.period).last < Period.parse(dataset.view.period).last


def compared_with(row: Observation, dataset: Dataset, against: Against) -> Observation | None:
    """Return the shown number with which the stored comparison of a row compares it; None where there is none."""
    stored = row.against(against)
    if stored is None:
        return None
    if against == Against.COUNTRY:
        same = (r for r in dataset.reference if (r.indicator, r.period) == (row.indicator, row.period))
    else:
        same = (r for r in dataset.history if (r.indicator, r.period) == (row.indicator, stored.reference))
    return next((r for r in same if r.shown), None)


def front_headline(dataset: Dataset) -> str:
    """Write the largest difference and the largest that goes the other way, or why there is no news."""
    found = findings(dataset, dataset.compared_with)
    if not found:
        return _no_news(dataset)
    first, other = _told(found)
    against = "country" if dataset.compared_with == Against.COUNTRY else "time"
    language = dataset.view.language
    told = word(f"news_{against}_{_form(first)}", language, clause=first.indicator.clause)
    if other is not None:
        second = word(f"news_{_form(other)}", language, clause=other.indicator.clause)
        told = word("news_but" if _opposite(first, other) else "news_and", language, first=told, second=second)
    if dataset.view.area_level == Level.COUNTRY:
        return capital(told)
    return word("news_of_area", language, area=area_name(dataset), news=told)


def _no_news(dataset: Dataset) -> str:
    """Write that no test has found a difference, or that nothing was tested and why."""
    language = dataset.view.language
    area = area_name(dataset)
    every = outcomes(dataset, dataset.compared_with)
    of = "country" if dataset.compared_with == Against.COUNTRY else "time"
    if not every:
        return word("front_empty", language, area=area)
    if set(every) == {Outcome.REGISTER}:
        return word("front_register", language, area=area)
    tested = sum(one.tested for one in every)
    if not tested:
        return word(f"front_untested_{of}", language, area=area, reasons=reasons(every, language))
    if any(one.differs for one in every):
        return word(f"front_differs_{of}", language, area=area)
    since = "" if of == "country" else word(f"since_{dataset.compared_with}", language)
    key = {1: "one", 2: "two"}.get(tested, "many")
    return word(f"front_none_{of}_{key}", language, area=area, total=numeral(tested, language, "of"), since=since)


def _told(found: Sequence[Finding]) -> tuple[Finding, Finding | None]:
    """Choose the largest difference, and the largest that goes the other way, else the next one."""
    first, *rest = found
    return first, next((one for one in rest if _opposite(first, one)), rest[0] if rest else None)


def _opposite(one: Finding, other: Finding) -> bool:
    return {one.better, other.better} == {True, False}


def news_lead(dataset: Dataset) -> Markup:
    """Write what is in the headline with its numbers, then what else differs; empty where nothing does."""
    found = findings(dataset, dataset.compared_with)
    if not found:
        return Markup()
    first, other = _told(found)
    told = [first] if other is None else [first, other]
    rest = [one for one in found if one not in told]
    sentences = [_sentence(one, dataset) for one in told]
    if rest:
        sentences.append(_others(rest, dataset))
    return Markup(" ").join(sentences)


def long_run(dataset: Dataset) -> str:
    """Write what has changed since the first wave and not since the last one; empty where nothing has."""
    if dataset.compared_with != Against.PREVIOUS:
        return ""
    told = {one.row.indicator for one in findings(dataset, Against.PREVIOUS)}
    rest = [one for one in findings(dataset, Against.TREND) if one.row.indicator not in told]
    starts = sorted({one.before.period for one in rest})
    if len(starts) != 1:
        return ""
    language = dataset.view.language
    return word("news_long_run", language, changes=listed(rest, dataset), **moments(starts[0], language))


def _form(one: Finding) -> str:
    """Return how a difference is told: of people more or fewer do something, of a mean it is higher or lower."""
    if one.indicator.kind == Kind.SURVEY_MEAN:
        return "rose" if one.higher else "fell"
    return "more" if one.higher else "fewer"


def _sentence(one: Finding, dataset: Dataset) -> Markup:
    language = dataset.view.language
    mean = one.indicator.kind == Kind.SURVEY_MEAN
    against = "country" if dataset.compared_with == Against.COUNTRY else "time"
    key = f"lead_mean_{against}" if mean else f"lead_{against}"
    if printed_alike(one):
        key = f"lead_slightly_{'more' if one.higher else 'fewer'}_{against}"
    return phrase(
        key,
        language,
        clause=capital(one.indicator.clause or "") if mean or printed_alike(one) else one.indicator.clause,
        now=amount(one.row.value or 0.0, one.indicator, language),
        then=amount(one.before.value or 0.0, one.indicator, language),
        **moments(one.before.period, language),
    )


def printed_alike(one: Finding) -> bool:
    """Return whether both numbers of a difference round to the same: "15 → 15" would look like an error."""
    ends = (one.row.value, one.before.value)
    return len({rounded(end or 0.0, one.indicator.decimals) for end in ends}) == 1


def _others(rest: Sequence[Finding], dataset: Dataset) -> Markup:
    against = "country" if dataset.compared_with == Against.COUNTRY else "time"
    return phrase(f"lead_others_{against}", dataset.view.language, changes=listed(rest, dataset))


def listed(some: Sequence[Finding], dataset: Dataset, usual: str = "") -> str:
    """List differences with both numbers; usual: the period compared with that goes untold, else the first one's."""
    language = dataset.view.language
    usual = usual or some[0].before.period
    told = [
        word(f"news_{_form(one)}", language, clause=one.indicator.clause) + f" ({from_to(one, dataset, usual)})"
        for one in some[:MOST_OTHERS]
    ]
    if len(some) > MOST_OTHERS:
        told.append(word("lead_more", language, count=len(some) - MOST_OTHERS))
    return listing(told, language)


def from_to(one: Finding, dataset: Dataset, usual: str) -> str:
    """Write both numbers of a difference: "60 → 63 %" over time, "63 %, whole country 60 %" between areas.

    usual: the period that the others are compared with; another one is told.
    """
    language = dataset.view.language
    after = amount(one.row.value or 0.0, one.indicator, language)
    if dataset.compared_with == Against.COUNTRY:
        before = amount(one.before.value or 0.0, one.indicator, language)
        return word("beside_country", language, value=after, country=before)
    if printed_alike(one):
        return after
    told = f"{number(one.before.value or 0.0, one.indicator.decimals, language)}\u00a0→\u00a0{after}"
    return told if one.before.period == usual else f"{told}, {period(one.before.period)}–{period(one.row.period)}"
