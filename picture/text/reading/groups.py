"""How to read groups side by side, in two sentences made of one group's own numbers."""

from __future__ import annotations

from contract.codes import Against
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Dataset, Observation
from picture.text.findings.groups import certain_differences
from picture.text.findings.standardised import difference_text
from picture.text.names import group_name
from picture.text.outcomes import outcome_in
from picture.text.words import amount, capital, interval, word


def groups_reading(dataset: Dataset) -> str:
    """Explain dot, band and line by the group of the title, else by one without a certain difference."""
    found = _example(dataset)
    if found is None:
        return ""
    block, row = found
    reference = block.reference
    stored = row.against(Against.GROUP)
    if reference is None or stored is None or stored.difference is None or row.ci_low is None or row.ci_high is None:
        return ""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    told = word(
        "reading_groups_dot",
        language,
        group=group_name(row),
        value=amount(row.value or 0.0, indicator, language),
        interval=interval(row.ci_low, row.ci_high, indicator, language),
    )
    certain = outcome_in(row, Against.GROUP, dataset).differs
    line = word(
        f"reading_groups_{'certain' if certain else 'open'}",
        language,
        reference=group_name(reference),
        value=amount(reference.value or 0.0, indicator, language),
        difference=difference_text(stored, indicator, language),
    )
    return f"{capital(told)} {line}"


def _example(dataset: Dataset) -> tuple[Block, Observation] | None:
    certain = certain_differences(dataset)
    if certain:
        return certain[0].block, certain[0].row
    for block in blocks_of(dataset):
        for row in block.compared if block.reference is not None and block.reference.shown else ():
            if outcome_in(row, Against.GROUP, dataset).tested and row.ci_low is not None:
                return block, row
    return None
