"""What a slide and the workbook of a chart say of themselves, so that they still do in another deck."""

from __future__ import annotations

from picture.export.stamp import stamp, warnings
from picture.query.model import Dataset


def stamp_cells(dataset: Dataset, link: str) -> tuple[tuple[str, str], ...]:
    """Return names and texts of the stamp: for programs, and as the slide says it for people."""
    held = dataset.stamp
    return (
        ("made_by", "lagesbild"),
        ("edition", held.edition),
        ("version", str(held.version)),
        ("build", held.build),
        ("status", held.status),
        ("synthetic", "true" if dataset.synthetic else "false"),
        ("language", dataset.view.language),
        ("kind", dataset.kind),
        ("address", link),
        ("warning", " · ".join(warnings(dataset))),
        ("told", stamp(dataset)),
    )
