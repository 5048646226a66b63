"""CSV files for people, with a codebook.

In Finnish and Swedish the files are what Excel in Finland opens rightly: semicolons and decimal commas. A decimal point
would there turn 12.2 into the 12th of February. In English: commas and points. Column names are the same in all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from contract.codes import Language
from picture.export.codebook import Fact, codebook_blocks, status_codes
from picture.export.columns import (
    COMPARISONS,
    CORRECTION_COLUMNS,
    MODELLED,
    VALUES,
    Column,
    Entry,
    Value,
    comparisons,
    modelled,
    numbers,
    with_corrections,
)
from picture.export.item import ExportItem
from picture.export.local.columns import LOCAL_VALUES, local_entries
from picture.export.local.heard import HEARD_COLUMNS, heard_rows
from picture.export.stamp import stamp, warnings
from picture.text.words import word

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet take a text for a formula
TEXT_ENCODING = "utf-8-sig"  # the byte order mark tells Excel that it is UTF-8


def localised_tables(items: Sequence[ExportItem], stem: str) -> dict[str, bytes]:
    """Make the tables for people and their codebook, in the language of the items. items: at least one."""
    language = items[0].dataset.view.language
    entries = numbers(items)
    files = _of_country(items, entries, stem) if entries else {}
    if local := local_entries(items):
        files[f"{stem}_local.csv"] = to_csv(LOCAL_VALUES, local, language)
    if heard := heard_rows(items):
        files[f"{stem}_heard.csv"] = _written([column.name for column in HEARD_COLUMNS], heard, language)
    files[f"{stem}_codebook.txt"] = codebook(items)
    return {name: text.encode(TEXT_ENCODING) for name, text in files.items()}


def _of_country(items: Sequence[ExportItem], entries: Sequence[Entry], stem: str) -> dict[str, str]:
    """Write the numbers of the datasets, their comparisons, and the estimates of the model where there are some."""
    language = items[0].dataset.view.language
    estimates = modelled(items)
    return {
        f"{stem}.csv": to_csv(with_corrections(VALUES, CORRECTION_COLUMNS, entries), entries, language),
        f"{stem}_comparisons.csv": to_csv(COMPARISONS, comparisons(entries), language),
        **({f"{stem}_model_estimates.csv": to_csv(MODELLED, estimates, language)} if estimates else {}),
    }


def to_csv(columns: Sequence[Column], entries: Iterable[Entry], language: Language) -> str:
    """Write entries as CSV; the heads are the columns' names."""
    rows = ([column.of(entry) for column in columns] for entry in entries)
    return _written([column.name for column in columns], rows, language)


def _written(heads: Sequence[str], rows: Iterable[Sequence[Value]], language: Language) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([cell(value, language) for value in row])
    return text.getvalue()


def cell(value: Value, language: Language) -> str:
    """Write one cell: a number with the language's decimal mark, a text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    text = str(value).removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


def codebook(items: Sequence[ExportItem]) -> str:
    """Explain the files: how they are written, every column, every mark, every indicator and source."""
    dataset = items[0].dataset
    language = dataset.view.language
    columns: dict[str, str] = {}
    for column in _columns(items):
        columns.setdefault(column.name, column.head(language))
    for text in HEARD_COLUMNS if heard_rows(items) else ():
        columns.setdefault(text.name, word(text.key, language))
    codes = [(f"{column} {code}", meaning) for column, code, meaning in status_codes(language)]
    parts = [
        "\r\n".join([word("export_codebook", language), *warnings(dataset), stamp(dataset)]),
        word("export_form", language),
        _block(word("export_columns", language), columns.items()),
        _block(word("methods_marks", language), codes),
        *(_block("", block) for block in codebook_blocks(items)),
    ]
    return "\r\n\r\n".join(part for part in parts if part) + "\r\n"


def _columns(items: Sequence[ExportItem]) -> list[Column]:
    """List the columns of all tables that have lines, the first of a name first."""
    entries = numbers(items)
    columns: list[Column] = []
    if entries:
        columns += [*with_corrections(VALUES, CORRECTION_COLUMNS, entries), *COMPARISONS]
        columns += MODELLED if modelled(items) else ()
    return [*columns, *(LOCAL_VALUES if local_entries(items) else ())]


def _block(title: str, facts: Iterable[Fact]) -> str:
    return "\r\n".join([*([title] if title else []), *(f"{term}: {text}" for term, text in facts)])
