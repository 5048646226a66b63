"""What a number and its stored comparison allow to say: a verdict that a test has found, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from contract.codes import EVERYBODY, Against, Language, Level, Verdict
from contract.status import ConfStatus, ObsStatus
from picture.query.corrections import ToldFigure
from picture.query.model import Area, Break, Dataset, Group, Indicator, Observation
from picture.query.series import midpoint, newest_break
from picture.text.words import amount, interval, listing, period, word

NAMES = 3  # more areas or groups than these are counted, not named
OVER_TIME = frozenset({Against.PREVIOUS, Against.TREND})


class Outcome(StrEnum):
    """What may be said of one comparison. The first three were found by a test; the others are reasons for silence."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no_difference"
    CONFIDENTIAL = "confidential"
    UNRELIABLE = "unreliable"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    BREAK = "break"
    OTHER_HIDDEN = "other_hidden"  # the number compared with is not shown
    FIRST = "first"  # there is no earlier number
    NO_INTERVALS = "no_intervals"  # the publisher gave none
    REGISTER = "register"  # without sampling error nothing is tested
    UNTESTED = "untested"

    @property
    def tested(self) -> bool:
        """Whether a test has found it: a difference, or that none is significant."""
        return self in {Outcome.HIGHER, Outcome.LOWER, Outcome.NO_DIFFERENCE}

    @property
    def differs(self) -> bool:
        """Whether a test has found a difference."""
        return self in {Outcome.HIGHER, Outcome.LOWER}


HIDDEN = {  # of several reasons the first speaks
    ObsStatus.LOW_RELIABILITY: Outcome.UNRELIABLE,
    ObsStatus.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
}
FOUND = {
    Verdict.HIGHER: Outcome.HIGHER,
    Verdict.LOWER: Outcome.LOWER,
    Verdict.NO_DIFFERENCE: Outcome.NO_DIFFERENCE,
    Verdict.NO_CLEAR_TREND: Outcome.NO_DIFFERENCE,
    Verdict.UNCERTAIN: Outcome.UNRELIABLE,
    Verdict.NOT_COMPARABLE: Outcome.BREAK,
}


def outcome(row: Observation, against: Against) -> Outcome:
    """Return what may be said of a row; nothing is said of a number that is not shown, whatever is stored."""
    if row.value is None:
        return hidden(row)
    found = row.against(against)
    return FOUND[found.verdict] if found else Outcome.UNTESTED


def outcomes(dataset: Dataset, against: Against) -> list[Outcome]:
    """Return what may be said of each row of a dataset; where that is nothing, for which reason."""
    return [outcome_in(row, against, dataset) for row in dataset.rows]


def outcome_in(row: Observation, against: Against, dataset: Dataset) -> Outcome:
    """Return what may be said of a row; why nothing can is asked of the numbers around it."""
    found = outcome(row, against)
    if row.value is None or found not in {Outcome.UNRELIABLE, Outcome.UNTESTED}:
        return found
    others = _others(row, against, dataset)
    if others and not any(other.shown for other in others):
        return Outcome.OTHER_HIDDEN
    return found if found == Outcome.UNRELIABLE else _why_untested(row, others, against, dataset)


def _why_untested(row: Observation, others: list[Observation], against: Against, dataset: Dataset) -> Outcome:
    if against in OVER_TIME and not others:
        return Outcome.FIRST
    if against in OVER_TIME and break_between(row, others, dataset) is not None:
        return Outcome.BREAK
    if not dataset.indicator(row.indicator).sampled:
        return Outcome.REGISTER
    pair = [row, *(other for other in others if other.shown)]
    return Outcome.NO_INTERVALS if any(one.ci_low is None for one in pair) else Outcome.UNTESTED


