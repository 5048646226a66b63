"""The columns of figures of places' own surveys: who answered and when stands in every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from picture.export.columns import (
    CODE_COLUMNS,
    INTERVAL_COLUMNS,
    KEY_COLUMN,
    MARK_COLUMNS,
    PLACE_WORDS,
    SYNTHETIC_COLUMN,
    Column,
    Entry,
)
from picture.export.item import ExportItem
from picture.query.local.place import LocalCollection, PlaceKnown
from picture.query.model import Dataset
from picture.query.programs.cell_key import cell_key
from picture.text.local.told import sampling_name
from picture.text.source_lines import days_text, marked_source
from picture.text.words import unit

OF_NATIONAL_CELLS = {"division", KEY_COLUMN.name}  # no address of a figure leads to one of a place's own survey


def local_entries(items: Iterable[ExportItem]) -> list[Entry]:
    """List every figure of the places' own surveys once, the newest period first."""
    found = chain.from_iterable(entries_of_places(item.places, item.dataset) for item in items)
    return list({local_key(entry): entry for entry in found}.values())


def entries_of_places(places: Iterable[PlaceKnown], dataset: Dataset) -> Iterator[Entry]:
    """Yield the figures of the places' own surveys; dataset: beside which they stand, for its stamp and language."""
    for collection in chain.from_iterable(place.collections for place in places):
        asked = {one.id: one for one in collection.asked}
        for period in collection.periods:
            rows = (row for row in collection.rows if row.period == period)
            yield from (Entry(dataset, row, asked[row.indicator], collection=collection) for row in rows)


def local_key(entry: Entry) -> str:
    """Return source and cell: local_espoo/trust/2026/KU049/all.all; two surveys of a place have the same cells."""
    return f"{survey_of(entry).source.id}/{cell_key(entry.row)}"


def survey_of(entry: Entry) -> LocalCollection:
    """Return the survey that a line is of."""
    if entry.collection is None:
        raise ValueError(f"{entry.row.indicator}: a line of a local survey needs the survey")
    return entry.collection


def _collected(entry: Entry) -> str | None:
    fieldwork = survey_of(entry).fieldwork(entry.row.period)
    return days_text(fieldwork, entry.language) or None if fieldwork else None


LOCAL_VALUES = (  # for people
    *PLACE_WORDS,
    Column("value", "column_value", lambda e: e.row.value, 10),
    *INTERVAL_COLUMNS,
    Column("n", "column_n", lambda e: e.row.n, 12, fixed=0),
    Column("unit", "export_unit", lambda e: unit(e.indicator, e.language) or None, 11),
    *MARK_COLUMNS,
    Column("sampling", "export_sampling", lambda e: sampling_name(survey_of(e).sampling, e.language), 18),
    Column("collected", "export_collected", _collected, 26),
    SYNTHETIC_COLUMN,
    Column("source", "source", lambda e: marked_source(e.source, e.language), 44),
    *(column for column in CODE_COLUMNS if column.name not in OF_NATIONAL_CELLS),
    Column("source_code", "source", lambda e: e.source.id, 20, code=True),
    Column("sampling_code", "export_sampling", lambda e: survey_of(e).sampling.value, 16, code=True),
    Column("local_key", "export_local_key", local_key, 60, code=True),
)
