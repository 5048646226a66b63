"""Short words beside a number: why it is not shown, what its mark means, what a comparison allows to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contract.codes import Against, Direction, Kind, Language, Unit, Verdict
from picture.query.indicator_rows import IndicatorRow, indicator_row
from picture.query.model import Break, Comparison, Dataset, Indicator, Observation, Source
from picture.query.rounding import rounded
from picture.query.series import newest_break
from picture.text.editions.corrected import corrected_words
from picture.text.marks import correction_marks, mark_word, row_marks, status_marks
from picture.text.outcomes import OVER_TIME, hidden_because
from picture.text.words import MINUS, amount, interval, moments, number, signed, word

DASH = "–"  # the mark of what is tested and not certain
Tone = Literal["better", "worse", "apart", "neither", "unsure"]  # apart: areas and groups, which are not judged


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """A comparison in words, with a mark whose triangle tells the direction and whose colour tells the tone."""

    mark: str
    words: str  # "improved since 2025", "higher than in the whole country"
    short: str  # "improved", "larger share": where what it is compared with stands beside it
    tone: Tone


def mark(row: Observation) -> str:
    """Write the marks of a row as one: "[bu]", or nothing."""
    found = "".join(row_marks(row))
    return f"[{found}]" if found else ""


def behind(text: str, row: Observation) -> str:
    """Put the mark of a correction behind a number that stands without its other marks: "60 [r]"."""
    return " ".join([text, *(f"[{one}]" for one in correction_marks([row]))])


def mark_words(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write what the marks of a row mean; of a corrected figure when, and what it was."""
    told = [mark_word(one, language) for one in status_marks(row)]
    return ", ".join([*told, *filter(None, [corrected_words(row, indicator, language)])])


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
        return _label("", word("no_comparison", language), "unsure")
    match comparison.verdict:
        case Verdict.HIGHER | Verdict.LOWER:
            return _differs(comparison, indicator, language)
        case Verdict.NO_DIFFERENCE:
            of = "change" if against in OVER_TIME else "difference"
            short = word(f"no_certain_{of}", language)
            return VerdictLabel(DASH, word(f"no_significant_{of}", language), short, "neither")
        case Verdict.NO_CLEAR_TREND:
            return _label(DASH, word("no_clear_trend", language), "neither")
        case Verdict.UNCERTAIN:
            return _label("?", word("too_uncertain", language), "unsure")
        case Verdict.NOT_COMPARABLE:
            words = _not_comparable(row, against, breaks, language)
            return VerdictLabel("≠", words, word("not_comparable", language), "unsure")


def _label(mark_: str, words: str, tone: Tone) -> VerdictLabel:
    return VerdictLabel(mark_, words, words, tone)


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
        words = word("change_from_country", language, change=text)
    else:
        words = word("change_since", language, change=text, **moments(reference.period, language))
    return VerdictLabel("", words, word("not_tested", language), "neither")


def direction_words(row: Observation, against: Against, label: VerdictLabel, language: Language) -> str:
    """Explain a mark for all rows that carry it: whether its direction is good differs between indicators."""
    found = row.against(against)
    if found is None or against not in OVER_TIME or label.tone not in {"better", "worse"}:
        return label.words
    return word(f"turned_{found.verdict}_since", language, **moments(found.reference, language))


def _differs(comparison: Comparison, indicator: Indicator, language: Language) -> VerdictLabel:
    """Say what differs; only a change is called better or worse: areas and groups differ for reasons of their own."""
    way = comparison.verdict.value
    arrow = "▲" if comparison.verdict == Verdict.HIGHER else "▼"
    if comparison.against not in OVER_TIME:
        reference = "country" if comparison.against == Against.COUNTRY else "group"
        short = word(f"{way}_share" if indicator.unit == Unit.PERCENT else way, language)
        return VerdictLabel(arrow, word(f"{way}_than_{reference}", language), short, "apart")
    tone: Tone = "neither"
    if indicator.direction != Direction.NEITHER:
        tone = "better" if indicator.direction == way else "worse"
    told = way if tone == "neither" else tone
    since = moments(comparison.reference, language)
    return VerdictLabel(arrow, word(f"turned_{told}_since", language, **since), word(f"turned_{told}", language), tone)


def _not_comparable(row: Observation, against: Against, breaks: tuple[Break, ...], language: Language) -> str:
    """Name the newest break up to the row's period, unless it is the country that cannot be compared with."""
    newest = newest_break(row, breaks)
    if against == Against.COUNTRY or newest is None:
        return word("not_comparable", language)
    reason = newest.reason
    return word("not_comparable_because", language, reason=reason[:1].lower() + reason[1:].rstrip("."))
