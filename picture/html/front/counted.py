"""Which rows of the front page are counted and which stand as background, and in which order a panel has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from picture.query.age import is_old
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.labels import Tone, VerdictLabel, verdict_label_of
from picture.text.outcomes import outcome_in

CountedGroup = Literal["worse", "better", "changed", "same", "untested"]
COUNTED_GROUPS: tuple[CountedGroup, ...] = ("worse", "better", "changed", "same", "untested")  # in the order of a panel
TONE_GROUPS: dict[Tone, CountedGroup] = {"better": "better", "worse": "worse"}


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of a panel with what its comparison has found."""

    item: IndicatorRow
    label: VerdictLabel
    group: CountedGroup
    size: float  # of the stored difference


def counted_rows(dataset: Dataset, domain: str) -> list[Counted]:
    """List a domain's rows that are not too old: what is worse first, then the larger change."""
    rows = [_counted(item, dataset) for item in indicator_rows(dataset, domain) if not _is_old(item, dataset)]
    return sorted(rows, key=lambda one: (COUNTED_GROUPS.index(one.group), -one.size))


def every_counted(dataset: Dataset) -> list[Counted]:
    """List the rows of all panels."""
    rows: list[Counted] = []
    for domain in DOMAINS:
        rows += counted_rows(dataset, domain)
    return rows


def background_rows(dataset: Dataset, domain: str) -> list[IndicatorRow]:
    """List a domain's rows that are older than the policy's limit."""
    return [item for item in indicator_rows(dataset, domain) if _is_old(item, dataset)]


def _is_old(item: IndicatorRow, dataset: Dataset) -> bool:
    return is_old(item.row.period, dataset.view.period, dataset.stamp.max_age_years)


def _counted(item: IndicatorRow, dataset: Dataset) -> Counted:
    label = verdict_label_of(item, dataset)
    found = outcome_in(item.row, item.against, dataset)
    group: CountedGroup = "same" if found.tested else "untested"
    if found.differs:
        group = TONE_GROUPS.get(label.tone, "changed")
    stored = item.row.against(item.against)
    return Counted(item, label, group, abs(stored.difference or 0.0) if stored else 0.0)
