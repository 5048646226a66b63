"""Files as the server makes them, and the figures that other programs read in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import chain, product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import python_calamine
from pptx import Presentation
from starlette.datastructures import QueryParams

from contract.codes import Language
from contract.pointer import build_of
from pages.server.databases import choices_of
from pages.server.take.address import NoFileError, read_address
from pages.server.take.making import make_file
from picture.text.words import word
from tests.picture.export.reread import charts, table_of
from tests.reread.database import Figure

BASE = "https://example.org"
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A view in a language."""

    kind: str
    language: str
    view: str  # "area=MK01&indicator=…"

    @property
    def area(self) -> str:
        """Return the code of the area that is asked for."""
        return QueryParams(self.view)["area"]

    @property
    def indicator(self) -> str:
        """Return the indicator that is asked for; nothing of an overview."""
        return QueryParams(self.view).get("indicator", "")

    def file(self, database: Path, form: str) -> bytes | None:
        """Make a file as the server does; None where the view is not offered."""
        choices = choices_of(database, Language(self.language))
        query = QueryParams(f"lang={self.language}&{self.view}")
        try:
            wanted = read_address(f"{self.kind}.{form}", query, choices, build_of(database), BASE)
        except NoFileError:
            return None
        return make_file(wanted, database).content


def figures_in(form: str, content: bytes, language: str) -> Iterator[Figure]:
    """Yield every figure that stands in a file under its key."""
    readers = {"pptx": _of_deck, "xlsx": _of_book, "ods": _of_book, "zip": _of_tables, "json": _of_json_stat}
    return readers[form](content, language)


def _of_deck(content: bytes, language: str) -> Iterator[Figure]:
    for row in chain.from_iterable(table_of(chart) for chart in charts(Presentation(BytesIO(content)))):
        yield Figure(row["key"], row["value"], row["low"], row["high"], row["n"] or None)


def _of_book(content: bytes, language: str) -> Iterator[Figure]:
    heads = [word(key, Language(language)) for key in ("export_key", "column_value", "export_low", "export_high")]
    heads.append(word("column_n", Language(language)))
    book = python_calamine.load_workbook(BytesIO(content))
    for rows in (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names):
        for row in _under(heads[:2], rows):
            key, *numbers = (row.get(head, "") for head in heads)
            if key:
                yield Figure(str(key), *(_number(one) for one in numbers[:3]), _count(numbers[3]))


def _under(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[Row]:
    """Yield the rows below the first line that holds these heads."""
    for place, row in enumerate(rows):
        if all(head in row for head in heads):
            yield from (dict(zip(row, below, strict=True)) for below in rows[place + 1 :])
            return


def _of_tables(content: bytes, language: str) -> Iterator[Figure]:
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith("values.parquet"):
                yield from map(_figure, pl.read_parquet(archive.read(name)).to_dicts())
            elif name.endswith(".csv"):
                text = archive.read(name).decode("utf-8-sig")
                comma = "," if name.startswith("programs/") or language == "en" else ";"
                rows = csv.DictReader(StringIO(text), delimiter=comma)
                yield from (_figure(row) for row in rows if "n" in row)


def _figure(row: Row) -> Figure:
    return Figure(row["key"], *(_number(row[name]) for name in ("value", "ci_low", "ci_high")), _count(row["n"]))


def _of_json_stat(content: bytes, language: str) -> Iterator[Figure]:
    """Yield the figures of cubes, one for each indicator, whose last dimension is what is measured."""
    told = json.loads(content)
    for cube in told["link"]["item"] if told["class"] == "collection" else [told]:
        yield from _of_cube(cube)


def _of_cube(told: Row) -> Iterator[Figure]:
    codes = [list(told["dimension"][name]["category"]["index"]) for name in told["id"]]
    if told["id"][-1] != "measure":
        raise ValueError(told["id"])
    values = told["value"]
    cells = dict(enumerate(values)) if isinstance(values, list) else {int(at): one for at, one in values.items()}
    measures = codes[-1]
    for place, cell in enumerate(product(*codes[:-1])):
        named = {"indicator": told["extension"].get("indicator")} | dict(zip(told["id"], cell, strict=False))
        held = {name: cells.get(place * len(measures) + at) for at, name in enumerate(measures)}
        if any(value is not None for value in held.values()):
            key = "/".join(named[name] for name in ("indicator", "period", "area", "group"))
            yield Figure(key, *(held.get(name) for name in ("value", "ci_low", "ci_high")), _count(held.get("n")))


def _number(cell: Any) -> float | None:
    if cell is None or cell == "":
        return None
    return float(cell.replace(",", ".")) if isinstance(cell, str) else float(cell)


def _count(cell: Any) -> int | None:
    number = _number(cell)
    return None if number is None else int(number)
