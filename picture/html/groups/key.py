"""What the signs of the groups mean, and what is to know of their differences."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from contract.codes import Against
from picture.charts.legend import group_signs
from picture.html.groups.chart import difference_kinds
from picture.html.indicator_table import sign_legend
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Dataset, Observation
from picture.query.rounding import rounded
from picture.text.words import word


def groups_key(dataset: Dataset) -> Markup:
    """Write the key, how differences were rounded where that can be seen, and what a standardised one is."""
    notes = []
    if _rounding_shows(dataset):
        notes.append(word("groups_rounding", dataset.view.language))
    if Against.GROUP_STANDARDISED in difference_kinds(dataset):
        notes.append(word("standardised_explained", dataset.view.language))
    told = Markup("").join(Markup('<p class="lb-quiet">{}</p>').format(one) for one in notes)
    return sign_legend(group_signs(dataset)) + Markup('<div class="lb-groups-notes">{}</div>').format(told)


def _rounding_shows(dataset: Dataset) -> bool:
    """Return whether a printed difference is not that of the two printed numbers beside it."""
    decimals = dataset.indicators[0].decimals
    return any(_rounded_apart(block, decimals) for block in blocks_of(dataset))


def _rounded_apart(block: Block, decimals: int) -> bool:
    return any(_off(row, block, decimals) for row in block.compared)


def _off(row: Observation, block: Block, decimals: int) -> bool:
    stored = row.against(Against.GROUP)
    other = block.reference
    if stored is None or stored.difference is None or other is None or other.value is None or row.value is None:
        return False
    printed: Decimal = rounded(row.value, decimals) - rounded(other.value, decimals)
    return printed != rounded(stored.difference, decimals)
