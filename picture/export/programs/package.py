"""A folder of tables for programs: CSV and Parquet of the same cells, described as Data Package and CSV on the Web.

Everything in the tables is a code, a number, or true and false, so they are the same bytes in every language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from contract.codes import Language
from picture.export.columns import CODED_CORRECTIONS, Column, Entry, comparisons, modelled, numbers, with_corrections
from picture.export.csv import to_csv
from picture.export.item import ExportItem
from picture.export.local.columns import local_entries
from picture.export.programs.local_values import CODED_LOCAL
from picture.export.programs.tables import CODED_ESTIMATES, CODED_VALUES, CODED_VERDICTS
from picture.query.model import Source, Stamp
from picture.text.editions.citation import citation
from picture.text.labels import licence
from picture.text.words import word

FOLDER = "programs"
SQL_TYPES = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN"}
CSVW_TYPES = {"string": "string", "number": "double", "integer": "integer", "boolean": "boolean"}
ENGLISH = Language.EN
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table for programs: its name, what it holds, the columns that tell its lines apart, and its lines as CSV."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    csv: bytes


def data_package(items: Sequence[ExportItem]) -> dict[str, bytes]:
    """Make the files of a package of datasets, by their names in its folder. items: at least one."""
    stamp = items[0].dataset.stamp
    sources = {one.id: one for one in chain.from_iterable(item.dataset.sources for item in items)}
    files: dict[str, bytes] = {}
    tables = list(coded_tables(items))
    for table in tables:
        files[f"{table.name}.csv"] = table.csv
        files[f"{table.name}.csv-metadata.json"] = _json(csv_on_the_web(table, stamp, list(sources.values())))
        files[f"{table.name}.parquet"] = parquet(table)
    files["datapackage.json"] = _json(_package(tables, stamp, list(sources.values())))
    return files


def coded_tables(items: Sequence[ExportItem]) -> Iterator[CodedTable]:
    """Yield the tables that have lines: values with verdicts, estimates of the model, figures of places' own surveys.

    What was heard in places is text in some language, and stands in the tables for people alone.
    """
    if entries := numbers(items):
        values = with_corrections(CODED_VALUES, CODED_CORRECTIONS, entries)
        yield _table("values", "export_title_values", values, ("key",), entries)
        tested = list(comparisons(entries))
        yield _table("verdicts", "export_title_comparisons", CODED_VERDICTS, ("key", "against", "reference"), tested)
    if local := local_entries(items):
        yield _table("local_values", "export_title_local", CODED_LOCAL, ("local_key",), local)
    if estimates := modelled(items):
        yield _table("model_estimates", "export_title_small_areas", CODED_ESTIMATES, ("key",), estimates)


def _table(name: str, title: str, columns: tuple[Column, ...], key: tuple[str, ...], lines: list[Entry]) -> CodedTable:
    return CodedTable(name, word(title, ENGLISH), columns, key, to_csv(columns, lines, ENGLISH).encode())


def parquet(table: CodedTable) -> bytes:
    """Write the cells of a table as Parquet, each column in its type; what is empty there is null here."""
    types = {column.name: SQL_TYPES[column.type] for column in table.columns}
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as con:
        given = Path(folder, "table.csv")
        made = Path(folder, "table.parquet")
        given.write_bytes(table.csv)
        read = con.read_csv(str(given), header=True, delimiter=",", quotechar='"', escapechar='"', columns=types)
        read.write_parquet(str(made), compression="zstd")
        return made.read_bytes()


def csv_on_the_web(table: CodedTable, stamp: Stamp, sources: Sequence[Source]) -> _Json:
    """Describe a table as CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""
    return described_csv(f"{table.name}.csv", table.title, table.columns, table.key, stamp, sources)


def described_csv(  # noqa: PLR0917
    url: str, title: str, columns: Sequence[Column], key: Sequence[str], stamp: Stamp, sources: Sequence[Source]
) -> _Json:
    """Describe the CSV file at an address; key: the columns that tell its lines apart."""
    described = [
        {"name": one.name, "titles": one.name, "datatype": CSVW_TYPES[one.type], "dc:description": one.head(ENGLISH)}
        for one in columns
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": title,
        "dc:bibliographicCitation": citation(stamp, ENGLISH),
        "dc:license": _licences(sources),
        "dc:issued": stamp.built_at.date().isoformat(),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"columns": described, "primaryKey": list(key)},
    }


def _package(tables: Sequence[CodedTable], stamp: Stamp, sources: Sequence[Source]) -> _Json:
    """Describe a folder as Data Package (https://datapackage.org)."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"lagesbild-{stamp.edition}",
        "title": f"{word('title', ENGLISH)} {stamp.edition}",
        "description": " ".join([word("synthetic_mark", ENGLISH)] * stamp.synthetic + [citation(stamp, ENGLISH)]),
        "version": f"{stamp.edition}.{stamp.version}",
        "created": f"{stamp.built_at.replace(tzinfo=None).isoformat(timespec='seconds')}Z",
        "licenses": [{"name": name, "title": name} for name in _licences(sources)],
        "sources": [{"title": one.title, **({"path": one.url} if one.url else {})} for one in sources],
        "resources": list(chain.from_iterable(map(_resources, tables))),
    }


def _resources(table: CodedTable) -> Iterator[_Json]:
    fields = [{"name": one.name, "type": one.type, "description": one.head(ENGLISH)} for one in table.columns]
    schema = {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
    plain = {"type": "table", "title": table.title, "schema": schema}
    yield {"name": table.name, "path": f"{table.name}.csv", "format": "csv", "encoding": "utf-8", **plain}
    yield {"name": f"{table.name}-parquet", "path": f"{table.name}.parquet", "format": "parquet", **plain}


def _licences(sources: Sequence[Source]) -> list[str]:
    return sorted({licence(source, ENGLISH) for source in sources})


def _json(content: _Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
