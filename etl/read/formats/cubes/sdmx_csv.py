"""Parse SDMX-CSV 1.0 (first column DATAFLOW) and 2.0 (STRUCTURE, STRUCTURE_ID, ACTION), codes with or without labels.

As Eurostat, the OECD, the ECB and the BIS write them. sdmx1 reads 2.0 only, and needs the data structure definition,
which no download holds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import polars as pl

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.cubes.sdmx import DELETES, SCALE, TIME, VALUE, cells_of_observations, is_attribute
from etl.read.formats.limits import guarded_read
from etl.read.formats.table import ROW, SourceTable

SEPARATORS = ",;\t"
LONGEST_HEAD = 65_536  # bytes
FLOWS = ("DATAFLOW", "STRUCTURE_ID")  # which dataset a row belongs to
HEADS = (*FLOWS, "STRUCTURE", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "LAST_UPDATE", "KEY", "SERIES_KEY", "OBS_KEY")
IDENTIFIER = re.compile(r"[A-Za-z0-9_@$.-]+(?: UPDATE)?\Z")
BESIDE = re.compile(r"\[.*\]\Z")  # STRUCTURE[;], ATTR[], ATTR[en;fr]
LABELLED = re.compile(r"([^:\s]+):\s*(.*)", re.DOTALL)  # "A: Annual"


def is_sdmx_csv(path: Path, encoding: str) -> bool:
    """Return whether the first line of a text is a head of SDMX-CSV."""
    return _separator(_head(path, encoding)) is not None


def sdmx_csv_layout(path: Path, table: Table) -> Table:
    """Return a card's layout with the separator of the file's own head; raise UserError for another kind of CSV."""
    head = _head(path, table.encoding)
    separator = _separator(head)
    if separator is None:
        raise UserError("sdmx_csv_head", path=path, found=head)
    return msgspec.structs.replace(table, separator=separator, header_row=1)


def cells_of_sdmx_csv(raw: SourceTable) -> SourceTable:
    """Return the cells of a dataset: ROW, codes per dimension, `value` (text), `status`, with labels; raise UserError.

    Dimensions are the columns before OBS_VALUE, and those behind it too where a cell is not told apart without them.
    """
    path = raw.path
    with guarded_read(path, "sdmx_csv_unreadable"):
        columns, labels = _components(raw.frame)
        frame = pl.DataFrame([raw.frame[ROW], *(column.alias(name) for name, column in columns.items())])
        if "ACTION" in columns:
            deletes = [
                text for text in columns["ACTION"].drop_nulls().unique(maintain_order=True) if DELETES.match(text)
            ]
            SourceTable(path, frame).reject(columns["ACTION"].is_in(deletes), "ACTION", "sdmx_deletes")
        dims = _dimensions(frame)
        others = [name for name in frame.columns if is_attribute(name) or (SCALE.match(name) and name not in dims)]
        told = {name: known for name, known in labels.items() if name in dims and name != TIME}
        observations = frame.select(ROW, pl.col(dims).fill_null(""), VALUE)
        return cells_of_observations(path, observations, frame.select(others), told, raw.decimal)


def names_of_sdmx_csv(path: Path) -> set[str]:
    """Return the ids of the components in the head; none for another file."""
    head = _head(path, "utf-8")
    separator = _separator(head)
    return set() if separator is None else _identifiers(head, separator)


def _head(path: Path, encoding: str) -> list[str]:
    """Return the first line of a text; none of an empty one."""
    with path.open("rb") as file:
        start = file.read(LONGEST_HEAD)
    try:
        return start.decode(encoding, errors="replace").removeprefix("\ufeff").splitlines()[:1]
    except LookupError as error:
        raise UserError("encoding_unknown", path=path, found=encoding) from error


def _separator(head: Sequence[str]) -> str | None:
    """Return what separates the cells of a head that has the columns of SDMX; None for another file."""
    for separator in SEPARATORS:
        names = _identifiers(head, separator)
        if VALUE in names and not names.isdisjoint((TIME, *FLOWS)):
            return separator
    return None


def _identifiers(head: Sequence[str], separator: str) -> set[str]:
    return {_identifier(cell) for cell in next(csv.reader(head, delimiter=separator), [])}


def _identifier(cell: str) -> str:
    """Return the id of a component without its label and what says that it has several values."""
    return BESIDE.sub("", cell.partition(":")[0].strip())


def _components(frame: pl.DataFrame) -> tuple[dict[str, pl.Series], dict[str, Mapping[str, str]]]:
    """Return the codes and the labels of every component: labels stand behind a colon or in the next column."""
    names = frame.columns[1:]
    beside = _columns_of_labels(names)
    columns: dict[str, pl.Series] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for place, name in enumerate(names):
        if place in beside:
            continue
        codes = frame[name]
        told: Iterable[tuple[str, str]] = ()
        if place + 1 in beside:
            told = pl.DataFrame([codes, frame[names[place + 1]]]).unique(maintain_order=True).drop_nulls().rows()
        elif ":" in name:
            written = {text: LABELLED.match(text) for text in codes.unique(maintain_order=True).drop_nulls()}
            told = [(found[1], found[2]) for found in written.values() if found]
            codes = codes.replace({text: found[1] for text, found in written.items() if found})
        columns[_identifier(name)] = codes
        labels[_identifier(name)] = dict(told)
    return columns, labels


def _columns_of_labels(names: Sequence[str]) -> set[int]:
    """Return the places of the columns that hold labels: every second one, behind the columns of the head."""
    start = sum(_identifier(name) in HEADS for name in names)
    places = {place: name for place, name in enumerate(names) if name in {TIME, VALUE}}
    in_pairs = all((place - start) % 2 == 0 for place in places) and (len(names) - start) % 2 == 0
    behind = [names[place + 1] for place in places if place + 1 < len(names)]
    labelled = in_pairs and "STRUCTURE_NAME" in names and not any(map(is_attribute, behind))
    return set(range(start + 1, len(names), 2)) if labelled else set()


def _dimensions(frame: pl.DataFrame) -> list[str]:
    names = [name for name in frame.columns[1:] if name not in (*HEADS, VALUE) and not is_attribute(name)]
    several = [name for name in FLOWS if name in frame.columns and frame[name].n_unique() > 1]
    before = frame.columns[: frame.columns.index(VALUE)]
    dims = [name for name in names if name in before or name == TIME]
    unique = not frame.select(*several, *dims).is_duplicated().any()
    return [*several, *(dims if unique else names)]
