"""What a number and its stored comparison allow to say: a verdict that a test has found, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from contract.codes import Against, Language, Verdict
from contract.status import ConfStatus, ObsStatus
from picture.query.model import Dataset, Indicator, Observation
from picture.text.words import amount, interval, period, word


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


def hidden(row: Observation) -> Outcome:
    """Return why a row has no number."""
    if row.conf_status is ConfStatus.CONFIDENTIAL:
        return Outcome.CONFIDENTIAL
    return next((reason for status, reason in HIDDEN.items() if status in row.obs_status), Outcome.MISSING)


def hidden_because(row: Observation, language: Language) -> str:
    """Write why a row has no number."""
    return word(f"hidden_{hidden(row)}", language)


def reasons(found: Iterable[Outcome], language: Language) -> str:
    """Count why nothing can be said: "too uncertain: 12, not tested: 1"; tested outcomes are left out."""
    counts = Counter(one for one in found if not one.tested)
    return ", ".join(word(f"why_{one}", language, count=counts[one]) for one in Outcome if counts[one])


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
