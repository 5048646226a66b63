"""Short words beside a number: why it is not shown, what its mark means, what a comparison allows to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.codes import Against, Direction, Kind, Language, Unit, Verdict
from picture.query.indicator_rows import IndicatorRow, indicator_row
from picture.query.model import Break, Comparison, Dataset, Indicator, Observation, Source
from picture.query.rounding import rounded
from picture.query.series import newest_break
from picture.text.marks import mark_word, row_marks
from picture.text.outcomes import OVER_TIME, hidden_because
from picture.text.words import MINUS, amount, interval, moments, number, signed, word

Tone = Literal["better", "worse", "neither", "unsure"]


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """A comparison in words: the mark, what differs, and whether that is better or worse."""

    mark: str
    words: str
    judged: str
    tone: Tone


def mark(row: Observation) -> str:
    """Write the marks of a row as one: "[bu]", or nothing."""
    found = "".join(row_marks(row))
    return f"[{found}]" if found else ""


def mark_words(row: Observation, language: Language) -> str:
    """Write what the marks of a row mean."""
    return ", ".join(mark_word(one, language) for one in row_marks(row))


def value_text(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write the value of a row with its unit, or say why there is none."""
    return hidden_because(row, language) if row.value is None else amount(row.value, indicator, language)


def interval_text(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write the interval of a shown row, or say that it has none and why."""
    if row.ci_low is None or row.ci_high is None:
        return word("no_interval" if indicator.sampled else "no_sampling_error", language)
    return word("interval_is", language, interval=interval(row.ci_low, row.ci_high, indicator, language))


def respondents_text(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write n, and effective n where it is known; our own surveys publish both rounded to 10."""
    if row.n is None:
        return ""
    key = "respondents_about" if indicator.kind.from_respondents else "answers_exactly"
    n = word(key, language, n=number(row.n, 0, language))
    if row.effective_n is None:
        return n
    return word("respondents_worth", language, n=n, effective=number(row.effective_n, 0, language))


def licence(source: Source, language: Language) -> str:
    """Write the licence of a source, or that its publisher states none."""
    return source.licence or word("licence_none", language)


def verdict_label(
    row: Observation, against: Against, indicator: Indicator, breaks: tuple[Break, ...], language: Language
) -> VerdictLabel:
    """Return what the stored comparison of a row allows to say, in words and with a mark."""
    comparison = row.against(against)
    if comparison is None:
        return VerdictLabel("", word("no_comparison", language), "", "unsure")
    match comparison.verdict:
        case Verdict.HIGHER | Verdict.LOWER:
            return _differs(comparison, indicator, language)
        case Verdict.NO_DIFFERENCE:
            key = "no_significant_change" if against in OVER_TIME else "no_significant_difference"
            return VerdictLabel("–", word(key, language), "", "neither")
        case Verdict.NO_CLEAR_TREND:
            return VerdictLabel("–", word("no_clear_trend", language), "", "neither")
        case Verdict.UNCERTAIN:
            return VerdictLabel("?", word("too_uncertain", language), "", "unsure")
        case Verdict.NOT_COMPARABLE:
            return VerdictLabel("≠", _not_comparable(row, against, breaks, language), "", "unsure")


def verdict_label_of(item: IndicatorRow, dataset: Dataset) -> VerdictLabel:
    """Return the stored verdict of a row of indicators; a register, without sampling error, has its plain change."""
    language = dataset.view.language
    reference = item.reference
    count = item.indicator.kind == Kind.REGISTER_COUNT
    if count and item.against == Against.COUNTRY:  # a part is always smaller than the whole: tell the change instead
        return verdict_label_of(indicator_row(item.row, item.indicator, dataset, Against.PREVIOUS), dataset)
    if item.row.against(item.against) or item.indicator.sampled or reference is None:
        return verdict_label(item.row, item.against, item.indicator, item.breaks, language)
    ends = (rounded(value or 0.0, item.indicator.decimals) for value in (item.row.value, reference.value))
    text = signed(next(ends) - next(ends), item.indicator.decimals, language)  # as a reader takes it from the print
    if item.indicator.unit == Unit.PERCENT:
        points = "percentage_point" if text in {"+1", f"{MINUS}1"} else "percentage_points"
        text = f"{text}\u00a0{word(points, language)}"
    if item.against == Against.COUNTRY:
        return VerdictLabel("", word("change_from_country", language, change=text), "", "neither")
    return VerdictLabel(
        "", word("change_since", language, change=text, **moments(reference.period, language)), "", "neither"
    )


def _differs(comparison: Comparison, indicator: Indicator, language: Language) -> VerdictLabel:
    """Say what differs; only a change is called better or worse: areas and groups differ for reasons of their own."""
    way = comparison.verdict.value
    match comparison.against:
        case Against.COUNTRY:
            words = word(f"{way}_than_country", language)
        case Against.GROUP | Against.GROUP_STANDARDISED:
            words = word(f"{way}_than_group", language)
        case Against.PREVIOUS | Against.TREND:
            words = word(f"{way}_than_period", language, **moments(comparison.reference, language))
    arrow = "▲" if comparison.verdict == Verdict.HIGHER else "▼"
    if indicator.direction == Direction.NEITHER or comparison.against not in OVER_TIME:
        return VerdictLabel(arrow, words, "", "neither")
    tone: Tone = "better" if indicator.direction == way else "worse"
    return VerdictLabel(arrow, words, word(tone, language), tone)


def _not_comparable(row: Observation, against: Against, breaks: tuple[Break, ...], language: Language) -> str:
    """Name the newest break up to the row's period, unless it is the country that cannot be compared with."""
    newest = newest_break(row, breaks)
    if against == Against.COUNTRY or newest is None:
        return word("not_comparable", language)
    reason = newest.reason
    return word("not_comparable_because", language, reason=reason[:1].lower() + reason[1:].rstrip("."))
