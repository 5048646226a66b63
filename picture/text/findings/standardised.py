"""What remains of a difference between groups when age and sex are alike: two numbers and one sentence each.

The words speak of composition, not of causes: what standardisation takes away is that one group is younger, or has more
women, than the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from contract.codes import Against, Language, Unit, Verdict
from picture.query.model import Comparison, Dataset, Indicator, Observation
from picture.query.rounding import rounded
from picture.text.words import number, signed, word

DIFFERS = {Verdict.HIGHER, Verdict.LOWER}
TESTED = {*DIFFERS, Verdict.NO_DIFFERENCE}


@dataclass(frozen=True, slots=True)
class StandardisedDifference:
    """A group against its reference, raw and standardised, with the sentence that may be said."""

    row: Observation
    reference: str  # the name of the other group
    raw: Comparison
    standardised: Comparison
    sentence: str


def standardised_differences(dataset: Dataset) -> list[StandardisedDifference]:
    """Return the groups whose difference was tested raw, or standardised, in the order of the groups."""
    return list(_each(dataset))


def _each(dataset: Dataset) -> Iterator[StandardisedDifference]:
    names = {(row.group.dim, row.group.code): row.group.name for row in dataset.rows}
    for row in dataset.rows:
        raw = row.against(Against.GROUP)
        alike = row.against(Against.GROUP_STANDARDISED)
        if raw and alike and row.shown and TESTED & {raw.verdict, alike.verdict}:
            reference = names.get((row.group.dim, raw.reference), raw.reference)
            sentence = _sentence(raw, alike, dataset.indicator(row.indicator), dataset.view.language)
            yield StandardisedDifference(row, reference, raw, alike, sentence)


def difference_text(one: Comparison, indicator: Indicator, language: Language) -> str:
    """Write a difference with its sign and its interval: "+31 (+27 … +35)"; nothing where there is none."""
    if one.difference is None:
        return ""
    text = signed(one.difference, indicator.decimals, language)
    if one.ci_low is None or one.ci_high is None:
        return text
    ends = (signed(end, indicator.decimals, language) for end in (one.ci_low, one.ci_high))
    return f"{text} ({' … '.join(ends)})"


def standardised_line(dataset: Dataset) -> str:
    """Write all of them in one line for a slide: "Swedish speakers +14 → +13 · ..."; nothing where none is made."""
    language = dataset.view.language
    parts: list[str] = []
    for one in standardised_differences(dataset):
        if one.raw.difference is not None and one.standardised.difference is not None:
            decimals = dataset.indicator(one.row.indicator).decimals
            numbers = [signed(c.difference or 0.0, decimals, language) for c in (one.raw, one.standardised)]
            parts.append(f"{one.row.group.name} {' → '.join(numbers)}")
    return word("standardised_line", language, groups=" · ".join(parts)) if parts else ""


def _sentence(raw: Comparison, alike: Comparison, indicator: Indicator, language: Language) -> str:
    if alike.difference is None or alike.verdict not in TESTED:
        return word("standardised_not_made", language)
    size = abs(rounded(alike.difference, indicator.decimals))
    before = abs(rounded(raw.difference or 0.0, indicator.decimals))
    if {raw.verdict, alike.verdict} <= DIFFERS and alike.verdict != raw.verdict:
        ends = (signed(one.difference or 0.0, indicator.decimals, language) for one in (raw, alike))
        return word("standardised_turns", language, raw=next(ends), size=next(ends))
    key = _case(raw.verdict, alike.verdict, before, size)
    told = size if key == "appears" else before
    return word(
        f"standardised_{key}",
        language,
        raw=number(before, indicator.decimals, language),
        size=number(size, indicator.decimals, language),
        unit=_unit(told == 1, indicator, language),
    )


def _case(raw: Verdict, alike: Verdict, before: Decimal, size: Decimal) -> str:
    """Return the key of the words for two tested differences that do not point in opposite directions."""
    if raw not in DIFFERS:
        return "appears" if alike in DIFFERS else "none"
    if alike not in DIFFERS:
        return "gone"
    if size == before:
        return "same"
    return "larger" if size > before else "remains_one" if size == 1 else "remains"


def _unit(one: bool, indicator: Indicator, language: Language) -> str:  # noqa: FBT001 - whether it is exactly one
    name = "percent" if indicator.unit == Unit.PERCENT else "points"
    return word(f"standardised_unit_{name}{'_one' if one else ''}", language)
