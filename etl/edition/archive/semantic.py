"""The semantic version of an edition: what whoever used the one before has to look at."""

from __future__ import annotations

from contract.editions.difference import ChangeKind
from etl.edition.archive.diff import Difference

FIRST = "1.0.0"


def next_semantic(before: str, found: Difference) -> str:
    """Return the version after `before`.

    Breaking (first number): an indicator or area is gone, or an indicator means something else. Adding (second): there
    is more than before. Correcting (third): whatever else differs.
    """
    major, minor, patch = map(int, before.split("."))
    indicators = found.indicators
    areas = found.areas
    if any(one.after is None or one.redefined for one in indicators) or any(one.after is None for one in areas):
        return f"{major + 1}.0.0"
    new = (one.before is None for one in (*areas, *found.local))
    added = [*(one.before is None for one in indicators), *new]
    if any(added) or found.counts.get(ChangeKind.ADDED):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
