"""The finding of groups side by side: which differ from the group that they are compared with, by stored verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Against, Language, Level, Unit
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Comparison, Dataset, Observation
from picture.query.rounding import rounded
from picture.text.findings.among import Ending, among
from picture.text.findings.extremes import spread_parts
from picture.text.names import group_name
from picture.text.outcomes import Outcome, outcome_in, outcomes, reasons, reference_sentences
from picture.text.places import in_area
from picture.text.sentences import left_out, none_differs, untold
from picture.text.words import amount, capital, listing, period, phrase, word

ENDINGS: dict[str, Ending] = {"share": "of", "mean": "at", "name": "at"}


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A group that a test has found to differ from the one that it is compared with."""

    row: Observation
    block: Block
    reference: Observation
    stored: Comparison


def groups_headline(dataset: Dataset) -> str:
    """Write the largest difference between groups that is certain; else what may be said instead."""
    found = certain_differences(dataset)
    if found:
        return _difference_title(found[0], dataset)
    told = _instead(dataset)
    return f"{dataset.indicators[0].name}: {told[:1].lower()}{told[1:].rstrip('.')}"


def certain_differences(dataset: Dataset) -> list[GroupDifference]:
    """List the differences that tests have found, the largest first, as they are printed."""
    decimals = dataset.indicators[0].decimals
    found: list[GroupDifference] = []
    for block in blocks_of(dataset):
        found += _differences_in(block, dataset)
    return sorted(found, key=lambda one: -abs(rounded(one.stored.difference or 0.0, decimals)))


def _differences_in(block: Block, dataset: Dataset) -> Iterator[GroupDifference]:
    reference = block.reference
    for row in block.compared if reference is not None and reference.shown else ():
        stored = row.against(Against.GROUP)
        if reference and stored and outcome_in(row, Against.GROUP, dataset).differs:
            yield GroupDifference(row, block, reference, stored)


def _difference_title(one: GroupDifference, dataset: Dataset) -> str:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    kind = _kind(dataset)
    reference = among(one.reference.group, ENDINGS[kind], language)
    where = "" if one.row.area.level == Level.COUNTRY else in_area(one.row.area, language)
    if where and language == Language.SV:  # the verb stands second: "andel kvinnor än män i Nyland litar på ..."
        reference = f"{reference} {where}"
    told = word(
        f"groups_title_{outcome_in(one.row, Against.GROUP, dataset)}_{kind}",
        language,
        group=among(one.row.group, ENDINGS[kind], language),
        reference=reference,
        topic=indicator.clause or "",
    )
    if where and language != Language.SV:
        told = word("groups_title_in", language, where=where, told=told)
    return f"{indicator.name}: {told}" if kind == "name" else capital(told)


def _kind(dataset: Dataset) -> str:
    """Return of which kind the words of a difference are."""
    indicator = dataset.indicators[0]
    if indicator.clause is None:
        return "name"
    return "share" if indicator.unit == Unit.PERCENT else "mean"


def _instead(dataset: Dataset) -> str:
    """Write what is said where no difference is certain: nothing known, hidden, none found, or only the numbers."""
    language = dataset.view.language
    every = outcomes(dataset, Against.GROUP)
    if not dataset.rows:
        return word("groups_empty", language)
    if not any(r.shown for r in dataset.rows):
        return word("groups_withheld", language, reasons=reasons(every, language))
    names, found = _compared(dataset)
    if not found or not any(r.shown for r in dataset.rows if r.against(Against.GROUP)):
        return spread_parts(dataset.rows, dataset.indicators[0], "groups", language)[0]
    same = none_differs("groups", found, language)
    return same or " ".join(left_out("groups", names, found, language))


def _compared(dataset: Dataset) -> tuple[list[str], list[Outcome]]:
    """Return the groups that have a stored comparison, and what may be said of each."""
    rows = [r for r in dataset.rows if r.against(Against.GROUP)]
    return [group_name(r) for r in rows], [outcome_in(r, Against.GROUP, dataset) for r in rows]


