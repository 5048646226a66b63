"""Code and name of an area that stand together in a file: a name of another area is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

import polars as pl

from contract.errors import UserError
from etl.config.findings import Figures, Finding
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.plain_words import plain, readable
from geo.classification import Classification
from geo.lookup import are_apart, areas_meant, heirs_meant
from geo.tables import Area

CODE_AND_NAME = re.compile(r"((?:[A-Z]{2,3})?\d{1,3}) +(?:[-–—:] +)?([^\W\d].*)")  # "091 Helsinki"
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")  # "Uusimaa (2025)"
BOTH = re.compile(r"\s+[-–—]\s+|\s*/\s*")  # "Helsinki - Helsingfors"
SHOWN = 8
NEARLY_ALL = 0.9  # of the texts of a column are names of areas: it is a column of names
HALF = 0.5


class Division(NamedTuple):
    """The areas of a level on a day."""

    classification: Classification
    level: str
    on: date


def check_area_labels(
    raw: SourceTable, column: str, meant: Mapping[str, Area], classification: Classification, on: date
) -> None:
    """Refuse the first category of an area column whose label is the name of another area than its code.

    meant: what stands in the file = the area that it is taken for. A name that nobody knows is told, not refused.
    """
    labels = raw.labels.get(column, {})
    unknown = []
    for stood, area in meant.items():
        label = labels.get(stood, "")
        if plain(label) in {"", plain(stood)}:
            continue
        if other := other_area(classification, area, label, on):
            raise _contradiction(area, other).at(raw.path, column=raw.name(column), found=f"{stood} = {label}")
        if not _found(classification, area, label, on):
            unknown.append(f"{stood} = {label}")
    if unknown:
        found = [*unknown[:SHOWN], *("…" for _ in unknown[SHOWN : SHOWN + 1])]
        error = UserError(
            "area_labels_unknown", path=raw.path, column=raw.name(column), found=found, number=len(unknown)
        )
        raw.told.append(Finding(error, Figures()))


def check_names_beside(raw: SourceTable, column: str, others: Collection[str], division: Division) -> None:
    """Refuse the first row where a column of names beside the codes of areas names another area.

    others: columns that may hold names; one does where nearly all of its texts are names of the level, each beside one
    code.
    """
    classification, level, on = division
    codes = raw.text(column)
    for name in others:
        if name not in raw.frame.columns or raw.frame[name].dtype != pl.String:
            continue
        pairs = pl.DataFrame({"code": codes, "name": raw.text(name), ROW: raw.frame[ROW]}).drop_nulls()
        pairs = pairs.unique(["code", "name"], keep="first", maintain_order=True)
        called = [
            one for one in pairs["name"].unique(maintain_order=True) if any(_called(classification, one, level, on))
        ]
        alone = pairs["code"].is_unique().all() and pairs["name"].is_unique().all()
        if not alone or len(called) < NEARLY_ALL * max(pairs.height, 1):
            continue
        for code, label, row in pairs.iter_rows():
            for area in areas_meant(classification, code_alone(code), level, on)[:1]:
                if other := other_area(classification, area, label, on):
                    found = f"{code} = {label}"
                    raise _contradiction(area, other).at(raw.path, row=row, column=raw.name(name), found=found)


def check_cells(
    raw: SourceTable, column: str, areas: Mapping[str, Area], classification: Classification, on: date
) -> None:
    """Refuse the first cell whose code and name, in itself or in its label of SPSS, are those of two areas.

    areas: what stands in the file = its area, which a label says before the code does. A file may number areas in its
    own way: its numbers are codes only where at least half of the labels agree with them.
    """
    labels = raw.labels.get(raw.name(column), {})
    values = raw.text(column)
    numbers = raw.frame[column].dtype.is_numeric()
    by_code = {stood: _by_code(classification, stood, areas, numbers=numbers, on=on) for stood in areas.keys() & labels}
    agree = sum(areas[stood] == area for stood, area in by_code.items())
    codes_count = None not in by_code.values() and (not numbers or agree >= HALF * len(by_code))
    for stood, area in areas.items():
        text = labels.get(stood, stood)
        other = other_area(classification, area, text, on) if code_alone(text) != text else None
        if stood in by_code and codes_count and by_code[stood] != area:
            other = by_code[stood]
        if other:
            row, name = raw.place(raw.frame.filter(values == stood)[ROW][0], column)
            found = text if text == stood else f"{stood} = {text}"
            raise _contradiction(area, other).at(raw.path, row=row, column=name, found=found)


def _by_code(
    classification: Classification, stood: str, areas: Mapping[str, Area], *, numbers: bool, on: date
) -> Area | None:
    """Return the area whose code a value is, also without its zeros where the file holds numbers."""
    area = areas[stood]
    code = stood.zfill(len(area.code)) if numbers else stood
    return next(iter(areas_meant(classification, code, area.level, on)), None)


def code_alone(text: str) -> str:
    """Return the code of a cell that holds code and name; any other text as it is."""
    both = CODE_AND_NAME.fullmatch(text)
    return both[1] if both else text


def name_alone(text: str) -> str:
    """Return the name of a cell that holds code and name; any other text as it is."""
    both = CODE_AND_NAME.fullmatch(text)
    return both[2] if both else text


def other_area(classification: Classification, area: Area, label: str, on: date) -> Area | None:
    """Return the other area that a label names; None where it names this one, or where nobody knows it.

    The names of areas that have joined this one, and of areas elsewhere of another level, are known too.
    """
    found = _found(classification, area, label, on)
    if found:
        return None if area in found else found[0]
    levels = [level for level in classification.levels_in_force(on) if level != area.level]
    others = chain.from_iterable(_called(classification, label, level, on) for level in levels)
    return next((one for one in others if are_apart(classification, area, one, on)), None)


def _found(classification: Classification, area: Area, label: str, on: date) -> list[Area]:
    """Return the areas of the same level that a label names, or that the areas of that name have joined."""
    found = [*_called(classification, label, area.level, on)]
    heirs = (heirs_meant(classification, name, area.level, on) for name in _names(label))
    return found or [*chain.from_iterable(heirs)]


def _contradiction(area: Area, other: Area) -> UserError:
    ours = f"{area.name_fi} ({area.level} {area.code})"
    return UserError("area_label_contradicts", ours=ours, meant=f"{other.name_fi} ({other.level} {other.code})")


def _called(classification: Classification, label: str, level: str, on: date) -> Iterator[Area]:
    for name in _names(label):
        yield from areas_meant(classification, name, level, on)


def _names(label: str) -> Iterator[str]:
    """Yield what of a label may be a name: all of it, without a code, without brackets, each of two languages."""
    text = name_alone(readable(label))
    short = BRACKETS.sub("", text).strip()
    yield from dict.fromkeys((text, short, *BOTH.split(short)))
