"""Names where there is room for no more: in drawings and at the top of pages. Texts and tables have them whole."""

from __future__ import annotations

from dataclasses import replace

from picture.query.model import Dataset, Observation
from picture.text.names import area_name


def short_name(name: str, letters: int) -> str:
    """Return a name of at most so many letters; one that was longer ends with an ellipsis."""
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def with_short_names(dataset: Dataset, letters: int) -> Dataset:
    """Return a dataset with the names of areas and groups shortened."""

    def called(row: Observation) -> Observation:
        area = replace(row.area, name=short_name(row.area.name, letters))
        return replace(row, area=area, group=replace(row.group, name=short_name(row.group.name, letters)))

    return replace(
        dataset,
        rows=tuple(map(called, dataset.rows)),
        reference=tuple(map(called, dataset.reference)),
        area_name=short_name(area_name(dataset), letters),
    )
