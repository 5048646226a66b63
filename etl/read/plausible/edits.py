"""All query edits of published figures, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from etl.config.findings import Finding
from etl.read.plausible.agreement import more_than_asked, share_of_its_counts
from etl.read.plausible.among_others import far_from_others
from etl.read.plausible.cells import Cells
from etl.read.plausible.lost import areas_lost, tables_lost
from etl.read.plausible.over_time import all_far_from_before, far_from_before
from etl.read.plausible.parts import far_from_areas, far_from_groups
from etl.read.plausible.same import all_equal, copied, years_as_values

EDITS: tuple[Callable[[Cells], Iterator[Finding]], ...] = (
    years_as_values,
    all_far_from_before,
    far_from_before,
    far_from_others,
    far_from_areas,
    far_from_groups,
    share_of_its_counts,
    more_than_asked,
    areas_lost,
    tables_lost,
    all_equal,
    copied,
)


def query_edits(cells: Cells) -> Iterator[Finding]:
    """Find what should be looked at in the figures of all sources."""
    if cells.frame.height:
        yield from chain.from_iterable(edit(cells) for edit in EDITS)
