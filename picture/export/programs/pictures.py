"""The numbers of a picture as JSON-stat 2: one cube, or a collection of cubes where it shows several indicators."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from picture.export.columns import numbers
from picture.export.item import ExportItem
from picture.export.programs.json_stat import axes_of_rows, json_stat
from picture.query.model import Dataset


def picture_json_stat(item: ExportItem) -> bytes:
    """Write every number of a picture, each with its statuses."""
    link = {"alternate": [{"type": "text/html", "href": item.captions.link}]} if item.captions.link else {}
    cubes = [json_stat(one, axes_of_rows(one.rows), {"link": link} if link else {}) for one in _by_indicator(item)]
    content = cubes[0] if len(item.dataset.indicators) == 1 and cubes else _collection(item, cubes, link)
    return json.dumps(content, ensure_ascii=False).encode()


def _by_indicator(item: ExportItem) -> Iterator[Dataset]:
    """Yield the numbers of each indicator that has some, with the sources of just these numbers."""
    every = [entry.row for entry in numbers([item])]
    for indicator in item.dataset.indicators:
        rows = tuple(row for row in every if row.indicator == indicator.id)
        used = {row.source for row in rows}
        sources = tuple(source for source in item.dataset.sources if source.id in used)
        breaks = tuple(one for one in item.dataset.breaks if one.indicator == indicator.id)
        if rows:
            yield replace(item.dataset, indicators=(indicator,), rows=rows, sources=sources, breaks=breaks)


def _collection(item: ExportItem, cubes: list[dict[str, Any]], link: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "2.0",
        "class": "collection",
        "label": item.captions.subtitle,
        "note": [item.captions.title],
        "link": {**link, "item": cubes},
    }
