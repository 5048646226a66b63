"""Names where there is room for no more: in drawings and at the top of pages. Texts and tables have them whole."""

from __future__ import annotations

from dataclasses import replace

from picture.query.model import Dataset, Observation
from picture.text.names import area_name, shortened


def with_short_names(dataset: Dataset, letters: int) -> Dataset:
    """Return a dataset with the names of areas and groups shortened."""

    def called(row: Observation) -> Observation:
        area = replace(row.area, name=shortened(row.area.name, letters))
        return replace(row, area=area, group=replace(row.group, name=shortened(row.group.name, letters)))

    return replace(
        dataset,
        rows=tuple(map(called, dataset.rows)),
        reference=tuple(map(called, dataset.reference)),
        area_name=shortened(area_name(dataset), letters),
    )
