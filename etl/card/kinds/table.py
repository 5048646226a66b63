"""A card for a table of published figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import polars as pl

from contract.codes import EVERYBODY, Level
from contract.errors import UserError
from etl.card.columns import columns_headed, distinct, groups_of, is_period, names_of, newest_period
from etl.card.common import Subject, counts, head, indicator, level_and_year, no_areas, told_by_people
from etl.card.draft import Draft, plain
from etl.card.look import Layout, separator_of
from etl.card.places import Places, is_country, places_of
from etl.read.aggregates import NEEDED, OPTIONAL
from etl.read.formats.table import SourceTable

ROLES = (*NEEDED, *OPTIONAL)
FEW = 12  # different texts of a column that may name what it is about
MOST_PLACES = 2_000  # different values of a column that may be areas


@dataclass(frozen=True, slots=True)
class Found:
    """Our column = column of the file; the areas that each column may hold; columns that nobody knows."""

    columns: Mapping[str, str]
    places: Mapping[str, Sequence[Places]]
    numbers: Sequence[str]  # columns of numbers
    unknown: Sequence[str]

    @property
    def others(self) -> Sequence[str]:
        """The columns of numbers that are not the first that may hold the figures."""
        return self.numbers[1:] if "value" not in self.columns else ()


def table_card(subject: Subject, layout: Layout) -> Draft:
    """Propose a card for published figures."""
    raw = layout.raw
    found = find_columns(raw, subject)
    draft = Draft(subject.language)
    period = newest_period(distinct(raw, found.columns["period"])) if "period" in found.columns else None
    head(draft, subject, "aggregates", period)
    spare = [*found.unknown, *found.others]
    if spare:
        draft.ask("unused", spare, "unused")
    told_by_people(draft)
    layout_part(draft, layout)
    _columns(draft, found)
    _constant(draft, subject, raw, found)
    _unknown(draft, subject, raw, found)
    counts(draft)
    return draft


def find_columns(raw: SourceTable, subject: Subject) -> Found:
    """Find what the columns are: by their headers where their contents agree, then by their contents."""
    names = names_of(raw)
    headed = columns_headed(names, ROLES)
    columns = {role: name for role, name in headed.items() if _fits(role, distinct(raw, name), subject)}
    texts = {name: distinct(raw, name) for name in names if name not in columns.values()}
    for name, values in texts.items():
        if "period" not in columns and is_period(values):
            columns["period"] = name
    places = {name: places_of(values, subject.areas) for name, values in _short(texts).items()}
    if "area" in columns:
        area = columns["area"]
        places = {area: places_of(distinct(raw, area), subject.areas)}
    places = {name: found for name, found in places.items() if found and name != columns.get("period")}
    if len(places) == 1:
        columns["area"] = next(iter(places))
    numbers = [name for name in names if name not in columns.values() and name not in places and _is_number(raw, name)]
    if "value" not in columns and len(numbers) == 1:
        columns["value"] = numbers[0]
    known = {*columns.values(), *places, *(numbers if "value" not in columns else ())}
    return Found(columns, places, numbers, [name for name in names if name not in known])


def layout_part(draft: Draft, layout: Layout) -> None:
    """Write [table]: how the file is read; what its reader would have asked stands as a question."""
    separator = separator_of(layout.raw.path, layout)
    written = {
        "encoding": layout.table.encoding if separator else None,
        "separator": separator,
        "decimal": layout.table.decimal,
        "sheet": layout.table.sheet,
        "header_row": layout.table.header_row if layout.table.header_row > 1 else None,
        "skip_rows": list(layout.table.skip_rows) or None,
    }
    if any(value is not None for value in written.values()):
        draft.part("table")
    for key, value in written.items():
        if key in layout.asked:
            error = layout.asked[key]
            draft.lines.append(f"# {error.problem(draft.language)}: {plain(error.found)}")
            draft.ask(key, value)
        elif value is not None:
            draft.put(key, value)


def _columns(draft: Draft, found: Found) -> None:
    draft.part("table.columns")
    for role in ROLES:
        if role in found.columns:
            draft.put(role, found.columns[role])
    if "area" not in found.columns and found.places:
        several = [*found.places]
        draft.ask("area", several[0], "area_several", columns=several)
    if "value" not in found.columns:
        draft.ask("value", found.numbers[0] if found.numbers else "…", "value", columns=found.numbers)


def _constant(draft: Draft, subject: Subject, raw: SourceTable, found: Found) -> None:
    """Write what is the same in every row."""
    draft.part("table.constant")
    columns = found.columns
    if "indicator" not in columns:
        indicator(draft, subject, [subject.path.stem, *names_of(raw), *few_texts(raw, found.unknown)])
    if "period" not in columns:
        draft.ask("period", "…", "period_of_all")
    places = next(iter(found.places.values()), ())
    if "area" not in columns and not found.places:
        draft.ask("area", "SSS", "area_of_all")
        no_areas(draft, text=True)
    elif places:
        level_and_year(draft, places, columns, text=True)
    else:  # every row is the whole country, or of the level that its column says
        if "level" not in columns:
            draft.put("level", str(Level.COUNTRY), "level_country")
        draft.ask("geo_year", "2026", "geo_year_unknown")
    if "group_dim" not in columns and "group_code" not in columns:
        _everybody(draft, subject, raw, found)
    elif "group_dim" not in columns:
        dims = [dimension.dim for dimension, _ in groups_of(distinct(raw, columns["group_code"]), subject.catalogue)]
        draft.ask("group_dim", dims[0] if dims else "…", "group_dim", dims=dims)
    elif "group_code" not in columns:
        draft.ask("group_code", "…", "group_code")


def _everybody(draft: Draft, subject: Subject, raw: SourceTable, found: Found) -> None:
    """Write that the figures are of everybody, or ask where another column or several figures may say otherwise."""
    divided = any(_dims(raw, name, subject) for name in found.unknown)
    write = draft.ask if divided or "value" not in found.columns else draft.put
    write("group_dim", EVERYBODY, "group_of_several" if divided or found.others else "everybody")
    write("group_code", EVERYBODY)


def _dims(raw: SourceTable, name: str, subject: Subject) -> list[str]:
    return [dimension.dim for dimension, _ in groups_of(distinct(raw, name), subject.catalogue)]


def few_texts(raw: SourceTable, columns: Iterable[str]) -> list[str]:
    """Return what stands in columns of few different texts."""
    found = [distinct(raw, name) for name in columns]
    return list(chain.from_iterable(texts.values() for texts in found if len(texts) <= FEW))


def _unknown(draft: Draft, subject: Subject, raw: SourceTable, found: Found) -> None:
    """Tell of columns that nobody knows what they may be."""
    for name in found.unknown:
        dims = _dims(raw, name, subject)
        why = "column_group" if dims else "column_unknown"
        draft.remark(why, column=name, found=[*distinct(raw, name).values()], dims=dims)


def _fits(role: str, texts: Mapping[str, str], subject: Subject) -> bool:
    """Return whether the contents of a column may be what its header says."""
    match role:
        case "period":
            return is_period(texts)
        case "area":
            return is_country(texts.values()) or bool(places_of(texts, subject.areas))
        case "level":
            return {*texts.values()} <= {*map(str, Level)}
        case "indicator":
            return {*texts.values()} <= {one.id for one in subject.catalogue.indicators}
        case "group_dim":
            return {*texts.values()} <= {one.dim for one in subject.catalogue.groups}
    return True


def _short(texts: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    return {name: values for name, values in texts.items() if 1 < len(values) <= MOST_PLACES}


def _is_number(raw: SourceTable, name: str) -> bool:
    try:
        return raw.number(name, percent=True).count() > 0
    except UserError:
        return raw.frame[name].dtype != pl.String
