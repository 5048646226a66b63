"""In which order the areas of a map are listed: by their numbers, by name, or from north to south."""

from __future__ import annotations

from collections.abc import Iterable

from picture.query.model import Area, Dataset, Observation, Shape

BY_VALUE = "value"
BY_NAME = "name"
BY_PLACE = "north"
ORDERS = (BY_VALUE, BY_NAME, BY_PLACE)
# Finnish and Swedish put these after z, which a plain comparison of letters does not.
LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


def in_order(rows: Iterable[Observation], dataset: Dataset) -> list[Observation]:
    """Sort areas as the reader chose; by value, those without a number stand last."""
    if dataset.order == BY_NAME:
        return sorted(rows, key=lambda r: _name(r.area))
    if dataset.order == BY_PLACE and dataset.shapes:
        north = _norths(dataset.shapes)
        return sorted(rows, key=lambda r: (-north.get(r.area.code, 0.0), _name(r.area)))
    if dataset.order == BY_PLACE:
        return list(rows)  # the official order: there are no boundaries to tell another
    return sorted(rows, key=lambda r: (r.value is None, -(r.value or 0.0), _name(r.area)))


def from_north(areas: Iterable[Area], shapes: Iterable[Shape]) -> list[Area]:
    """Sort areas from north to south by their outlines."""
    north = _norths(shapes)
    return sorted(areas, key=lambda a: (-north.get(a.code, 0.0), _name(a)))


def _norths(shapes: Iterable[Shape]) -> dict[str, float]:
    return {shape.code: shape.label_y for shape in shapes}


def _name(area: Area) -> str:
    return area.name.lower().translate(LAST_LETTERS)