def break_between(row: Observation, earlier: Sequence[Observation], dataset: Dataset) -> Break | None:
    """Return the newest break after the latest of the earlier numbers that are shown, up to this one."""
    since = max((midpoint(r.period) for r in earlier if r.shown), default=None)
    newest = newest_break(row, dataset.breaks)
    return newest if newest and since is not None and midpoint(newest.period) > since else None


def _others(row: Observation, against: Against, dataset: Dataset) -> list[Observation]:
    """Return the numbers with which a row is, or could be, compared; of groups only the reference that is stored."""
    found = row.against(against)
    if against in OVER_TIME:
        series = (r for r in (*dataset.history, *dataset.rows) if _series(r) == _series(row))
        earlier = [r for r in series if midpoint(r.period) < midpoint(row.period)]
        return [r for r in earlier if found is None or r.period == found.reference] or earlier
    same = [r for r in (*dataset.rows, *dataset.reference) if (r.indicator, r.period) == (row.indicator, row.period)]
    if against == Against.COUNTRY:
        return [r for r in same if r.area.level == Level.COUNTRY and r.group == row.group]
    return [r for r in same if found and r.group.code == found.reference and r.group.dim in {row.group.dim, EVERYBODY}]


def _series(row: Observation) -> tuple[str, Area, Group]:
    return row.indicator, row.area, row.group


def hidden(row: Observation | ToldFigure) -> Outcome:
    """Return why a row, or a figure of another version, has no number."""
    if row.conf_status is ConfStatus.CONFIDENTIAL:
        return Outcome.CONFIDENTIAL
    return next((reason for status, reason in HIDDEN.items() if status in row.obs_status), Outcome.MISSING)


def hidden_because(row: Observation | ToldFigure, language: Language) -> str:
    """Write why a row has no number."""
    return word(f"hidden_{hidden(row)}", language)


def reasons(found: Iterable[Outcome], language: Language) -> str:
    """Write why nothing can be said: one reason alone, several with their numbers: "too uncertain: 12, no data: 1"."""
    counts = Counter(one for one in found if not one.tested)
    told = [(word(f"why_{one}", language), counts[one]) for one in Outcome if counts[one]]
    return ", ".join(reason if len(told) == 1 else f"{reason}: {count}" for reason, count in told)


def named_reasons(names: Sequence[str], found: Sequence[Outcome], language: Language) -> str:
    """Write why nothing can be said of areas or groups: of a few by name, "Kainuu: too uncertain", of many counted."""
    named: dict[Outcome, list[str]] = {}
    for name, one in zip(names, found, strict=True):
        if not one.tested:
            named.setdefault(one, []).append(name)
    if sum(map(len, named.values())) > NAMES:
        return reasons(found, language)
    return "; ".join(f"{listing(who, language)}: {word(f'why_{one}', language)}" for one, who in named.items())


def number_sentence(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write one number with its interval, or why it is not shown. The area stands before a colon, uninflected."""
    place = {"area": row.area.name, "period": period(row.period)}
    if row.value is None:
        return word("say_hidden", language, **place, reason=hidden_because(row, language))
    value = amount(row.value, indicator, language)
    if row.ci_low is None or row.ci_high is None:
        return word("say_number_plain", language, **place, value=value)
    return word(
        "say_number", language, **place, value=value, interval=interval(row.ci_low, row.ci_high, indicator, language)
    )


def reference_sentences(dataset: Dataset) -> list[str]:
    """Write what is known beside rows of which none is shown: the whole country's number, or everybody's."""
    indicator = dataset.indicators[0]
    shown = (r for r in dataset.reference if r.shown)
    return [f"{number_sentence(r, indicator, dataset.view.language)}." for r in shown]


def no_map_sentence(dataset: Dataset) -> str:
    """Write why no area has a number, which is not the same everywhere, and what the whole country's is."""
    language = dataset.view.language
    key = "map_withheld" if dataset.rows else "map_no_figures"
    why = word(key, language, reasons=reasons((hidden(r) for r in dataset.rows), language))
    return " ".join([why, *reference_sentences(dataset)])
