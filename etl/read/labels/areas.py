"""Code and name of an area that stand together in a file: a name of another area is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

import polars as pl

from contract.codes import Level
from contract.errors import UserError
from etl.config.findings import Figures, Finding
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.accepted import lines
from etl.read.labels.plain_words import plain, readable, same_words
from geo.classification import Classification
from geo.lookup import are_apart, areas_meant, heirs_meant
from geo.tables import Area

CODE_AND_NAME = re.compile(r"((?:[A-Z]{2,3})?\d{1,3}) +(?:[-–—:] +)?([^\W\d].*)")  # "091 Helsinki"
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")  # "Uusimaa (2025)"
BOTH = re.compile(r"\s+[-–—]\s+|\s*/\s*")  # "Helsinki - Helsingfors"
SHOWN = 8
NEARLY_ALL = 0.9  # of the texts of a column are names of areas: it is a column of names
HALF = 0.5
NAMES = re.compile(  # how a column of names of areas is headed
    r"name|nimi|namn|label|selite|region|alue|område|area|maakunta|landskap|kunta|kommun|län|county|municipality|place",
    re.IGNORECASE,
)
WORDS = r"^\p{L}[\p{L} ,.'’&/()-]{2,}$"  # what may be a name
FEWEST = 2  # names of areas that tell another division


class Division(NamedTuple):
    """The areas of a level on a day."""

    classification: Classification
    level: str
    on: date


def check_area_labels(
    raw: SourceTable,
    column: str,
    meant: Mapping[str, Area],
    classification: Classification,
    on: date,
    *,
    accepted: Mapping[str, str],
) -> None:
    """Refuse the first category of an area column whose label is the name of another area than its code.

    meant: what stands in the file = the area that it is taken for. A name that nobody knows is told, or refused where
    most are such (see `strangers`), unless the card accepts it: accepted is code = name.
    """
    labels = raw.labels.get(column, {})
    unknown = []
    named = {}
    for stood, area in meant.items():
        label = labels.get(stood, "")
        if plain(label) in {"", plain(stood)}:
            continue
        if other := other_area(classification, area, label, on):
            raise _contradiction(area, other).at(raw.path, column=raw.name(column), found=f"{stood} = {label}")
        if area.level != Level.COUNTRY:
            named[stood] = label
        if not _found(classification, area, label, on) and not same_words(accepted.get(stood, ""), label):
            unknown.append(f"{stood} = {label}")
    if strange := strangers(classification, named, on, accepted):
        raise _of_another_division(raw.name(column), strange, named, meant).at(raw.path, column=raw.name(column))
    if unknown:
        found = [*unknown[:SHOWN], *("…" for _ in unknown[SHOWN : SHOWN + 1])]
        error = UserError(
            "area_labels_unknown", path=raw.path, column=raw.name(column), found=found, number=len(unknown)
        )
        raw.told.append(Finding(error, Figures()))


def strangers(
    classification: Classification, named: Mapping[str, str], on: date, accepted: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return code = name of the areas that nobody knows, where they are more than half of two or more; none elsewhere.

    Such a file is of another division, or of another country: its codes only look like ours. A name of any level
    counts as known, and so does one that the card accepts.
    """
    levels = classification.levels_in_force(on)
    unknown = {}
    for code, name in named.items():
        known = same_words((accepted or {}).get(code, ""), name) or any(
            any(_called(classification, name, level, on)) or any(_heirs(classification, name, level, on))
            for level in levels
        )
        if not known:
            unknown[code] = name
    return unknown if len(named) >= FEWEST and len(unknown) > HALF * len(named) else {}


def names_beside(raw: SourceTable, column: str, others: Collection[str]) -> dict[str, str]:
    """Return code = name of the areas of a table: of cells that hold both, else of a column that is headed as names."""
    codes = raw.text(column)
    cells = codes.drop_nulls().unique(maintain_order=True).to_list()
    both = {code_alone(cell): name_alone(cell) for cell in cells if code_alone(cell) != cell}
    return both or next((names for _, names in _columns_of_names(raw, codes, others)), {})


