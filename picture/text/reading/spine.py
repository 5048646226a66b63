"""What the pictures of a profile show, in words: each for those who do not see it, and the note under all of them."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import quantiles
from typing import Protocol

from contract.codes import Against, Kind, Language, Unit
from picture.query.indicator_rows import IndicatorRow
from picture.query.model import Dataset, Indicator, Observation
from picture.query.rounding import rounded
from picture.text.names import area_name
from picture.text.outcomes import outcome_in
from picture.text.words import amount, signed, word

FEWEST_REGIONS = 4  # fewer have no middle half


class Distances(Protocol):
    """What is told of a picture: where regions stand, in percentage points from the country as they are drawn."""

    @property
    def regions(self) -> tuple[float, ...]:
        """Of every region with a number, in order of size."""


def spine_alt(item: IndicatorRow, spine: Distances, second: Observation | None, dataset: Dataset) -> str:
    """Write what one picture shows: both numbers, the verdict, the interval, the middle half, the second area."""
    language = dataset.view.language
    indicator = item.indicator
    certain = outcome_in(item.row, Against.COUNTRY, dataset).differs
    country = item.reference.value if item.reference and item.reference.value is not None else 0.0
    told = [
        f"{area_name(dataset)} {amount(item.row.value or 0.0, indicator, language)}",
        f"{word('legend_country', language)} {amount(country, indicator, language)}",
        word("certain_difference" if certain else "no_certain_difference", language) + _interval(item, language),
    ]
    if len(spine.regions) >= FEWEST_REGIONS:
        factor = 10.0 if indicator.kind == Kind.SURVEY_MEAN else 1.0
        low, _, high = quantiles(spine.regions, n=4, method="inclusive")
        ends = [amount(country + end / factor, indicator, language) for end in (low, high)]
        told.append(word("spine_alt_half", language, low=ends[0], high=ends[1]))
    if second is not None and second.value is not None:
        told.append(f"{second.area.name} {amount(second.value, indicator, language)}")
    return "; ".join(told)


def _interval(item: IndicatorRow, language: Language) -> str:
    ends = difference_ends(item.row, item.indicator, language)
    if ends is None:
        return ""
    unit = f" {word('percentage_points', language)}" if item.indicator.unit == Unit.PERCENT else ""
    return f" ({word('spine_from_to', language, low=ends[0], high=ends[1])}{unit})"


def difference_ends(row: Observation, indicator: Indicator, language: Language) -> tuple[str, str] | None:
    """Write both ends of the stored interval of the difference from the country, each with its sign."""
    stored = row.against(Against.COUNTRY)
    if stored is None or stored.ci_low is None or stored.ci_high is None:
        return None
    low, high = (signed(end, indicator.decimals, language) for end in (stored.ci_low, stored.ci_high))
    return low, high


def spine_note(indicators: Iterable[Indicator], spines: Iterable[Distances], language: Language) -> str:
    """Explain the scale, how many regions the box stands for, and what is not judged."""
    counts = sorted({len(spine.regions) for spine in spines if len(spine.regions) >= FEWEST_REGIONS})
    told = [word("spine_note", language)]
    if counts:
        ends = dict.fromkeys(str(count) for count in (counts[0], counts[-1]))
        told.append(word("spine_note_half", language, count="–".join(ends)))
    if any(indicator.kind == Kind.SURVEY_MEAN for indicator in indicators):
        told.append(word("spine_note_means", language))
    told.append(word("spine_note_unjudged", language))
    return " ".join(told)


def printed_points(row: Observation, country: Observation, indicator: Indicator) -> int:
    """Return the difference of two shares as a reader takes it from the printed numbers."""
    return int(rounded(row.value or 0.0, indicator.decimals) - rounded(country.value or 0.0, indicator.decimals))