def latest_of_groups(dataset: Dataset) -> str:
    """Write of which period the latest figures by group are, where the chosen one has none."""
    found = {row.group.dim_name: row.period for row in dataset.history}
    told = [f"{name[:1].lower()}{name[1:]} {period(when)}" for name, when in found.items()]
    return word("groups_latest", dataset.view.language, latest="; ".join(told)) if told else ""


def groups_lead(dataset: Dataset) -> Markup:
    """Write the groups block by block with their numbers, that of the title first; then who could not be compared."""
    language = dataset.view.language
    if not any(r.shown for r in dataset.rows):
        return _text(list(filter(None, [latest_of_groups(dataset), *reference_sentences(dataset)])))
    names, found = _compared(dataset)
    if not any(r.shown for r in dataset.rows if r.against(Against.GROUP)):
        return _text(_untested(dataset))
    first = next((one.block for one in certain_differences(dataset)), None)
    blocks = sorted(blocks_of(dataset), key=lambda block: block != first)
    told = [_block_sentence(block, dataset) for block in blocks]
    if any(one.tested for one in found):
        told.append(_text(left_out("groups", names, found, language)))
    else:
        told.append(_text(spread_parts(dataset.rows, dataset.indicators[0], "groups", language)))
    return Markup(" ").join(one for one in told if one)


def _text(told: Sequence[str]) -> Markup:
    return Markup("{}").format(" ".join(told))


def _untested(dataset: Dataset) -> list[str]:
    """Write who ends the range that the title tells, and why a sample's groups were not compared."""
    language = dataset.view.language
    every = outcomes(dataset, Against.GROUP)
    shown = [one for r, one in zip(dataset.rows, every, strict=True) if r.shown]
    told = spread_parts(dataset.rows, dataset.indicators[0], "groups", language)[1:]
    return told + (untold("groups", shown, dataset) if len(shown) > 1 else [])


def _block_sentence(block: Block, dataset: Dataset) -> Markup:
    """Write "Mother tongue: a larger share of Swedish speakers (68%) than of Finnish speakers (61%)"."""
    language = dataset.view.language
    reference = block.reference
    if reference is None or not reference.shown:
        return Markup("")
    kind = _kind(dataset)
    found = {row: outcome_in(row, Against.GROUP, dataset) for row in block.compared}
    parts: list[Markup] = []
    for way in (Outcome.HIGHER, Outcome.LOWER):
        told = [_with_number(r, among(r.group, ENDINGS[kind], language), dataset) for r in found if found[r] == way]
        if told:
            than = _with_number(reference, among(reference.group, ENDINGS[kind], language), dataset)
            key = f"groups_lead_{way}_{'share' if kind == 'share' else 'mean'}"
            parts.append(phrase(key, language, groups=_listed(told, language), reference=than))
    same = [r for r in found if found[r] == Outcome.NO_DIFFERENCE]
    if same:
        named = [_with_number(r, among(r.group, "at", language), dataset) for r in same]
        key = "groups_lead_same" if parts else "groups_lead_none"
        parts.append(phrase(key, language, groups=_listed(named, language), reference=_alone(reference, dataset)))
    if not parts:
        return Markup("")
    return Markup("<b>{}:</b> {}.").format(block.name, Markup("; ").join(parts))


def _listed(parts: Sequence[Markup], language: Language) -> Markup:
    return Markup(listing([str(one) for one in parts], language))  # noqa: S704 - made of escaped parts


def _with_number(row: Observation, name: str, dataset: Dataset) -> Markup:
    return Markup("{} (<b>{}</b>)").format(name, _amount(row, dataset))


def _alone(row: Observation, dataset: Dataset) -> Markup:
    """Write the reference group where nothing is told to be larger or smaller; Finnish has it uninflected."""
    language = dataset.view.language
    name = group_name(row) if language == Language.FI else among(row.group, "at", language)
    return _with_number(row, name, dataset)


def _amount(row: Observation, dataset: Dataset) -> str:
    return amount(row.value or 0.0, dataset.indicators[0], dataset.view.language)