def check_names_beside(
    raw: SourceTable, column: str, others: Collection[str], division: Division, accepted: Mapping[str, str]
) -> None:
    """Refuse the first row where a column of names beside the codes of areas names another area, or most are unknown.

    others: columns that may hold names; one does where nearly all of its texts are names of the level, each beside one
    code, or where its heading says so. accepted: code = name, on the card.
    """
    classification, level, on = division
    codes = raw.text(column)
    for header, names in _columns_of_names(raw, codes, others):
        meant = {code: areas_meant(classification, code, level, on) for code in names}
        areas = {code: several[0] for code, several in meant.items() if several}
        named = {code: names[code] for code in areas}
        if strange := strangers(classification, named, on, accepted):
            row = raw.first_row(column, next(iter(strange)))
            error = _of_another_division(raw.name(column), strange, named, areas)
            raise error.at(raw.path, row=row, column=raw.name(header))
    for name, pairs in _one_a_code(raw, codes, others):
        called = [one for one in pairs["name"] if any(_called(classification, one, level, on))]
        if len(called) < NEARLY_ALL * max(pairs.height, 1):
            continue
        for code, label, row in pairs.iter_rows():
            for area in areas_meant(classification, code_alone(code), level, on)[:1]:
                if other := other_area(classification, area, label, on):
                    found = f"{code} = {label}"
                    raise _contradiction(area, other).at(raw.path, row=row, column=raw.name(name), found=found)


def _columns_of_names(
    raw: SourceTable, codes: pl.Series, others: Collection[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield header and code = name of the columns that are headed as names of areas and hold words, one a code."""
    for header, pairs in _one_a_code(raw, codes, filter(NAMES.search, others)):
        if pairs["name"].str.contains(WORDS).all():
            yield header, dict(pairs.select("code", "name").iter_rows())


def _one_a_code(raw: SourceTable, codes: pl.Series, others: Iterable[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield header and code, name and first ROW of the columns that have one text for each code, each its own."""
    for header in others:
        if header not in raw.frame.columns or raw.frame[header].dtype != pl.String:
            continue
        pairs = pl.DataFrame({"code": codes, "name": raw.text(header), ROW: raw.frame[ROW]}).drop_nulls()
        pairs = pairs.unique(["code", "name"], keep="first", maintain_order=True)
        if pairs["code"].is_unique().all() and pairs["name"].is_unique().all():
            yield header, pairs


def check_cells(
    raw: SourceTable,
    column: str,
    areas: Mapping[str, Area],
    classification: Classification,
    on: date,
    *,
    accepted: Mapping[str, str],
) -> None:
    """Refuse the first cell whose code and name, in itself or in its label of SPSS, are those of two areas.

    areas: what stands in the file = its area, which a label says before the code does. A file may number areas in its
    own way: its numbers are codes only where at least half of the labels agree with them. Refuse the first of the
    names, too, where most of them are unknown (see `strangers`); accepted: code = name, on the card.
    """
    labels = raw.labels.get(raw.name(column), {})
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
            row, name = raw.place(raw.first_row(column, stood), column)
            found = text if text == stood else f"{stood} = {text}"
            raise _contradiction(area, other).at(raw.path, row=row, column=name, found=found)
    both = {stood: labels.get(stood, stood) for stood in areas if areas[stood].level != Level.COUNTRY}
    both = {stood: text for stood, text in both.items() if code_alone(text) != text}
    code_of = {stood: stood if stood in labels else code_alone(text) for stood, text in both.items()}
    named = {code_of[stood]: name_alone(text) for stood, text in both.items()}
    if strange := strangers(classification, named, on, accepted):
        stood = next(one for one in both if code_of[one] in strange)
        row, name = raw.place(raw.first_row(column, stood), column)
        coded = {code_of[one]: areas[one] for one in both}
        raise _of_another_division(raw.name(column), strange, named, coded).at(raw.path, row=row, column=name)


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
    return found or [*_heirs(classification, label, area.level, on)]


def _heirs(classification: Classification, label: str, level: str, on: date) -> Iterator[Area]:
    for name in _names(label):
        yield from heirs_meant(classification, name, level, on)


def _contradiction(area: Area, other: Area) -> UserError:
    ours = f"{area.name_fi} ({area.level} {area.code})"
    return UserError("area_label_contradicts", ours=ours, meant=f"{other.name_fi} ({other.level} {other.code})")


def _of_another_division(
    column: str, strange: Mapping[str, str], named: Mapping[str, str], areas: Mapping[str, Area]
) -> UserError:
    code, name = next(iter(strange.items()))
    area = areas[code]
    return UserError(
        "area_labels_foreign",
        found=f"{code} = {name}",
        unknown=len(strange),
        number=len(named),
        ours=f"{area.name_fi} ({area.level} {area.code})",
        lines=lines(column, strange),
    )


def _called(classification: Classification, label: str, level: str, on: date) -> Iterator[Area]:
    for name in _names(label):
        yield from areas_meant(classification, name, level, on)


def _names(label: str) -> Iterator[str]:
    """Yield what of a label may be a name: all of it, without a code, without brackets, each of two languages."""
    text = name_alone(readable(label))
    short = BRACKETS.sub("", text).strip()
    yield from dict.fromkeys((text, short, *BOTH.split(short)))
