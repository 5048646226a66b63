"""Labels of periods in a cube: one that tells another year than its code is refused."""

from __future__ import annotations

import re

from contract.errors import UserError
from etl.read.formats.table import SourceTable
from etl.read.labels.plain_words import readable

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check_period_labels(raw: SourceTable, column: str) -> None:
    """Refuse the first category of a dimension of periods whose label has years, but none of its code."""
    labels = raw.labels.get(column, {})
    for category in raw.frame[column].unique(maintain_order=True):
        label = readable(labels.get(category, ""))
        years = set(YEAR.findall(label))
        own = YEAR.findall(category)
        if own and years and years.isdisjoint(own):
            raise UserError("period_label_contradicts", path=raw.path, column=column, found=category, label=label)
