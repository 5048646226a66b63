"""Parse data messages of SDMX-JSON 1.0 and 2.0 (sdmx1 reads 1.0 only)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from contract.errors import UserError
from etl.read.formats.cubes.sdmx import DELETES, TIME, VALUE, cells_of_observations, is_read, period
from etl.read.formats.limits import guarded_read, look_at_size
from etl.read.formats.table import ROW, SourceTable

PARTS = ("dataSet", "series", "observation")  # where a dimension may stand, in the order of keys
TIMES = ("TIME_PERIOD", "TIME")

Key = tuple[int, ...]
Texts = dict[str, str | None]
Row = tuple[Key, Any, Texts]  # of an observation: place of its categories, value, attributes


def is_sdmx_json(document: object) -> bool:
    """Return whether a JSON document is a data message of SDMX."""
    body = document.get("data", document) if isinstance(document, dict) else None
    return isinstance(body, dict) and isinstance(body.get("dataSets"), list)


def read_sdmx_json(path: Path, message: Mapping[str, Any]) -> SourceTable:
    """Read a data message: ROW (of an observation, from 1), dimensions, `value`, `status`, labels; raise UserError."""
    with guarded_read(path, "sdmx_json_unreadable"):
        body = message.get("data", message)
        structure = _structure(path, body)
        for one in body["dataSets"]:
            if DELETES.match(str(one.get("action", ""))):
                raise UserError("sdmx_deletes", path=path, found=one["action"])
        look_at_size(path, sum(map(_size, body["dataSets"])), 1)
        parts = (structure["dimensions"].get(part) or () for part in PARTS)
        dims = {_name(one): one["values"] for one in chain.from_iterable(parts)}
        reader = _Reader(structure, len(dims))
        found = list(chain.from_iterable(map(reader.rows, body["dataSets"])))
        labels = {name: _labels(values) for name, values in dims.items() if name != TIME}
        cells = cells_of_observations(path, _observations(dims, found), _attributes(found), labels)
        return replace(cells, listed={name: _listed(name, values) for name, values in dims.items()})


def _name(dimension: Mapping[str, Any]) -> str:
    name = str(dimension["id"])
    return TIME if name in TIMES else name


def _observations(dims: Mapping[str, Sequence[Mapping[str, Any]]], found: Sequence[Row]) -> pl.DataFrame:
    rows = pl.int_range(1, len(found) + 1, eager=True).alias(ROW)
    codes = {name: [_code(value) for value in values] for name, values in dims.items()}
    columns = [
        pl.Series(name, [known[key[place]] for key, _, _ in found], dtype=pl.String)
        for place, (name, known) in enumerate(codes.items())
    ]
    values = [None if value is None else str(value) for _, value, _ in found]
    return pl.DataFrame([rows, *columns, pl.Series(VALUE, values, dtype=pl.String)])


def _attributes(found: Sequence[Row]) -> pl.DataFrame:
    said = dict.fromkeys(chain.from_iterable(texts for _, _, texts in found))
    return pl.DataFrame([pl.Series(name, [texts.get(name) for _, _, texts in found], dtype=pl.String) for name in said])


def _structure(path: Path, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the one structure of all datasets, with one measure."""
    structures = body.get("structures") or [body["structure"]]
    used = {one.get("structure", 0) for one in body["dataSets"]}
    if len(used) != 1:
        raise UserError("datasets_not_one", path=path, found=len(used) or None)
    structure: Mapping[str, Any] = structures[used.pop()]
    measures = (structure.get("measures") or {}).get("observation") or ()
    if len(measures) > 1:
        raise UserError("sdmx_measures_several", path=path, found=[one["id"] for one in measures])
    return structure


def _size(dataset: Mapping[str, Any]) -> int:
    series = (dataset.get("series") or {}).values()
    return len(dataset.get("observations") or ()) + sum(len(one.get("observations") or ()) for one in series)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Finds key, value and attributes of every observation."""

    structure: Mapping[str, Any]
    count: int  # of dimensions

    def rows(self, dataset: Mapping[str, Any]) -> Iterator[Row]:
        first = (0,) * len(self.structure["dimensions"].get("dataSet") or ())
        of_all = self._texts("dataSet", dataset.get("attributes"))
        groups = {
            _places(key): self._texts("dimensionGroup", written)
            for key, written in (dataset.get("dimensionGroupAttributes") or {}).items()
        }
        series = dataset.get("series") or {"": {"observations": dataset.get("observations") or {}}}
        for key, one in series.items():
            before = (*first, *_key(key))
            of_series = of_all | self._texts("series", one.get("attributes"))
            for end, cells in (one.get("observations") or {}).items():
                place = (*before, *_key(end))
                if len(place) != self.count or min(place, default=0) < 0:
                    raise ValueError(place)
                own = self._texts("observation", cells[1:]) if len(cells) > 1 else {}
                yield place, cells[0] if cells else None, of_series | _of_groups(groups, place) | own

    def _texts(self, part: str, written: Sequence[Any] | None) -> Texts:
        """Return attribute = code, of those that change what a figure means."""
        known = (self.structure.get("attributes") or {}).get(part) or ()
        pairs = zip(known, written or (), strict=False)
        return {one["id"]: _resolved(one, value) for one, value in pairs if is_read(one["id"])}


def _of_groups(groups: Mapping[tuple[tuple[int, int], ...], Texts], place: Key) -> Texts:
    found: Texts = {}
    for wanted, texts in groups.items():
        if texts and all(place[at] == index for at, index in wanted):
            found |= texts
    return found


def _places(key: str) -> tuple[tuple[int, int], ...]:
    """Read "0::1": the first dimension has its first value, the third its second; others may have any."""
    return tuple((at, int(part)) for at, part in enumerate(key.split(":")) if part)


def _key(written: str) -> Key:
    return tuple(int(part) for part in written.split(":")) if written else ()


def _resolved(attribute: Mapping[str, Any], written: Any) -> str | None:
    """Return an attribute's code: what is written is its place in the list of values, or itself."""
    values = attribute.get("values")
    value = values[written] if values and isinstance(written, int) else written
    if isinstance(value, dict):
        value = _code(value)
    value = attribute.get("default") if value is None else value
    return None if value is None else str(value)


def _code(value: Mapping[str, Any]) -> str:
    return str(next(value[key] for key in ("id", "value", "name") if value.get(key) is not None))


def _labels(values: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {_code(value): str(value["name"]) for value in values if value.get("name") is not None}


def _listed(dimension: str, values: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the categories that the structure lists, periods as we write them."""
    codes = map(_code, values)
    return list(map(period, codes) if dimension == TIME else codes)
